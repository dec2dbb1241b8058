"""Pages of saved queries, cut from whole results that were computed once. No Flask here.

A page of an ordered result costs the engine what the whole result costs, so the whole is kept for the next page.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from carec_kg.graph.cutting import find_rows, slice_rows

if TYPE_CHECKING:
    from array import array

    from carec_kg.graph.encoding import EncodedAnswer
    from carec_kg.saved_queries.parameters import BoundQuery
    from carec_kg.serving.client import Pool
    from carec_kg.serving.messages import QueryTask

#: Results with more rows or bytes are not kept whole: their pages are asked for one by one.
MOST_ROWS = 20_000
MOST_BYTES = 4 * 2**20
#: Bytes that an entry takes beside body, rows and text.
_OVERHEAD = 1024

_Key = tuple[str, tuple[str, ...], bool]


@dataclass(frozen=True, slots=True)
class _Whole:
    """A whole result and where its rows are; ``None`` as answer stands for one that is too large to be kept."""

    answer: EncodedAnswer | None
    places: array[int]
    size: int


class WholeResults:
    """Whole results over one version of the data, at most ``capacity`` bytes of them; 0 keeps none."""

    def __init__(self, pool: Pool, capacity: int) -> None:
        self._pool = pool
        self._capacity = capacity
        self._lock = threading.Lock()
        self._kept: OrderedDict[_Key, _Whole] = OrderedDict()
        self._size = 0
        self._version = ""

    def answer(self, bound: BoundQuery, task: QueryTask) -> EncodedAnswer:
        """Answer the task of a bound query's page, or of its whole result; raise whatever the pool raises."""
        limit = bound.paging.limit
        if not task.paged or limit is None or not self._capacity:
            return self._pool.answer(task)
        key = (bound.unpaged, task.formats, task.inferred)
        whole = self._find(key, self._pool.current_version()) or self._ask(key, task)
        if whole.answer is None:
            return self._pool.answer(task)
        first = bound.paging.offset
        body, count = slice_rows(whole.answer.body, whole.answer.format, whole.places, first, limit)
        return replace(whole.answer, body=body, count=count, cut=first + count < len(whole.places) - 1)

    def _find(self, key: _Key, version: str) -> _Whole | None:
        with self._lock:
            if version != self._version:
                self._kept.clear()
                self._version, self._size = version, 0
            whole = self._kept.get(key)
            if whole:
                self._kept.move_to_end(key)
            return whole

    def _ask(self, key: _Key, task: QueryTask) -> _Whole:
        query = replace(task.query, text=key[0], row_cap=MOST_ROWS)
        answer = self._pool.answer(replace(task, query=query, byte_cap=MOST_BYTES))
        places = find_rows(answer.body, answer.format)
        size = _OVERHEAD + len(key[0]) + (0 if answer.cut else len(answer.body) + places.itemsize * len(places))
        whole = _Whole(None if answer.cut else answer, places[:0] if answer.cut else places, size)
        with self._lock:
            # What a newer version answered is for those who ask that one.
            if answer.dataset == self._version and key not in self._kept:
                self._kept[key] = whole
                self._size += size
                while self._size > self._capacity:
                    self._size -= self._kept.popitem(last=False)[1].size
        return whole
