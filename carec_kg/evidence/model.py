"""What the evidence of a row is: derivations, each with its triples, and what else it relies on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from carec_kg.graph.answers import Row
    from carec_kg.rdf.terms import Term, Triple

#: What a row can rely on that is no triple: that something is absent, or a place among the other rows.
RelianceKind: TypeAlias = Literal["not exists", "minus", "optional", "position"]
#: How a derivation was checked: the query gave the row over its triples alone; or, for a page of a large group, the
#: page's members were found again over their triples alone, and the number of all by the engine.
Check: TypeAlias = Literal["row", "members"]


@dataclass(frozen=True, slots=True)
class Reliance:
    """Something that a row relies on beside triples, with the part of the query that says so.

    ``values`` are the variables of that part (with their ``?``) that have a value in the row's solution.
    """

    kind: RelianceKind
    text: str
    values: tuple[tuple[str, Term], ...] = ()


@dataclass(frozen=True, slots=True)
class CitedTriple:
    """A triple that a row rests on.

    ``graph`` is the graph in which the query asked for it, ``None`` for the default graph. ``stated_in`` are the
    named graphs that state it, without the closure: ``graph`` alone where one is given, else all of them.
    ``inferred``: no graph states it, it is in the closure; its proof says why.
    """

    triple: Triple
    graph: str | None
    stated_in: tuple[str, ...]
    inferred: bool


@dataclass(frozen=True, slots=True)
class GroupPage:
    """The solutions that an aggregate counted: ``total`` in all, ``shown`` of them from number ``first`` on.

    ``size`` is how many a page has.
    """

    total: int
    first: int
    shown: int
    size: int = 0

    @property
    def whole(self) -> bool:
        """Return whether all of them are shown."""
        return self.shown == self.total


@dataclass(frozen=True, slots=True)
class Derivation:
    """One way in which a row follows.

    ``sources`` is a smallest set of named graphs that together state the triples which are stated; ``group`` is there
    for a row of an aggregate, and one that is not whole has the triples of its page only.
    """

    triples: tuple[CitedTriple, ...]
    sources: tuple[str, ...]
    reliances: tuple[Reliance, ...]
    group: GroupPage | None
    check: Check

    @property
    def whole(self) -> bool:
        """Return whether the triples are all that the row rests on in this derivation."""
        return self.group is None or self.group.whole


@dataclass(frozen=True, slots=True)
class RowEvidence:
    """Why a row is in a result.

    ``derivations`` have the fewest sources first; ``more`` says that there are, or may be, others beside them.
    ``unexplained`` is empty, or the sentence that says why there is no derivation. ``incomplete`` is empty, or the
    sentence that says why some that were found were not checked, and so are not shown.
    """

    variables: tuple[str, ...]
    row: Row
    derivations: tuple[Derivation, ...]
    more: bool = False
    unexplained: str = ""
    incomplete: str = ""


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on an explanation: on what is shown, and on the work."""

    #: Derivations of one row that are returned, and solutions that are looked at to find the smallest.
    derivations: int = 10
    solutions: int = 500
    #: Members of a group on one page.
    page_size: int = 1_000
    #: Solutions that are looked at for all rows of a result together.
    batch_solutions: int = 50_000
    #: Queries that the engine is asked for one row (a result of n rows has n times as many).
    queries: int = 2_000
    #: Nodes that the search for a path may visit.
    path_nodes: int = 100_000
    #: Triples of one derivation.
    triples: int = 50_000
