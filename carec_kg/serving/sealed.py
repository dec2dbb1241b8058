"""Run one query in a sealed child of this process: for the command line and for Python."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import socket
import time
from typing import TYPE_CHECKING

from carec_kg.graph.load import ServedData
from carec_kg.serving.complaints import Complaints
from carec_kg.serving.endings import explain_end, explain_timeout
from carec_kg.serving.framing import FrameAssembler, write_frame
from carec_kg.serving.messages import pack_task, unpack_answer
from carec_kg.serving.seal import Limits, build_filter, close_seal, die_with_parent
from carec_kg.serving.worker import answer_task

if TYPE_CHECKING:
    from collections.abc import Iterator

    from carec_kg.errors import CarecError
    from carec_kg.graph.encoding import EncodedAnswer
    from carec_kg.graph.engine import Engine
    from carec_kg.graph.load import InquiryDesk
    from carec_kg.serving.framing import Frame
    from carec_kg.serving.messages import Task

_CHUNK = 2**20


def answer_sealed(
    engine: Engine, task: Task, *, desk: InquiryDesk | None = None, limits: Limits | None = None
) -> EncodedAnswer:
    """Answer one task over ``engine`` in a sealed child; the engine and the ``desk`` are shared copy-on-write.

    ``task.inferred`` is not looked at: the caller chose the engine. Raise what the query's end means:
    ``QueryProblem``, ``NotAcceptable``, ``NotAllowed``, ``OutOfTime``, ``OutOfMemory`` or ``EngineFailure``.
    Without fork the query runs in this process, unsealed; ``missing_protections`` says so.
    """
    data = ServedData(engine, engine, "", desk)
    packed = pack_task(task)
    if not hasattr(os, "fork"):
        answer = answer_task(data, packed)
        return unpack_answer(answer.header, answer.body)
    system_calls = build_filter()
    complaints = Complaints()
    ours, theirs = socket.socketpair()
    child = os.fork()
    if child == 0:
        with _certain_exit():
            channel = close_seal(theirs.fileno(), complaints.writing, limits or Limits(), system_calls)
            write_frame(channel, answer_task(data, packed))
    complaints.close_writing()
    theirs.close()
    with ours:
        return _await_answer(ours, child, complaints, task.timeout)


@contextlib.contextmanager
def _certain_exit() -> Iterator[None]:
    """End this process after the block, whatever happens in it: nothing of the parent may run in a child."""
    code = 1
    try:
        die_with_parent()
        yield
        code = 0
    finally:
        os._exit(code)


def _await_answer(ours: socket.socket, child: int, complaints: Complaints, timeout: float) -> EncodedAnswer:
    """Collect the child's answer; the child is gone when this returns."""
    expired = True
    frame: Frame | None = None
    try:
        frame, expired = _receive(ours, time.monotonic() + timeout)
    finally:
        if frame is None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL if expired else 0)
        status, complaint = os.waitpid(child, 0)[1], complaints.read()
    if frame is not None:
        return unpack_answer(frame.header, frame.body)
    error: CarecError = explain_timeout(timeout) if expired else explain_end(status, complaint)
    raise error


def _receive(ours: socket.socket, deadline: float) -> tuple[Frame | None, bool]:
    """Return the frame that arrives and whether the deadline passed without one."""
    assembler = FrameAssembler()
    while True:
        left = deadline - time.monotonic()
        if left <= 0 or not select.select([ours], [], [], left)[0]:
            return None, True
        piece = ours.recv(_CHUNK)
        if not piece:
            return None, False
        for frame in assembler.feed(piece):
            return frame, False
