"""What a saved query is: its header as plain values, and the text that the engine runs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias
from typing import Literal as OneOf

from carec_kg.iris import mint_query

if TYPE_CHECKING:
    from carec_kg.rdf.terms import Term

QueryKind: TypeAlias = OneOf["select", "ask", "construct"]
ValueKind: TypeAlias = OneOf["iri", "string", "integer", "decimal", "date", "year", "gYear"]

#: Names that mean something to every saved query, so that no parameter can have them.
RESERVED_NAMES = frozenset(
    {"limit", "offset", "evidence", "inferred", "timeout", "lang", "row", "format", "why", "view"}
)
VALUE_KINDS: tuple[ValueKind, ...] = ("iri", "string", "integer", "decimal", "date", "year", "gYear")
COLUMN_TYPES = (*VALUE_KINDS, "figure", "boolean", "geometry", "any")


@dataclass(frozen=True, slots=True)
class ParameterType:
    """What a parameter takes: a kind of value, narrowed by a class, a range or a list.

    ``of_class`` is an IRI; ``minimum`` and ``maximum`` are written as a user would; ``options`` are the values
    of an enumeration; ``options_from`` names the saved query whose first column holds them.
    """

    kind: ValueKind
    of_class: str | None = None
    minimum: str | None = None
    maximum: str | None = None
    options: tuple[str, ...] = ()
    options_from: str | None = None


@dataclass(frozen=True, slots=True)
class Parameter:
    """A blank that the user fills in; values are kept as a user would type them.

    Without a default it is either ``required`` or matches anything when it is not given.
    """

    name: str
    type: ParameterType
    help: str
    default: str | None
    example: str
    required: bool
    line: int


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the result: its type (one of ``COLUMN_TYPES``), what it means and its unit."""

    name: str
    type: str
    help: str
    of_class: str | None
    unit: str | None
    optional: bool
    line: int


@dataclass(frozen=True, slots=True)
class View:
    """How the result is best shown, and which column plays which role in it."""

    kind: str
    roles: tuple[tuple[str, str], ...] = ()
    line: int = 1


@dataclass(frozen=True, slots=True)
class CountExpected:
    """So many rows, or triples for a CONSTRUCT; ``maximum`` is ``None`` where the range is open."""

    minimum: int
    maximum: int | None
    line: int


@dataclass(frozen=True, slots=True)
class ColumnsExpected:
    """Exactly these columns in this order."""

    names: tuple[str, ...]
    line: int


@dataclass(frozen=True, slots=True)
class RowExpected:
    """A row with these values; ``None`` as a value is an unbound cell.

    ``position`` counts from 0 and is ``None`` for any row; ``absent`` turns it round: no row has them.
    """

    cells: tuple[tuple[str, Term | None], ...]
    position: int | None
    absent: bool
    line: int


@dataclass(frozen=True, slots=True)
class YesNoExpected:
    """The answer of an ASK."""

    value: bool
    line: int


Expectation: TypeAlias = CountExpected | ColumnsExpected | RowExpected | YesNoExpected


@dataclass(frozen=True, slots=True)
class Header:
    """The ``#+`` lines of a query file, read; ``lines`` is their number."""

    title: str
    question: str
    description: str
    tags: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    columns: tuple[Column, ...]
    view: View
    expectations: tuple[Expectation, ...]
    lines: int


@dataclass(frozen=True, slots=True)
class SavedQuery:
    """A question that the graph answers, checked at the door.

    ``text`` is the query without its header, runnable as it stands; ``source`` is the whole file and ``path``
    its name for messages; ``order`` holds the columns that the rows are sorted by.
    """

    slug: str
    title: str
    question: str
    description: str
    tags: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    columns: tuple[Column, ...]
    view: View
    expectations: tuple[Expectation, ...]
    text: str
    kind: QueryKind
    order: tuple[str, ...]
    source: str
    path: str

    @property
    def iri(self) -> str:
        """Return the IRI that names this query."""
        return mint_query(self.slug)
