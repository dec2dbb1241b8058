"""The names that are nearest to one that a graph does not have."""

from __future__ import annotations

import pytest

from carec_kg.evidence.vocabulary import Role, Vocabulary, local_name, normalise
from tests.evidence.empty_queries import build_engine

EX = "http://example.org/"


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    """Return the names of the small graph, whose default graph is empty."""
    return Vocabulary(build_engine(union=False))


@pytest.mark.parametrize(
    ("wanted", "role", "nearest"),
    [
        (EX + "BorderPoint", "class", "BorderPort"),
        (EX + "BorderPorts", "class", "BorderPort"),
        (EX + "border_port", "class", "BorderPort"),
        ("http://elsewhere.org/BorderPort", "class", "BorderPort"),
        (EX + "pass", "property", "passes"),
        (EX + "Kazahstan", "thing", "kazakhstan"),
        (EX + "corridor-5", "thing", "five"),
    ],
)
def test_the_nearest_name_is_found_by_local_name_or_label(
    vocabulary: Vocabulary, wanted: str, role: Role, nearest: str
) -> None:
    assert vocabulary.find_nearest(wanted, (role,))[0].iri == EX + nearest


def test_what_is_like_nothing_has_no_near_name_and_no_name_is_near_itself(vocabulary: Vocabulary) -> None:
    assert vocabulary.find_nearest(EX + "xyzzy", ("property", "class", "thing")) == []
    assert vocabulary.find_nearest(EX, ("thing",)) == []
    found = vocabulary.find_nearest(EX + "Corridor", ("class",))
    assert EX + "Corridor" not in [near.iri for near in found]


def test_names_have_labels_and_roles(vocabulary: Vocabulary) -> None:
    assert vocabulary.label_of(EX + "erenhot") == "Erenhot"
    assert vocabulary.label_of(EX + "nobody") == ""
    roles = [vocabulary.role_of(EX + name) for name in ("passes", "Corridor", "five", "p1", "nobody")]
    assert roles == ["property", "class", "thing", "thing", None]


def test_names_become_words() -> None:
    assert [normalise(name) for name in ("hasBorderPorts", "CPMM2023", "country-codes", "classes", "\u4e8c")] == [
        "has border port",
        "cpmm 2023",
        "country code",
        "class",
        "\u4e8c",
    ]
    assert [local_name(iri) for iri in (EX + "a", "http://x/#b", "urn:c", "http://x/d/")] == list("abcd")
