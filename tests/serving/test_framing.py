"""Frames on the wire."""

from __future__ import annotations

import os
import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carec_kg.serving.framing import ANSWER, QUERY, Frame, FrameAssembler, read_frame, write_frame

FRAMES = st.builds(Frame, st.sampled_from([ANSWER, QUERY]), st.binary(max_size=20), st.binary(max_size=50))


@given(frames=st.lists(FRAMES, max_size=4), size=st.integers(1, 30))
def test_frames_come_out_as_they_went_in_however_they_are_cut_up(frames: list[Frame], size: int) -> None:
    data = b"".join(frame.pack() for frame in frames)
    assembler = FrameAssembler()
    found = [frame for start in range(0, len(data), size) for frame in assembler.feed(data[start : start + size])]
    assert found == frames


@pytest.mark.parametrize("size", [0, 10, 3 * 2**20])
def test_a_frame_goes_through_a_pipe(size: int) -> None:
    reading, writing = os.pipe()
    frame = Frame(ANSWER, b"{}", b"x" * size)
    writer = threading.Thread(target=write_frame, args=(writing, frame))
    writer.start()
    found = read_frame(reading)
    writer.join()
    os.close(writing)
    assert found == frame
    assert read_frame(reading) is None
    os.close(reading)


def test_an_end_amid_a_frame_is_an_error() -> None:
    reading, writing = os.pipe()
    os.write(writing, Frame(ANSWER, b"{}", b"body").pack()[:-1])
    os.close(writing)
    with pytest.raises(EOFError, match="amid a message"):
        read_frame(reading)
    os.close(reading)
