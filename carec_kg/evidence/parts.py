"""A group as parts that can be left out one by one, each saying what it brings and what it needs.

A filter whose variables have no value is in error and lets nothing through; that would blame it for a pattern that was
left out. So a part is only looked at beside what it needs: then more parts never give more solutions.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from carec_kg.evidence.scope import element_visible, is_variable, visible
from carec_kg.evidence.syntax import (
    Bind,
    Block,
    Filter,
    InGraph,
    Minus,
    Optional,
    Pattern,
    SubSelect,
    Union,
    Values,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from carec_kg.evidence.syntax import Element, Expression, Group

PartKind: TypeAlias = Literal["pattern", "filter", "bind", "values", "minus", "optional", "nested"]
#: Parts that bring no solutions of their own.
_DEPENDENT = frozenset({"filter", "bind", "minus", "optional"})
#: Of these, those that only take solutions away.
_TAKING = frozenset({"filter", "minus"})


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a group: how it is written, where it stands, which variables it brings and which it needs.

    ``graph`` is the term of the GRAPH around it. ``linked`` says that what it needs hangs together in the whole group.
    """

    kind: PartKind
    text: str
    place: tuple[int, int]
    brings: frozenset[str]
    needs: frozenset[str] = frozenset()
    content: Element | Pattern | None = None
    graph: str | None = None
    linked: bool = False

    @property
    def written(self) -> str:
        """Return the part as it stands in a group of ours."""
        return f"GRAPH {self.graph} {{ {self.text} }}" if self.graph and self.kind not in _DEPENDENT else self.text

    def without_graph(self) -> Part:
        """Return the part as it would be outside of its GRAPH."""
        return replace(self, graph=None, brings=self.brings - {self.graph or ""})


class _Around(NamedTuple):
    """What a group stands in: the query's text, the term of a GRAPH, and the variables in scope."""

    source: str
    graph: str | None
    scope: frozenset[str]


def list_parts(group: Group, source: str, graph: str | None = None) -> tuple[Part, ...]:
    """Return the parts of a group in their order; groups within it that only join are taken apart too."""
    parts = list(_split(group, _Around(source, graph, frozenset(visible(group)))))
    joined = _join_names(part for part in parts if part.kind not in _TAKING)
    return tuple(
        replace(part, linked=len({_root(joined, name) for name in part.needs}) <= 1) if part.needs else part
        for part in parts
    )


def _split(group: Group, around: _Around) -> Iterator[Part]:
    before: set[str] = {around.graph} if around.graph and is_variable(around.graph) else set()
    for element, place in zip(group.elements, group.places, strict=True):
        for part in _split_element(element, place, around, frozenset(before)):
            before |= part.brings
            yield part


def _split_element(  # noqa: C901 - one case for each kind of element
    element: Element, place: tuple[int, int], around: _Around, before: frozenset[str]
) -> Iterator[Part]:
    graph = around.graph
    named = frozenset({graph}) if graph and is_variable(graph) else frozenset()
    text = around.source[place[0] : place[1]]
    brings = frozenset(element_visible(element))
    match element:
        case Block(patterns):
            for pattern in patterns:
                written = f"{pattern.subject} {pattern.verb} {pattern.object} ."
                names = frozenset(element_visible(Block((pattern,))))
                yield Part("pattern", written, pattern.place, names | named, content=pattern, graph=graph)
        case InGraph(term, inner) if graph is None and _only_joins(inner):
            yield from _split(inner, around._replace(graph=term))
        case Union((inner,)) if _only_joins(inner):
            yield from _split(inner, around)
        case Filter(condition):
            needs = frozenset(_expression_variables(condition)) & around.scope
            yield Part("filter", text, place, frozenset(), needs, element, graph)
        case Bind(expression, _):
            yield Part("bind", text, place, brings, frozenset(_expression_variables(expression)) & before, element)
        case Optional(inner):
            yield Part("optional", text, place, brings, brings & before, element, graph)
        case Minus(inner):
            needs = frozenset(visible(inner)) & around.scope
            yield Part("minus", text, place, frozenset(), needs, element, graph)
        case Values():
            yield Part("values", text, place, brings, content=element)
        case _:
            written = f"{{ {text} }}" if isinstance(element, SubSelect) else text
            yield Part("nested", written, place, brings | named, content=element, graph=graph)


def _only_joins(group: Group) -> bool:
    """Tell whether a group within another says the same where its elements stand in the other."""
    scope = set(visible(group))
    return all(
        isinstance(element, Block | Values)
        or (
            isinstance(element, Filter)
            and not element.condition.exists
            and bool(element.condition.variables)
            and element.condition.variables <= scope
        )
        for element in group.elements
    )


def _expression_variables(expression: Expression) -> set[str]:
    inner = {name for exists in expression.exists for name in visible(exists.group)}
    return inner | expression.variables


def choose_active(parts: Sequence[Part]) -> list[Part]:
    """Return the parts that say something beside the others: all that they need is there, and hangs together."""
    active = [part for part in parts if part.kind not in _DEPENDENT]
    waiting = [part for part in parts if part.kind in _DEPENDENT]
    joined = _join_names(active)
    while ready := [part for part in waiting if _is_ready(part, joined)]:
        active += ready
        waiting = [part for part in waiting if part not in ready]
        joined = _join_names(part for part in active if part.kind not in _TAKING)
    order = {part: at for at, part in enumerate(parts)}
    return sorted(active, key=order.__getitem__)


def _is_ready(part: Part, joined: dict[str, str]) -> bool:
    if not part.needs <= joined.keys():
        return False
    return not part.linked or len({_root(joined, name) for name in part.needs}) <= 1


def split_components(parts: Sequence[Part]) -> list[list[Part]]:
    """Return the parts in groups that share no variable: each is empty or not whatever the others are."""
    joined = _join_names(parts, needed=True)
    components: dict[str, list[Part]] = {}
    for at, part in enumerate(parts):
        names = part.brings | part.needs
        key = _root(joined, next(iter(names))) if names else f"{at}"
        components.setdefault(key, []).append(part)
    return list(components.values())


def _join_names(parts: Iterable[Part], *, needed: bool = False) -> dict[str, str]:
    """Return for each variable another of the same component, its root at the end."""
    joined: dict[str, str] = {}
    for part in parts:
        names = sorted(part.brings | part.needs if needed or part.kind in _DEPENDENT else part.brings)
        for name in names:
            joined.setdefault(name, name)
            joined[_root(joined, name)] = _root(joined, names[0])
    return joined


def _root(joined: dict[str, str], name: str) -> str:
    while joined.get(name, name) != name:
        name = joined[name]
    return name
