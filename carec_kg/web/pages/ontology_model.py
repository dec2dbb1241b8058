"""The ontology as pages show it: each class and property with all that is said of it. No Flask here."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from carec_kg.iris import CAREC, GENID, PREFIXES, RDF_TYPE, compact
from carec_kg.rdf.terms import BlankNode, Iri, Literal, Triple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from carec_kg.rdf.terms import Term

_OWL, _RDF, _RDFS, _SKOS = (PREFIXES[name] for name in ("owl", "rdf", "rdfs", "skos"))
#: Kinds of terms in the order in which pages show them; a class is a class of OWL, and so on.
KINDS: Mapping[str, str] = MappingProxyType(
    {
        "class": _OWL + "Class",
        "relation": _OWL + "ObjectProperty",
        "attribute": _OWL + "DatatypeProperty",
        "annotation": _OWL + "AnnotationProperty",
    }
)
#: What OWL says of a property, each by the type that says it.
_CHARACTERS = ("Functional", "InverseFunctional", "Symmetric", "Asymmetric", "Transitive", "Irreflexive", "Reflexive")
#: How a term is the same as, or like, a term of another vocabulary.
_MATCHES = (
    _OWL + "equivalentClass", _OWL + "equivalentProperty", _SKOS + "exactMatch", _SKOS + "closeMatch",
    _SKOS + "broadMatch", _SKOS + "narrowMatch", _SKOS + "relatedMatch",
)  # fmt: skip
_FILLERS = ("hasValue", "someValuesFrom", "allValuesFrom")


class Vocabulary:
    """Statements by subject and predicate; blank nodes go by ``_:`` and their label, all else by its IRI."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self._said: dict[str, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
        self._pointing: dict[tuple[str, str], list[str]] = defaultdict(list)
        for subject, predicate, value in sorted(set(triples), key=str):
            node = name_node(subject)
            self._said[node][predicate.value].append(value)
            if not isinstance(value, Literal):
                self._pointing[predicate.value, name_node(value)].append(node)

    def subjects(self, type_: str) -> list[str]:
        """Return the names of all that has a type, sorted."""
        return sorted(node for node, said in self._said.items() if type_ in map(name_node, said.get(RDF_TYPE, ())))

    def values(self, node: str, predicate: str) -> list[Term]:
        """Return the values of a predicate."""
        return self._said[node].get(predicate, []) if node in self._said else []

    def nodes(self, node: str, predicate: str) -> list[str]:
        """Return the names of the things that are values of a predicate."""
        return [name_node(value) for value in self.values(node, predicate) if not isinstance(value, Literal)]

    def texts(self, node: str, predicate: str) -> tuple[Literal, ...]:
        """Return the literals that are values of a predicate."""
        return tuple(value for value in self.values(node, predicate) if isinstance(value, Literal))

    def pointing(self, predicate: str, wanted: str) -> list[str]:
        """Return the names of all that has the thing ``wanted`` as value of a predicate."""
        return sorted(self._pointing.get((predicate, wanted), ()))

    def members(self, node: str) -> list[Term]:
        """Return the members of an RDF list; one that leads back to itself ends there."""
        found: list[Term] = []
        seen: set[str] = set()
        while node in self._said and node not in seen:
            seen.add(node)
            found += self.values(node, _RDF + "first")[:1]
            node = next(iter(self.nodes(node, _RDF + "rest")), "")
        return found


@dataclass(frozen=True, slots=True)
class Restriction:
    """A class that has no name: what has a property with a value, or with values of a class.

    ``exact`` says that the term is just that, else that it is among that; ``kind`` is OWL's name for it.
    """

    exact: bool
    kind: str
    on: str
    filler: str


@dataclass(frozen=True, slots=True)
class OntologyTerm:
    """A class or property; other terms are named by their IRIs, ``chains`` and ``keys`` as lists of them."""

    iri: str
    kind: str
    labels: tuple[Literal, ...] = ()
    definitions: tuple[Literal, ...] = ()
    notes: tuple[Literal, ...] = ()
    examples: tuple[Literal, ...] = ()
    above: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    ranges: tuple[str, ...] = ()
    inverses: tuple[str, ...] = ()
    disjoint: tuple[str, ...] = ()
    characters: tuple[str, ...] = ()
    chains: tuple[tuple[str, ...], ...] = ()
    keys: tuple[tuple[str, ...], ...] = ()
    restrictions: tuple[Restriction, ...] = ()
    matches: tuple[tuple[str, str], ...] = ()

    @property
    def name(self) -> str:
        """Return its name on pages: without a prefix where it is ours."""
        return name_term(self.iri)

    @property
    def borrowed(self) -> bool:
        """Return whether it is a term of another vocabulary."""
        return not self.iri.startswith(CAREC)


def name_node(term: Term) -> str:
    """Return the name by which a vocabulary knows a term."""
    return f"_:{term.value}" if isinstance(term, BlankNode) else term.value


