"""Rules run backwards: which rules could give a triple, told by their heads and by what the graph has at all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from carec_kg.iris import PREFIXES, RDF_TYPE
from carec_kg.rdf.terms import Iri, Literal, Triple
from carec_kg.reasoning.bindings import unify
from carec_kg.reasoning.chains import expand_chains
from carec_kg.reasoning.footprint import Footprint, find_needs, key_of, named_properties

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from carec_kg.graph.engine import Engine
    from carec_kg.rdf.terms import Term
    from carec_kg.reasoning.footprint import Key
    from carec_kg.reasoning.rules import Atom, Rule

_VOCABULARY = tuple(PREFIXES[prefix] for prefix in ("owl", "rdf", "rdfs"))
_ANY = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A rule that could give a triple, and what its variables then stand for; those not in the head are left open."""

    rule: Rule
    bindings: dict[str, Term]


@dataclass(frozen=True, slots=True)
class _Head:
    """One triple of a rule's head, with the axioms of its body, and the variables that no literal may stand for.

    ``can_fire`` says that the graph has a triple for each fact in the body, too.
    """

    rule: Rule
    atom: Atom
    axioms: tuple[tuple[Key, Atom], ...]
    no_literals: frozenset[str]
    can_fire: bool


class RuleBase:
    """The rules for one graph: chains written out, with a footprint of what the graph says in OWL's own terms."""

    def __init__(self, rules: Sequence[Rule], engine: Engine) -> None:
        """Read the axioms from the engine's default graph, which holds the closure; facts are not read."""
        fixed = [rule for rule in rules if not rule.expand]
        chains = [chain for rule in rules if rule.expand for chain in expand_chains(rule, engine)]
        deriving = [rule for rule in (*fixed, *chains) if rule.head]
        keys = {key for rule in deriving for key in find_needs(rule)}
        self._by_name = {rule.name: rule for rule in rules}
        self._axioms = _read_axioms(keys, named_properties(deriving), engine)
        self._heads: dict[str, list[_Head]] = {}
        for rule in deriving:
            needs = find_needs(rule)
            if self._axioms.may_match(filter(_is_axiom, needs)):
                for atom in rule.head:
                    predicate = _ANY if atom.predicate.startswith("?") else atom.properties[0]
                    head = _read_head(rule, atom, can_fire=self._axioms.may_match(needs))
                    self._heads.setdefault(predicate, []).append(head)

    def named(self, name: str) -> Rule | None:
        """Return the rule of a name as its file has it; ``None`` if there is none."""
        return self._by_name.get(name)

    def candidates(self, triple: Triple, name: str = "", *, facts_missing: bool = False) -> Iterator[Candidate]:
        """Yield the rules that could give a triple, those of one name only if it is given.

        Left out is a rule for which an axiom is missing, or, unless ``facts_missing``, all facts of a kind.
        """
        for head in (*self._heads.get(triple.predicate.value, ()), *self._heads.get(_ANY, ())):
            if (name and head.rule.name != name) or not (facts_missing or head.can_fire):
                continue
            bindings = unify(head.atom, triple)
            if bindings is not None and self._may_fire(head, bindings):
                yield Candidate(head.rule, bindings)

    def _may_fire(self, head: _Head, bindings: dict[str, Term]) -> bool:
        if any(isinstance(term, Literal) and name in head.no_literals for name, term in bindings.items()):
            return False
        for key, axiom in head.axioms:
            subject, object_ = bindings.get(axiom.subject), bindings.get(axiom.object)
            if subject and subject.value not in self._axioms.subjects.get(key, ()):
                return False
            if isinstance(object_, Iri) and object_.value not in self._axioms.objects.get(key, ()):
                return False
        return True


def _read_head(rule: Rule, atom: Atom, *, can_fire: bool) -> _Head:
    keys = [(key_of(part), part) for part in rule.body.atoms]
    axioms = tuple((key, part) for key, part in keys if key and _is_axiom(key))
    no_literals = {place for part in rule.body.atoms for place in (part.subject, part.predicate)}
    return _Head(rule, atom, axioms, frozenset(no_literals), can_fire)


def _is_axiom(key: Key) -> bool:
    """Return whether a key is about the ontology: a property of OWL or RDF, or the type of one of their classes."""
    return key[0].startswith(_VOCABULARY) and key != (RDF_TYPE, None)


def is_fact(atom: Atom) -> bool:
    """Return whether an atom is about things, not about the ontology: what a reader would look for in a source."""
    if atom.predicate.startswith("?"):
        return True
    key = key_of(atom)
    return key is not None and not _is_axiom(key)


def _read_axioms(keys: Iterable[Key], named: frozenset[str], engine: Engine) -> Footprint:
    footprint = Footprint(named)
    for key in sorted(keys, key=str):
        footprint.note(_read_key(key, engine))
    return footprint


def _read_key(key: Key, engine: Engine) -> Iterator[Triple]:
    """Yield the triples with a key that is about the ontology; of any other, one at the most."""
    predicate, value = Iri(key[0]), Iri(key[1]) if key[1] else None
    limit = "" if _is_axiom(key) else " LIMIT 1"
    for row in engine.select(f"SELECT * WHERE {{ ?s {predicate} {value or '?o'} }}{limit}").records():
        subject, found = row["s"], value or row["o"]
        if not isinstance(subject, Literal):
            yield Triple(subject, predicate, found)
