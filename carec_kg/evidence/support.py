"""Sets of triples that a solution rests on, and how those of its parts are put together."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice, product
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from carec_kg.evidence.model import GroupPage, Reliance
    from carec_kg.rdf.terms import Quad


@dataclass(frozen=True, slots=True)
class Support:
    """What one solution rests on.

    ``facts`` are quads, in the default graph where the query asked for them there. Each set of ``spare`` may turn out
    not to be needed: the match of an EXISTS that did not decide, or a triple that merely has a node.
    """

    facts: frozenset[Quad] = frozenset()
    spare: tuple[frozenset[Quad], ...] = ()
    reliances: frozenset[Reliance] = frozenset()
    group: GroupPage | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """The supports of one row, each other; ``more`` says that there are, or may be, others."""

    supports: tuple[Support, ...] = ()
    more: bool = False


def merge(supports: Iterable[Support]) -> Support:
    """Return what several solutions rest on together."""
    facts: set[Quad] = set()
    spare: dict[frozenset[Quad], None] = {}
    reliances: set[Reliance] = set()
    for support in supports:
        facts |= support.facts
        spare.update(dict.fromkeys(support.spare))
        reliances |= support.reliances
    return Support(frozenset(facts), tuple(spare), frozenset(reliances))


def combine(own: Support, parts: Sequence[Found], most: int) -> Found:
    """Return a solution's own support joined with each choice among those of its parts, ``most`` of them."""
    if not parts:
        return Found((own,))
    choices = product(*(part.supports for part in parts))
    combined = [merge((own, *choice)) for choice in islice(choices, most)]
    left = next(choices, None) is not None
    return Found(tuple(combined), left or any(part.more for part in parts))


def gather(found: Iterable[Found], more: bool) -> Found:  # noqa: FBT001 - two positional facts of one thing
    """Return the supports of several solutions that are the same row, each set of facts once, the smallest first."""
    supports: dict[tuple[frozenset[Quad], tuple[frozenset[Quad], ...]], Support] = {}
    for one in found:
        more = more or one.more
        for support in one.supports:
            supports.setdefault((support.facts, support.spare), support)
    ordered = sorted(supports.values(), key=lambda support: len(support.facts))
    return Found(tuple(ordered), more)
