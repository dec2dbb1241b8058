"""Cards: what a page says of a thing that it only mentions: its label, its time, and reasons to take care with it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from carec_kg.iris import compact, expand
from carec_kg.rdf.terms import Iri, Literal
from carec_kg.web.pages.languages import DEFAULT_LANGUAGE
from carec_kg.web.pages.reader import Label, choose_label
from carec_kg.web.pages.times import Span
from carec_kg.web.pages.wording import find_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from carec_kg.evidence.citation import Citation
    from carec_kg.rdf.terms import Term
    from carec_kg.web.pages.reader import GraphReader

#: Things that one query asks for.
_BATCH = 400
_LABELS = ("rdfs:label", "skos:prefLabel")
_NOTES = (
    "carec:earliestDay", "carec:latestDay", "carec:precision", "carec:asOf", "carec:doubt", "carec:disagreesWith",
)  # fmt: skip
_WANTED = ", ".join(str(Iri(expand(name))) for name in (*_LABELS, *_NOTES))


@dataclass(frozen=True, slots=True)
class Card:
    """A thing that is mentioned: its label, when it was, doubts about it, and what contradicts it."""

    iri: str
    label: Label
    span: Span | None = None
    doubts: tuple[str, ...] = ()
    disagrees: tuple[str, ...] = ()


@dataclass(slots=True)
class Cards:
    """The cards of all things that a page mentions; who is not known goes by the short name of the IRI.

    ``without`` are those of which the graph was asked in vain. ``citations`` are those of graphs, kept with the cards
    because they are wanted with them.
    """

    language: str
    known: dict[str, Card] = field(default_factory=dict)
    without: set[str] = field(default_factory=set)
    citations: dict[str, Citation] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """Return how much is known, for those who keep it."""
        return len(self.known) + len(self.without) + len(self.citations)

    def __getitem__(self, iri: str) -> Card:
        """Return the card of a thing."""
        return self.known.get(iri) or Card(iri, choose_label(iri, (), self.language))

    def label(self, iri: str) -> Label:
        """Return what a thing is called."""
        return self[iri].label

    def has(self, iri: str) -> bool:
        """Return whether the graph gives the thing a label."""
        return iri in self.known


def read_cards(reader: GraphReader, iris: Iterable[str], language: str, known: Cards | None = None) -> Cards:
    """Return the cards of things, one query for each 400; ``known`` ones are not asked for again, and are added to."""
    cards = known or Cards(language)
    wanted = [iri for iri in dict.fromkeys(iris) if iri and iri not in cards.known and iri not in cards.without]
    for start in range(0, len(wanted), _BATCH):
        values = " ".join(str(Iri(iri)) for iri in wanted[start : start + _BATCH])
        # The values come first: joined with a second table, the engine would try each pair of both.
        text = f"SELECT ?s ?p ?o WHERE {{ VALUES ?s {{ {values} }} ?s ?p ?o FILTER(?p IN ({_WANTED})) }}"
        found: dict[str, dict[str, list[Term]]] = {}
        for thing, predicate, value in reader.select(text).rows:
            if thing and predicate and value:
                found.setdefault(thing.value, {}).setdefault(predicate.value, []).append(value)
        cards.known |= {iri: make_card(iri, said, language) for iri, said in found.items()}
        cards.without.update(iri for iri in wanted[start : start + _BATCH] if iri not in found)
    return cards


def read_cares(reader: GraphReader, cards: Cards) -> Cards:
    """Add the cards of the doubts and of the contradicting things that cards name; one query where there are any."""
    return read_cards(
        reader,
        [iri for card in cards.known.values() for iri in (*card.doubts, *card.disagrees)],
        cards.language,
        cards,
    )


def make_card(iri: str, said: Mapping[str, list[Term]], language: str) -> Card:
    """Return the card of a thing from what is said of it, by property."""
    names = [name for place in _LABELS for name in said.get(expand(place), ()) if isinstance(name, Literal)]

    def iris(name: str) -> tuple[str, ...]:
        return tuple(sorted(term.value for term in said.get(expand(name), ()) if isinstance(term, Iri)))

    return Card(
        iri,
        choose_label(iri, names, language),
        read_span(said),
        iris("carec:doubt"),
        iris("carec:disagreesWith"),
    )


def read_span(said: Mapping[str, list[Term]]) -> Span | None:
    """Return when a thing was by its days and their precision; ``None`` where nothing is said."""

    def first(name: str) -> str:
        return min((term.value for term in said.get(expand(name), ())), default="")

    span = Span(first("carec:earliestDay"), first("carec:latestDay"), first("carec:precision"), first("carec:asOf"))
    return span if span.is_known else None


def label_property(cards: Cards, iri: str) -> Label:
    """Return what a property is called where its value stands beside it: *World Bank code*, *official name*.

    That is its label in the reader's language, else a word of ours, else its label without the verb *has*.
    """
    label = cards.label(iri)
    if cards.has(iri) and label.language == cards.language != DEFAULT_LANGUAGE:
        return label
    text = find_words(cards.language, f"things.property.{compact(iri)}")
    return Label(text, DEFAULT_LANGUAGE) if text else Label(label.text.removeprefix("has "), label.language)
