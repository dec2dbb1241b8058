from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from carec_kg.errors import ParameterProblem
from carec_kg.graph.answers import Rows
from carec_kg.iris import ID, PREFIXES
from carec_kg.rdf.terms import Iri, Literal
from carec_kg.saved_queries.paging import Paging
from carec_kg.saved_queries.parameters import bind, examples

if TYPE_CHECKING:
    from carec_kg.graph.engine import Engine
    from carec_kg.saved_queries.catalogue import Catalogue
    from carec_kg.saved_queries.lookup import Lookup

FIGURES = "figures-of-a-thing"


def test_the_file_as_it_stands_gives_the_same_answer_as_its_defaults(engine: Engine, library: Catalogue) -> None:
    for query in library:
        given = {p.name: p.example for p in query.parameters if p.required}
        assert engine.query(bind(query, given).text) == engine.query(query.source)


def test_what_is_given_is_bound_and_the_rest_keeps_its_default(engine: Engine, library: Catalogue) -> None:
    bound = bind(library.find(FIGURES), {"since": "2021", "measure": "measure:investment"})
    assert dict(bound.bindings)["since"] == Literal("2021", PREFIXES["xsd"] + "integer")
    assert dict(bound.bindings)["thing"] == Iri(ID + "programme/carec")
    assert [row[0] for row in engine.select(bound.text).rows] == [Iri(ID + "figure/a")]


def test_a_parameter_that_may_be_anything_is_undef(library: Catalogue) -> None:
    bound = bind(library.find(FIGURES), {})
    assert dict(bound.bindings)["measure"] is None
    assert "UNDEF" in bound.text
    assert bound.given() == {"thing": "programme:carec", "since": "2001"}


def test_two_spellings_of_a_value_are_one_question(library: Catalogue) -> None:
    query = library.find(FIGURES)
    assert bind(query, {"thing": f"<{ID}programme/carec>"}) == bind(
        query, {"thing": "programme:carec", "since": " 2001 "}
    )


def test_an_unknown_parameter_is_refused_with_the_nearest(library: Catalogue) -> None:
    with pytest.raises(ParameterProblem, match=r"no parameter named 'sinse'\. Did you mean since"):
        bind(library.find(FIGURES), {"sinse": "2001"})
    with pytest.raises(ParameterProblem, match="It takes thing, measure, since, limit, offset"):
        bind(library.find(FIGURES), {"zzz": "2001"})
    with pytest.raises(ParameterProblem, match="It takes none"):
        bind(library.find("names-of-members"), {"zzz": "2001"})


def test_a_missing_parameter_is_named_with_its_type_and_an_example(library: Catalogue) -> None:
    for given in ({}, {"kind": "Country"}):
        with pytest.raises(ParameterProblem, match="Parameter text is missing; it takes a text, for example text=land"):
            bind(library.find("things-by-name"), given)


def test_an_empty_field_of_a_form_is_not_given(library: Catalogue) -> None:
    assert bind(library.find(FIGURES), {"since": "", "measure": " "}) == bind(library.find(FIGURES), {})


def test_an_empty_text_is_a_value_where_the_text_has_a_default(library: Catalogue) -> None:
    query = library.find("things-by-name")
    searching = replace(
        query, parameters=(replace(query.parameters[0], default="land", required=False), query.parameters[1])
    )
    assert dict(bind(searching, {"text": ""}).bindings)["text"] == Literal("")
    with pytest.raises(ParameterProblem, match="is missing"):
        bind(query, {"text": ""})


def test_paging_is_written_below_the_query(engine: Engine, library: Catalogue) -> None:
    bound = bind(library.find(FIGURES), {"limit": "1", "offset": "1"})
    assert bound.paging == Paging(1, 1)
    assert bound.text.endswith("ORDER BY ?measure ?figure\nLIMIT 1\nOFFSET 1\n")
    assert len(engine.select(bound.text).rows) == 1
    assert len(engine.select(bound.text_with_one_ahead).rows) == 2
    assert len(engine.select(bound.unpaged).rows) == 3


@pytest.mark.parametrize("name", ["is-a-member", "names-of-members"])
def test_what_has_no_rows_has_no_pages(library: Catalogue, name: str) -> None:
    with pytest.raises(ParameterProblem, match="gives no rows"):
        bind(library.find(name), {"limit": "3"})


def test_things_that_the_graph_lacks_pass_without_a_lookup_and_fail_with_one(
    library: Catalogue, lookup: Lookup
) -> None:
    query = library.find("is-a-member")
    assert dict(bind(query, {"country": "country:KZA"}).bindings)["country"] == Iri(ID + "country/KZA")
    with pytest.raises(ParameterProblem, match=r"did you mean country:KAZ \(Kazakhstan\)"):
        bind(query, {"country": "country:KZA"}, lookup)


def test_a_name_instead_of_an_iri_is_led_to_the_thing(library: Catalogue, lookup: Lookup) -> None:
    with pytest.raises(ParameterProblem, match=r"which 'kazakstan' is not; did you mean country:KAZ"):
        bind(library.find("is-a-member"), {"country": "kazakstan"}, lookup)
    with pytest.raises(ParameterProblem, match="neither an IRI nor a name"):
        bind(library.find("is-a-member"), {"country": "}"}, lookup)


def test_defaults_are_trusted_without_asking_the_graph(library: Catalogue, lookup: Lookup) -> None:
    asked: list[str] = []

    def select(text: str) -> Rows:
        asked.append(text)
        return Rows((), [])

    bind(library.find("is-a-member"), {}, type(lookup)(select, library))
    assert asked == []


def test_every_query_can_be_bound_with_its_examples(library: Catalogue, lookup: Lookup) -> None:
    for query in library:
        bound = bind(query, examples(query), lookup)
        assert set(bound.given()) == {parameter.name for parameter in query.parameters}
