"""From the triples of a graph to what a search goes through: everything with a name, a code or a summary."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from carec_kg.iris import CAREC, ID, PREFIXES, RDF_TYPE, SCHEME, SOURCE, compact
from carec_kg.linking.kinds import kind_of_thing
from carec_kg.linking.search_model import SearchEntry
from carec_kg.linking.targets import CODE_SCHEMES
from carec_kg.linking.things import Name
from carec_kg.rdf.terms import Iri, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from carec_kg.linking.reconciling_graph import KnownGraph
    from carec_kg.rdf.terms import Quad

_RDFS, _SKOS, _OWL, _DCTERMS = (PREFIXES[prefix] for prefix in ("rdfs", "skos", "owl", "dcterms"))
_PREFERRED = {
    _RDFS + "label",
    _SKOS + "prefLabel",
    _DCTERMS + "title",
    PREFIXES["schema"] + "name",
    PREFIXES["foaf"] + "name",
}
_OTHERS = {_SKOS + "altLabel"} | {
    CAREC + name for name in ("officialName", "formerName", "routeName", "formerRouteName")
}
_CODES = {_SKOS + "notation", *CODE_SCHEMES}
#: Properties whose values say in sentences what something is, the best first.
_SUMMARIES = (_DCTERMS + "abstract", _SKOS + "definition", _DCTERMS + "description", _RDFS + "comment", _SKOS + "note")
#: What something belongs to, which tells it from its namesakes.
_BELONGS = (CAREC + "passageOf", CAREC + "figureOf", CAREC + "locatedIn", _SKOS + "inScheme")
#: Nodes that carry a value or an assertion and that nobody looks for by name.
_HIDDEN = {"link", "geometry"}
_CLASSES = {_OWL + "Class", _RDFS + "Class", _RDFS + "Datatype"}
_PROPERTIES = {_OWL + f"{kind}Property" for kind in ("Object", "Datatype", "Annotation")} | {
    PREFIXES["rdf"] + "Property"
}
_SECTION = CAREC + "Section"


@dataclass
class _Draft:
    names: set[Name] = field(default_factory=set)
    codes: set[str] = field(default_factory=set)
    summaries: dict[str, str] = field(default_factory=dict)
    types: set[str] = field(default_factory=set)
    belongs: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))


def read_entries(quads: Iterable[Quad], graph: KnownGraph) -> list[SearchEntry]:
    """Return the entries sorted by IRI; ``graph`` is the same triples as reconciliation knows them, with its labels."""
    drafts: dict[str, _Draft] = defaultdict(_Draft)
    for quad in quads:
        if isinstance(quad.subject, Iri):
            _note(drafts, quad)
    entries = []
    for iri in sorted(drafts):
        draft = drafts[iri]
        kind = _kind_of(iri, draft, own=graph.own)
        if kind and (draft.names or draft.codes or draft.summaries):
            entries.append(_finish(iri, kind, draft, graph))
    return entries


def _note(drafts: dict[str, _Draft], quad: Quad) -> None:
    subject, predicate, object_ = quad.subject.value, quad.predicate.value, quad.object
    if isinstance(object_, Literal):
        if predicate in _PREFERRED or predicate in _OTHERS:
            name = Name(object_.value, object_.language or "", predicate in _PREFERRED)
            drafts[subject].names.add(name)
        elif predicate in _CODES:
            drafts[subject].codes.add(object_.value)
        elif predicate in _SUMMARIES:
            _keep_summary(drafts[subject].summaries, predicate, object_)
    elif predicate == RDF_TYPE:
        drafts[subject].types.add(object_.value)
    elif predicate in _BELONGS:
        drafts[subject].belongs[predicate].add(object_.value)


def _keep_summary(summaries: dict[str, str], predicate: str, text: Literal) -> None:
    """Keep one text of each property: English, where there are several languages."""
    if (text.language or "en") == "en":
        summaries[predicate] = min(summaries.get(predicate, text.value), text.value)
    else:
        summaries.setdefault(predicate, text.value)


def _kind_of(iri: str, draft: _Draft, *, own: bool) -> str:
    """Return the kind of a result: a part of our IRIs, else class, property or thing; empty for what is hidden."""
    if kind := kind_of_thing(iri):
        return "" if kind in _HIDDEN else kind
    if draft.types & _CLASSES:
        return "class"
    if draft.types & _PROPERTIES:
        return "property"
    if iri.startswith(SOURCE):
        is_part = "/" in iri.removeprefix(SOURCE)
        return "" if _SECTION in draft.types else "passage" if is_part else "document"
    if iri.startswith(SCHEME):
        return "concept" if "/" in iri.removeprefix(SCHEME) else "scheme"
    return "" if own else "thing"


def _finish(iri: str, kind: str, draft: _Draft, graph: KnownGraph) -> SearchEntry:
    codes = set(draft.codes)
    if iri.startswith(ID):
        codes.add(iri.removeprefix(ID).partition("/")[2])
    elif kind in {"class", "property"}:
        codes |= {iri.replace("#", "/").rsplit("/", 1)[-1], compact(iri)}
    summary = next((draft.summaries[name] for name in _SUMMARIES if name in draft.summaries), "")
    return SearchEntry(
        iri, kind, tuple(sorted(draft.names)), tuple(sorted(codes)), summary, _say_what(iri, draft, graph)
    )


def _say_what(iri: str, draft: _Draft, graph: KnownGraph) -> str:
    """Return the type of a thing and what it belongs to, as far as that has a label."""
    place = graph.places.get(iri)
    if place is not None:
        return graph.describe(place)
    narrow = draft.types - {above for kind in draft.types for above in graph.superclasses.get(kind, ())}
    types = [graph.labels[kind] for kind in sorted(narrow) if kind.startswith(CAREC) and kind in graph.labels]
    belongs = [
        graph.labels[other] for name in _BELONGS for other in sorted(draft.belongs[name]) if other in graph.labels
    ]
    return ", ".join([*types[:1], *belongs[:2]])
