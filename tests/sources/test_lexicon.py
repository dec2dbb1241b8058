from __future__ import annotations

import pytest

from carec_kg.sources.lexicon import Lexicon, make_key, read_words

_LEXICON = Lexicon(
    [
        ("Amber Coast Harbour League", "urn:league"),
        ("Amber Coast", "urn:coast"),
        ("Amber League Fund", "urn:fund"),
        ("People's Quay of Maren", "urn:quay"),
        ("Lorne\u2013Zamyn-Uud zone", "urn:zone"),
        ("Good Ships, Good Seas", "urn:motto"),
        ("tidal trade", "urn:topic"),
        ("Maren", "urn:town"),
        ("Maren", "urn:port"),
        ("\u4e2d\u56fd", "urn:china"),
        ("...", "urn:nothing"),
    ]
)


def _match(text: str, at: int = 0) -> tuple[str, ...]:
    match = _LEXICON.match(text, read_words(text, 0, len(text)), at)
    return match.bearers if match else ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("People's Quay", "PEOPLE\u2019S  QUAY"),
        ("Lorne\u2013Zamyn-Uud zone", "Lorne-Zamyn Uud zone"),
        ("the guests' views", "The guests views"),
        ("Trade on the Coast: A View", "*Trade on the\nCoast*: A View"),
    ],
)
def test_spellings_of_one_name_have_one_key(one: str, other: str) -> None:
    assert make_key(one) == make_key(other)


def test_the_longest_name_wins() -> None:
    assert _match("Amber Coast Harbour League and others") == ("urn:league",)
    assert _match("Amber Coast Harbours") == ("urn:coast",)


def test_all_bearers_of_a_name_are_given() -> None:
    assert _match("Maren's quay") == ("urn:port", "urn:town")
    assert _LEXICON.bearers("maren") == ("urn:port", "urn:town")
    assert _LEXICON.bearers("mare") == _LEXICON.bearers("") == ()


def test_a_short_form_in_brackets_may_stand_inside_a_name() -> None:
    assert _match("Amber League (AL) Fund") == ("urn:fund",)


@pytest.mark.parametrize("text", ["Amber, Coast", "Amber (Coast", "Amber. Coast", "Amber \u2014 Coast", "Amber: Coast"])
def test_a_name_does_not_run_over_punctuation_that_it_lacks(text: str) -> None:
    assert _match(text) == ()


def test_a_name_with_a_comma_is_found_with_it() -> None:
    assert _match("Good Ships, Good Seas") == ("urn:motto",)


def test_a_name_in_capitals_over_two_lines_is_found() -> None:
    assert _match("AMBER COAST\n\nHARBOUR LEAGUE") == ("urn:league",)


def test_a_plain_term_counts_only_where_it_is_written_as_a_name() -> None:
    assert _match("Tidal trade grows.") == ()
    assert _match("tidal trade") == ()
    assert _match("the Tidal Trade", 1) == ("urn:topic",)
    assert _match("TIDAL TRADE") == ("urn:topic",)


def test_words_know_where_a_sentence_opens() -> None:
    text = "It rose. (Later) it fell, No. 4."
    assert [word.text for word in read_words(text, 0, len(text)) if word.opens] == ["It", "Later", "4"]
