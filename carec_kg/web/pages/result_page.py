"""What the page of a permanent link shows beside the answer: its citation, and what became of it. No Flask here."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from carec_kg.graph.answers import Rows
from carec_kg.rdf.terms import Iri
from carec_kg.saved_queries.permalink import mint_result
from carec_kg.saved_queries.typed_values import show_term
from carec_kg.web.citation import ResultCitation
from carec_kg.web.pages.columns import plan_columns, plan_variables
from carec_kg.web.pages.figure_words import group_digits
from carec_kg.web.pages.tables import Table, TableMaker, things_in

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from carec_kg.graph.answers import Row
    from carec_kg.saved_queries.model import SavedQuery
    from carec_kg.saved_queries.parameters import BoundQuery
    from carec_kg.web.pages.columns import ShownColumn
    from carec_kg.web.pages.reader import GraphReader, Label
    from carec_kg.web.pages.tables import Cell
    from carec_kg.web.permalink_changes import Asked, Difference
    from carec_kg.web.permalinks import Version

#: Rows of each kind of change that the page shows; JSON has all of them.
SHOWN = 50
#: Digits of a number that is no year.
_LONG_NUMBER = 5


@dataclass(frozen=True, slots=True)
class ChangedRow:
    """A row that is the same row with other values: what it is known by, and heading, old and new value of each."""

    known_by: tuple[Cell, ...]
    cells: tuple[tuple[str, Cell, Cell], ...]


@dataclass(frozen=True, slots=True)
class ShownDifference:
    """A difference as the page shows it: tables of the rows that came and went, and the rows that changed."""

    difference: Difference
    added: Table | None = None
    removed: Table | None = None
    changed: tuple[ChangedRow, ...] = ()


def cite_result(asked: Asked, version: Version) -> ResultCitation:
    """Return the citation of a result, in English whatever the reader's language."""
    query, bound = asked.query, asked.bound
    words = word_parameters(bound, asked.reader)
    return ResultCitation(
        query.slug,
        query.question,
        words if asked.inferred else [*words, ("inferred facts", "left out")],
        version.name,
        mint_result(version.name, query.slug, canonical_parameters(bound, inferred=asked.inferred)),
        version.published.issued,
    )


def canonical_parameters(bound: BoundQuery, *, inferred: bool = True) -> dict[str, str]:
    """Return the parameters of a result in one spelling and order."""
    given = bound.given()
    limit, offset = bound.paging.limit, bound.paging.offset
    given |= {"limit": str(limit)} if limit is not None else {}
    given |= {"offset": str(offset)} if offset else {}
    return given if inferred else {**given, "inferred": "false"}


def word_parameters(bound: BoundQuery, reader: GraphReader) -> list[tuple[str, str]]:
    """Return name and value of each parameter that has one, things by their English labels."""
    labels = reader.labels([term.value for _, term in bound.bindings if isinstance(term, Iri)], "en")
    return [
        (name, labels[term.value].text if isinstance(term, Iri) else show_term(term))
        for name, term in bound.bindings
        if term is not None
    ]


def show_difference(
    difference: Difference, query: SavedQuery, readers: Sequence[GraphReader], language: str
) -> ShownDifference:
    """Return a difference in words; ``readers`` are of the graph now and then, since labels may be gone."""
    changes, before, after = difference.changes, difference.then, difference.now
    if changes is None or before is None or after is None or changes.same:
        return ShownDifference(difference)
    added, removed, changed = changes.added[:SHOWN], changes.removed[:SHOWN], changes.changed[:SHOWN]
    rows = [*added, *removed, *(row for pair in changed for row in pair)]
    labels = _read_labels(readers, rows, language)

    def table(variables: tuple[str, ...], found: Sequence[Row]) -> Table | None:
        return (
            TableMaker(language, labels).make(Rows(variables, list(found)), _plan(query, variables)) if found else None
        )

    return ShownDifference(
        difference,
        table(after.variables, added),
        table(before.variables, removed),
        tuple(_show_changed(pair, after.variables, changes.key or (), labels, language) for pair in changed),
    )


def _plan(query: SavedQuery, variables: tuple[str, ...]) -> list[ShownColumn]:
    declared = tuple(column.name for column in query.columns)
    return plan_columns(query.columns) if declared == variables else plan_variables(variables)


def _read_labels(readers: Sequence[GraphReader], rows: Sequence[Row], language: str) -> Mapping[str, Label]:
    labels: dict[str, Label] = {}
    for reader in readers:
        wanted = [iri for iri in things_in(rows) if iri not in labels]
        # What has no label at one version may have one at the other; its short name is in no language.
        labels |= {iri: label for iri, label in reader.labels(wanted, language).items() if label.language}
    return labels


def _show_changed(
    pair: tuple[Row, Row], variables: tuple[str, ...], key: tuple[str, ...], labels: Mapping[str, Label], language: str
) -> ChangedRow:
    columns = plan_variables(variables)
    old, new = TableMaker(language, labels).make(Rows(variables, list(pair)), columns).lines
    cells = [
        (columns[place].heading, _group(old.cells[place]), _group(new.cells[place]))
        for place in range(len(columns))
        if pair[0][place] != pair[1][place]
    ]
    return ChangedRow(tuple(new.cells[variables.index(name)] for name in key), tuple(cells))


def _group(cell: Cell) -> Cell:
    """Return a cell with its digits in groups of three, but for what may be a year."""
    long = cell.kind == "number" and len(cell.text.lstrip("-").partition(".")[0]) >= _LONG_NUMBER
    return replace(cell, text=group_digits(cell.text)) if long else cell
