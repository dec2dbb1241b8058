"""The explanation of a row as a page shows it: facts below the passages that state them, then the rest. No Flask."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from carec_kg.evidence.roles import is_main
from carec_kg.evidence.row_text import list_marked
from carec_kg.sources.text import squash
from carec_kg.web.pages.cited_sources import list_cited

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from carec_kg.web.pages.cited_sources import CitedSource
    from carec_kg.web.pages.explanations import Statement, Telling, Word


@dataclass(frozen=True, slots=True)
class Told:
    """Statements about one subject, in the order of the answer."""

    subject: Word
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class FactCard:
    """Facts that stand in one place, by subject; ``first`` says that the place is shown here and not before.

    Without a source no named graph states them. The marks of a statement are of the other places that state it.
    """

    source: CitedSource | None
    told: tuple[Told, ...]
    first: bool = True


@dataclass(frozen=True, slots=True)
class Reliance:
    """What a row relies on beside triples: its kind as a key of words, a part of the query with the row's values.

    ``absent`` is the one statement that is not there, in ``graph`` if it names one, where the part asks for no more;
    else the variables are named that it leaves ``open``.
    """

    kind: str
    text: str
    absent: Statement | None = None
    graph: Word | None = None
    open: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ShownDerivation:
    """One way in which a row follows; ``group`` and ``check`` are as in the answer."""

    cards: tuple[FactCard, ...]
    follows: tuple[Statement, ...]
    reliances: tuple[Reliance, ...]
    group: Mapping[str, int] | None
    check: str


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A whole explanation: derivations, other places that facts rest on, and what only names and holds together."""

    derivations: tuple[ShownDerivation, ...]
    further: tuple[CitedSource, ...]
    others: tuple[Statement, ...]
    other_sources: tuple[CitedSource, ...]


def show_row(telling: Telling, found: Mapping[str, Any]) -> ShownRow:
    """Return the explanation of a row; the citations of ``found`` have their numbers in ``telling``."""
    cited = list_cited(telling)
    shown: set[str] = set()
    derivations = tuple(_show_derivation(telling, one, cited, shown) for one in found["derivations"])
    others: dict[tuple[str, ...], Statement] = {}
    for triple in (triple for one in found["derivations"] for triple in one["triples"] if not is_main(triple)):
        statement = telling.marked(triple)
        others.setdefault(tuple(statement.terms.values()), statement)
    left = [source for iri, source in cited.items() if iri not in shown]
    return ShownRow(
        derivations,
        tuple(source for source in left if source.main),
        tuple(others.values()),
        tuple(source for source in left if not source.main),
    )


def _show_derivation(
    telling: Telling, one: Mapping[str, Any], cited: Mapping[str, CitedSource], shown: set[str]
) -> ShownDerivation:
    facts = [triple for triple in one["triples"] if is_main(triple)]
    places: dict[str, list[Mapping[str, Any]]] = {}
    for triple in facts:
        if not triple["inferred"]:
            places.setdefault(_choose_place(triple, one["sources"]), []).append(triple)
    cards = []
    for iri in sorted(places, key=lambda iri: cited[iri].number if iri else 0):
        cards.append(FactCard(cited.get(iri), _tell(telling, places[iri], iri), iri not in shown))
        shown.add(iri)
    return ShownDerivation(
        tuple(cards),
        tuple(telling.marked(triple) for triple in facts if triple["inferred"]),
        tuple(_show_reliance(telling, reliance) for reliance in one["reliances"]),
        one["group"],
        one["check"],
    )


def _choose_place(triple: Mapping[str, Any], sources: Sequence[str]) -> str:
    """Return the place under which a fact is shown: one that the derivation cites; empty where none states it."""
    named = list_marked(dict(triple))
    return next((iri for iri in named if iri in sources), "") or next(iter(named), "")


def _tell(telling: Telling, triples: Iterable[Mapping[str, Any]], place: str) -> tuple[Told, ...]:
    """Return statements by subject, without the mark of the place under which they stand."""
    by_subject: dict[Word, list[Statement]] = {}
    for triple in triples:
        statement = telling.marked(triple)
        by_subject.setdefault(statement.words[0], []).append(statement.without_mark(place))
    return tuple(Told(subject, tuple(said)) for subject, said in by_subject.items())


def _show_reliance(telling: Telling, own: Mapping[str, Any]) -> Reliance:
    found = own.get("absent", {})
    absent = telling.statement(found) if found else None
    graph = telling.word(found["graph"]) if "graph" in found else None
    return Reliance(
        own["kind"].replace(" ", "_"),
        squash(own.get("filled") or own["text"]),
        absent,
        graph,
        tuple(own.get("open", ())),
    )
