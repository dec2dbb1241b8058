"""Work down a list with a deadline for each: what hangs is ended and left out, and the rest is done."""

from __future__ import annotations

import gc
import multiprocessing
import sys
import warnings
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from multiprocessing.connection import Connection

_Result = TypeVar("_Result")


def run_bounded(jobs: Sequence[Callable[[], _Result]], seconds: float) -> Iterator[_Result | None]:
    """Yield the result of each job in order; ``None`` for one that took longer than ``seconds`` by the clock.

    On Linux they run in a second process, a fork that sees memory as it was at the start: the engine's work cannot be
    interrupted, only ended with its process. Results have to be picklable. A job that fails there is run here, and so
    raises what it raises. Elsewhere all run here, and there is no deadline.
    """
    if sys.platform != "linux":
        yield from (job() for job in jobs)
        return
    done = 0
    while done < len(jobs):
        for result in _run_beside(jobs[done:], seconds):
            yield result
            done += 1


def _run_beside(jobs: Sequence[Callable[[], _Result]], seconds: float) -> Iterator[_Result | None]:
    """Yield results from one second process, until it has done all or is of no more use."""
    context = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(jobs, sender, receiver), daemon=True)
    with warnings.catch_warnings():
        # A thread that shows progress may be running; it holds nothing that the jobs need.
        warnings.simplefilter("ignore", DeprecationWarning)
        process.start()
    sender.close()
    try:
        for job in jobs:
            if not receiver.poll(seconds):
                yield None
                return
            try:
                result: _Result = receiver.recv()
            except EOFError:
                yield job()
                return
            yield result
    finally:
        receiver.close()
        process.kill()
        process.join()


def _work(jobs: Sequence[Callable[[], object]], sender: Connection, receiver: Connection) -> None:
    # While this process too could read, it would wait for ever to send to a first process that has been killed.
    receiver.close()
    # A collection would touch, and so copy, every page that is shared.
    gc.disable()
    # Its errors are those of the same call in the first process, which reports them.
    sys.stderr = None
    for job in jobs:
        sender.send(job())
