"""What a dying process prints."""

from __future__ import annotations

import os

import pytest

from carec_kg.serving.complaints import Complaints


def test_what_was_printed_is_read() -> None:
    complaints = Complaints()
    os.write(complaints.writing, "Ärger".encode())
    complaints.close_writing()
    assert complaints.read() == "Ärger"


def test_silence_is_no_text() -> None:
    complaints = Complaints()
    assert complaints.read() == ""
    complaints.close_writing()


def test_a_flood_is_no_obstacle_and_its_beginning_is_kept() -> None:
    complaints = Complaints()
    assert os.write(complaints.writing, b"x" * 2**24) < 2**24
    with pytest.raises(BlockingIOError):
        os.write(complaints.writing, b"x" * 4096)
    complaints.close_writing()
    assert complaints.read() == "x" * 4096
