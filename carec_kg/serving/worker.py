"""What a sealed process does: read a task, answer it, until nobody asks."""

from __future__ import annotations

import os
import resource
import time
from typing import TYPE_CHECKING

from carec_kg.errors import CarecError, EngineFailure, NotAllowed, OutOfMemory
from carec_kg.graph.encoding import EncodedAnswer, encode_answer
from carec_kg.serving.endings import OUT_OF_MEMORY_EXIT
from carec_kg.serving.framing import ANSWER, LAST_ANSWER, READY, Frame, read_frame, write_frame
from carec_kg.serving.messages import InquiryTask, dump, pack_answer, pack_error, unpack_task

if TYPE_CHECKING:
    from carec_kg.graph.load import ServedData

#: A worker that has grown by this much (``ru_maxrss``: kilobytes on Linux) goes, so that the next has its whole cap.
_GROWTH = 64 * 1024
#: Of the seconds of an inquiry, what it is told of: it is to say what it found before it is killed.
_SHARE_OF_TIME = 0.9


def answer_task(data: ServedData, task: bytes, *, counted: bool = True) -> Frame:
    """Answer a packed task; a failure is an answer too. An answer after which the process should go says so.

    Without ``counted``, rows that cannot be over their cap are not counted.
    """
    try:
        found = unpack_task(task)
        if isinstance(found, InquiryTask):
            answer = _answer_inquiry(data, found)
            return Frame(ANSWER, pack_answer(answer, data.version), answer.body)
        engine = data.engine if found.inferred else data.asserted
        answer = encode_answer(
            engine,
            found.query,
            found.formats,
            byte_cap=found.byte_cap,
            note_cut=not found.paged,
            counted=counted,
        )
        return Frame(ANSWER, pack_answer(answer, data.version), answer.body)
    except CarecError as error:
        return Frame(ANSWER, dump(pack_error(error)))
    except MemoryError:
        message = "The answer needed more memory than one query may use; narrow it, or ask for fewer rows."
        return Frame(LAST_ANSWER, dump(pack_error(OutOfMemory(message))))
    except BaseException as error:  # noqa: BLE001 - a panic of the engine is no Exception, and its state is unknown
        message = f"The engine failed on this query ({type(error).__name__}); write it in another way."
        return Frame(LAST_ANSWER, dump(pack_error(EngineFailure(message))))


def _answer_inquiry(data: ServedData, task: InquiryTask) -> EncodedAnswer:
    if data.desk is None:
        message = "Nothing is explained here: these files were loaded as they are, without their sources."
        raise NotAllowed(message)
    end = time.monotonic() + _SHARE_OF_TIME * task.timeout
    found = data.desk.answer(task.kind, task.asked, inferred=task.inferred, time_left=lambda: end - time.monotonic())
    return EncodedAnswer("document", "json", dump(found), 1, cut=False)


def run_worker(data: ServedData, channel: int) -> None:
    """Answer the tasks that come through ``channel`` until it ends; returns for no other reason."""
    write_frame(channel, Frame(READY))
    limit = _peak() + _GROWTH
    while (frame := read_frame(channel)) is not None:
        answer = answer_task(data, frame.body, counted=False)
        last = answer.kind == LAST_ANSWER or _peak() > limit
        write_frame(channel, answer._replace(kind=LAST_ANSWER) if last else answer)
        if last:
            return


def run_and_exit(data: ServedData, channel: int) -> None:
    """Run a worker and end the process without Python's own farewell, which would open files."""
    code = 1
    try:
        run_worker(data, channel)
        code = 0
    except MemoryError:
        code = OUT_OF_MEMORY_EXIT
    except (OSError, EOFError):
        code = 0
    finally:
        os._exit(code)


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
