"""Find smallest sets of parts that nothing fits together (minimal unsatisfiable sets, found by prefixes)."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

T = TypeVar("T")


def find_conflicts(parts: Sequence[T], holds: Callable[[Sequence[T]], bool], most: int) -> tuple[list[list[T]], bool]:
    """Return sets of parts that do not hold together while fewer of their parts do, and whether these are all.

    ``holds`` says of some parts, in their order, whether something fits them. Parts that fail alone come first; then
    sets in what is left without a part of each set before, until the rest holds.
    """
    conflicts = [[part] for part in parts if not holds([part])]
    rest = [part for part in parts if [part] not in conflicts]
    while len(conflicts) < most and not holds(rest):
        found = _find_smallest(rest, holds)
        conflicts.append(found)
        rest = [part for part in rest if part is not found[-1]]
    return conflicts[:most], len(conflicts) <= most and holds(rest)


def _find_smallest(parts: Sequence[T], holds: Callable[[Sequence[T]], bool]) -> list[T]:
    """Return the smaller of the sets that a search from either end finds; of two as small, the first."""
    order = {id(part): at for at, part in enumerate(parts)}

    def holds_in_order(some: Sequence[T]) -> bool:
        return holds(sorted(some, key=lambda part: order[id(part)]))

    forwards, backwards = _narrow(parts, holds_in_order), _narrow(parts[::-1], holds_in_order)
    return sorted(backwards if len(backwards) < len(forwards) else forwards, key=lambda part: order[id(part)])


def _narrow(parts: Sequence[T], holds: Callable[[Sequence[T]], bool]) -> list[T]:
    """Return a smallest set: again and again the part with which the parts before it, and the set so far, fail."""
    kept: list[T] = []
    rest = list(parts)
    while rest and holds(kept):
        low, high = 1, len(rest)
        while low < high:
            middle = (low + high) // 2
            if holds([*kept, *rest[:middle]]):
                low = middle + 1
            else:
                high = middle
        kept.append(rest[low - 1])
        rest = rest[: low - 1]
    return _without_spare(kept, holds)


def _without_spare(parts: list[T], holds: Callable[[Sequence[T]], bool]) -> list[T]:
    """Return the parts without those that the others fail without: parts may depend on each other."""
    for part in list(parts):
        fewer = [other for other in parts if other is not part]
        if fewer and not holds(fewer):
            parts = fewer
    return parts
