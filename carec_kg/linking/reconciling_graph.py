"""The graph as a reconciliation service knows it: things with names, types and facts, in memory and never changed."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from carec_kg.iris import CAREC, ID, PREFIXES, RDF_TYPE, compact
from carec_kg.linking.identifiers import Identifier, read_iri
from carec_kg.linking.slots import IDENTITIES
from carec_kg.linking.things import OWN, Name, Thing, read_things
from carec_kg.rdf.terms import Iri, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from carec_kg.rdf.terms import Quad, Term

_RDF, _RDFS, _OWL, _SKOS = (PREFIXES[prefix] for prefix in ("rdf", "rdfs", "owl", "skos"))
_LABEL, _SUBCLASS = _RDFS + "label", _RDFS + "subClassOf"
#: Properties whose values name something, preferred names first.
_FIRST_NAMES = (
    _LABEL, _SKOS + "prefLabel", PREFIXES["schema"] + "name", "http://schema.org/name", PREFIXES["foaf"] + "name",
    PREFIXES["dcterms"] + "title",
)  # fmt: skip
_NAMES = {*_FIRST_NAMES, _SKOS + "altLabel"}
_DESCRIPTIONS = (PREFIXES["dcterms"] + "description", _SKOS + "definition", _RDFS + "comment", _SKOS + "note")
#: Types of what belongs to a vocabulary, which is no thing that a table has a row about.
_VOCABULARY = {
    _OWL + name for name in ("Class", "Ontology", "ObjectProperty", "DatatypeProperty", "AnnotationProperty", "Axiom")
} | {_RDFS + "Class", _RDFS + "Datatype", _RDF + "Property", _SKOS + "ConceptScheme"}


class Entry(NamedTuple):
    """A type or a property as clients see it; ``uses`` counts the things that have it."""

    id: str
    name: str
    description: str
    iri: str
    uses: int


@dataclass(frozen=True)
class KnownGraph:
    """Things and what is known of them, each list in the order of ``things``.

    ``own`` says that it is the CAREC graph, whose identifiers are short (``port/dostyk``, ``BorderPort``);
    ``places`` finds a thing by IRI, ``types`` and ``properties`` are by IRI and of those in use. ``labels`` are of
    everything that has one. ``kinds`` holds all classes of each thing.
    """

    own: bool
    things: Sequence[Thing]
    places: Mapping[str, int]
    kinds: Sequence[frozenset[str]]
    facts: Sequence[Mapping[str, Sequence[Term]]]
    types: Mapping[str, Entry]
    properties: Mapping[str, Entry]
    labels: Mapping[str, str]
    superclasses: Mapping[str, frozenset[str]]

    def write_id(self, iri: str) -> str:
        """Return the identifier of a thing: short in the CAREC graph, else its IRI."""
        return iri.removeprefix(ID) if self.own else iri

    def find_thing(self, text: str) -> int | None:
        """Return the place of the thing that an identifier or an IRI names, as anybody writes it."""
        text = text.strip().removeprefix("<").removesuffix(">")
        for iri in (text, ID + text.removeprefix("id:").replace("\\", "")):
            if iri in self.places:
                return self.places[iri]
        return None

    def types_of(self, place: int) -> list[Entry]:
        """Return the types of a thing without those that follow from another, ours first."""
        kinds = self.kinds[place]
        broader = {above for kind in kinds for above in self.superclasses.get(kind, ()) if above != kind}
        found = [self.types[kind] for kind in kinds - broader or kinds if kind in self.types]
        return sorted(found, key=lambda entry: (not entry.iri.startswith(CAREC), entry.uses, entry.id))

    def describe(self, place: int) -> str:
        """Return a few words that tell a thing from its namesakes: its type and its country."""
        words = [entry.name for entry in self.types_of(place)[:1]]
        within = self.facts[place].get(CAREC + "locatedIn", ())
        words += sorted({self.labels[term.value] for term in within if term.value in self.labels})
        return ", ".join(words)

    def read_note(self, place: int) -> str:
        """Return what the graph says about a thing in a sentence, empty where it says nothing."""
        facts = self.facts[place]
        texts = [term for name in _DESCRIPTIONS for term in facts.get(name, ()) if isinstance(term, Literal)]
        texts.sort(key=lambda text: (text.language or "en") != "en")
        return texts[0].value if texts else ""


def read_known_graph(quads: Sequence[Quad]) -> KnownGraph:
    """Return the graph with these triples; where it holds things of ours, they are its things, else all with a name."""
    own = any(quad.subject.value.startswith(ID) for quad in quads)
    things = read_things(quads) if own else _read_any_things(quads)
    places = {thing.iri: place for place, thing in enumerate(things)}
    facts: list[dict[str, list[Term]]] = [{} for _ in things]
    labels: dict[str, tuple[tuple[int, int, str], str]] = {}
    superclasses: dict[str, set[str]] = defaultdict(set)
    notes: dict[str, str] = {}
    for quad in quads:
        subject, predicate = quad.subject.value, quad.predicate.value
        if (place := places.get(subject)) is not None:
            facts[place].setdefault(predicate, []).append(quad.object)
        if isinstance(quad.object, Literal) and predicate in _FIRST_NAMES:
            rank = (_FIRST_NAMES.index(predicate), (quad.object.language or "en") != "en", quad.object.value)
            labels[subject] = min(labels.get(subject, (rank, quad.object.value)), (rank, quad.object.value))
        elif predicate == _SUBCLASS and isinstance(quad.object, Iri):
            superclasses[subject].add(quad.object.value)
        elif predicate in _DESCRIPTIONS and (quad.object.value < notes.get(subject, "\U0010ffff")):
            notes[subject] = quad.object.value
    names = {iri: label for iri, (_, label) in labels.items()} | {thing.iri: thing.label for thing in things}
    kinds = [frozenset(term.value for term in known.get(RDF_TYPE, ()) if isinstance(term, Iri)) for known in facts]
    return KnownGraph(
        own=own,
        things=things,
        places=places,
        kinds=kinds,
        facts=facts,
        types=_count(kinds, names, notes),
        properties=_count(facts, names, notes),
        labels=names,
        superclasses={kind: frozenset(above - {kind}) for kind, above in superclasses.items()},
    )


def write_term_id(iri: str) -> str:
    """Return the identifier of a type or a property: the name in our ontology, else with a prefix, else the IRI."""
    return iri.removeprefix(CAREC) if iri.startswith(CAREC) else compact(iri).removeprefix("<").removesuffix(">")


def _count(used: Iterable[Iterable[str]], labels: Mapping[str, str], notes: Mapping[str, str]) -> dict[str, Entry]:
    counts: dict[str, int] = defaultdict(int)
    for terms in used:
        for iri in terms:
            counts[iri] += 1
    return {
        iri: Entry(write_term_id(iri), labels.get(iri, _local_name(iri)), notes.get(iri, ""), iri, count)
        for iri, count in sorted(counts.items())
        if "/.well-known/genid/" not in iri
    }


def _local_name(iri: str) -> str:
    return iri.rstrip("/#").replace("#", "/").rsplit("/", 1)[-1]


def _read_any_things(quads: Sequence[Quad]) -> list[Thing]:
    """Read everything that has an IRI and a name, but for classes and properties."""
    names: dict[str, set[Name]] = defaultdict(set)
    identifiers: dict[str, set[Identifier]] = defaultdict(set)
    left_out: set[str] = set()
    for quad in quads:
        subject, predicate = quad.subject.value, quad.predicate.value
        if not isinstance(quad.subject, Iri):
            continue
        if predicate in _NAMES and isinstance(quad.object, Literal):
            names[subject].add(Name(quad.object.value, quad.object.language or "", predicate in _FIRST_NAMES))
        elif predicate in IDENTITIES and (identifier := read_iri(quad.object.value)):
            identifiers[subject].add(identifier)
        elif predicate == RDF_TYPE and quad.object.value in _VOCABULARY:
            left_out.add(subject)
    return [
        Thing(iri, tuple(sorted(names[iri])), identifiers=frozenset({*identifiers[iri], *_identify(iri)}))
        for iri in sorted(names.keys() - left_out)
    ]


def _identify(iri: str) -> list[Identifier]:
    found = read_iri(iri)
    return [Identifier(OWN, iri), *([found] if found else [])]
