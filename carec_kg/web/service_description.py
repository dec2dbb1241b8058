"""What the endpoint can do, as RDF (SPARQL 1.1 Service Description). No Flask here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carec_kg.iris import PREFIXES, RDF_TYPE
from carec_kg.rdf.media import JSON_LD, N_TRIPLES, RDF_XML, RESULT_CSV, RESULT_JSON, RESULT_TSV, RESULT_XML, TURTLE
from carec_kg.rdf.terms import BlankNode, Iri, Literal, Quad, Term
from carec_kg.rdf.writing import write

if TYPE_CHECKING:
    from collections.abc import Iterator

    from carec_kg.rdf.media import Format
    from carec_kg.web.graph_counts import GraphCounts

_SD = PREFIXES["sd"]
_FORMATS = "http://www.w3.org/ns/formats/"
_GEOF = "http://www.opengis.net/def/function/geosparql/"
#: The registry's names (https://www.w3.org/ns/formats/).
_FORMAT_NAMES = {
    RESULT_JSON: "SPARQL_Results_JSON",
    RESULT_XML: "SPARQL_Results_XML",
    RESULT_CSV: "SPARQL_Results_CSV",
    RESULT_TSV: "SPARQL_Results_TSV",
    TURTLE: "Turtle",
    JSON_LD: "JSON-LD",
    N_TRIPLES: "N-Triples",
    RDF_XML: "RDF_XML",
}
# fmt: off
_GEOSPARQL = (
    "sfContains", "sfCrosses", "sfDisjoint", "sfEquals", "sfIntersects", "sfOverlaps", "sfTouches", "sfWithin",
    "ehContains", "ehCoveredBy", "ehCovers", "ehDisjoint", "ehEquals", "ehInside", "ehMeet", "ehOverlap",
    "rcc8dc", "rcc8ec", "rcc8eq", "rcc8ntpp", "rcc8ntppi", "rcc8po", "rcc8tpp", "rcc8tppi",
    "asGeoJSON", "centroid", "convexHull", "coordinateDimension", "difference", "dimension", "distance", "envelope",
    "getSRID", "intersection", "isEmpty", "isSimple", "length", "perimeter", "relate", "spatialDimension",
    "symDifference", "union",
)
# fmt: on
#: Functions of the engine beyond SPARQL 1.1: OGC GeoSPARQL's. Shapes come as ``geo:wktLiteral``.
EXTENSION_FUNCTIONS = tuple(_GEOF + name for name in _GEOSPARQL)


def describe_service(
    endpoint: str, format_: Format, counts: GraphCounts | None = None, *, union_default_graph: bool = False
) -> bytes:
    """Return the description of the service at ``endpoint`` (an IRI) in an RDF format.

    Without ``counts`` the named graphs are left out. Neither ``sd:DereferencesURIs`` nor ``sd:BasicFederatedQuery``
    is claimed: a graph that is not here is empty, and no other endpoint is called.
    """
    facts = [*_state_abilities(endpoint, union_default_graph=union_default_graph), *_state_graphs(endpoint, counts)]
    return write([Quad(subject, Iri(predicate), value) for subject, predicate, value in facts], format_)


def _state_abilities(endpoint: str, *, union_default_graph: bool) -> Iterator[tuple[Iri, str, Term]]:
    service = Iri(endpoint)
    yield service, RDF_TYPE, Iri(_SD + "Service")
    yield service, _SD + "endpoint", service
    yield service, _SD + "supportedLanguage", Iri(_SD + "SPARQL11Query")
    if union_default_graph:
        yield service, _SD + "feature", Iri(_SD + "UnionDefaultGraph")
    for name in _FORMAT_NAMES.values():
        yield service, _SD + "resultFormat", Iri(_FORMATS + name)
    for function in EXTENSION_FUNCTIONS:
        yield service, _SD + "extensionFunction", Iri(function)
        yield Iri(function), RDF_TYPE, Iri(_SD + "Function")


def _state_graphs(endpoint: str, counts: GraphCounts | None) -> Iterator[tuple[Iri | BlankNode, str, Term]]:
    service, dataset, default = (Iri(endpoint + part) for part in ("", "#dataset", "#default-graph"))
    yield service, _SD + "defaultDataset", dataset
    yield dataset, RDF_TYPE, Iri(_SD + "Dataset")
    yield dataset, _SD + "defaultGraph", default
    yield default, RDF_TYPE, Iri(_SD + "Graph")
    if counts is None:
        return
    yield default, PREFIXES["void"] + "triples", _count(counts.default)
    for number, (name, triples) in enumerate(counts.named.items()):
        named, graph = BlankNode(f"named{number}"), BlankNode(f"graph{number}")
        yield dataset, _SD + "namedGraph", named
        yield named, RDF_TYPE, Iri(_SD + "NamedGraph")
        yield named, _SD + "name", Iri(name)
        yield named, _SD + "graph", graph
        yield graph, RDF_TYPE, Iri(_SD + "Graph")
        yield graph, PREFIXES["void"] + "triples", _count(triples)


def _count(number: int) -> Literal:
    return Literal(str(number), PREFIXES["xsd"] + "integer")
