from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carec_kg.drawing.measuring import shorten, width_of, wrap


def test_widths_are_those_of_inter() -> None:
    assert width_of("mil", 1000) == 876 + 242 + 242
    assert width_of("中国", 10) == 20
    assert width_of("e\u0301") == width_of("e")


def test_semi_bold_runs_wider() -> None:
    assert width_of("corridor", bold=True) > width_of("corridor")


def test_what_fits_is_not_shortened() -> None:
    assert shorten("Erenhot", 200) == "Erenhot"
    assert shorten("Erenhot port", 60) == "Erenhot…"


@given(st.text(alphabet="ab cdé中 ", min_size=1), st.integers(40, 200))
def test_no_line_is_wider_than_asked(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert all(width_of(line) <= width for line in lines)
    assert "".join(lines).replace(" ", "") == "".join(text.split())


@pytest.mark.parametrize("lines", [1, 2])
def test_the_last_line_says_that_more_is_left(lines: int) -> None:
    found = wrap("one two three four five six seven", 60, lines=lines)
    assert len(found) == lines
    assert found[-1].endswith("…")
