from __future__ import annotations

import pytest

from carec_kg.sources.lexicon import Lexicon
from carec_kg.sources.model import Name
from carec_kg.sources.names import find_known_names, find_unknown_names

_LEXICON = Lexicon(
    [
        ("Amber Coast Harbour League (ACHL)", "urn:league"),
        ("ACHL", "urn:league"),
        ("Maren", "urn:town"),
        ("Maren port", "urn:port-maren"),
        ("Lorne port", "urn:port-lorne"),
        ("ACHL Plan 2040", "urn:plan"),
        ("May 2021 talk", "urn:talk"),
        ("14 Ships of Maren", "urn:ships"),
        ("www.achl.example.org", "urn:site"),
    ]
)


def _known(text: str) -> list[tuple[str, tuple[str, ...]]]:
    found = []
    for mention in find_known_names(text, 0, len(text), _LEXICON):
        assert isinstance(mention.value, Name)
        found.append((mention.words, mention.value.bearers))
    return found


def _unknown(text: str) -> list[str]:
    known = find_known_names(text, 0, len(text), _LEXICON)
    return [mention.words for mention in find_unknown_names(text, 0, len(text), known)]


def test_a_long_name_and_the_short_form_inside_it_are_two_mentions() -> None:
    assert _known("The Amber Coast Harbour League (ACHL) met.") == [
        ("Amber Coast Harbour League (ACHL)", ("urn:league",)),
        ("ACHL", ("urn:league",)),
    ]


def test_parts_of_a_hyphenated_word_are_names() -> None:
    assert _known("ACHL-Maren ties and ACHL-related work") == [
        ("ACHL", ("urn:league",)),
        ("Maren", ("urn:town",)),
        ("ACHL", ("urn:league",)),
    ]


def test_two_names_may_share_their_last_word() -> None:
    assert _known("at Lorne and Maren ports") == [("Lorne", ("urn:port-lorne",)), ("Maren ports", ("urn:port-maren",))]
    assert _known("at Lorne and Maren quays") == [("Maren", ("urn:town",))]


def test_a_year_inside_a_name_is_part_of_it_and_a_date_is_no_name() -> None:
    assert _known("the ACHL Plan 2040") == [("ACHL Plan 2040", ("urn:plan",))]
    assert _known("a May 2021 talk") == []


def test_a_name_begins_with_a_capital() -> None:
    assert _known("the 14 Ships of Maren") == [("Maren", ("urn:town",))]


@pytest.mark.parametrize("text", ["See www.achl.example.org.", "See https://www.achl.example.org/ now"])
def test_a_web_address_is_a_name(text: str) -> None:
    ((_, bearers),) = _known(text)
    assert bearers == ("urn:site",)


def test_a_web_address_that_nothing_bears_is_a_name_without_bearers() -> None:
    assert _known("See Tarn.org, twice.") == [("Tarn.org", ())]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ships sail to Port Olm and the Bay of Tarn.", ["Port Olm and the Bay of Tarn"]),
        ("It is run by Olm, Tarn (OT), and Sey.", ["Olm", "Tarn", "OT", "Sey"]),
        ("Ships sail. Trade grows. Why not?", []),
        ("Olm Bay is wide.", ["Olm Bay"]),
        ("NATO met; UNOps came.", ["NATO", "UNOps"]),
        ("The Olm-Tarn line", ["Olm-Tarn"]),
        ("Former Maren staff", ["Former"]),
        ("More Maren staff", []),
        ("In the Bay they fish.", ["Bay"]),
        ("OLM AND TARN", ["OLM AND TARN"]),
        ("the Maren Fund", ["Fund"]),
        ("she said: Welcome", ["Welcome"]),
    ],
)
def test_runs_of_capitalised_words_are_names(text: str, names: list[str]) -> None:
    assert _unknown(text) == names
