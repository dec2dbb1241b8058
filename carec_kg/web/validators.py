"""Entity tags and the conditions on them (RFC 9110, sections 8.8.3 and 13.1.2). No Flask here."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_TAG = re.compile(r'(?:W/)?("[\x21\x23-\x7e\x80-\xff]*")')
#: Not as part of a variable's or a prefixed name: ``?now``, ``ex:Service``.
_CHANGING = re.compile(r"(?<![\w?$:])(?:NOW|RAND|UUID|STRUUID|BNODE|SERVICE)\b", re.IGNORECASE)
#: SPARQL 1.1, section 19.2: an escape may stand for any character of a query, also within a word.
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")


def is_repeatable(query: str) -> bool:
    """Return whether a query gives the same answer each time it is asked over the same data.

    Words that only look like a function's name, in a text or a comment, make it say no: that costs a tag, no truth.
    """
    if "\\" in query:
        query = _ESCAPE.sub(_unescape, query)
    return not _CHANGING.search(query)


def _unescape(escape: re.Match[str]) -> str:
    number = int(escape[1] or escape[2], 16)
    return chr(number) if number < 0x110000 else " "


def make_etag(dataset: str, content_type: str, coding: str, body: bytes) -> str:
    """Return the strong entity tag of an answer, quotes included.

    It names the version of the data, the format, the coding and the very bytes. The bytes stand for the request,
    however it was put: rows without ORDER BY may come in another order from another process, and what differs by a
    byte must not share a strong tag.
    """
    head = f"{dataset}\0{content_type}\0{coding}\0".encode("utf-8", "surrogateescape")
    # Processors have instructions for this one. Who makes two bodies with one digest deceives nobody but himself.
    digest = hashlib.sha1(head, usedforsecurity=False)
    digest.update(body)
    return f'"{digest.hexdigest()}"'


def is_held(if_none_match: str | None, etag: str | None) -> bool:
    """Return whether the client holds the answer already: ``*``, or the tag is in its list (weak comparison)."""
    if not if_none_match or etag is None:
        return False
    return if_none_match.strip() == "*" or strip_weakness(etag) in _TAG.findall(if_none_match)


def strip_weakness(etag: str) -> str:
    """Return the opaque part of a tag, quotes included."""
    return etag.removeprefix("W/")


_TIMING = "server-timing"
#: What tells of the body, and has no place where there is none (RFC 9110, section 15.4.5).
_OF_BODY = frozenset(
    {"content-type", "content-length", "content-encoding", "content-disposition", "content-language", _TIMING}
)


def headers_without_body(headers: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the headers of a 304 from those of the 200 that it stands for."""
    return [(name, value) for name, value in headers if name.lower() not in _OF_BODY]


def headers_without_time(headers: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the headers of an answer without the time that its making took."""
    return [(name, value) for name, value in headers if name.lower() != _TIMING]
