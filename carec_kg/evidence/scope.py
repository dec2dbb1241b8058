"""Which variables a group gives to what stands around it, and which of them are bound in every solution."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carec_kg.evidence.syntax import (
    Bind,
    Block,
    Filter,
    InGraph,
    Minus,
    Optional,
    Path,
    Pattern,
    SubSelect,
    Union,
    Values,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from carec_kg.evidence.syntax import Element, Group, Select


def is_variable(term: Path) -> bool:
    """Tell whether a term of a pattern is a variable (or a blank node, which is one)."""
    return isinstance(term, str) and term.startswith("?")


def pattern_variables(pattern: Pattern) -> Iterator[str]:
    """Yield the variables of a triple or path pattern."""
    for term in (pattern.subject, pattern.path, pattern.object):
        if isinstance(term, str) and is_variable(term):
            yield term


def visible(group: Group) -> dict[str, None]:
    """Return the variables in scope behind a group, in the order of their first mention (section 18.2.1)."""
    found: dict[str, None] = {}
    for element in group.elements:
        found.update(element_visible(element))
    return found


def element_visible(element: Element) -> dict[str, None]:  # noqa: C901, PLR0911 - one case for each kind
    """Return the variables that an element of a group brings into scope."""
    match element:
        case Block(patterns):
            return dict.fromkeys(name for pattern in patterns for name in pattern_variables(pattern))
        case Optional(group):
            return visible(group)
        case Union(branches):
            return {name: None for branch in branches for name in visible(branch)}
        case InGraph(term, group):
            return ({term: None} if is_variable(term) else {}) | visible(group)
        case Bind(_, variable):
            return {variable: None}
        case Values(_, variables, _):
            return dict.fromkeys(variables)
        case SubSelect(select):
            return dict.fromkeys(projected(select))
        case Minus() | Filter():
            return {}


def projected(select: Select) -> tuple[str, ...]:
    """Return the variables of a SELECT's rows; for ``SELECT *`` those in scope, in the order of their first mention."""
    if select.columns is not None:
        return tuple(column.variable for column in select.columns)
    behind = dict.fromkeys(select.values.variables) if select.values else {}
    return tuple(visible(select.group) | behind)


def certain(group: Group) -> set[str]:
    """Return variables that every solution of a group binds; there may be more of them than are found here."""
    return {name for element in group.elements for name in element_certain(element)}


def element_certain(element: Element) -> set[str]:
    """Return variables that an element of a group binds in every solution."""
    match element:
        case Block():
            return set(element_visible(element))
        case Union(branches):
            return set.intersection(*(certain(branch) for branch in branches))
        case InGraph(term, group):
            # The engine leaves the graph's variable unbound where a sub-select aggregates in it.
            named = is_variable(term) and any(isinstance(inner, Block) for inner in group.elements)
            return certain(group) | ({term} if named else set())
        case Values(_, variables, complete):
            return set(variables) if complete else set()
        case SubSelect(select):
            return _select_certain(select)
        case _:
            return set()


def _select_certain(select: Select) -> set[str]:
    inner = certain(select.group)
    if select.columns is None:
        return inner
    plain = {column.variable for column in select.columns if column.expression is None}
    return plain & inner
