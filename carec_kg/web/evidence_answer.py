"""Rows with a column of evidence, from the pool. No Flask here."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from carec_kg.evidence.column import encode_with_evidence
from carec_kg.serving.messages import InquiryTask

if TYPE_CHECKING:
    from carec_kg.graph.encoding import EncodedAnswer
    from carec_kg.serving.client import Pool
    from carec_kg.serving.messages import QueryTask

#: Rows that are explained together at the most.
MOST_ROWS = 10_000


def answer_with_evidence(pool: Pool, task: QueryTask) -> EncodedAnswer:
    """Answer a task for rows with one column more, ``evidence``; where a row has none, it says why.

    Rows and evidence come from one run of the query. At most ``MOST_ROWS`` rows; raise what the pool raises, and
    ``QueryProblem`` for what is no SELECT.
    """
    query = task.query
    limit = MOST_ROWS if query.row_cap is None else min(query.row_cap, MOST_ROWS)
    asked = {
        "query": query.text,
        "limit": limit,
        "bindings": True,
        "defaultGraphs": query.default_graphs,
        "namedGraphs": query.named_graphs,
    }
    inquiry = InquiryTask(
        "evidence",
        asked,
        task.inferred,
        timeout=task.timeout,
        lane=task.lane,
        client=task.client,
        cancel_name=task.cancel_name,
    )
    answer = pool.answer(inquiry)
    encoded = encode_with_evidence(json.loads(answer.body), task.formats, note_cut=not task.paged)
    return replace(encoded, dataset=answer.dataset)
