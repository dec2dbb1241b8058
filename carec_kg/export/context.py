"""The JSON-LD context that is published: made from the ontology, so that a term and its alias cannot part."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from carec_kg.iris import BASE, CAREC, FILE_PREFIXES, PREFIXES, RDF_TYPE, XSD_STRING, compact
from carec_kg.rdf.jsonld import Json, write_json
from carec_kg.rdf.terms import Iri, Quad, Triple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    _Kinds: TypeAlias = Mapping[str, set[str]]

#: Where the context is published; the files carry it inside, so that nobody needs the network to read them.
CONTEXT_IRI = BASE + "context.jsonld"

_CLASS = PREFIXES["owl"] + "Class"
_OBJECT_PROPERTY = PREFIXES["owl"] + "ObjectProperty"
_RANGE = PREFIXES["rdfs"] + "range"
_XSD = PREFIXES["xsd"]

#: Properties of days: OWL 2 has no datatype of dates, so the ontology states no range that could be read here.
_DAYS = frozenset(CAREC + name for name in ("asOf", "earliestDay", "latestDay"))

#: Properties of text in several languages, by the short name that they get.
LANGUAGE_MAPS = {
    "label": "rdfs:label",
    "prefLabel": "skos:prefLabel",
    "altLabel": "skos:altLabel",
    "definition": "skos:definition",
    "scopeNote": "skos:scopeNote",
    "abstract": "dcterms:abstract",
    "description": "dcterms:description",
    "rights": "dcterms:rights",
    "title": "dcterms:title",
}

#: Nodes that a thing shows inside itself: the name it shows them by, and the property by which they point at it.
EMBEDDED = {
    "figures": "carec:figureOf",
    "memberships": "org:member",
    "milestones": "carec:milestoneOf",
    "participations": "carec:participant",
}


def prefix_context() -> dict[str, Json]:
    """Return the prefixes alone as a context, as ``/prefixes`` serves them."""
    return {"@context": dict(sorted(FILE_PREFIXES.items()))}


def _collect(triples: Iterable[Triple | Quad]) -> tuple[_Kinds, _Kinds]:
    kinds: dict[str, set[str]] = {}
    ranges: dict[str, set[str]] = {}
    for triple in triples:
        for predicate, found in ((RDF_TYPE, kinds), (_RANGE, ranges)):
            if triple.predicate.value == predicate and isinstance(triple.object, Iri):
                found.setdefault(triple.subject.value, set()).add(triple.object.value)
    return kinds, ranges


def _define(term: str, kinds: _Kinds, ranges: _Kinds) -> Json:
    if _OBJECT_PROPERTY in kinds[term]:
        return {"@id": compact(term), "@type": "@id"}
    if term in _DAYS:
        return {"@id": compact(term), "@type": "xsd:date"}
    datatypes = sorted(iri for iri in ranges.get(term, ()) if iri.startswith(_XSD) and iri != XSD_STRING)
    if len(datatypes) == 1:
        return {"@id": compact(term), "@type": compact(datatypes[0])}
    # An object, since a plain string would make a prefix of the term.
    return {"@id": compact(term)}


def build_context(ontology: Iterable[Triple | Quad]) -> dict[str, Json]:
    """Return ``{"@context": ...}``: prefixes, and every class and property of the ontology.

    Our own terms lose their prefix, borrowed ones keep it. Properties of things are coerced to IRIs, of dates and
    numbers to their datatype, texts in several languages become maps by language. Where a term of ours has the name of
    a prefix (``unit``), the term has it and the prefix is left out.
    """
    kinds, ranges = _collect(ontology)
    context: dict[str, Json] = dict(PREFIXES)
    for alias, name in LANGUAGE_MAPS.items():
        context[alias] = {"@id": name, "@container": "@language"}
    for alias, name in EMBEDDED.items():
        context[alias] = {"@reverse": name, "@container": "@set"}
    for term in sorted(kinds):
        name = compact(term)
        if term.startswith(CAREC):
            context[term.removeprefix(CAREC)] = _define(term, kinds, ranges)
        elif _OBJECT_PROPERTY in kinds[term] and not name.startswith("<"):
            context[name] = _define(term, kinds, ranges)
    return {"@context": context}


def write_context(ontology: Iterable[Triple | Quad]) -> bytes:
    """Return the published context as a file, ``context.jsonld``."""
    return write_json(build_context(ontology)).encode()
