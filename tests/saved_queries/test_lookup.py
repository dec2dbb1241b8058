from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from carec_kg.errors import ParameterProblem
from carec_kg.graph.answers import Rows
from carec_kg.iris import ID
from carec_kg.rdf.terms import Iri
from carec_kg.saved_queries.lookup import MAX_CHOICES, Choice, Lookup

if TYPE_CHECKING:
    from carec_kg.saved_queries.catalogue import Catalogue
    from carec_kg.saved_queries.model import Parameter


def parameter(library: Catalogue, query: str, name: str) -> Parameter:
    return next(p for p in library.find(query).parameters if p.name == name)


def test_the_choices_of_a_class_are_its_things_by_label(lookup: Lookup, library: Catalogue) -> None:
    choices = lookup.choices(parameter(library, "is-a-member", "country"))
    assert choices[0] == Choice("country:XXX", "Inland")
    assert [choice.label for choice in choices] == [
        "Inland",
        "Kazakhstan",
        "People's Republic of China",
        "Russian Federation",
    ]


def test_the_choices_of_a_query_are_its_first_column_with_the_second_as_label(
    lookup: Lookup, library: Catalogue
) -> None:
    choices = lookup.choices(parameter(library, "figures-of-a-thing", "measure"))
    assert choices == [Choice("measure:investment", "Investment"), Choice("measure:staff", "Staff")]


def test_the_choices_of_a_list_are_its_words(lookup: Lookup, library: Catalogue) -> None:
    choices = lookup.choices(parameter(library, "things-by-name", "kind"))
    assert choices == [Choice("carec:Country", "Country"), Choice("carec:Programme", "Programme")]


def test_a_free_value_has_no_choices_and_is_taken(lookup: Lookup, library: Catalogue) -> None:
    since = parameter(library, "figures-of-a-thing", "since")
    assert lookup.choices(since) == []
    assert lookup.nearest(since, "2001") is None


def test_a_thing_of_another_class_is_refused(lookup: Lookup, library: Catalogue) -> None:
    country = parameter(library, "is-a-member", "country")
    with pytest.raises(ParameterProblem, match="takes the IRI of a carec:Country in this graph, which"):
        lookup.verify(country, "programme:carec", Iri(ID + "programme/carec"))


def test_a_value_that_the_feeding_query_lacks_is_refused(lookup: Lookup, library: Catalogue) -> None:
    measure = parameter(library, "figures-of-a-thing", "measure")
    with pytest.raises(ParameterProblem, match=r"did you mean measure:staff \(Staff\)"):
        lookup.verify(measure, "measure:staf", Iri("https://w3id.org/carec-kg/scheme/measure/staf"))


def test_a_very_large_class_is_not_listed(library: Catalogue) -> None:
    row = (Iri(ID + "country/KAZ"), None)
    lookup = Lookup(lambda _: Rows(("thing", "label"), [row] * (MAX_CHOICES + 1)), library)
    assert lookup.choices(parameter(library, "is-a-member", "country")) == []


def test_a_thing_without_a_label_is_shown_by_its_key(library: Catalogue) -> None:
    lookup = Lookup(lambda _: Rows(("thing", "label"), [(Iri(ID + "country/KAZ"), None)]), library)
    assert lookup.choices(parameter(library, "is-a-member", "country")) == [Choice("country:KAZ", "KAZ")]
