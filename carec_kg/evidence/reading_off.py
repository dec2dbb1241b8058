"""Read off a solution of an opened query what it rests on, as far as the solution itself shows it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from carec_kg.evidence.absence import bind_text
from carec_kg.evidence.atoms import Atom, BranchAtom, ExistsAtom, MinusAtom, PathAtom, SelectAtom, TripleAtom
from carec_kg.evidence.failing import Unexplained
from carec_kg.evidence.model import Reliance
from carec_kg.evidence.scope import projected, visible
from carec_kg.rdf.terms import BlankNode, Iri, Quad

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from carec_kg.evidence.model import RelianceKind
    from carec_kg.evidence.restricting import Binding
    from carec_kg.rdf.terms import Term


class Request(NamedTuple):
    """A part of a solution that is explained in turn: the atom, the graph it is looked for in, and its variables."""

    atom: SelectAtom | ExistsAtom | PathAtom
    graph: str | None
    values: tuple[tuple[str, Term | None], ...]


@dataclass(slots=True)
class Reading:
    """What was read off one solution."""

    facts: set[Quad] = field(default_factory=set)
    reliances: set[Reliance] = field(default_factory=set)
    requests: list[Request] = field(default_factory=list)


class Reader:
    """Reads atoms off solutions; ``terms`` are the terms of the query by their text."""

    def __init__(self, terms: Mapping[str, Term]) -> None:
        self._terms = terms

    def read(self, atoms: Iterable[Atom], solution: Binding, graph: str | None) -> Reading:
        """Return what a solution shows; ``graph`` is the graph looked at, ``None`` for the default graph."""
        reading = Reading()
        self._read_all(atoms, solution, graph, reading)
        return reading

    def resolve(self, text: str, solution: Binding) -> Term:
        """Return the term that a variable has in the solution, or that a text of the query stands for."""
        term = solution.get(text) if text.startswith("?") else self._terms[text]
        if term is None:
            message = f"the engine leaves {text} unbound, so that its triples cannot be named"
            raise Unexplained(message)
        return term

    def miss(self, kind: RelianceKind, text: str, solution: Binding) -> Reliance:
        """Return that a solution relies on there being no match of a part of the query."""
        return Reliance(kind, text, bind_text(text, solution, self._terms))

    def _read_all(self, atoms: Iterable[Atom], solution: Binding, graph: str | None, reading: Reading) -> None:
        for atom in atoms:
            match atom:
                case TripleAtom():
                    reading.facts.add(self._read_triple(atom, solution, graph))
                case BranchAtom(marker, inner, missed):
                    if solution.get(marker) is not None:
                        self._read_all(inner, solution, graph, reading)
                    elif missed:
                        reading.reliances.add(self.miss("optional", missed, solution))
                case MinusAtom(text):
                    reading.reliances.add(self.miss("minus", text, solution))
                case SelectAtom() | ExistsAtom() | PathAtom():
                    reading.requests.append(self._read_request(atom, solution, graph))

    def _read_triple(self, atom: TripleAtom, solution: Binding, graph: str | None) -> Quad:
        subject, predicate, object_ = (
            self.resolve(text, solution) for text in (atom.subject, atom.predicate, atom.object)
        )
        if not isinstance(subject, Iri | BlankNode) or not isinstance(predicate, Iri):
            message = "the engine gave a triple that RDF 1.1 does not have"
            raise Unexplained(message)
        return Quad(subject, predicate, object_, self._find_graph(atom.graph, solution, graph))

    def _find_graph(self, text: str | None, solution: Binding, graph: str | None) -> str | None:
        return graph if text is None else self.resolve(text, solution).value

    def _read_request(self, atom: SelectAtom | ExistsAtom | PathAtom, solution: Binding, graph: str | None) -> Request:
        inner = self._find_graph(atom.graph, solution, graph)
        match atom:
            case SelectAtom(select, _):
                values: Binding = {name: solution.get(name) for name in projected(select)}
            case ExistsAtom(_, scope, _, _):
                # Unbound outside is free inside.
                values = {name: term for name in scope if (term := solution.get(name)) is not None}
            case PathAtom(subject, _, object_, _):
                values = {end: self.resolve(end, solution) for end in (subject, object_)}
        return Request(atom, inner, tuple(sorted(values.items(), key=_by_name)))


def _by_name(item: tuple[str, Term | None]) -> str:
    return item[0]


def mentioned(atom: ExistsAtom) -> set[str]:
    """Return the variables that the group of an EXISTS gives to what stands around it."""
    return set(visible(atom.exists.group))
