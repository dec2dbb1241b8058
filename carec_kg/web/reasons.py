"""Why an answer has nothing, for those who ask it with ``why=1``. No Flask here."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any

from carec_kg.errors import CarecError
from carec_kg.graph.cutting import gives_nothing
from carec_kg.serving.messages import InquiryTask, dump

if TYPE_CHECKING:
    from carec_kg.graph.encoding import EncodedAnswer
    from carec_kg.serving.client import Pool
    from carec_kg.serving.messages import QueryTask

#: Seconds for which it is worth while to look for a reason at the least, and at the most.
_LEAST, _MOST = 1.0, 5.0


class Reasons:
    """Asks a pool why a task gave nothing, in what is left of the task's own time."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self._begun = time.monotonic()

    def find(self, task: QueryTask, answer: EncodedAnswer, parameters: dict[str, str] | None = None) -> bytes:
        """Return the diagnosis as JSON; empty where there is an answer, or one of a format without room for it.

        ``parameters`` are those of a saved query. Where no diagnosis can be had, the member ``problem`` says why.
        """
        if not gives_nothing(answer.body, answer.format):
            return b""
        query = task.query
        asked: dict[str, Any] = {
            "query": query.text,
            "defaultGraphs": query.default_graphs,
            "namedGraphs": query.named_graphs,
            "parameters": parameters or {},
        }
        left = max(_LEAST, min(_MOST, task.timeout - (time.monotonic() - self._begun)))
        inquiry = InquiryTask(
            "diagnose",
            asked,
            task.inferred,
            timeout=left,
            lane=task.lane,
            client=task.client,
            cancel_name=task.cancel_name,
        )
        try:
            return self._pool.answer(inquiry).body
        except CarecError as error:
            # The answer itself is whole, and must not be lost.
            return dump({"empty": True, "causes": [], "complete": False, "problem": str(error)})


def is_repeatable_reason(why: bytes) -> bool:
    """Return whether to ask again gives the same reasons: those that time did not suffice for may be others."""
    return not why or bool(json.loads(why).get("complete"))
