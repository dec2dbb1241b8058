"""Candidates from RDF files of any size that the engine loads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carec_kg.graph.load import load_files
from carec_kg.linking.candidates import Candidate, Mention
from carec_kg.linking.rdf_vocabulary import CODES, NAMES, SAME, ask_descriptions, identify, list_iris, read_descriptions
from carec_kg.rdf.media import format_of_file
from carec_kg.rdf.terms import Iri

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

#: Items that are described in one query.
BATCH = 500


class RdfSource:
    """The subjects of an RDF file that have a name or an identifier."""

    def __init__(self, path: Path, kind: str = "") -> None:
        """Load a file; raise ``SyntaxProblem`` or ``DataProblem``. ``kind`` is that of items that say none."""
        self.title = path.name
        self._kind = kind
        self._engine = load_files([path], union_default_graph=format_of_file(path).datasets)

    def mentions(self) -> Iterator[Mention]:
        """Yield names, codes, and the identifiers that the items' own IRIs and their other IRIs carry."""
        for item, _, name in self._rows(NAMES):
            yield Mention(item, name)
        for item, predicate, code in self._rows(CODES):
            yield Mention(item, code, CODES[predicate])
        for item, _, same in self._rows(SAME):
            if identifier := identify(same):
                yield Mention(item, identifier.text, identifier.scheme)
        for (subject,) in self._engine.stream("SELECT DISTINCT ?item WHERE { ?item ?p ?o }"):
            if isinstance(subject, Iri) and (identifier := identify(subject.value)):
                yield Mention(subject.value, identifier.text, identifier.scheme)

    def describe(self, keys: Collection[str]) -> list[Candidate]:
        """Return what the file says of these items."""
        ordered = sorted(keys)
        return [
            candidate
            for start in range(0, len(ordered), BATCH)
            for candidate in read_descriptions(
                self._engine.stream(ask_descriptions(ordered[start : start + BATCH])), self._kind
            )
        ]

    def _rows(self, predicates: Collection[str]) -> Iterator[tuple[str, str, str]]:
        text = f"SELECT ?item ?p ?o WHERE {{ VALUES ?p {{ {list_iris(predicates)} }} ?item ?p ?o }}"
        for item, predicate, value in self._engine.stream(text):
            if isinstance(item, Iri) and predicate and value:
                yield item.value, predicate.value, value.value
