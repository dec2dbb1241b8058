from __future__ import annotations

import os
import select
import signal
import sys

import pytest

from carec_kg.build.aside import Aside


def test_the_result_comes_from_a_second_process_where_there_are_two_processors() -> None:
    aside = Aside(os.getpid)
    beside = aside._receiver is not None
    assert (aside.result() != os.getpid()) is beside


def test_the_function_sees_what_was_in_memory_at_the_start() -> None:
    words = ["before"]
    aside = Aside(lambda: list(words))
    beside = aside._receiver is not None
    words.append("after")
    assert aside.result() == (["before"] if beside else ["before", "after"])


def test_a_large_result_comes_whole() -> None:
    assert Aside(lambda: {"file": b"x" * 5_000_000}).result() == {"file": b"x" * 5_000_000}


def test_an_error_is_raised_here(capfd: pytest.CaptureFixture[str]) -> None:
    def fail() -> None:
        message = "no room"
        raise OSError(message)

    with pytest.raises(OSError, match="no room"):
        Aside(fail).result()
    assert capfd.readouterr().err == ""


def test_a_second_process_that_is_killed_is_made_up_for() -> None:
    own = os.getpid()

    def die_elsewhere() -> str:
        if os.getpid() != own:
            os.kill(os.getpid(), signal.SIGKILL)
        return "made here"

    assert Aside(die_elsewhere).result() == "made here"


def test_the_result_may_be_given_up() -> None:
    aside = Aside(lambda: "never asked for")
    aside.end()
    aside.end()
    assert aside._receiver is None


def test_with_one_processor_the_function_runs_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _process: {0})
    assert Aside(os.getpid).result() == os.getpid()


@pytest.mark.skipif(sys.platform != "linux", reason="nothing runs aside elsewhere")
def test_the_second_process_ends_with_the_first_though_nobody_takes_its_result(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _process: {0, 1})
    reading, writing = os.pipe()
    first = os.fork()
    if first == 0:
        os.close(reading)
        # More than a pipe holds; the second process keeps ``writing`` open for as long as it lives.
        Aside(lambda: b"x" * 5_000_000)
        os.kill(os.getpid(), signal.SIGKILL)
    os.close(writing)
    os.waitpid(first, 0)
    ended, _, _ = select.select([reading], [], [], 20.0)
    os.close(reading)
    assert ended
