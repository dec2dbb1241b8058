"""Clashes: the rules that end in *false*, run once over all that was stated and inferred."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from carec_kg.errors import DataProblem
from carec_kg.iris import PREFIXES, RDF_TYPE
from carec_kg.rdf.terms import Literal
from carec_kg.rdf.turtle import write_term
from carec_kg.reasoning.expressions import read_expression
from carec_kg.reasoning.footprint import find_needs
from carec_kg.reasoning.literals import are_different, is_ill_typed, is_outside
from carec_kg.reasoning.ontology import Ontology, is_anonymous
from carec_kg.reasoning.rules import Body
from carec_kg.reasoning.versions import write_body

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

    from carec_kg.graph.engine import Engine
    from carec_kg.rdf.terms import Term, Triple
    from carec_kg.reasoning.footprint import Footprint
    from carec_kg.reasoning.rules import Atom, Rule
    from carec_kg.reasoning.spelling import Spelling

_CONDITION = re.compile(r"(?P<name>[a-z-]+)\((?P<variables>\?\w+(?:, \?\w+)*)\)")
_VOCABULARY = tuple(PREFIXES[prefix] for prefix in ("owl", "rdf", "rdfs"))
_PLACE = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Clash:
    """A contradiction: the rule, its sentence about these terms, and the terms by the rule's variables, in order."""

    rule: str
    severity: str
    message: str
    terms: tuple[tuple[str, Term], ...]

    @property
    def texts(self) -> tuple[str, ...]:
        """Return the terms as N-Triples."""
        return tuple(str(term) for _, term in self.terms)

    @property
    def focus(self) -> Term:
        """Return the term that the clash is about: the rule's first variable."""
        return self.terms[0][1]


_CONDITIONS: Mapping[str, Callable[..., bool]] = {
    "ill-typed": is_ill_typed,
    "outside": lambda literal, datatype: is_outside(literal, datatype.value),
    "different": are_different,
}


def find_clashes(rules: Sequence[Rule], engine: Engine, everything: Footprint, spelling: Spelling) -> list[Clash]:
    """Return what contradicts itself in the engine's default graph, sorted by rule and terms.

    ``everything`` is the footprint of that graph, ``spelling`` knows the asserted triples as they were written.
    """
    wording = _Wording(spelling.asserted)
    found: dict[tuple[str, ...], Clash] = {}
    for rule in rules:
        if rule.head or not everything.may_match(find_needs(rule)):
            continue
        matches = _match_written(rule, spelling) if rule.over else _match(rule, engine, spelling)
        clashes = (wording.write_clash(rule, terms) for terms in matches)
        for clash in sorted(clashes, key=lambda clash: clash.texts):
            found.setdefault(_identify(rule, clash), clash)
    return sorted(found.values(), key=lambda clash: (clash.rule, clash.texts))


def _identify(rule: Rule, clash: Clash) -> tuple[str, ...]:
    """Return the rule and its terms, those in symmetric places sorted: matches with the same are one clash."""
    symmetric = rule.symmetric.replace("?", "").split()
    fixed = (str(term) for name, term in clash.terms if name not in symmetric)
    movable = sorted(str(term) for name, term in clash.terms if name in symmetric)
    return rule.name, *fixed, *movable


def _match(rule: Rule, engine: Engine, spelling: Spelling) -> Iterator[tuple[Term, ...]]:
    """Yield the terms of each match of a rule in the engine's default graph."""
    condition = _read_condition(rule)
    for row in engine.select(write_match(rule)).rows:
        if condition(row):
            yield tuple(spelling.restore(term) for term in row if term is not None)


def write_match(rule: Rule) -> str:
    """Return the query for the matches of a rule's body: what the ontology says first, then what is said with it.

    The engine would join the facts with each other before it knew what the ontology sets apart.
    """
    names = " ".join(f"?{name}" for name in rule.variables)
    said = tuple(atom for atom in rule.body.atoms if _is_of_ontology(atom))
    first = f"{{ SELECT * WHERE {{ {write_body(Body(said))} }} }}\n" if said else ""
    rest = replace(rule.body, atoms=tuple(atom for atom in rule.body.atoms if atom not in said))
    return f"SELECT DISTINCT {names} WHERE {{ {first}{write_body(rest)} }}"


def _is_of_ontology(atom: Atom) -> bool:
    """Return whether the atom's predicate is of the vocabulary of OWL or RDF Schema, membership in a class apart."""
    if atom.predicate == f"<{RDF_TYPE}>":
        return not atom.object.startswith("?")
    return bool(atom.properties) and all(name.startswith(_VOCABULARY) for name in atom.properties)


def _match_written(rule: Rule, spelling: Spelling) -> Iterator[tuple[Term, ...]]:
    """Yield the terms of each asserted triple, in its own lexical form, that meets the rule's condition."""
    condition = _read_condition(rule)
    return (tuple(triple) for triple in spelling.asserted if isinstance(triple.object, Literal) and condition(triple))


def _read_condition(rule: Rule) -> Callable[[Sequence[Term | None]], bool]:
    """Return the rule's condition on literals as a test of the terms of a match."""
    if not rule.holds:
        return lambda _terms: True
    match = _CONDITION.fullmatch(rule.holds)
    if match is None or match["name"] not in _CONDITIONS:
        message = f"The rule {rule.name} holds {rule.holds!r}, which is no condition here: {', '.join(_CONDITIONS)}."
        raise DataProblem(message)
    test = _CONDITIONS[match["name"]]
    places = [rule.variables.index(name[1:]) for name in match["variables"].split(", ")]
    return lambda terms: test(*(terms[place] for place in places))


class _Wording:
    """Writes clashes in words; a class without a name is spelled out."""

    def __init__(self, asserted: Collection[Triple]) -> None:
        self._asserted = asserted

    @cached_property
    def _ontology(self) -> Ontology:
        return Ontology(self._asserted)

    def write_clash(self, rule: Rule, terms: tuple[Term, ...]) -> Clash:
        """Return the clash that a match of a rule is."""
        named = dict(zip(rule.variables, terms, strict=True))
        message = _PLACE.sub(lambda place: self._write(named[place[1]]), rule.message)
        return Clash(rule.name, rule.severity, message, tuple(named.items()))

    def _write(self, term: Term) -> str:
        return str(read_expression(self._ontology, term)) if is_anonymous(term) else write_term(term, set())
