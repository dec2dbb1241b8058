"""What a set of triples has that a rule could match: tells without a query that a rule cannot fire."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from carec_kg.iris import PREFIXES, RDF_TYPE
from carec_kg.rdf.terms import Literal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from carec_kg.rdf.terms import Triple
    from carec_kg.reasoning.rules import Atom, Rule

_VOCABULARY = tuple(PREFIXES[prefix] for prefix in ("owl", "rdf"))

#: Only objects from these namespaces are kept as constants.
_CONSTANTS = tuple("<" + namespace for namespace in _VOCABULARY)

#: A constant predicate and, where the pattern has one, its constant object.
Key: TypeAlias = tuple[str, str | None]


@dataclass(frozen=True, slots=True)
class Binding:
    """A place in other triples of the same rule that a variable shares: the subjects or the objects of a key."""

    key: Key
    of_subjects: bool


@dataclass(slots=True)
class Footprint:
    """Predicates, classes and, for the predicates that rules name, subjects and objects; as text.

    ``classes`` are the objects of ``rdf:type``. Literals leave no trace: they are neither class nor property.
    """

    named: frozenset[str]
    predicates: set[str] = field(default_factory=set)
    classes: set[str] = field(default_factory=set)
    subjects: dict[Key, set[str]] = field(default_factory=dict)
    objects: dict[Key, set[str]] = field(default_factory=dict)

    def note(self, triples: Iterable[Triple]) -> None:
        """Take the triples into the footprint."""
        for subject, predicate, object_ in triples:
            name = predicate.value
            self.predicates.add(name)
            value = "" if isinstance(object_, Literal) else object_.value
            if name == RDF_TYPE:
                self.classes.add(value)
            elif name in self.named:
                self.subjects.setdefault((name, None), set()).add(subject.value)
                self.objects.setdefault((name, None), set()).add(value)
            if value.startswith(_VOCABULARY):
                self.subjects.setdefault((name, value), set()).add(subject.value)

    def has(self, key: Key) -> bool:
        """Return whether a triple with that predicate (and object) is there."""
        return key[0] in self.predicates if key[1] is None else key in self.subjects

    def may_match(self, needs: Iterable[Key]) -> bool:
        """Return whether a triple is there for each key."""
        return all(map(self.has, needs))

    def values(self, binding: Binding) -> set[str]:
        """Return what stands in the place of the binding."""
        return (self.subjects if binding.of_subjects else self.objects).get(binding.key, set())


def named_properties(rules: Iterable[Rule]) -> frozenset[str]:
    """Return the properties that the rules name; their subjects and objects are worth a footprint."""
    return frozenset(iri for rule in rules for atom in rule.body.atoms for iri in atom.properties) - {RDF_TYPE}


def key_of(atom: Atom) -> Key | None:
    """Return the key of an atom with a constant predicate, else ``None``."""
    if not atom.properties or atom.is_path:
        return None
    constant = atom.object.startswith(_CONSTANTS)
    return atom.properties[0], atom.object[1:-1] if constant else None


def find_needs(rule: Rule) -> tuple[Key, ...]:
    """Return the keys without which the rule's body cannot hold."""
    keys = (key_of(atom) for atom in rule.body.atoms)
    return tuple(dict.fromkeys(key for key in keys if key))


def find_bindings(variable: str, atoms: Iterable[Atom]) -> tuple[Binding, ...]:
    """Return the places in atoms with constant predicates where a variable stands."""
    bindings = []
    for atom in atoms:
        key = (atom.properties[-1], None) if atom.is_path and not atom.may_be_empty else key_of(atom)
        if key is None:
            continue
        if atom.subject == variable and not atom.is_path and key != (RDF_TYPE, None):
            bindings.append(Binding(key, of_subjects=True))
        if atom.object == variable and key[0] != RDF_TYPE:
            bindings.append(Binding(key, of_subjects=False))
    return tuple(bindings)
