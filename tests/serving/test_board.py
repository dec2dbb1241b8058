"""What supervisor and clients share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from carec_kg.serving.board import SLOTS, Board
from carec_kg.serving.tally import Tally, sum_tallies

if TYPE_CHECKING:
    from pathlib import Path


def test_one_writes_and_the_other_reads(tmp_path: Path) -> None:
    supervisor, client = Board(tmp_path, create=True), Board(tmp_path)
    supervisor.begin_generation()
    assert client.generation == 1
    for slot in (0, SLOTS - 1):
        assert supervisor.overdue(slot, 10.0) == (0, 0.0)
        client.begin(slot, 7, 5.0, 2.5)
        assert supervisor.running(slot) == 7
        assert supervisor.overdue(slot, 4.0) == (0, 0.0)
        assert supervisor.overdue(slot, 6.0) == (7, 2.5)
        client.end(slot)
        assert (supervisor.running(slot), supervisor.overdue(slot, 6.0)) == (0, (0, 0.0))


def test_a_query_is_never_taken_for_the_overdue_one_before_it(tmp_path: Path) -> None:
    board, seen = Board(tmp_path, create=True), []

    class Cells(list[float]):
        def __setitem__(self, place: Any, value: Any) -> None:  # noqa: ANN401 - as a list has it
            super().__setitem__(place, value)
            seen.append(board.overdue(0, 6.0)[0])

    board.begin(0, 7, 5.0, 2.5)
    board._cells = Cells(board._cells)  # type: ignore[assignment] # looked at after each write
    board.begin(0, 8, 9.0, 2.5)
    assert 8 not in seen
    assert board.running(0) == 8


def test_without_a_pool_there_is_none(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="board"):
        Board(tmp_path)


def test_counts_of_all_clients_are_summed(tmp_path: Path) -> None:
    for waiting in (1, 2):
        tally = Tally(tmp_path)
        tally.set_waiting(waiting)
        tally.count("Answered")
        tally.count("SnapshotProblem")
    assert sum_tallies(tmp_path) == (3, {"Answered": 2, "CarecError": 2})


def test_nobody_waits_in_a_process_that_is_gone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.getpid", lambda: 2**22 + 1)
    tally = Tally(tmp_path)
    tally.set_waiting(5)
    tally.count("OutOfTime")
    assert sum_tallies(tmp_path) == (0, {"OutOfTime": 1})
