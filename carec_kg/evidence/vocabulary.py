"""The names that a graph has, to find those that are nearest to one that it has not; made once for each graph."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from rapidfuzz import fuzz, process

from carec_kg.iris import PREFIXES
from carec_kg.rdf.terms import Iri
from carec_kg.rdf.terms import Literal as LiteralTerm

if TYPE_CHECKING:
    from collections.abc import Iterable

    from carec_kg.graph.engine import Engine

#: What a name stands for: a predicate, an object of ``rdf:type``, or anything else.
Role: TypeAlias = Literal["property", "class", "thing"]

_OWL, _RDF = PREFIXES["owl"], PREFIXES["rdf"]
_ALL = "{ ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } }"
_TYPES = "{ ?s a ?o } UNION { GRAPH ?g { ?s a ?o } }"
_LABELS = "VALUES ?p { rdfs:label skos:prefLabel skos:altLabel } " + _ALL
#: Things and labels that are read at the most; a graph with more is searched in part.
_MOST = 50_000
#: Similarity (0..100) from which a name is worth a mention.
_NEAR_ENOUGH = 68.0
_LOOKED_AT = 40
_WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[^\W\d_A-Z]+|[^\W\d_]|\d+")
_LONGEST = 200
#: Words of no more letters are left as they are.
_SHORTEST_PLURAL = 3


class Near(NamedTuple):
    """A name of the graph: its IRI, a label of it (empty where it has none), and how near it is (0..100)."""

    iri: str
    label: str
    score: float


class Vocabulary:
    """The properties, classes and things of one graph by their local names and labels."""

    def __init__(self, engine: Engine) -> None:
        """Read the names of an engine's graphs, named ones too."""
        self._labels: dict[str, str] = {}
        self._roles: dict[str, Role] = {}
        self._names: dict[Role, dict[str, set[str]]] = {
            role: defaultdict(set) for role in ("property", "class", "thing")
        }
        things = _read(engine, f"SELECT DISTINCT ?s WHERE {{ {_ALL} FILTER(isIRI(?s)) }} LIMIT {_MOST}")
        properties = _read(engine, f"SELECT DISTINCT ?p WHERE {{ {_ALL} }}")
        classes = _read(engine, f"SELECT DISTINCT ?o WHERE {{ {_TYPES} }}")
        self._add(things, "thing")
        self._add(_read(engine, f"SELECT DISTINCT ?g WHERE {{ GRAPH ?g {{ }} }} LIMIT {_MOST}"), "thing")
        self._add(classes, "class")
        self._add(properties, "property")
        self._read_labels(engine)

    def _add(self, iris: Iterable[str], role: Role) -> None:
        for iri in iris:
            self._roles[iri] = role
            self._names[role][normalise(local_name(iri))].add(iri)

    def _read_labels(self, engine: Engine) -> None:
        for subject, name in engine.select(f"SELECT DISTINCT ?s ?o WHERE {{ {_LABELS} }} LIMIT {_MOST}").rows:
            if isinstance(subject, Iri) and isinstance(name, LiteralTerm) and len(name.value) <= _LONGEST:
                role = self._roles.get(subject.value, "thing")
                self._names[role][normalise(name.value)].add(subject.value)
                if name.language in {None, "en"}:
                    self._labels.setdefault(subject.value, name.value)

    def role_of(self, iri: str) -> Role | None:
        """Return what a name stands for first of all; ``None`` for one that nothing is said of."""
        return self._roles.get(iri)

    def label_of(self, iri: str) -> str:
        """Return a label of a thing, empty where it has none."""
        return self._labels.get(iri, "")

    def find_nearest(self, iri: str, roles: Iterable[Role], most: int = 3) -> list[Near]:
        """Return the names that are most like one that the graph does not have, the nearest first.

        Local names and labels are compared, whatever their prefix; of names as near as each other, those in the same
        namespace come first. The name itself is none of them.
        """
        wanted = normalise(local_name(iri)[:_LONGEST])
        if not wanted:
            return []
        space = iri.removesuffix(local_name(iri))
        found: dict[str, float] = {}
        for role in roles:
            names = self._names[role]
            for scorer, weight in ((fuzz.ratio, 1.0), (fuzz.token_sort_ratio, 0.97)):
                hits = process.extract(wanted, names.keys(), scorer=scorer, score_cutoff=_NEAR_ENOUGH, limit=_LOOKED_AT)
                for name, score, _ in hits:
                    for other in names[name] - {iri}:
                        better = score * weight + other.startswith(space)
                        found[other] = max(found.get(other, 0.0), better)
        ranked = sorted(found.items(), key=lambda item: (-item[1], len(item[0]), item[0]))
        return [Near(name, self.label_of(name), score) for name, score in ranked[:most]]


def _read(engine: Engine, text: str) -> list[str]:
    return [row[0].value for row in engine.select(text).rows if isinstance(row[0], Iri)]


def local_name(iri: str) -> str:
    """Return what of an IRI follows its last ``#``, ``/`` or ``:``."""
    return re.split("[/#:]", iri.rstrip("/#:"))[-1]


def normalise(name: str) -> str:
    """Return a name as words in lower case and singular: ``hasBorderPorts`` and ``border port`` are not far apart."""
    words = [word.lower() for word in _WORDS.findall(name)]
    return " ".join(_singular(word) for word in words) or name.strip().lower()


def _singular(word: str) -> str:
    for ending, single in (("ies", "y"), ("sses", "ss"), ("ss", "ss"), ("us", "us"), ("is", "is"), ("s", "")):
        if word.endswith(ending) and len(word) > _SHORTEST_PLURAL:
            return word.removesuffix(ending) + single
    return word
