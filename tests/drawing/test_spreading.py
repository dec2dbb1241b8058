from __future__ import annotations

import math
from itertools import combinations

from carec_kg.drawing.spreading import ZOOMS, spread


def test_marks_that_would_cover_each_other_keep_apart_at_every_zoom() -> None:
    points = [(100.0, 100.0), (100.0, 100.0), (103.0, 101.0), (96.0, 99.0), (110.0, 100.0), (100.0, 100.0)]
    moved = spread(points, 18, 400, 300)
    for zoom in ZOOMS:
        places = [(x * zoom + dx, y * zoom + dy) for (x, y), (dx, dy) in zip(points, moved, strict=True)]
        assert all(math.dist(one, other) >= 17.7 for one, other in combinations(places, 2))


def test_the_first_stays_and_what_is_far_apart_stays() -> None:
    assert spread([(50, 50), (51, 50), (200, 100)], 18, 400, 300)[0] == (0.0, 0.0)
    assert spread([(50, 50), (51, 50), (200, 100)], 18, 400, 300)[2] == (0.0, 0.0)


def test_nothing_is_moved_out_of_the_window() -> None:
    points = [(8.0, 8.0)] * 5
    moved = spread(points, 18, 400, 300)
    assert all(8 + dx >= 6 and 8 + dy >= 6 for dx, dy in moved)
    assert len(set(moved)) == 5