def name_term(iri: str) -> str:
    """Return the name of a term on pages and in their addresses: ``Corridor``, ``org:Membership``."""
    return iri.removeprefix(CAREC) if iri.startswith(CAREC) else compact(iri)


def read_terms(triples: Iterable[Triple]) -> dict[str, OntologyTerm]:
    """Return the classes and properties that an ontology declares and names, by their IRIs, sorted."""
    vocabulary = Vocabulary(triples)
    kinds: dict[str, str] = {}
    for kind, type_ in KINDS.items():
        for node in vocabulary.subjects(type_):
            if not node.startswith(("_:", GENID)) and vocabulary.texts(node, _RDFS + "label"):
                kinds.setdefault(node, kind)
    apart = _read_disjoint(vocabulary)
    return {iri: _read_term(vocabulary, iri, kinds[iri], apart) for iri in sorted(kinds)}


def list_ancestors(terms: Mapping[str, OntologyTerm], iri: str) -> list[str]:
    """Return all that is above a term, nearest first, each once."""
    found: list[str] = []
    level = [iri]
    while level:
        above = [one for name in level if name in terms for one in terms[name].above]
        level = [one for one in dict.fromkeys(above) if one not in found and one != iri]
        found += level
    return found


def restore_blank_nodes(triples: Iterable[Triple]) -> Iterator[Triple]:
    """Yield the triples with a blank node for each IRI that stands for one (RDF 1.1 Concepts, section 3.5).

    The mapping of OWL 2 to RDF demands blank nodes for lists and restrictions; tools read nothing else.
    """
    for subject, predicate, value in triples:
        yield Triple(_restore(subject), predicate, _restore(value) if isinstance(value, Iri) else value)


def _restore(term: Iri | BlankNode) -> Iri | BlankNode:
    if isinstance(term, Iri) and term.value.startswith(GENID):
        return BlankNode(term.value.removeprefix(GENID).replace("/", "-"))
    return term


def _read_term(vocabulary: Vocabulary, iri: str, kind: str, apart: Mapping[str, set[str]]) -> OntologyTerm:
    above = _RDFS + ("subClassOf" if kind == "class" else "subPropertyOf")
    types = vocabulary.nodes(iri, RDF_TYPE)
    inverse = _OWL + "inverseOf"
    lists = {name: vocabulary.nodes(iri, _OWL + name) for name in ("propertyChainAxiom", "hasKey")}
    read = {
        name: tuple(tuple(map(name_node, vocabulary.members(head))) for head in heads) for name, heads in lists.items()
    }
    return OntologyTerm(
        iri,
        kind,
        labels=vocabulary.texts(iri, _RDFS + "label"),
        definitions=vocabulary.texts(iri, _SKOS + "definition"),
        notes=vocabulary.texts(iri, _SKOS + "scopeNote"),
        examples=vocabulary.texts(iri, _SKOS + "example"),
        above=_named(vocabulary.nodes(iri, above)),
        domains=_named(vocabulary.nodes(iri, _RDFS + "domain")),
        ranges=_named(vocabulary.nodes(iri, _RDFS + "range")),
        inverses=_named([*vocabulary.nodes(iri, inverse), *vocabulary.pointing(inverse, iri)]),
        disjoint=tuple(sorted(apart.get(iri, ()))),
        characters=tuple(name for name in _CHARACTERS if f"{_OWL}{name}Property" in types),
        chains=read["propertyChainAxiom"],
        keys=read["hasKey"],
        restrictions=tuple(_read_restrictions(vocabulary, iri)),
        matches=tuple((name, other) for name in _MATCHES for other in _named(vocabulary.nodes(iri, name))),
    )


def _named(nodes: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(node for node in nodes if not node.startswith(("_:", GENID))))


def _read_disjoint(vocabulary: Vocabulary) -> dict[str, set[str]]:
    """Return which classes share nothing with which: said of two, or of all members of a list."""
    groups = [
        list(map(name_node, vocabulary.members(head)))
        for node in vocabulary.subjects(_OWL + "AllDisjointClasses")
        for head in vocabulary.nodes(node, _OWL + "members")
    ]
    for node in vocabulary.subjects(KINDS["class"]):
        groups += [[node, other] for other in vocabulary.nodes(node, _OWL + "disjointWith")]
    apart: dict[str, set[str]] = defaultdict(set)
    for group in groups:
        for one in group:
            apart[one] |= {other for other in group if other != one}
    return apart


def _read_restrictions(vocabulary: Vocabulary, iri: str) -> Iterator[Restriction]:
    for predicate, exact in ((_OWL + "equivalentClass", True), (_RDFS + "subClassOf", False)):
        for node in vocabulary.nodes(iri, predicate):
            for on in vocabulary.nodes(node, _OWL + "onProperty"):
                for kind in _FILLERS:
                    for filler in vocabulary.values(node, _OWL + kind):
                        yield Restriction(exact, kind, on, name_node(filler))
