"""Open a query: write its WHERE so that one solution shows everything that it rests on.

Blank nodes and the joints of sequence paths become variables, a marker in each OPTIONAL and each branch of a UNION
tells which of them held, and for every pattern an *atom* says how to read its triples off a solution. Sub-selects,
EXISTS, MINUS and repeated paths stay as they were written; their atoms are explained in turn.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from carec_kg.evidence.atoms import (
    Atom,
    BranchAtom,
    ExistsAtom,
    MinusAtom,
    Opened,
    PathAtom,
    Piece,
    SelectAtom,
    TripleAtom,
)
from carec_kg.evidence.scope import element_certain, visible
from carec_kg.evidence.syntax import (
    Alternative,
    Bind,
    Block,
    Filter,
    InGraph,
    Inverse,
    Minus,
    Negated,
    Optional,
    Pattern,
    Repeat,
    Sequence,
    SubSelect,
    Union,
    Values,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from carec_kg.evidence.syntax import Element, Expression, Group


def open_group(group: Group, fresh: str) -> Opened:
    """Open a group; ``fresh`` begins the names of variables that the query does not have."""
    return _Opening(fresh).open(group)


class _Opening:
    """Makes the variables and collects the atoms of one opening."""

    def __init__(self, fresh: str) -> None:
        self._fresh = fresh
        self._count = 0
        self._made: dict[str, None] = {}

    def open(self, group: Group) -> Opened:
        pieces: list[Piece] = []
        atoms: list[Atom] = []
        bound: set[str] = set()
        scope = visible(group)
        for element in group.elements:
            text, found = self._open_element(element, None, scope)
            binds = element_certain(element) - bound
            bound |= binds
            pieces.append(Piece(text, frozenset(binds)))
            atoms += found
        variables = tuple({**scope, **self._made})
        used = {name for element in group.elements for name in _expression_variables(element)}
        return Opened(tuple(pieces), tuple(atoms), variables, frozenset(used - set(scope)))

    def _make(self, kind: str) -> str:
        self._count += 1
        name = f"?{self._fresh}{kind}{self._count}"
        self._made[name] = None
        return name

    def _open_group(self, group: Group, graph: str | None, around: Iterable[str] = ()) -> tuple[str, list[Atom]]:
        """Return the text between the braces."""
        texts: list[str] = []
        atoms: list[Atom] = []
        scope = {**dict.fromkeys(around), **visible(group)}
        for element in group.elements:
            text, found = self._open_element(element, graph, scope)
            texts.append(text)
            atoms += found
        return "\n".join(texts), atoms

    def _open_element(  # noqa: C901, PLR0911 - one case for each kind of element
        self, element: Element, graph: str | None, scope: dict[str, None]
    ) -> tuple[str, list[Atom]]:
        match element:
            case Block(patterns):
                return self._open_patterns(patterns, graph)
            case Optional(group):
                return self._open_optional(element, group, graph, scope)
            case Union(branches):
                return self._open_union(branches, graph)
            case InGraph(term, group):
                text, atoms = self._open_group(group, term)
                return f"GRAPH {term} {{ {text} }}", atoms
            case SubSelect(select):
                return f"{{ {select.text} }}", [SelectAtom(select, graph)]
            case Minus(group):
                return f"MINUS {group.text}", [MinusAtom(group.text)]
            case Filter(condition):
                return f"FILTER {condition.text}", exists_atoms(condition, scope, graph, alone=condition.alone)
            case Bind(expression, variable):
                return f"BIND({expression.text} AS {variable})", exists_atoms(expression, scope, graph)
            case Values(text, _, _):
                return text, []

    def _open_optional(
        self, element: Optional, group: Group, graph: str | None, scope: dict[str, None]
    ) -> tuple[str, list[Atom]]:
        marker = self._make("m")
        text, atoms = self._open_group(group, graph, scope)
        missed = f"OPTIONAL {element.group.text}"
        return f"OPTIONAL {{ {text}\nBIND(true AS {marker}) }}", [BranchAtom(marker, tuple(atoms), missed)]

    def _open_union(self, branches: tuple[Group, ...], graph: str | None) -> tuple[str, list[Atom]]:
        if len(branches) == 1:
            text, atoms = self._open_group(branches[0], graph)
            return f"{{ {text} }}", atoms
        opened = [self._open_group(branch, graph) for branch in branches]
        return self._mark(opened)

    def _mark(self, branches: Iterable[tuple[str, list[Atom]]]) -> tuple[str, list[Atom]]:
        texts = []
        atoms: list[Atom] = []
        for text, found in branches:
            marker = self._make("m")
            texts.append(f"{{ {text}\nBIND(true AS {marker}) }}")
            atoms.append(BranchAtom(marker, tuple(found), ""))
        return " UNION ".join(texts), atoms

    def _open_patterns(self, patterns: Iterable[Pattern], graph: str | None) -> tuple[str, list[Atom]]:
        texts = []
        atoms: list[Atom] = []
        for pattern in patterns:
            text, found = self._open_pattern(pattern, graph)
            texts.append(text)
            atoms += found
        return "\n".join(texts), atoms

    def _open_pattern(self, pattern: Pattern, graph: str | None) -> tuple[str, list[Atom]]:
        subject, path, target = pattern.subject, pattern.path, pattern.object
        match path:
            case str():
                return f"{subject} {path} {target} .", [TripleAtom(subject, path, target, graph)]
            case Inverse(inner):
                return self._open_pattern(Pattern(target, inner, subject), graph)
            case Sequence(parts):
                joints = [subject, *(self._make("j") for _ in parts[1:]), target]
                steps = (Pattern(joints[i], part, joints[i + 1]) for i, part in enumerate(parts))
                return self._open_patterns(steps, graph)
            case Alternative(parts):
                return self._mark([self._open_pattern(replace(pattern, path=part), graph) for part in parts])
            case Repeat(_, _, text):
                return f"{subject} {text} {target} .", [PathAtom(subject, path, target, graph)]
            case Negated():
                return self._open_negated(subject, path, target, graph)

    def _open_negated(self, subject: str, path: Negated, target: str, graph: str | None) -> tuple[str, list[Atom]]:
        sides = []
        for properties, start, end in ((path.forward, subject, target), (path.backward, target, subject)):
            # !() has no side of its own, and is any property forwards.
            if properties or (start == subject and not path.backward):
                predicate = self._make("p")
                text = f"{start} {predicate} {end} FILTER({predicate} NOT IN ({', '.join(properties)}))"
                sides.append((text, [TripleAtom(start, predicate, end, graph)]))
        if len(sides) > 1:
            return self._mark([(text, list(atoms)) for text, atoms in sides])
        return f"{{ {sides[0][0]} }}", list(sides[0][1])


def exists_atoms(expression: Expression, scope: Iterable[str], graph: str | None, *, alone: bool = False) -> list[Atom]:
    """Return an atom for each EXISTS of an expression; ``alone`` where it is a filter's all."""
    names = tuple(scope)
    return [ExistsAtom(exists, names, alone, graph) for exists in expression.exists]


def _expression_variables(element: Element) -> Iterable[str]:
    match element:
        case Filter(expression) | Bind(expression, _):
            inner = (name for exists in expression.exists for name in visible(exists.group))
            return (*expression.variables, *inner)
        case _:
            return ()
