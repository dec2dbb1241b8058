"""Inquiries about one graph of a snapshot, each in a sealed child of this process."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from carec_kg.evidence.desk import Desk
from carec_kg.evidence.explaining import name_columns
from carec_kg.evidence.holdings import read_inference
from carec_kg.evidence.quotation import read_texts
from carec_kg.evidence.quoting import Quoter, make_quoter
from carec_kg.evidence.rows_json import write_rows
from carec_kg.graph.engine import QueryRequest
from carec_kg.serving.messages import InquiryTask
from carec_kg.serving.sealed import answer_sealed

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from carec_kg.graph.answers import Row
    from carec_kg.graph.engine import Engine


class Inquirer:
    """Asks about the graph of an engine; where ``inferred`` is false there is no closure, and no rules are read.

    ``closed`` is the same graph with its closure, for what is to be said of that all the same.
    """

    def __init__(self, folder: Path, engine: Engine, *, inferred: bool, closed: Engine | None = None) -> None:
        self._engine = engine
        self._inferred = inferred
        self._desk = Desk(closed or engine, engine, *(read_inference(folder) if inferred else ()))

    def ask(self, kind: str, asked: Mapping[str, Any], timeout: float) -> dict[str, Any]:
        """Return the answer to an inquiry, values for JSON; raise what a sealed answer raises."""
        answer = answer_sealed(self._engine, InquiryTask(kind, asked, self._inferred, timeout=timeout), desk=self._desk)
        found: dict[str, Any] = json.loads(answer.body)
        return found

    def name_row(self, text: str, row: int | Row) -> dict[str, Any]:
        """Return how an inquiry names a row of a query: by its number or its values."""
        if isinstance(row, int):
            return {"row": row}
        return {"values": write_rows(name_columns(QueryRequest(text)).variables, [row])[0]}

    def quoter(self, folder: Path) -> Quoter:
        """Return what quotes from the texts in a folder; raise ``DataProblem`` for one that cannot be read."""
        return make_quoter(read_texts(folder), self._engine.select)
