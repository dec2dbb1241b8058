"""What the data files hold for linking: the things, and the records of their links."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from carec_kg.graph.manifest import list_graph_files
from carec_kg.iris import ONTOLOGY_GRAPH
from carec_kg.linking.records import LinkRecord, read_records
from carec_kg.linking.things import Thing, read_things
from carec_kg.rdf.reading import read_file
from carec_kg.rdf.terms import Quad

if TYPE_CHECKING:
    from carec_kg.config import Content


@dataclass(frozen=True, slots=True)
class Holdings:
    """The things of the graph, the records of links, and the quads of the graphs of links."""

    things: tuple[Thing, ...]
    records: tuple[LinkRecord, ...]
    quads: tuple[Quad, ...]

    @property
    def labels(self) -> dict[str, str]:
        """Return the label of each thing by its IRI."""
        return {thing.iri: thing.label for thing in self.things}


def read_holdings(content: Content) -> Holdings:
    """Read all data files; raise ``SyntaxProblem`` or ``DataProblem`` for one that is broken."""
    files = [file for file in list_graph_files(content) if file.graph != ONTOLOGY_GRAPH]
    quads = [Quad(*quad.triple, file.graph) for file in files for quad in read_file(file.path)]
    return Holdings(tuple(read_things(quads)), tuple(read_records(quads)), tuple(quads))
