"""Grounds: what holds in a graph, since which round, and which graphs state it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from carec_kg.errors import OutOfTime
from carec_kg.graph.answers import Rows
from carec_kg.graph.engine import QueryRequest
from carec_kg.iris import CATALOGUE_GRAPH, GRAPH, INFERRED_GRAPH
from carec_kg.rdf.terms import BlankNode, Iri, Literal, Triple
from carec_kg.reasoning.bindings import bind_body, free_variables
from carec_kg.reasoning.rules import Body
from carec_kg.reasoning.versions import write_body

if TYPE_CHECKING:
    from collections.abc import Callable

    from carec_kg.graph.answers import Row
    from carec_kg.graph.engine import Engine
    from carec_kg.rdf.terms import Term
    from carec_kg.reasoning.bindings import Bindings
    from carec_kg.reasoning.origins import Origins

#: Graphs that inference does not rest on: links change no fact inside, and the catalogue describes what was built.
_NO_PREMISES = (GRAPH + "links/", CATALOGUE_GRAPH)


#: An absolute IRI as far as a query must know it: a scheme, and nothing that would end it (RFC 3987, section 2.2).
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|^`\\\ud800-\udfff]*")


def is_absolute_iri(text: str) -> bool:
    """Return whether a text is an absolute IRI, so that it can stand in a query."""
    return _IRI.fullmatch(text) is not None


class Grounds:
    """A graph with its closure: the engine's default graph holds both, its named graphs say what is stated where."""

    def __init__(self, engine: Engine, origins: Origins) -> None:
        """Note which predicates stand in graphs that are no premises, so that others need no second look."""
        self.engine = engine
        self.origins = origins
        names = [row[0] for row in engine.select("SELECT ?g WHERE { GRAPH ?g {} }").rows]
        outside = [name for name in names if name and name.value.startswith(_NO_PREMISES)]
        found = [engine.select(f"SELECT DISTINCT ?p WHERE {{ GRAPH {name} {{ ?s ?p ?o }} }}") for name in outside]
        self.outside = frozenset(row[0] for rows in found for row in rows.rows)


class Inquiry:
    """One question to the grounds: remembers what it has read, and stops when its time is over.

    ``asked`` counts the queries. Its methods raise ``OutOfTime`` as soon as ``is_over`` says so.
    """

    def __init__(self, grounds: Grounds, is_over: Callable[[], bool]) -> None:
        self._grounds = grounds
        self._is_over = is_over
        self.asked = 0
        self._rounds: dict[Triple, int | None] = {}
        self._graphs: dict[Triple, tuple[str, ...]] = {}
        self._objects: dict[tuple[Term, str], tuple[Term, ...]] = {}

    def select(self, text: str, cap: int | None = None) -> list[Row]:
        """Return the rows of a query, ``cap`` of them at most."""
        if self._is_over():
            message = "The proof was not found in time; allow more time."
            raise OutOfTime(message)
        self.asked += 1
        answer = self._grounds.engine.answer(QueryRequest(text, row_cap=cap))
        return answer.rows if isinstance(answer, Rows) else []

    def match(self, body: Body, bindings: Bindings, cap: int | None = None) -> list[dict[str, Term]]:
        """Return the matches of a body, each with the bindings given; what is "for every" in it is not looked at."""
        names = free_variables(body.atoms, bindings)
        plain = Body(body.atoms, body.filters, tuple(inner for inner in body.absences if not inner.absences))
        text = write_body(bind_body(plain, bindings))
        rows = self.select(f"SELECT {' '.join(names) or '(1 AS ?holds)'} WHERE {{ {text} }}", cap)
        found = [dict(zip(names, row, strict=False)) for row in rows]
        return [
            {**bindings, **{name: term for name, term in match.items() if term is not None}}
            for match in found
            if not any(isinstance(term, BlankNode) for term in match.values())
        ]

    def spell(self, triple: Triple) -> Triple:
        """Return a triple with its literal as the engine spells it."""
        if not isinstance(triple.object, Literal):
            return triple
        rows = self.select(f"SELECT ?o WHERE {{ VALUES ?o {{ {triple.object} }} }}")
        return triple._replace(object=rows[0][0] or triple.object) if rows else triple

    def holds(self, triple: Triple) -> bool:
        """Return whether a triple is in the graph, stated or inferred."""
        text = f"SELECT (1 AS ?holds) WHERE {{ {triple.subject} {triple.predicate} {triple.object} }}"
        return bool(self.select(text, 1))

    def round_of(self, triple: Triple) -> int | None:
        """Return the round that gave a triple, 0 for a stated one; ``None`` for one that inference does not rest on."""
        if triple not in self._rounds:
            self._rounds[triple] = self._find_round(triple)
        return self._rounds[triple]

    def _find_round(self, triple: Triple) -> int | None:
        origin = self._grounds.origins.find(triple)
        if origin:
            return origin.round
        if triple.predicate in self._grounds.outside and not self._is_premise(triple):
            return None
        return 0

    def _is_premise(self, triple: Triple) -> bool:
        graphs = self.graphs_of(triple)
        return not graphs or any(not name.startswith(_NO_PREMISES) for name in graphs)

    def rule_of(self, triple: Triple) -> str:
        """Return the name of the rule that first gave a triple; empty for one that is not inferred."""
        origin = self._grounds.origins.find(triple)
        return origin.rule if origin else ""

    def graphs_of(self, triple: Triple) -> tuple[str, ...]:
        """Return the names of the graphs that state a triple, sorted; none if only the default graph has it."""
        if triple not in self._graphs:
            text = f"SELECT ?g WHERE {{ GRAPH ?g {{ {triple.subject} {triple.predicate} {triple.object} }} }}"
            names = {row[0].value for row in self.select(text) if isinstance(row[0], Iri)}
            self._graphs[triple] = tuple(sorted(names - {INFERRED_GRAPH}))
        return self._graphs[triple]

    def objects(self, subject: Term, predicate: str) -> tuple[Term, ...]:
        """Return the values of a property that a thing has, sorted."""
        key = (subject, predicate)
        if key not in self._objects:
            text = f"SELECT ?o WHERE {{ {subject} <{predicate}> ?o }}"
            found = [] if isinstance(subject, Literal) else self.select(text)
            self._objects[key] = tuple(sorted((row[0] for row in found if row[0] is not None), key=str))
        return self._objects[key]
