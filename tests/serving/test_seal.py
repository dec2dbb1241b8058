"""What a sealed process can and cannot do."""

from __future__ import annotations

import mmap
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from carec_kg.serving import seal
from carec_kg.serving.complaints import Complaints
from carec_kg.serving.seal import CHANNEL, Limits, build_filter, close_seal, missing_protections

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.skipif(bool(missing_protections()), reason="this system lacks a part of the seal")


#: What the sealed children of this module printed, the last one last.
said: list[str] = []


def run_sealed(act: Callable[[int], None]) -> int:
    """Run ``act`` in a sealed child and return how the child ended: an exit code, or a negative signal."""
    ours, theirs = socket.socketpair()
    complaints = Complaints()
    system_calls = build_filter()
    child = os.fork()
    if child == 0:
        code = 1
        try:
            act(close_seal(theirs.fileno(), complaints.writing, Limits(memory=2**28), system_calls))
            code = 0
        except MemoryError:
            code = 12
        except OSError:
            code = 5
        finally:
            os._exit(code)
    theirs.close()
    complaints.close_writing()
    status = os.waitpid(child, 0)[1]
    said.append(complaints.read())
    ours.close()
    return os.waitstatus_to_exitcode(status)


def test_it_can_speak_on_its_channel() -> None:
    def act(channel: int) -> None:
        os.write(channel, b"x")

    assert run_sealed(act) == 0


def test_it_has_one_descriptor_beside_the_standard_ones() -> None:
    def act(channel: int) -> None:
        assert channel == CHANNEL
        os.write(CHANNEL + 1, b"x")

    assert run_sealed(act) == 5


def test_its_last_words_are_heard() -> None:
    def act(_: int) -> None:
        os.write(2, b"panicked")
        os.abort()

    assert run_sealed(act) == -signal.SIGABRT
    assert said[-1] == "panicked"


@pytest.mark.parametrize(
    "act",
    [
        lambda _: socket.socket(),
        lambda _: os.fork(),
        lambda _: os.execv("/bin/true", ["true"]),  # noqa: S606 - it must not come to that
        lambda _: os.kill(os.getppid(), signal.SIGTERM),
        lambda _: os.setuid(0),
        lambda _: Path("/etc/passwd").stat(),
    ],
    ids=["socket", "fork", "exec", "kill", "setuid", "stat"],
)
def test_what_reaches_outside_kills_it(act: Callable[[int], None]) -> None:
    assert run_sealed(act) == -signal.SIGSYS


def test_it_opens_no_file() -> None:
    assert run_sealed(lambda _: os.close(os.open("/etc/passwd", os.O_RDONLY))) == 5


def test_it_maps_no_code() -> None:
    def act(_: int) -> None:
        mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_EXEC)

    assert run_sealed(act) == -signal.SIGSYS


def test_it_has_bounded_memory() -> None:
    assert run_sealed(lambda _: bytearray(2**29).clear()) == 12


def test_it_may_abort_itself() -> None:
    assert run_sealed(lambda _: os.abort()) == -signal.SIGABRT


def test_a_system_without_the_filter_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seal, "build_filter", lambda: None)
    assert [words for words in missing_protections() if "system call filter" in words]


def test_the_seal_needs_nothing_that_another_system_lacks() -> None:
    code = "import sys; sys.platform = 'other'; from carec_kg.serving import seal; assert seal.build_filter() is None"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
