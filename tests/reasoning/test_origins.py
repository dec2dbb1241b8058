"""Origins: every inferred triple is found in its line, in whatever spelling, and no other triple is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carec_kg.iris import PREFIXES
from carec_kg.rdf.terms import Iri, Literal, Triple, text_literal
from carec_kg.reasoning.closure import InferredTriple
from carec_kg.reasoning.origins import Origin, Origins, write_origins

_XSD = PREFIXES["xsd"]
_IRIS = st.text("abé\u4e2d/#", min_size=1, max_size=6).map(lambda text: Iri("http://example.org/" + text))
_LITERALS = st.one_of(
    st.text('ab"\\\n\té', max_size=5).map(Literal),
    st.text("ab", max_size=3).map(lambda text: text_literal(text, "en")),
    st.integers(0, 30).map(lambda number: Literal(str(number), _XSD + "integer")),
)
_TRIPLES = st.builds(Triple, _IRIS, _IRIS, st.one_of(_IRIS, _LITERALS))


def _origins(*triples: Triple) -> Origins:
    items = [InferredTriple(triple, place + 1, f"rule-{place}") for place, triple in enumerate(triples)]
    return Origins(write_origins(items).encode())


@given(st.lists(_TRIPLES, unique=True, max_size=30), _TRIPLES)
def test_every_triple_is_found_with_its_round_and_rule_and_no_other_one_is(
    triples: list[Triple], other: Triple
) -> None:
    origins = _origins(*triples)
    found = [origins.find(triple) for triple in triples]
    assert found == [Origin(place + 1, f"rule-{place}") for place in range(len(triples))]
    assert (origins.find(other) is None) == (other not in triples)


@pytest.mark.parametrize(
    ("written", "asked", "is_same"),
    [
        (Literal("1.50", _XSD + "decimal"), Literal("1.5", _XSD + "decimal"), True),
        (Literal("007", _XSD + "integer"), Literal("7", _XSD + "integer"), True),
        (text_literal("a", "en-GB"), text_literal("a", "en-gb"), True),
        (Literal("7", _XSD + "integer"), Literal("7", _XSD + "decimal"), False),
        (Literal("7", _XSD + "integer"), Literal("7"), False),
        (Literal("b", "http://example.org/unknown"), Literal("a", "http://example.org/unknown"), False),
    ],
)
def test_a_literal_is_found_in_the_form_that_the_engine_gives_it(
    written: Literal, asked: Literal, is_same: bool
) -> None:
    thing = Iri("http://example.org/a")
    found = _origins(Triple(thing, thing, written)).find(Triple(thing, thing, asked))
    assert (found == Origin(1, "rule-0")) == is_same


def test_a_closure_without_a_triple_has_no_origins() -> None:
    assert Origins(b"").find(Triple(Iri("http://example.org/a"), Iri("http://example.org/b"), Literal("c"))) is None
