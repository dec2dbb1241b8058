"""What a row relies on that is not there, in the query's words and by the variables that stay open."""

from __future__ import annotations

import pytest

from carec_kg.evidence.absence import fill, list_open
from carec_kg.evidence.model import Reliance
from carec_kg.rdf.terms import Iri

FORUM = (("?event", Iri("https://w3id.org/carec-kg/id/event/forum")),)


def test_values_stand_in_the_place_of_variables_and_comments_are_left_out() -> None:
    text = "?event carec:endedOn ?end . # the last day\n?event a ?class"
    filled = fill(Reliance("not exists", text, FORUM))
    assert "#" not in filled
    assert filled.count("forum") == 2
    assert filled.endswith("?class")
    assert "?end ." in filled


def test_what_a_sub_select_projects_and_groups_stays_a_variable() -> None:
    filled = fill(Reliance("optional", "SELECT ?event (COUNT(?n) AS ?c) { ?event ?p ?n } GROUP BY ?event", FORUM))
    assert filled.startswith("SELECT ?event (COUNT")
    assert filled.endswith("GROUP BY ?event")
    assert "forum" in filled


@pytest.mark.parametrize(
    ("text", "expected"),
    [("?event carec:endedOn ?end", ("end",)), ("?event ?p $v . ?v ?p ?event", ("p", "v")), ("?event a ?event", ())],
)
def test_variables_without_a_value_are_named_once_in_their_order(text: str, expected: tuple[str, ...]) -> None:
    assert list_open(Reliance("optional", text, FORUM)) == expected
