"""Start a process of ours and stop it: settings go in as a line of JSON, one comes out that says ready or why not."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import threading
import time
from typing import TYPE_CHECKING

from carec_kg.errors import CarecError, EngineFailure
from carec_kg.serving.messages import unpack_error
from carec_kg.serving.zygote_link import python_command, python_environment

if TYPE_CHECKING:
    from collections.abc import Iterator

_FAREWELL_SECONDS = 5.0
#: Seconds before a process that ended is started again: the first time, and at the most where it ends time after time.
_PAUSE = 0.2
_LONGEST_PAUSE = 30.0
#: Seconds after which a process has run well, and the next end is a first one.
_STEADY = 60.0


@contextlib.contextmanager
def keep_process(module: str, settings: bytes, what: str) -> Iterator[KeptProcess]:
    """Run a module of this package, and start it again whenever it ends before the block does.

    The module reads ``settings`` as one line of standard input, which is held open until it is to end. Raise the
    error that it says it ``failed`` with, and ``EngineFailure`` where it ends without a word; ``what`` names it then.
    Where it does not start again later, that is a line on stderr.
    """
    keeper = KeptProcess(module, settings, what)
    try:
        keeper.start()
        # The system kills what a thread has started as soon as that thread ends: this one ends last.
        watching = threading.Thread(target=keeper.watch, daemon=True)
        watching.start()
        try:
            yield keeper
        finally:
            keeper.leave()
            watching.join()
    finally:
        keeper.leave()


class KeptProcess:
    """A process that is started again; ``ready`` is what it said with that word when it was started first."""

    def __init__(self, module: str, settings: bytes, what: str) -> None:
        self._module = module
        self._settings = settings
        self._what = what
        self._lock = threading.Lock()
        self._leaving = threading.Event()
        self._process: subprocess.Popen[bytes] | None = None
        self.ready: object = None

    @property
    def process_id(self) -> int:
        """Return the number of the process that runs now."""
        return self._process.pid if self._process else 0

    def start(self) -> None:
        """Start the process and wait until it is ready; do nothing where it is time to leave."""
        with self._lock:
            if self._leaving.is_set():
                return
            self._process = process = _open(self._module)
        said = _await_ready(process, self._settings, self._what)
        self.ready = self.ready or said

    def watch(self) -> None:
        """Start the process again whenever it ends, until it is time to leave."""
        pause = _PAUSE
        while self._process:
            began = time.monotonic()
            self._process.wait()
            pause = _PAUSE if time.monotonic() - began > _STEADY else pause
            if self._leaving.wait(pause):
                return
            pause = min(2 * pause, _LONGEST_PAUSE)
            sys.stderr.write(f"{self._what} has ended (exit code {self._process.returncode}) and is started again.\n")
            _stop(self._process)
            try:
                self.start()
            except (CarecError, OSError, ValueError) as error:
                sys.stderr.write(f"{error}\n")

    def leave(self) -> None:
        """End the process for good."""
        with self._lock:
            self._leaving.set()
        if self._process:
            _stop(self._process)


def _open(module: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603 - our own module
        python_command(module), stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=python_environment()
    )


def _await_ready(process: subprocess.Popen[bytes], settings: bytes, what: str) -> object:
    if process.stdin and process.stdout:
        with contextlib.suppress(BrokenPipeError):
            process.stdin.write(settings)
            process.stdin.flush()
        if line := process.stdout.readline():
            told = json.loads(line)
            if "failed" in told:
                raise unpack_error(told["failed"])
            return told["ready"]
    message = f"{what} ended before it was ready; what it printed above says why."
    raise EngineFailure(message)


def _stop(process: subprocess.Popen[bytes]) -> None:
    """End a process and close what leads to it; one that has ended already stays so."""
    if process.stdin:
        with contextlib.suppress(BrokenPipeError):
            process.stdin.close()
    try:
        process.wait(_FAREWELL_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    if process.stdout:
        process.stdout.close()
