from __future__ import annotations

import os
import signal

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
