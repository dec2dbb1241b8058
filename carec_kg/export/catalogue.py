"""What is published, said in VoID, DCAT and PROV: the quads of ``graph/catalogue``.

Nothing here looks at a clock: the same quads and the same release give the same description.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from carec_kg.iris import BASE, CATALOGUE_GRAPH, GRAPH, ID, INFERRED_GRAPH, PREFIXES, RDF_TYPE, expand
from carec_kg.rdf.media import RDF_FORMATS
from carec_kg.rdf.terms import Iri, Literal, Quad, Term, Triple, text_literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    #: Subject, property as a name with prefix, object.
    _Fact: TypeAlias = tuple[str, str, Term]

_PART = CATALOGUE_GRAPH + "#"
#: The data set as the catalogue names it, and the catalogue itself.
DATASET = _PART + "dataset"
CATALOGUE = _PART + "catalogue"
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
_BUILD = _PART + "build"
_SOFTWARE = _PART + "software"
_MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"
_DOCUMENT = Iri(expand("carec:Document"))
_TITLE = "CAREC-KG, the knowledge graph of the CAREC Program"
_DESCRIPTION = (
    "Members, corridors, border ports and initiatives of the Central Asia Regional Economic Cooperation Program; "
    "every fact in the named graph of the passage that states it."
)


@dataclass(frozen=True, slots=True)
class Release:
    """What a release is known by: its version and the day it is issued, ``YYYY-MM-DD``."""

    version: str
    issued: str


def _integer(value: int) -> Literal:
    return Literal(str(value), expand("xsd:integer"))


def mint_part(graph: str) -> str:
    """Return the IRI of the catalogue's entry for a named graph."""
    return f"{_PART}graph/{graph.removeprefix(BASE)}"


def _describe_dataset(release: Release) -> Iterator[_Fact]:
    for kind in ("dcat:Dataset", "void:Dataset", "sd:Dataset", "prov:Entity"):
        yield DATASET, "rdf:type", Iri(expand(kind))
    yield DATASET, "dcterms:title", text_literal(_TITLE, "en")
    yield DATASET, "dcterms:description", text_literal(_DESCRIPTION, "en")
    yield DATASET, "dcterms:license", Iri(LICENCE)
    yield DATASET, "dcterms:issued", Literal(release.issued, expand("xsd:date"))
    yield DATASET, "dcat:version", Literal(release.version)
    yield DATASET, "void:uriSpace", Literal(ID)
    yield CATALOGUE, "rdf:type", Iri(expand("dcat:Catalog"))
    yield CATALOGUE, "dcterms:title", text_literal("What CAREC-KG publishes", "en")
    yield CATALOGUE, "dcat:dataset", Iri(DATASET)


def _describe_making(release: Release, documents: Iterable[str]) -> Iterator[_Fact]:
    yield DATASET, "prov:wasGeneratedBy", Iri(_BUILD)
    yield _BUILD, "rdf:type", Iri(expand("prov:Activity"))
    yield _BUILD, "prov:wasAssociatedWith", Iri(_SOFTWARE)
    yield _SOFTWARE, "rdf:type", Iri(expand("prov:SoftwareAgent"))
    yield _SOFTWARE, "dcterms:title", text_literal(f"carec-kg {release.version}", "en")
    for document in documents:
        yield DATASET, "prov:wasDerivedFrom", Iri(document)
        yield _BUILD, "prov:used", Iri(document)


def _describe_files() -> Iterator[_Fact]:
    for format_ in RDF_FORMATS:
        file = f"{_PART}file/{format_.suffix}"
        yield DATASET, "dcat:distribution", Iri(file)
        yield file, "rdf:type", Iri(expand("dcat:Distribution"))
        yield file, "dcterms:title", text_literal(format_.label, "en")
        yield file, "dcat:mediaType", Iri(_MEDIA_TYPES + format_.media_type)
        yield file, "dcat:downloadURL", Iri(f"{BASE}export/carec-kg.{format_.suffix}")
        yield DATASET, "void:dataDump", Iri(f"{BASE}export/carec-kg.{format_.suffix}")


def _describe_graphs(sizes: Counter[str]) -> Iterator[_Fact]:
    for graph, size in sizes.items():
        part = mint_part(graph)
        kind = "void:Linkset" if graph.startswith(GRAPH + "links/") else "void:Dataset"
        yield part, "rdf:type", Iri(expand(kind))
        yield part, "rdf:type", Iri(expand("sd:NamedGraph"))
        yield part, "sd:name", Iri(graph)
        yield part, "void:triples", _integer(size)
        yield DATASET, "void:subset", Iri(part)
        yield DATASET, "sd:namedGraph", Iri(part)
        if graph == INFERRED_GRAPH:
            yield part, "prov:wasDerivedFrom", Iri(DATASET)


def _count(triples: set[Triple]) -> Iterator[_Fact]:
    subjects = {triple.subject for triple in triples}
    classes = Counter(t.object.value for t in triples if t.predicate.value == RDF_TYPE and isinstance(t.object, Iri))
    properties = Counter(triple.predicate.value for triple in triples)
    things = {subject for subject in subjects if subject.value.startswith(ID)}
    yield DATASET, "void:triples", _integer(len(triples))
    yield DATASET, "void:entities", _integer(len(things))
    yield DATASET, "void:distinctSubjects", _integer(len(subjects))
    yield DATASET, "void:distinctObjects", _integer(len({triple.object for triple in triples}))
    yield DATASET, "void:classes", _integer(len(classes))
    yield DATASET, "void:properties", _integer(len(properties))
    used = {iri[: max(iri.rfind("#"), iri.rfind("/")) + 1] for iri in (*classes, *properties)}
    for vocabulary in used.intersection(PREFIXES.values()):
        yield DATASET, "void:vocabulary", Iri(vocabulary)


def describe_release(asserted: Iterable[Quad], inferred: Iterable[Quad], release: Release) -> list[Quad]:
    """Return the description of a release, sorted, as quads of ``graph/catalogue``; no blank nodes.

    ``inferred`` are the quads of ``graph/inferred``. The counts of the whole are of asserted triples, each once; the
    catalogue itself is never counted.
    """
    counted = {quad for quad in asserted if quad.graph != CATALOGUE_GRAPH}
    sizes = Counter(quad.graph for quad in {*counted, *inferred} if quad.graph)
    documents = {q.subject.value for q in counted if q.predicate.value == RDF_TYPE and q.object == _DOCUMENT}
    facts = [
        *_describe_dataset(release),
        *_describe_making(release, sorted(documents)),
        *_describe_files(),
        *_describe_graphs(sizes),
        *_count({quad.triple for quad in counted}),
    ]
    quads = {Quad(Iri(subject), Iri(expand(name)), value, CATALOGUE_GRAPH) for subject, name, value in facts}
    return sorted(quads, key=str)
