"""From a finding to the file and line that it is about."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from carec_kg.errors import CarecError
from carec_kg.iris import RDF_TYPE
from carec_kg.rdf.positions import PositionIndex
from carec_kg.rdf.terms import Iri, Literal, Quad

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from carec_kg.checks.finding import Finding
    from carec_kg.errors import Position


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """A Turtle file that is checked: its name as it is shown, the graph that it is loaded into, its bytes.

    ``scope`` is what its blank nodes were skolemised with, ``None`` where they were not.
    """

    name: str
    graph: str
    data: bytes
    scope: str | None = None


class Placement:
    """Places findings: the graph by what is asserted, the file by the graph, the line by a scan of the file.

    Nothing is scanned before there is a finding, and then the files of its graph alone.
    """

    def __init__(self, files: Sequence[CheckedFile], quads: Iterable[Quad]) -> None:
        self._files = files
        self._quads = quads
        self._indexes: dict[str, PositionIndex | None] = {}

    def place(self, finding: Finding) -> Finding:
        """Return the finding with graph and position as far as they can be known; one that has both stays as it is."""
        if finding.position or finding.focus is None or isinstance(finding.focus, Literal):
            return finding
        graph = finding.graph or self._find_graph(finding)
        return replace(finding, graph=graph, position=self._find_position(finding, graph))

    @cached_property
    def _statements(self) -> dict[object, list[Quad]]:
        statements: dict[object, list[Quad]] = {}
        for quad in self._quads:
            statements.setdefault(quad.subject, []).append(quad)
        return statements

    def _find_graph(self, finding: Finding) -> str | None:
        """Prefer the graph with the statement, then with the property, then with the type, then any with the node."""
        about = self._statements.get(finding.focus, [])
        path = finding.path
        for wanted in (
            [q for q in about if q.predicate.value == path and q.object == finding.value],
            [q for q in about if q.predicate.value == path],
            [q for q in about if q.predicate.value == RDF_TYPE],
            about,
        ):
            graphs = sorted(quad.graph for quad in wanted if quad.graph)
            if graphs:
                return graphs[0]
        return None

    def _find_position(self, finding: Finding, graph: str | None) -> Position | None:
        index = self._index(graph) if graph else None
        if index is None or finding.focus is None or isinstance(finding.focus, Literal):
            return None
        if finding.focus not in index and isinstance(finding.value, Iri) and finding.value in index:
            return index.find(finding.value)
        return index.find(finding.focus, Iri(finding.path) if finding.path else None, finding.value)

    def _index(self, graph: str) -> PositionIndex | None:
        if graph not in self._indexes:
            self._indexes[graph] = _index_files([file for file in self._files if file.graph == graph])
        return self._indexes[graph]


def _index_files(files: Sequence[CheckedFile]) -> PositionIndex | None:
    index = PositionIndex()
    added = False
    for file in files:
        try:
            index.add(file.data.decode(), file.name, scope=file.scope)
        except (CarecError, UnicodeDecodeError):
            # A file that does not parse has a finding of its own, with its place.
            continue
        added = True
    return index if added else None
