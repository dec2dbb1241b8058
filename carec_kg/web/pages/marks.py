"""Source marks: the numbers of a page's sources, given in the order in which its facts need them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from carec_kg.evidence.citation import Citation, Named, cite_all
from carec_kg.rdf.terms import Iri

if TYPE_CHECKING:
    from collections.abc import Iterable

    from carec_kg.rdf.terms import Term
    from carec_kg.web.pages.cards import Cards
    from carec_kg.web.pages.reader import GraphReader


@dataclass(frozen=True, slots=True)
class Mark:
    """A number and the graph that it stands for."""

    graph: str
    number: int


@dataclass(slots=True)
class Marks:
    """Gives the graphs of a page their numbers."""

    numbers: dict[str, int] = field(default_factory=dict)

    def of(self, graphs: Iterable[str]) -> tuple[Mark, ...]:
        """Return the marks of graphs; a graph that is new gets the next number."""
        found = [Mark(graph, self.numbers.setdefault(graph, len(self.numbers) + 1)) for graph in graphs]
        return tuple(sorted(found, key=lambda mark: mark.number))


@dataclass(frozen=True, slots=True)
class Source:
    """A source in the list below the facts: its number, its citation, and what disagrees with it."""

    number: int
    graph: str
    citation: Citation
    disagrees: tuple[str, ...] = ()


def list_sources(reader: GraphReader, marks: Marks, language: str, cards: Cards | None = None) -> list[Source]:
    """Return the sources behind the marks, in the order of their numbers; a graph that nothing describes is named."""
    found = {} if cards is None else cards.citations
    found |= cite_all(reader, [graph for graph in marks.numbers if graph not in found], language)
    return [
        Source(
            number,
            graph,
            found.get(graph) or Citation(graph, Named(graph, "")),
            cards[graph].disagrees if cards else (),
        )
        for graph, number in marks.numbers.items()
    ]


def explain_path(subject: str, predicate: str, value: Term) -> str:
    """Return the address of the proof of a statement."""
    return "/explain?" + urlencode({"s": str(Iri(subject)), "p": str(Iri(predicate)), "o": str(value)})
