"""Work down a list with a bound for each: what goes on and on is ended and left out, and the rest is done."""

from __future__ import annotations

import gc
import multiprocessing
import signal
import sys
import warnings
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from multiprocessing.connection import Connection

_Result = TypeVar("_Result")


def run_bounded(jobs: Sequence[Callable[[], _Result]], seconds: float) -> Iterator[_Result | None]:
    """Yield the result of each job in order; ``None`` for one that took more than ``seconds`` of a processor.

    Time on the processor is counted, not the clock, so that a busy machine makes no difference. On Linux they run in
    a second process, a fork that sees memory as it was at the start: the engine's work cannot be interrupted, only
    ended with its process. Results have to be picklable. A job that fails there is run here, and so raises what it
    raises. Elsewhere all run here, without a bound.
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
    process = context.Process(target=_work, args=(jobs, seconds, sender, receiver), daemon=True)
    with warnings.catch_warnings():
        # A thread that shows progress may be running; it holds nothing that the jobs need.
        warnings.simplefilter("ignore", DeprecationWarning)
        process.start()
    sender.close()
    try:
        for job in jobs:
            try:
                result: _Result = receiver.recv()
            except EOFError:
                process.join()
                yield None if process.exitcode == -signal.SIGPROF else job()
                return
            yield result
    finally:
        receiver.close()
        process.kill()
        process.join()


def _work(jobs: Sequence[Callable[[], object]], seconds: float, sender: Connection, receiver: Connection) -> None:
    # While this process too could read, it would wait for ever to send to a first process that has been killed.
    receiver.close()
    # A collection would touch, and so copy, every page that is shared.
    gc.disable()
    # Its errors are those of the same call in the first process, which reports them.
    sys.stderr = None
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    for job in jobs:
        # The system ends this process when it has used up its time, in the middle of the engine's work too.
        signal.setitimer(signal.ITIMER_PROF, seconds)
        result = job()
        signal.setitimer(signal.ITIMER_PROF, 0)
        sender.send(result)
