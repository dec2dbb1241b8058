"""Walking: the triples that a property path of a rule passes, since a path is no premise but its edges are."""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

from carec_kg.rdf.terms import Iri, Literal, Triple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from carec_kg.rdf.terms import Term
    from carec_kg.reasoning.grounds import Inquiry

_STEP = re.compile(r"<([^>]*)>([?*+]?)")
#: A node and how many steps of the path lie behind it.
_Place: TypeAlias = "tuple[Term, int]"


@dataclass(frozen=True, slots=True)
class PathStep:
    """One step of a path: its property, whether it may be left out, and whether it may be taken again."""

    property: str
    is_optional: bool
    is_repeated: bool


@lru_cache(maxsize=256)
def read_path(text: str) -> tuple[PathStep, ...]:
    """Read a path of a rule: properties with ``?``, ``*`` or ``+`` behind them, joined by ``/``."""
    steps: list[PathStep] = []
    for name, mark in _STEP.findall(text):
        if mark == "+":
            steps.append(PathStep(name, is_optional=False, is_repeated=False))
        steps.append(PathStep(name, is_optional=bool(mark), is_repeated=mark in {"*", "+"}))
    return tuple(steps)


def walk(inquiry: Inquiry, path: str, start: Term, end: Term, limit: float) -> tuple[Triple, ...] | None:
    """Return the triples of a short way along a path, all of rounds below the limit; ``None`` where there is none.

    There are none where a thing is joined with itself by a path that may be empty.
    """
    steps = read_path(path)
    last = len(steps)
    before: dict[_Place, tuple[_Place, Triple | None]] = {}
    queue: deque[_Place] = deque([(start, 0)])
    seen: set[_Place] = {(start, 0)}
    while queue:
        place = queue.popleft()
        if place == (end, last):
            return _trace(before, place)
        for following, edge in _go_on(inquiry, steps, place, limit):
            if following not in seen:
                seen.add(following)
                before[following] = (place, edge)
                # A step that is left out costs nothing, so it comes first.
                (queue.append if edge else queue.appendleft)(following)
    return None


def _go_on(
    inquiry: Inquiry, steps: tuple[PathStep, ...], place: _Place, limit: float
) -> Iterator[tuple[_Place, Triple | None]]:
    node, done = place
    if done == len(steps):
        return
    step = steps[done]
    if step.is_optional:
        yield (node, done + 1), None
    for edge in _edges(inquiry, node, step.property, limit):
        yield (edge.object, done if step.is_repeated else done + 1), edge


def _edges(inquiry: Inquiry, node: Term, property_: str, limit: float) -> Iterator[Triple]:
    """Yield the triples with a property of a node that are premises and of a round below the limit."""
    if isinstance(node, Literal):
        return
    for value in inquiry.objects(node, property_):
        edge = Triple(node, Iri(property_), value)
        number = inquiry.round_of(edge)
        if number is not None and number < limit:
            yield edge


def _trace(before: dict[_Place, tuple[_Place, Triple | None]], place: _Place) -> tuple[Triple, ...]:
    edges: list[Triple] = []
    while place in before:
        place, edge = before[place]
        if edge:
            edges.append(edge)
    return tuple(reversed(edges))


def walk_all(inquiry: Inquiry, path: str, start: Term, limit: float) -> tuple[Triple, ...]:
    """Return every triple of rounds below the limit that any way along a path from a node passes.

    For a list these are all its cells to the end: who says "for every member" must show that the list is whole.
    """
    edges: dict[Triple, None] = {}
    nodes: dict[Term, None] = {start: None}
    for step in read_path(path):
        left, reached = list(nodes), {} if not step.is_optional else dict(nodes)
        while left:
            found = list(_edges(inquiry, left.pop(), step.property, limit))
            edges |= dict.fromkeys(found)
            fresh = [edge.object for edge in found if edge.object not in reached]
            reached |= dict.fromkeys(fresh)
            left += fresh if step.is_repeated else []
        nodes = reached
    return tuple(edges)
