"""What the endpoint can do, as RDF."""

from __future__ import annotations

import pytest

from carec_kg.graph.encoding import GRAPH_FORMATS
from carec_kg.iris import PREFIXES, RDF_TYPE
from carec_kg.rdf.media import TURTLE, Format
from carec_kg.rdf.reading import parse
from carec_kg.rdf.terms import Iri, Quad
from carec_kg.web.service_description import describe_service

ENDPOINT = "https://example.org/sparql"
SD = PREFIXES["sd"]


@pytest.mark.parametrize("format_", GRAPH_FORMATS, ids=lambda format_: format_.name)
def test_the_service_is_described_in_every_graph_format(format_: Format) -> None:
    quads = set(parse(describe_service(ENDPOINT, format_), format_, "description"))
    assert Quad(Iri(ENDPOINT), Iri(RDF_TYPE), Iri(SD + "Service")) in quads
    assert Quad(Iri(ENDPOINT), Iri(SD + "endpoint"), Iri(ENDPOINT)) in quads
    assert Quad(Iri(ENDPOINT), Iri(SD + "supportedLanguage"), Iri(SD + "SPARQL11Query")) in quads


def test_every_result_format_is_named() -> None:
    quads = parse(describe_service(ENDPOINT, TURTLE), TURTLE, "description")
    assert sum(quad.predicate.value == SD + "resultFormat" for quad in quads) == 8
