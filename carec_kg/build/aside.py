"""Work in a second process beside this one: a fork that shares what is in memory and sends back one result."""

from __future__ import annotations

import gc
import multiprocessing
import os
import sys
import warnings
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.connection import Connection

_Result = TypeVar("_Result")


class Aside(Generic[_Result]):
    """A function that runs beside this process from the start, where it can; else when its result is asked for.

    It can on Linux with two processors or more. The function sees memory as it was at the start; its result has to be
    picklable. Should the second process fail or be killed, the function runs here, and so raises what it raises.
    """

    def __init__(self, function: Callable[[], _Result]) -> None:
        self._function = function
        self._receiver: Connection | None = None
        if sys.platform == "linux" and len(os.sched_getaffinity(0)) > 1:
            self._start()

    def _start(self) -> None:
        context = multiprocessing.get_context("fork")
        self._receiver, sender = context.Pipe(duplex=False)
        self._process = context.Process(target=_run, args=(self._function, sender, self._receiver), daemon=True)
        with warnings.catch_warnings():
            # A thread that shows progress may be running; it holds nothing that the function needs.
            warnings.simplefilter("ignore", DeprecationWarning)
            self._process.start()
        sender.close()

    def result(self) -> _Result:
        """Wait for the result, or make it here."""
        if self._receiver is not None:
            try:
                found: _Result = self._receiver.recv()
            except EOFError:
                return self._function()
            finally:
                self.end()
            return found
        return self._function()

    def end(self) -> None:
        """End the second process, if there is one; its result is then lost."""
        if self._receiver is not None:
            self._receiver.close()
            self._receiver = None
            self._process.kill()
            self._process.join()


def _run(function: Callable[[], object], sender: Connection, receiver: Connection) -> None:
    # While this process too could read, it would wait for ever to send to a first process that has been killed.
    receiver.close()
    # A collection would touch, and so copy, every page that is shared.
    gc.disable()
    # Its errors are those of the same call in the first process, which reports them.
    sys.stderr = None
    sender.send(function())
