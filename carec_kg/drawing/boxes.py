"""Boxes that labels take, so that none is drawn over another."""

from __future__ import annotations

from typing import TypeAlias

#: Left, top, right and bottom in pixels.
Box: TypeAlias = tuple[float, float, float, float]


def overlap(one: Box, other: Box) -> bool:
    """Say whether two boxes have a part in common; edges that touch are none."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
