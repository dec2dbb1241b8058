"""A SELECT query as a tree that keeps the query's own wording (SPARQL 1.1 Query, section 19.8).

Terms stand as SPARQL text: a variable with its ``?``, everything else as it was written. A blank node of a pattern is a
fresh variable, which is what it means there. What is never looked into (expressions, MINUS) is a slice of the source.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Inverse:
    """``^path``."""

    path: Path


@dataclass(frozen=True, slots=True)
class Sequence:
    """``path/path``."""

    parts: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Alternative:
    """``path|path``."""

    parts: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Repeat:
    """``path?``, ``path*`` or ``path+``; ``text`` is the whole as it was written."""

    path: Path
    mark: str
    text: str


@dataclass(frozen=True, slots=True)
class Negated:
    """``!(a|^b)``: any property but these, forwards and backwards."""

    forward: tuple[str, ...]
    backward: tuple[str, ...]


#: A predicate: an IRI or a variable as text, or a property path.
Path: TypeAlias = str | Inverse | Sequence | Alternative | Repeat | Negated


@dataclass(frozen=True, slots=True)
class Pattern:
    """A triple pattern, or a property path pattern.

    ``verb`` is the path as it was written; the pattern stands from ``place[0]`` to ``place[1]``, where what it shares
    with the pattern before it is not written again.
    """

    subject: str
    path: Path
    object: str
    verb: str = field(default="", compare=False)
    place: tuple[int, int] = field(default=(0, 0), compare=False)


@dataclass(frozen=True, slots=True)
class Exists:
    """``EXISTS {…}`` or ``NOT EXISTS {…}`` within an expression."""

    group: Group
    negated: bool


@dataclass(frozen=True, slots=True)
class Expression:
    """An expression as it was written, and what in it matters here.

    ``alone`` says that it is one EXISTS or NOT EXISTS and nothing else.
    """

    text: str
    variables: frozenset[str] = frozenset()
    exists: tuple[Exists, ...] = ()
    functions: frozenset[str] = frozenset()
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """Triple and path patterns that are joined."""

    patterns: tuple[Pattern, ...]


@dataclass(frozen=True, slots=True)
class Optional:
    """``OPTIONAL {…}``."""

    group: Group


@dataclass(frozen=True, slots=True)
class Union:
    """``{…} UNION {…}``; one branch alone is a group within a group."""

    branches: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class InGraph:
    """``GRAPH term {…}``."""

    term: str
    group: Group


@dataclass(frozen=True, slots=True)
class Minus:
    """``MINUS {…}``."""

    group: Group


@dataclass(frozen=True, slots=True)
class Filter:
    """``FILTER expression``."""

    condition: Expression


@dataclass(frozen=True, slots=True)
class Bind:
    """``BIND(expression AS ?variable)``."""

    expression: Expression
    variable: str


@dataclass(frozen=True, slots=True)
class Values:
    """A VALUES block as it was written; ``complete`` where it has no UNDEF."""

    text: str
    variables: tuple[str, ...]
    complete: bool


@dataclass(frozen=True, slots=True)
class SubSelect:
    """``SELECT …`` within braces."""

    select: Select


Element: TypeAlias = Block | Optional | Union | InGraph | Minus | Filter | Bind | Values | SubSelect


@dataclass(frozen=True, slots=True)
class Group:
    """What stands between braces; ``text`` has the braces, ``places`` says where each element begins and ends."""

    elements: tuple[Element, ...]
    text: str
    places: tuple[tuple[int, int], ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of SELECT, or a key of GROUP BY: a variable, or an expression with the variable that it is given to."""

    variable: str
    expression: Expression | None = None


@dataclass(frozen=True, slots=True)
class Select:
    """A SELECT query; ``columns`` is ``None`` for ``SELECT *``.

    ``keys`` is ``None`` without GROUP BY. ``head`` is the text behind SELECT, ``position`` that of ORDER BY with LIMIT
    and OFFSET, ``text`` the whole. ``sliced`` says that LIMIT or OFFSET is there.
    """

    text: str
    head: str
    columns: tuple[Column, ...] | None
    group: Group
    keys: tuple[Column, ...] | None = None
    having: Expression | None = None
    position: str = ""
    sliced: bool = False
    values: Values | None = None

    @property
    def aggregates(self) -> bool:
        """Return whether rows stand for groups of solutions."""
        return self.keys is not None or any(
            column.expression and column.expression.functions & AGGREGATES for column in self.columns or ()
        )


@dataclass(frozen=True, slots=True)
class Query:
    """A whole query; ``prologue`` is text, and ``terms`` are what its patterns name, as it was written.

    ``fresh`` begins no variable of the query; ``uncut`` is its text without any LIMIT and OFFSET.
    """

    prologue: str
    select: Select
    fresh: str
    uncut: str
    terms: frozenset[str]
    functions: frozenset[str]


AGGREGATES = frozenset({"COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE", "GROUP_CONCAT"})
#: Functions whose value another run does not give again.
UNREPEATABLE = frozenset({"NOW", "RAND", "UUID", "STRUUID", "BNODE"})
