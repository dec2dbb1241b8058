"""From an expectation that breaks to the files that state what stands there instead."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from carec_kg.errors import CarecError, Position
from carec_kg.evidence.diagnosing import diagnose
from carec_kg.evidence.explaining import explain_row
from carec_kg.graph.engine import QueryRequest
from carec_kg.iris import INFERRED_GRAPH, SOURCE, compact
from carec_kg.rdf.positions import PositionIndex

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from carec_kg.checks.placement import CheckedFile
    from carec_kg.evidence.model import CitedTriple
    from carec_kg.graph.answers import Rows
    from carec_kg.graph.engine import Engine
    from carec_kg.rdf.terms import Term, Triple
    from carec_kg.saved_queries.expectations import Breach

#: Rows of one build that are explained, and the seconds for each: a change of the ontology may break everything.
_MOST_ROWS = 30
_SECONDS = 2.0
#: Statements that one finding names.
_SHOWN = 3


class Blame:
    """Finds the files behind rows; nothing is scanned before a row is explained, and then its files alone."""

    def __init__(self, engine: Engine, files: Iterable[CheckedFile]) -> None:
        """Take the engine that gave the rows, and the files that it was filled from."""
        self._engine = engine
        self._files: dict[str, list[CheckedFile]] = {}
        for file in files:
            self._files.setdefault(file.graph, []).append(file)
        self._indexes: dict[str, PositionIndex] = {}
        self._reasons: dict[str, str] = {}
        self._left = _MOST_ROWS

    def find(self, text: str, answer: Rows, breach: Breach) -> str:
        """Return a sentence that says where the row of a breach is stated, or why there is no row at all.

        ``text`` is the query that gave the answer. What states the cells that are to blame comes first. Empty where
        the breach is about no row, or enough has been said.
        """
        if self._left <= 0 or (breach.row is None and answer.rows):
            return ""
        self._left -= 1
        end = time.monotonic() + _SECONDS
        if breach.row is None:
            return self._find_reason(text, end)
        row = answer.rows[breach.row]
        try:
            found = explain_row(self._engine, QueryRequest(text), row, time_left=lambda: end - time.monotonic())
        except CarecError as error:
            return f"Where row {breach.row} comes from was not found out: {error}"
        if not found.derivations:
            return f"Where row {breach.row} comes from was not found out: {found.unexplained}"
        blamed = [row[answer.variables.index(name)] for name in breach.columns if name in answer.variables]
        places = self._place_all(found.derivations[0].triples, blamed)
        if not places:
            return f"Row {breach.row} rests on no file: it is inferred, or counted from nothing."
        more = f" and {len(places) - _SHOWN} more" if len(places) > _SHOWN else ""
        return f"Row {breach.row} rests on {', '.join(places[:_SHOWN])}{more}."

    def _find_reason(self, text: str, end: float) -> str:
        """Return why a query gives no row at all, empty where that was not found."""
        if text not in self._reasons:
            try:
                found = diagnose(self._engine, QueryRequest(text), time_left=lambda: end - time.monotonic())
            except CarecError:
                return ""
            self._reasons[text] = " ".join(
                f"Line {cause.place.line} below the header: {cause.text}" for cause in found.causes
            )
        return self._reasons[text]

    def _place_all(self, triples: Iterable[CitedTriple], blamed: Sequence[Term | None]) -> list[str]:
        """Return the places of statements, each once.

        Passages come before what we say ourselves, and of both those with a value that is to blame.
        """
        stated = [(cited.triple, graph) for cited in triples for graph in cited.stated_in if graph != INFERRED_GRAPH]
        stated.sort(key=lambda one: (not one[1].startswith(SOURCE), one[0].object not in blamed, str(one)))
        placed: dict[str, None] = {}
        for triple, graph in stated:
            if position := self._find(graph, triple):
                about = f"{compact(triple.predicate.value)}, {compact(graph)}"
                placed.setdefault(f"{position.file}:{position.line} ({about})")
        return list(placed)

    def _find(self, graph: str, triple: Triple) -> Position | None:
        """Return where a graph's files state a triple; where it is spelt otherwise there, the line of its property."""
        for file in self._files.get(graph, ()):
            index = self._index(file)
            if triple.subject in index:
                return index.find(triple.subject, triple.predicate, triple.object)
        return None

    def _index(self, file: CheckedFile) -> PositionIndex:
        if file.name not in self._indexes:
            index = PositionIndex()
            index.add(file.data.decode(), file.name, scope=file.scope)
            self._indexes[file.name] = index
        return self._indexes[file.name]
