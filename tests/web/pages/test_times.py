"""Times in words, with the precision of their sources."""

from __future__ import annotations

import pytest

from carec_kg.web.pages.times import Span, say_in_sentence, say_span

_PRECISION = "https://w3id.org/carec-kg/scheme/precision/"


@pytest.mark.parametrize(
    ("span", "words", "in_sentence"),
    [
        (Span("2020-01-01", "2020-12-31", _PRECISION + "year"), "2020", "in 2020"),
        (Span("2022-12-01", "2022-12-31", _PRECISION + "month"), "December 2022", "in December 2022"),
        (Span("2024-05-20", "2024-05-20", _PRECISION + "day"), "20 May 2024", "on 20 May 2024"),
        (Span("2001-01-01", "2024-12-31", _PRECISION + "year"), "2001 to 2024", "from 2001 to 2024"),
        (Span("2023-01-01", "", _PRECISION + "year"), "since 2023", "since 2023"),
        (Span("", "2019-12-31", _PRECISION + "year"), "until 2019", "until 2019"),
        (Span(as_of="2024-12-31", precision=_PRECISION + "day"), "as of 31 December 2024", "as of 31 December 2024"),
        (Span("once", "once"), "once", "on once"),
        (Span(), "", ""),
        (None, "", ""),
    ],
)
def test_times_are_no_more_exact_than_their_source(span: Span | None, words: str, in_sentence: str) -> None:
    assert say_span("en", span) == words
    assert say_in_sentence("en", span) == in_sentence
