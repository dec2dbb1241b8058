from __future__ import annotations

import os
import sys
import time
from functools import partial

import pytest

from carec_kg.build.bounded import run_bounded

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="there is no deadline elsewhere")


def go_on() -> str:
    while True:
        pass


def test_results_come_in_order_from_one_other_process() -> None:
    processes = list(run_bounded([os.getpid] * 3, 20.0))
    assert len(set(processes)) == 1
    assert processes[0] != os.getpid()
    assert list(run_bounded([partial(pow, 2, n) for n in range(5)], 20.0)) == [1, 2, 4, 8, 16]


def test_what_takes_too_long_is_left_out_and_the_rest_is_done() -> None:
    assert list(run_bounded([lambda: "first", go_on, lambda: "last", go_on], 0.3)) == ["first", None, "last", None]


def test_waiting_is_no_work() -> None:
    assert list(run_bounded([lambda: time.sleep(0.6) or "done"], 0.3)) == ["done"]


def test_an_error_is_raised_here(capfd: pytest.CaptureFixture[str]) -> None:
    def fail() -> str:
        message = "no room"
        raise OSError(message)

    results = run_bounded([lambda: "first", fail], 20.0)
    assert next(results) == "first"
    with pytest.raises(OSError, match="no room"):
        next(results)
    assert capfd.readouterr().err == ""
