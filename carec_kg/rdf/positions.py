"""Where a statement stands in its file: the index that turns a finding about a triple into file, line and column."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from carec_kg.errors import Position
from carec_kg.iris import mint_skolem
from carec_kg.rdf.canonical import canonical_labels
from carec_kg.rdf.scanning import PlacedTriple, scan_turtle
from carec_kg.rdf.terms import BlankNode, Iri, Literal, Term

if TYPE_CHECKING:
    from collections.abc import Mapping

_Key: TypeAlias = tuple[Term, ...]


class PositionIndex:
    """Where subjects, predicates and objects stand in Turtle files; what was added first wins.

    The place of a triple is that of its object, of a subject with a predicate that of the predicate, of a
    subject alone that of its first block: in the canonical layout the line of the statement or of its subject.
    """

    def __init__(self) -> None:
        self._places: dict[_Key, Position] = {}
        self._first: Position | None = None

    def add(self, text: str, name: str, *, scope: str | None = None, base: str = "") -> None:
        """Scan a Turtle text; ``name`` is the file in positions. Raise ``SyntaxProblem`` if it does not parse.

        A blank node is known by its canonical label (``relabel_blank_nodes`` of this file) and, where ``scope`` is
        given, by the Skolem IRI of scope and label.
        """
        placed = scan_turtle(text, name, base=base)
        labels = canonical_labels([item.triple for item in placed])
        for item in placed:
            self._add_placed(item, labels)
            if scope is not None and labels:
                self._add_placed(item, {node: Iri(mint_skolem(scope, label.value)) for node, label in labels.items()})
        self._first = self._first or Position(name, 1)

    def _add_placed(self, item: PlacedTriple, names: Mapping[BlankNode, Iri | BlankNode]) -> None:
        subject, predicate, object_ = (_rename(term, names) for term in item.triple)
        self._places.setdefault((subject,), item.subject_at)
        self._places.setdefault((subject, predicate), item.predicate_at)
        self._places.setdefault((subject, predicate, object_), item.object_at)

    def __contains__(self, subject: object) -> bool:
        """Say whether a term is the subject of a statement in the files."""
        return isinstance(subject, Iri | BlankNode) and (subject,) in self._places

    def find(self, subject: Iri | BlankNode, predicate: Iri | None = None, object_: Term | None = None) -> Position:
        """Return the place of the triple, else of subject and predicate, else of the subject, else the first line.

        Raise ``LookupError`` if no file was added.
        """
        keys: list[_Key] = [(subject,)]
        if predicate is not None:
            keys.insert(0, (subject, predicate))
            if object_ is not None:
                keys.insert(0, (subject, predicate, _fold(object_)))
        for key in keys:
            if key in self._places:
                return self._places[key]
        if self._first is None:
            message = "No file was added to this index."
            raise LookupError(message)
        return self._first


def index_turtle(text: str, name: str) -> PositionIndex:
    """Return the index of one Turtle text; raise ``SyntaxProblem`` if it does not parse."""
    index = PositionIndex()
    index.add(text, name)
    return index


def _fold(term: Term) -> Term:
    """Put a language tag in lower case, as the scanner has it; tags compare so (RDF 1.1 Concepts, section 3.3)."""
    if isinstance(term, Literal) and term.language:
        return Literal(term.value, term.datatype, term.language.lower())
    return term


def _rename(term: Term, names: Mapping[BlankNode, Iri | BlankNode]) -> Term:
    return names.get(term, term) if isinstance(term, BlankNode) else term
