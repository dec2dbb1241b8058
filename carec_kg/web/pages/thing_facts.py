"""The facts on the page of a thing: its statements in groups and order, each value with marks, time and doubts."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from carec_kg.iris import PREFIXES
from carec_kg.rdf.terms import Iri, Literal
from carec_kg.web.pages.cards import label_property
from carec_kg.web.pages.figure_words import group_digits
from carec_kg.web.pages.marks import explain_path
from carec_kg.web.pages.reader import Label
from carec_kg.web.pages.thing_order import ELSEWHERE, GROUPS, TURNED, place_of
from carec_kg.web.pages.times import say_day, say_span
from carec_kg.web.pages.wording import say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from carec_kg.web.pages.cards import Cards
    from carec_kg.web.pages.marks import Mark, Marks
    from carec_kg.web.pages.statements import Statement, Statements

#: Values of a property that show at once; the others unfold.
SHOWN_VALUES = 12
_NUMBERS = frozenset(PREFIXES["xsd"] + name for name in ("decimal", "double", "float"))
_ADDRESS = re.compile(r"https?://[^\s<>\"]+")
_WEB = re.compile(r"www\.[^\s<>\"]+")
_DAY, _TRUTH = PREFIXES["xsd"] + "date", PREFIXES["xsd"] + "boolean"
_WKT = PREFIXES["geo"] + "wktLiteral"


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a fact: a thing by its label, or a text; with its marks, its time, and why to take care.

    ``proof`` is the address of its proof where it is inferred; ``address`` that of a web page where it is one.
    """

    label: Label
    iri: str = ""
    address: str = ""
    marks: tuple[Mark, ...] = ()
    proof: str = ""
    time: str = ""
    doubts: tuple[str, ...] = ()
    disagrees: tuple[str, ...] = ()
    order: str = ""
    code: bool = False


@dataclass(frozen=True, slots=True)
class Fact:
    """A property with its values; ``differs`` says that it can have one only, and sources give several."""

    predicate: str
    label: Label
    values: tuple[Value, ...]
    differs: bool = False

    @property
    def first(self) -> tuple[Value, ...]:
        """Return the values that show at once."""
        return self.values[:SHOWN_VALUES]

    @property
    def rest(self) -> tuple[Value, ...]:
        """Return the values that unfold."""
        return self.values[SHOWN_VALUES:]


@dataclass(frozen=True, slots=True)
class FactGroup:
    """A group of facts by its name in ``thing_order``."""

    name: str
    facts: tuple[Fact, ...]


@dataclass(slots=True)
class FactWriter:
    """Turns the statements about one thing into facts."""

    subject: str
    cards: Cards
    marks: Marks
    functional: frozenset[str] = frozenset()
    grain: str = field(default="day")

    def write(self, said: Statements) -> list[FactGroup]:
        """Return the groups of facts; what stands elsewhere on the page is left out."""
        backwards = find_backwards(said)
        found: dict[str, list[Statement]] = {}
        for statement in said.outgoing:
            if statement.predicate not in ELSEWHERE and not _is_of_links_alone(statement):
                found.setdefault(statement.predicate, []).append(statement)
        precision = said.iris("carec:precision")
        self.grain = precision[0].rpartition("/")[2] if precision else "day"
        groups: dict[str, list[Fact]] = {}
        for predicate in sorted(found, key=lambda name: (place_of(name), self.cards.label(name).text)):
            fact = self._write_fact(predicate, found[predicate], backwards)
            groups.setdefault(place_of(predicate).name, []).append(fact)
        return [FactGroup(name, tuple(groups[name])) for name in GROUPS if name in groups]

    def _write_fact(self, predicate: str, said: list[Statement], backwards: dict[tuple[str, str], Statement]) -> Fact:
        turned = [_turn(statement, backwards) for statement in said]
        turned.sort(key=self._order)
        stated = {statement.value for statement in turned if not statement.inferred}
        return Fact(
            predicate,
            label_property(self.cards, predicate),
            tuple(self.write_value(statement) for statement in turned),
            differs=len(stated) > 1 and predicate in self.functional,
        )

    def _order(self, statement: Statement) -> tuple[bool, str, str]:
        card = self.cards[statement.iri] if statement.iri else None
        time = card.span.order if card and card.span else ""
        return statement.inferred, time, (card.label.text if card else statement.value.value).casefold()

    def write_value(self, statement: Statement) -> Value:
        """Return a value as the page shows it; marks are given in the order of these calls."""
        value, marks = statement.value, self.marks.of(statement.graphs)
        proof = explain_path(self.subject, statement.predicate, statement.value) if statement.inferred else ""
        if isinstance(value, Literal):
            return replace(write_literal(self.cards.language, value, self.grain), marks=marks, proof=proof)
        return replace(write_thing(self.cards, value.value), marks=marks, proof=proof)


def write_thing(cards: Cards, iri: str) -> Value:
    """Return a thing as a value, with what its card says."""
    card = cards[iri]
    time = say_span(cards.language, card.span)
    order = card.span.order if card.span else ""
    return Value(card.label, iri, time=time, doubts=card.doubts, disagrees=card.disagrees, order=order)


def write_literal(language: str, value: Literal, grain: str = "day") -> Value:
    """Return a literal as a value: days and numbers in words, addresses as links, coordinates as code."""
    text = value.value
    if _ADDRESS.fullmatch(text) or _WEB.fullmatch(text):
        return Value(Label(text, ""), address=text if "://" in text else f"https://{text}")
    return Value(Label(_say_literal(language, value, grain), value.language or ""), code=value.datatype == _WKT)


def _say_literal(language: str, value: Literal, grain: str) -> str:
    if value.datatype == _DAY:
        return say_day(language, value.value, grain)
    if value.datatype == _TRUTH:
        return say(language, "things.yes" if value.value in {"true", "1"} else "things.no")
    return group_digits(value.value) if value.datatype in _NUMBERS else value.value


def find_backwards(said: Statements) -> dict[tuple[str, str], Statement]:
    """Return what is stated from the other end, by the property that says it forwards and the thing there."""
    forwards = {other: one for one, other in TURNED.items()}
    return {
        (forwards[statement.predicate], statement.iri): statement
        for statement in said.incoming
        if statement.predicate in forwards and not statement.inferred
    }


def _turn(statement: Statement, backwards: dict[tuple[str, str], Statement]) -> Statement:
    if not statement.inferred:
        return statement
    other = backwards.get((statement.predicate, statement.iri))
    return replace(statement, graphs=other.graphs) if other else statement


def _is_of_links_alone(statement: Statement) -> bool:
    """Return whether only the links hold a statement to a thing elsewhere: it shows among the links."""
    links = all(graph.startswith(f"{PREFIXES['graph']}links/") for graph in statement.graphs)
    return bool(statement.graphs) and links and isinstance(statement.value, Iri)


def mentioned_in(said: Iterable[Statement]) -> list[str]:
    """Return the IRIs that statements mention: properties, values and graphs."""
    return [iri for statement in said for iri in (statement.predicate, statement.iri, *statement.graphs) if iri]
