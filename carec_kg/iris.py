"""The namespaces, and the only functions that mint an IRI."""

from __future__ import annotations

from functools import lru_cache
from types import MappingProxyType

BASE = "https://w3id.org/carec-kg/"
CAREC = BASE + "ontology#"
ID = BASE + "id/"
SOURCE = BASE + "source/"
SCHEME = BASE + "scheme/"
SHAPE = BASE + "shape#"
QUERY = BASE + "query/"
GRAPH = BASE + "graph/"
#: Skolem IRIs for the ontology's blank nodes (RDF 1.1 Concepts, section 3.5).
GENID = BASE + ".well-known/genid/"

#: The prefixes used in files, exports, queries and pages; one spelling everywhere.
PREFIXES = MappingProxyType(
    {
        "carec": CAREC,
        "id": ID,
        "source": SOURCE,
        "scheme": SCHEME,
        "shape": SHAPE,
        "query": QUERY,
        "graph": GRAPH,
        "dcat": "http://www.w3.org/ns/dcat#",
        "dcterms": "http://purl.org/dc/terms/",
        "foaf": "http://xmlns.com/foaf/0.1/",
        "geo": "http://www.opengis.net/ont/geosparql#",
        "org": "http://www.w3.org/ns/org#",
        "owl": "http://www.w3.org/2002/07/owl#",
        "prov": "http://www.w3.org/ns/prov#",
        "qb": "http://purl.org/linked-data/cube#",
        "qudt": "http://qudt.org/schema/qudt/",
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "schema": "https://schema.org/",
        "sd": "http://www.w3.org/ns/sparql-service-description#",
        "semapv": "https://w3id.org/semapv/vocab/",
        "sh": "http://www.w3.org/ns/shacl#",
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "spdx": "http://spdx.org/rdf/terms#",
        "sssom": "https://w3id.org/sssom/",
        "time": "http://www.w3.org/2006/time#",
        "unit": "http://qudt.org/vocab/unit/",
        "vann": "http://purl.org/vocab/vann/",
        "void": "http://rdfs.org/ns/void#",
        "wd": "http://www.wikidata.org/entity/",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
    }
)

#: The kinds of things under ``id/``, and the code lists under ``scheme/``.
# fmt: off
THING_KINDS = (
    "area", "component", "corridor", "country", "dataset", "economic-corridor", "event", "event-series",
    "expectation", "facility", "figure", "geometry", "group", "initiative", "legal-text", "link", "membership",
    "milestone", "organization", "participation", "place", "policy", "port", "product", "programme", "reading",
    "region", "route", "standing", "stop", "structure", "subcorridor", "trend", "website", "zone",
)
CODE_LISTS = (
    "activity", "aim", "border-side", "character", "cross-cutting-theme", "derived-unit", "direction", "doubt",
    "event-kind", "feature", "financing-modality", "indicator", "investment-focus", "m49-subregion", "means",
    "measure", "milestone-kind", "mode", "operating-hours", "operational-cluster", "outlook", "passage-kind",
    "people", "position-basis", "precision", "prospect", "qualifier", "review-state", "role", "sector",
    "standing-kind", "status", "topic", "traffic-direction", "vision",
)
# fmt: on
#: The prefixes of Turtle files, and of names wherever they are shown. In ``country:CHN`` nothing needs an escape, as it
#: would in ``id:country\/CHN``.
FILE_PREFIXES = MappingProxyType(
    {
        **PREFIXES,
        **{kind: f"{ID}{kind}/" for kind in THING_KINDS},
        **{code_list: f"{SCHEME}{code_list}/" for code_list in CODE_LISTS},
    }
)

_BY_NAMESPACE = {namespace: prefix for prefix, namespace in FILE_PREFIXES.items()}

RDF_TYPE = PREFIXES["rdf"] + "type"
XSD_STRING = PREFIXES["xsd"] + "string"
RDF_LANG_STRING = PREFIXES["rdf"] + "langString"

ONTOLOGY_GRAPH = GRAPH + "ontology"
CURATION_GRAPH = GRAPH + "curation"
INFERRED_GRAPH = GRAPH + "inferred"
CATALOGUE_GRAPH = GRAPH + "catalogue"
#: A name for the data set's own default graph, which has none in RDF, so that a request can ask for it by name.
DEFAULT_GRAPH = GRAPH + "default"


def mint_thing(kind: str, key: str) -> str:
    """Return the IRI of a thing: ``id/{kind}/{key}``."""
    return f"{ID}{kind}/{key}"


def mint_source(source: str) -> str:
    """Return the IRI of a source document, which is also the name of the graph that describes it."""
    return SOURCE + source


def mint_passage(source: str, passage: str) -> str:
    """Return the IRI of a passage, which is also the name of the graph with its facts."""
    return f"{SOURCE}{source}/{passage}"


def mint_concept(scheme: str, code: str) -> str:
    """Return the IRI of a concept in a code list."""
    return f"{SCHEME}{scheme}/{code}"


def mint_query(slug: str) -> str:
    """Return the IRI of a saved query."""
    return QUERY + slug


def mint_graph(name: str) -> str:
    """Return the name of a graph that is no passage."""
    return GRAPH + name


def mint_skolem(scope: str, label: str) -> str:
    """Return the IRI that stands for blank node ``label`` of the file ``scope``."""
    return f"{GENID}{scope}/{label}"


@lru_cache(maxsize=1 << 16)
def compact(iri: str) -> str:
    """Return ``prefix:local`` where a prefix of files fits (the longest namespace wins), else ``<iri>``."""
    end = len(iri)
    while (end := max(iri.rfind("/", 0, end), iri.rfind("#", 0, end))) >= 0:
        if prefix := _BY_NAMESPACE.get(iri[: end + 1]):
            return f"{prefix}:{iri[end + 1 :]}"
    return f"<{iri}>"


def expand(name: str) -> str:
    """Return the IRI of ``prefix:local``, ``<iri>`` or an absolute IRI; raise ``ValueError`` for another text.

    The short names of files (``country:CHN``) and the long ones (``id:country/CHN``) name the same; a local part may
    have the escapes of Turtle.
    """
    if name.startswith("<") and name.endswith(">"):
        return name[1:-1]
    prefix, colon, local = name.partition(":")
    if colon and prefix in FILE_PREFIXES and not local.startswith("//"):
        return FILE_PREFIXES[prefix] + local.replace("\\", "")
    if "://" in name or name.startswith("urn:"):
        return name
    message = f"{name!r} is neither an IRI nor a name with a known prefix"
    raise ValueError(message)
