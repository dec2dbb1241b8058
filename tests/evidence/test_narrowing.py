"""Smallest sets of parts that do not hold together, over made-up parts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from carec_kg.evidence.narrowing import find_conflicts

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

PARTS = st.integers(0, 7)
CLASHES = st.lists(st.frozensets(PARTS, min_size=1, max_size=4), min_size=1, max_size=4)


def without(clashes: Sequence[frozenset[int]]) -> Callable[[Sequence[int]], bool]:
    """Return what holds where no clash has all its parts."""
    return lambda parts: not any(clash <= set(parts) for clash in clashes)


@given(CLASHES)
def test_every_set_fails_and_no_smaller_one_of_it_does(clashes: list[frozenset[int]]) -> None:
    holds = without(clashes)
    found, complete = find_conflicts(range(8), holds, 20)
    assert complete
    assert found
    for conflict in found:
        assert not holds(conflict)
        assert conflict == sorted(conflict)
        for part in conflict:
            assert holds([other for other in conflict if other != part])


@given(CLASHES)
def test_with_a_part_of_each_set_left_out_the_rest_holds(clashes: list[frozenset[int]]) -> None:
    found, _ = find_conflicts(range(8), without(clashes), 20)
    assert without(clashes)([part for part in range(8) if part not in [conflict[-1] for conflict in found]])


def test_where_more_is_to_be_found_that_is_said() -> None:
    assert find_conflicts(range(8), without([frozenset({i}) for i in range(8)]), 3) == ([[0], [1], [2]], False)
    assert find_conflicts(range(8), without([frozenset({1}), frozenset({2})]), 2) == ([[1], [2]], True)


def test_a_part_that_only_seems_needed_is_left_out() -> None:
    # Parts that depend on each other: 3 fails with 1 or with 2, and 1 and 2 together repair it.
    def holds(parts: Sequence[int]) -> bool:
        return not (3 in parts and len({1, 2} & set(parts)) == 1)

    (conflict,), _ = find_conflicts([1, 3], holds, 5)
    assert conflict == [1, 3]
    assert find_conflicts([1, 2, 3], holds, 5) == ([], True)
