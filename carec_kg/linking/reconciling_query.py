"""What a client of the reconciliation service asks, and what it is told; plain values, whatever the version spoken."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from carec_kg.linking.reconciling_graph import Entry

#: How the types of a query count: one of them is needed, all are, or they only weigh.
TypeStrictness: TypeAlias = Literal["any", "all", "should"]
#: Which values of a condition have to be there.
Quantifier: TypeAlias = Literal["any", "all", "none"]
DEFAULT_LIMIT = 10


@dataclass(frozen=True, slots=True)
class Condition:
    """Values that a property of a candidate is compared with; ``required`` shuts out candidates without them."""

    property: str
    values: tuple[str, ...]
    required: bool = False
    quantifier: Quantifier = "any"


@dataclass(frozen=True, slots=True)
class ReconciliationQuery:
    """One row of a table: the text of a cell, types and properties by identifier, at most ``limit`` candidates.

    ``ids`` are identifiers of things that the client holds already.
    """

    text: str = ""
    types: tuple[str, ...] = ()
    strictness: TypeStrictness = "any"
    conditions: tuple[Condition, ...] = ()
    limit: int = DEFAULT_LIMIT
    ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Feature:
    """A piece of evidence: its kind, what it adds to the logarithm of the odds, and in words."""

    id: str
    value: float
    reason: str


@dataclass(frozen=True, slots=True)
class Match:
    """A candidate: ``score`` is its likelihood in percent, ``match`` says that it and no other is meant."""

    id: str
    name: str
    description: str
    types: tuple[Entry, ...]
    score: float
    match: bool
    features: tuple[Feature, ...]
