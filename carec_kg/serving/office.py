"""An office beside the pool: a process of one thread that forks a clerk for each who knocks at its socket.

It is started by ``starting.keep_process``; it serves until standard input ends.
"""

from __future__ import annotations

import contextlib
import gc
import json
import logging
import os
import select
import signal
import socket
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from carec_kg.errors import Busy, CarecError, DataProblem
from carec_kg.serving.framing import receive_frame
from carec_kg.serving.messages import dump, pack_error
from carec_kg.serving.seal import die_with_parent

if TYPE_CHECKING:
    from collections.abc import Callable

    from carec_kg.serving.framing import Frame

#: Those who wait at the door; each web process lets only some through to it.
_BACKLOG = 128
#: Seconds between two looks around.
_PAUSE = 0.5
#: Seconds that a client has to say what it wants.
PATIENCE = 5.0


class Work(Protocol):
    """What an office does."""

    def receive(self, client: socket.socket) -> Callable[[], None] | None:
        """Return what a clerk does for a client, ``None`` where there is nothing to do; runs in the office itself."""

    def look_around(self) -> None:
        """Do what is due, in the office itself; called twice a second and after every clerk."""


class Office:
    """Forks clerks for those who knock, ``lane`` of them at once."""

    def __init__(self, listening: socket.socket, lane: int, work: Work) -> None:
        self._listening = listening
        self._lane = lane
        self._work = work
        self._clerks: set[int] = set()

    def run(self) -> None:
        """Serve until standard input ends."""
        awake, waker = os.pipe()
        os.set_blocking(waker, False)
        signal.set_wakeup_fd(waker)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        while True:
            doors: list[Any] = [self._listening] if len(self._clerks) < self._lane else []
            readable = select.select([0, awake, *doors], [], [], _PAUSE)[0]
            if 0 in readable and not os.read(0, 1):
                return
            if awake in readable:
                os.read(awake, 512)
            self._bury()
            self._work.look_around()
            if self._listening in readable:
                self._open()

    def _open(self) -> None:
        client = self._listening.accept()[0]
        client.settimeout(PATIENCE)
        with client, contextlib.suppress(OSError):
            serve = self._work.receive(client)
            if serve is None:
                return
            child = os.fork()
            if child == 0:
                self._become_clerk(serve)
            self._clerks.add(child)

    def _become_clerk(self, serve: Callable[[], None]) -> None:
        """Never returns."""
        try:
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            die_with_parent()
            self._listening.close()
            serve()
        except OSError:
            # The client has gone.
            pass
        finally:
            os._exit(0)

    def _bury(self) -> None:
        with contextlib.suppress(ChildProcessError):
            while self._clerks and (child := os.waitpid(-1, os.WNOHANG)[0]):
                self._clerks.discard(child)


def listen_at(path: str) -> socket.socket:
    """Return the socket of an office; one of an office that has ended gives way."""
    Path(path).unlink(missing_ok=True)
    listening = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    listening.bind(path)
    listening.listen(_BACKLOG)
    return listening


def run_office(prepare: Callable[[dict[str, Any]], Office], crowded: str) -> int:
    """Prepare an office from the settings on standard input, say so, and serve until whoever started it goes.

    ``crowded`` is said where it does not fit into memory. Return the exit code.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    die_with_parent()
    # A warning of rdflib's would look for the source that it comes from.
    logging.disable(logging.CRITICAL)
    line = sys.stdin.buffer.readline()
    try:
        office = prepare(json.loads(line))
        found: dict[str, Any] = {"ready": True}
    except CarecError as error:
        found = {"failed": pack_error(error)}
    except MemoryError:
        found = {"failed": pack_error(DataProblem(crowded))}
    sys.stdout.buffer.write(dump(found) + b"\n")
    sys.stdout.buffer.flush()
    if "failed" in found:
        return 1
    gc.collect()
    gc.freeze()
    office.run()
    return 0


def ask_office(path: Path, question: Frame, timeout: float, what: str) -> Frame | None:
    """Ask an office and return its answer, ``None`` where nobody answers; raise ``Busy`` where none was free in time.

    ``timeout`` is for how many seconds the question may run; ``what`` names it in the singular.
    """
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as channel:
            # It waits at the door for as long as it may run, and then runs.
            channel.settimeout(2 * timeout + PATIENCE)
            channel.connect(str(path))
            channel.sendall(question.pack())
            return receive_frame(channel)
    except TimeoutError:
        message = f"No room for {what} was free within {timeout:g} seconds; try again later."
        raise Busy(message) from None
    except OSError:
        return None
