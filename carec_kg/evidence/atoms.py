"""What an opened query has in place of each pattern: how to read off a solution what the pattern rests on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable

    from carec_kg.evidence.syntax import Exists, Repeat, Select


@dataclass(frozen=True, slots=True)
class TripleAtom:
    """A triple; ``graph`` is a term, ``None`` for the graph that is being looked at."""

    subject: str
    predicate: str
    object: str
    graph: str | None


@dataclass(frozen=True, slots=True)
class PathAtom:
    """A path of some length between two ends."""

    subject: str
    path: Repeat
    object: str
    graph: str | None


@dataclass(frozen=True, slots=True)
class BranchAtom:
    """What holds where the marker is bound; ``missed`` is the OPTIONAL's text, empty for a branch of a UNION."""

    marker: str
    atoms: tuple[Atom, ...]
    missed: str


@dataclass(frozen=True, slots=True)
class SelectAtom:
    """A row of a sub-select."""

    select: Select
    graph: str | None


@dataclass(frozen=True, slots=True)
class ExistsAtom:
    """A match of a group, or that there is none; ``scope`` are the variables that have a value in it.

    ``alone``: the filter is this and nothing else, so that it certainly decided.
    """

    exists: Exists
    scope: tuple[str, ...]
    alone: bool
    graph: str | None


@dataclass(frozen=True, slots=True)
class MinusAtom:
    """A MINUS: that nothing fits."""

    text: str


Atom: TypeAlias = TripleAtom | PathAtom | BranchAtom | SelectAtom | ExistsAtom | MinusAtom


@dataclass(frozen=True, slots=True)
class Piece:
    """An element of the opened group as text; ``binds`` are the variables that it is the first to bind for certain."""

    text: str
    binds: frozenset[str]


@dataclass(frozen=True, slots=True)
class Opened:
    """A group that was opened; ``free`` are variables that its expressions use and its patterns do not bind."""

    pieces: tuple[Piece, ...]
    atoms: tuple[Atom, ...]
    variables: tuple[str, ...]
    free: frozenset[str]

    def write(self, given: Callable[[frozenset[str]], str], graph: str | None) -> str:
        """Return the group with braces; ``given`` writes the VALUES for variables that are bound next."""
        parts = [given(self.free)] if self.free else []
        for piece in self.pieces:
            parts += [given(piece.binds), piece.text] if piece.binds else [piece.text]
        body = "\n".join(part for part in parts if part)
        return f"{{ GRAPH {graph} {{ {body} }} }}" if graph else f"{{ {body} }}"
