"""The store of finished answers: bounded in bytes, the least recently used go first. No Flask here."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from functools import cached_property

from carec_kg.web.validators import headers_without_body, headers_without_time

#: What tells two requests apart.
Key = tuple[str | bytes | tuple[str, ...], ...]
#: What an answer says in place of its time when it is given again.
KEPT = ("Server-Timing", 'cache;desc="hit"')
#: Bytes that an answer takes beside its body and its key: headers, and places in tables.
_OVERHEAD = 2048
#: An answer larger than this share of the store would drive out too many others.
_LARGEST_SHARE = 8


@dataclass(frozen=True)
class FinishedAnswer:
    """An answer as it goes out: status line, headers, body.

    ``etag`` and ``version`` stand in the headers too. ``keep`` says that the same request has this answer whenever
    it is asked over the same version.
    """

    status: str
    headers: list[tuple[str, str]]
    body: bytes
    etag: str | None = None
    version: str = ""
    keep: bool = False

    @cached_property
    def code(self) -> int:
        """Return the status as a number."""
        return int(self.status[:3])

    @cached_property
    def bare_headers(self) -> list[tuple[str, str]]:
        """Return the headers of a 304 in this answer's place."""
        return headers_without_body(self.headers)

    @cached_property
    def kept_headers(self) -> list[tuple[str, str]]:
        """Return the headers of this answer when it is given again: it took no time to make."""
        return [*headers_without_time(self.headers), KEPT]

    @cached_property
    def untimed_headers(self) -> list[tuple[str, str]]:
        """Return the headers of an answer to HEAD in this answer's place."""
        return headers_without_time(self.headers)


class AnswerStore:
    """Answers over one version of the data, for one event loop."""

    def __init__(self, capacity: int, version: str) -> None:
        """Make a store of ``capacity`` bytes; 0 keeps nothing."""
        self._capacity = capacity
        self._entries: OrderedDict[Key, FinishedAnswer] = OrderedDict()
        self.version = version
        #: Bytes in use.
        self.size = 0

    def __len__(self) -> int:
        return len(self._entries)

    def get(self, key: Key) -> FinishedAnswer | None:
        """Return the answer of a request."""
        answer = self._entries.get(key)
        if answer is not None:
            self._entries.move_to_end(key)
        return answer

    def put(self, key: Key, answer: FinishedAnswer, version: str) -> bool:
        """Keep an answer over ``version``; return false for one that is too large or of data no longer served."""
        size = _measure(key, answer)
        if version != self.version or size * _LARGEST_SHARE > self._capacity:
            return False
        self._drop(key)
        self._entries[key] = answer
        self.size += size
        while self.size > self._capacity:
            self._drop(next(iter(self._entries)))
        return True

    def renew(self, version: str) -> None:
        """Drop all answers if they are not over this version."""
        if version != self.version:
            self.version = version
            self._entries.clear()
            self.size = 0

    def _drop(self, key: Key) -> None:
        answer = self._entries.pop(key, None)
        if answer is not None:
            self.size -= _measure(key, answer)


def _measure(key: Key, answer: FinishedAnswer) -> int:
    return len(answer.body) + sum(map(len, key)) + _OVERHEAD
