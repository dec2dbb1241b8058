"""What the endpoint can do, as RDF (SPARQL 1.1 Service Description). No Flask here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carec_kg.iris import PREFIXES, RDF_TYPE
from carec_kg.rdf.media import JSON_LD, N_TRIPLES, RDF_XML, RESULT_CSV, RESULT_JSON, RESULT_TSV, RESULT_XML, TURTLE
from carec_kg.rdf.terms import Iri, Quad
from carec_kg.rdf.writing import write

if TYPE_CHECKING:
    from carec_kg.rdf.media import Format

_SD = PREFIXES["sd"]
_FORMATS = "http://www.w3.org/ns/formats/"
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


def describe_service(endpoint: str, format_: Format) -> bytes:
    """Return the description of the service at ``endpoint`` (an IRI) in an RDF format."""
    service, dataset, default = (Iri(endpoint + part) for part in ("", "#dataset", "#default-graph"))
    facts = [
        (service, RDF_TYPE, _SD + "Service"),
        (service, _SD + "endpoint", endpoint),
        (service, _SD + "supportedLanguage", _SD + "SPARQL11Query"),
        (service, _SD + "defaultDataset", dataset.value),
        (dataset, RDF_TYPE, _SD + "Dataset"),
        (dataset, _SD + "defaultGraph", default.value),
        (default, RDF_TYPE, _SD + "Graph"),
    ]
    facts += [(service, _SD + "resultFormat", _FORMATS + name) for name in _FORMAT_NAMES.values()]
    return write([Quad(subject, Iri(predicate), Iri(value)) for subject, predicate, value in facts], format_)
