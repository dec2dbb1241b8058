"""Start a process of ours and stop it: settings go in as a line of JSON, one comes out that says ready or why not."""

from __future__ import annotations

import contextlib
import json
import subprocess
from typing import TYPE_CHECKING

from carec_kg.errors import EngineFailure
from carec_kg.serving.messages import unpack_error
from carec_kg.serving.zygote_link import python_command, python_environment

if TYPE_CHECKING:
    from collections.abc import Iterator

_FAREWELL_SECONDS = 5.0


@contextlib.contextmanager
def run_process(module: str, settings: bytes, what: str) -> Iterator[tuple[subprocess.Popen[bytes], object]]:
    """Run a module of this package; give the process and what it said with ``ready``. It ends with the block.

    The module reads ``settings`` as one line of standard input, which is held open until it is to end. Raise the
    error that it says it ``failed`` with, and ``EngineFailure`` where it ends without a word; ``what`` names it then.
    """
    with subprocess.Popen(  # noqa: S603 - our own module
        python_command(module), stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=python_environment()
    ) as process:
        try:
            yield process, _await_ready(process, settings, what)
        finally:
            _stop(process)


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
    if process.stdin:
        with contextlib.suppress(BrokenPipeError):
            process.stdin.close()
    try:
        process.wait(_FAREWELL_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
