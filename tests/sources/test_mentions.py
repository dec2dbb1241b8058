from __future__ import annotations

from carec_kg.sources.lexicon import Lexicon
from carec_kg.sources.mentions import find_mentions
from tests.sources.made_up import TEXT, piece_of

_LEXICON = Lexicon([("ACHL", "urn:league"), ("ACHL Plan 2040", "urn:plan"), ("Lorne port", "urn:port")])


def _find(text: str) -> list[tuple[str, str]]:
    return [(mention.kind, mention.words) for mention in find_mentions(text, 0, len(text), _LEXICON)]


def test_a_passage_gives_its_mentions_in_their_order_with_offsets_in_the_whole_text() -> None:
    piece = piece_of("yard")
    found = find_mentions(TEXT, piece.start, piece.end, _LEXICON)
    assert [(mention.kind, mention.words) for mention in found] == [
        ("number", "12.5-hectare"),
        ("name", "Lorne port"),
        ("date", "4 May-2 June 2018"),
    ]
    assert all(TEXT[mention.start : mention.end] == mention.words for mention in found)


def test_a_number_inside_a_name_or_a_time_is_no_mention_of_its_own() -> None:
    assert _find("the ACHL Plan 2040 of 3 May 2021") == [("name", "ACHL Plan 2040"), ("date", "3 May 2021")]


def test_a_year_beside_an_unknown_name_is_a_time() -> None:
    assert _find("the Tidal Plan 2040") == [("name", "Tidal Plan"), ("date", "2040")]


def test_a_number_word_with_a_capital_is_a_number_and_no_name() -> None:
    assert _find("Seven Olm ships") == [("number", "Seven"), ("name", "Olm")]


def test_a_month_is_a_time_and_what_stands_beside_it_a_name() -> None:
    assert _find("the September Olm fair") == [("date", "September"), ("name", "Olm")]
