"""A pool without processes: what the web room makes of requests and answers, nothing of the seal."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from carec_kg.errors import NotAllowed
from carec_kg.graph.encoding import EncodedAnswer, encode_answer
from carec_kg.saved_queries.catalogue import Catalogue, read_catalogue
from carec_kg.serving.messages import InquiryTask, PoolStatus, dump

if TYPE_CHECKING:
    from carec_kg.errors import CarecError
    from carec_kg.graph.engine import Engine
    from carec_kg.graph.load import InquiryDesk
    from carec_kg.serving.messages import QueryTask, Task

LIBRARY = Path(__file__).parent / "library"


class LocalPool:
    """Answers in this process; keeps the tasks it got, and fails with ``error`` where one is set."""

    def __init__(self, engine: Engine, desk: InquiryDesk | None = None) -> None:
        self._engine = engine
        self.desk = desk
        self.inquiries: list[InquiryTask] = []
        self.tasks: list[QueryTask] = []
        self.error: CarecError | None = None
        self.ready = True

    def answer(self, task: Task) -> EncodedAnswer:
        """Answer a task, or fail."""
        if isinstance(task, InquiryTask):
            return self._inquire(task)
        self.tasks.append(task)
        if self.error:
            raise self.error
        answer = encode_answer(self._engine, task.query, task.formats, byte_cap=task.byte_cap, note_cut=not task.paged)
        return replace(answer, dataset="v1")

    async def answer_soon(self, task: Task) -> EncodedAnswer:
        """Do what ``answer`` does."""
        return self.answer(task)

    def _inquire(self, task: InquiryTask) -> EncodedAnswer:
        self.inquiries.append(task)
        if self.error:
            raise self.error
        if self.desk is None:
            message = "There is no desk."
            raise NotAllowed(message)
        found = self.desk.answer(task.kind, task.asked, inferred=task.inferred, time_left=lambda: task.timeout)
        return EncodedAnswer("document", "json", dump(found), 1, cut=False, dataset="v1")

    def cancel(self, name: str) -> int:
        """Cancel the task of that name, should it be the last one."""
        return int(bool(self.tasks) and self.tasks[-1].cancel_name == name)

    def current_version(self) -> str:
        """Return the made-up version."""
        return "v1"

    def status(self) -> PoolStatus:
        """Return a made-up state."""
        return PoolStatus(self.ready, "v1", 2, 0, 0)


def read_library() -> Catalogue:
    """Return the saved queries of the tests."""
    return read_catalogue(LIBRARY)
