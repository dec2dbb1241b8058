"""The facts of passages: what each states, by subject, with its figures in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from carec_kg.iris import PREFIXES, RDF_TYPE
from carec_kg.rdf.terms import Iri, Literal, Triple
from carec_kg.web.pages.cards import label_property, read_cards, read_cares
from carec_kg.web.pages.figure_words import say_figure
from carec_kg.web.pages.figures import read_figures_in
from carec_kg.web.pages.thing_facts import Value, write_literal, write_thing
from carec_kg.web.pages.thing_order import place_of

if TYPE_CHECKING:
    from carec_kg.rdf.terms import Term
    from carec_kg.web.pages.cards import Cards
    from carec_kg.web.pages.figures import Figure
    from carec_kg.web.pages.prose import Prose
    from carec_kg.web.pages.reader import GraphReader, Label

#: What a figure is made of, which its sentence says.
_OF_FIGURES = PREFIXES["carec"] + "value"


@dataclass(frozen=True, slots=True)
class StatedFact:
    """A property of a subject, with its values in this passage."""

    label: Label
    predicate: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class StatedThing:
    """A subject of a passage with what the passage states of it; a figure as its sentence."""

    iri: str
    label: Label
    facts: tuple[StatedFact, ...] = ()
    sentence: Prose = ()


@dataclass(frozen=True, slots=True)
class StatedFacts:
    """What some passages state: the subjects of each, and the triples themselves."""

    things: dict[str, list[StatedThing]]
    triples: dict[str, list[Triple]]
    cards: Cards


def read_stated(reader: GraphReader, passages: list[str], language: str, more: list[str] | None = None) -> StatedFacts:
    """Return what passages state; ``more`` are other things whose labels are wanted. Raise what the pool raises."""
    triples = _read_triples(reader, passages)
    stating = [passage for passage in passages if any(one.predicate.value == _OF_FIGURES for one in triples[passage])]
    figures = {figure.iri: figure for figure in read_figures_in(reader, stating)}
    mentioned = [
        term.value for found in triples.values() for triple in found for term in triple if isinstance(term, Iri)
    ]
    named = [iri for figure in figures.values() for iri in figure.mentions()]
    cards = read_cares(reader, read_cards(reader, [*(more or ()), *mentioned, *named], language))
    things = {passage: write_stated(cards, triples[passage], figures) for passage in passages}
    return StatedFacts(things, triples, cards)


def write_stated(cards: Cards, triples: list[Triple], figures: dict[str, Figure]) -> list[StatedThing]:
    """Return the subjects of one passage: things first, then figures, each by label."""
    by_subject: dict[str, list[Triple]] = {}
    for triple in triples:
        by_subject.setdefault(triple.subject.value, []).append(triple)
    found = []
    for subject, said in by_subject.items():
        figure = figures.get(subject)
        whole = figure is not None and any(triple.predicate.value == _OF_FIGURES for triple in said)
        if figure and whole:
            found.append(StatedThing(subject, cards.label(subject), sentence=say_figure(cards.language, cards, figure)))
        else:
            found.append(StatedThing(subject, cards.label(subject), _write_facts(cards, said)))
    return sorted(found, key=lambda one: (bool(one.sentence), one.label.text.casefold()))


def _write_facts(cards: Cards, triples: list[Triple]) -> tuple[StatedFact, ...]:
    values: dict[str, list[Term]] = {}
    for triple in triples:
        values.setdefault(triple.predicate.value, []).append(triple.object)
    order = sorted(values, key=lambda name: (name != RDF_TYPE, place_of(name), name))
    grain = next((term.value for term in values.get(PREFIXES["carec"] + "precision", ())), "day").rpartition("/")[2]
    return tuple(
        StatedFact(
            label_property(cards, name), name, tuple(_write_value(cards, value, grain) for value in values[name])
        )
        for name in order
    )


def _write_value(cards: Cards, value: Term, grain: str) -> Value:
    if isinstance(value, Literal):
        return write_literal(cards.language, value, grain)
    return write_thing(cards, value.value)


def _read_triples(reader: GraphReader, passages: list[str]) -> dict[str, list[Triple]]:
    found: dict[str, list[Triple]] = {passage: [] for passage in passages}
    if not passages:
        return found
    values = " ".join(str(Iri(passage)) for passage in passages)
    rows = reader.select(
        f"SELECT ?g ?s ?p ?o WHERE {{ VALUES ?g {{ {values} }} GRAPH ?g {{ ?s ?p ?o }} }} ORDER BY ?g ?s ?p ?o"
    )
    for graph, subject, predicate, value in rows.rows:
        if graph and isinstance(subject, Iri) and predicate and value:
            found[graph.value].append(Triple(subject, Iri(predicate.value), value))
    return found
