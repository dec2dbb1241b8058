"""What things are, in sentences."""

from __future__ import annotations

import pytest

from carec_kg.iris import expand
from carec_kg.rdf.terms import Iri, Literal, Term
from carec_kg.web.pages.cards import Card, Cards
from carec_kg.web.pages.prose import article_for, join, name, needs_article, plain, words
from carec_kg.web.pages.reader import Label
from carec_kg.web.pages.statements import Statement, Statements
from carec_kg.web.pages.thing_words import say_thing
from carec_kg.web.pages.times import Span

ID = "https://w3id.org/carec-kg/id/"


def _cards(**labels: str) -> Cards:
    cards = Cards("en")
    for key, text in labels.items():
        iri = ID + key.replace("__", "/")
        cards.known[iri] = Card(iri, Label(text, "en"))
    return cards


def _said(outgoing: dict[str, str], incoming: dict[str, str] | None = None, *, inferred: bool = False) -> Statements:
    graphs = () if inferred else ("https://w3id.org/carec-kg/source/a/b",)

    def term(value: str) -> Term:
        return Literal(value) if value.startswith("=") else Iri(ID + value)

    return Statements(
        tuple(Statement(expand(predicate), term(value), graphs) for predicate, value in outgoing.items()),
        tuple(Statement(expand(predicate), term(value), graphs) for predicate, value in (incoming or {}).items()),
        {},
    )


def test_a_country_says_where_it_is_and_since_when_it_is_a_member() -> None:
    cards = _cards(country__A="Kyrgyz Republic", place__b="Bishkek", programme__p="CAREC Program")
    cards.known[ID + "membership/m"] = Card(
        ID + "membership/m",
        Label("m", "en"),
        Span("1998-01-01", precision="https://w3id.org/carec-kg/scheme/precision/year"),
    )
    said = _said({"carec:capital": "place/b", "carec:memberOf": "programme/p"}, {"org:member": "membership/m"})
    assert plain(say_thing(cards, ID + "country/A", said)) == (
        "The Kyrgyz Republic is a country, with its capital in Bishkek. "
        "It has been a member of the CAREC Program since 1998."
    )


def test_a_record_is_called_what_it_is_and_not_by_its_title() -> None:
    cards = _cards(membership__m="Membership", country__A="Georgia", programme__p="CAREC Program")
    said = _said({"org:member": "country/A", "org:organization": "programme/p"})
    assert plain(say_thing(cards, ID + "membership/m", said)) == "This is a membership of Georgia in the CAREC Program."


def test_a_thing_of_which_nothing_telling_is_known_gets_the_definition_of_its_class() -> None:
    found = say_thing(_cards(area__a="Steppe"), ID + "area/a", _said({}), "A part of the world.")
    assert plain(found) == "This is an area: a part of the world."


def test_a_kind_without_a_word_goes_by_its_own_name() -> None:
    assert plain(say_thing(_cards(), ID + "sea-lane/x", _said({}))) == "This is a sea lane."


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("People's Republic of China", True),
        ("Asian Development Bank", True),
        ("Ministry of Commerce of the People's Republic of China", True),
        ("Erenhot", False),
        ("Erenhot port", False),
        ("CAREC Corridor 4", False),
        ("The two border regions", False),
        ("12th CAREC Ministerial Conference", False),
        ("Mongolia", False),
    ],
)
def test_names_get_the_article_that_english_wants(label: str, expected: bool) -> None:
    assert needs_article(Label(label, "en")) is expected


def test_a_name_in_another_language_gets_no_article() -> None:
    assert not needs_article(Label("Republic", "zh"))


@pytest.mark.parametrize(
    ("noun", "article"), [("event", "an"), ("country", "a"), ("UN body", "a"), ("union", "a"), ("area", "an")]
)
def test_the_indefinite_article_goes_by_sound(noun: str, article: str) -> None:
    assert article_for(noun) == article


def test_lists_end_with_and() -> None:
    parts = [words("a"), words("b"), name("urn:c", Label("c", "zh"))]
    assert plain(join("en", parts)) == "a, b and c"
    assert join("en", parts)[-1].language == "zh"
