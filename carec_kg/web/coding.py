"""Content codings: from an Accept-Encoding header to gzip or none (RFC 9110, section 12.5.3). No Flask here."""

from __future__ import annotations

import gzip
import re
from functools import lru_cache
from typing import Literal

Coding = Literal["identity", "gzip"]

#: Bytes below which compression saves no packet.
LEAST_COMPRESSED = 1024
#: Bytes above which speed counts for more than the last tenth of the size.
_LARGE = 2**20
_ELEMENT = re.compile(r"\s*([\w.+!#$&^*-]+)\s*(?:;\s*q\s*=\s*(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)\s*)?", re.IGNORECASE)
#: More elements than this are no Accept-Encoding header but an attack.
_MOST_CODINGS = 32
_COMPRESSIBLE = re.compile(r"text/|image/svg\+xml|application/(?:[\w.+-]+\+)?(?:json|xml|sparql-query|n-triples)\b")


@lru_cache(maxsize=256)
def choose_codings(header: str | None) -> tuple[Coding, ...]:
    """Return the codings that the client takes of those there are, best first; none where it takes neither.

    Without a header the body goes as it is. What is malformed is passed over.
    """
    if header is None or not header.strip():
        return ("identity",)
    weights: dict[str, float] = {}
    for element in header.split(",")[:_MOST_CODINGS]:
        if match := _ELEMENT.fullmatch(element):
            weights.setdefault(match[1].lower().removeprefix("x-"), float(match[2] or 1))
    others = weights.get("*")
    gzipped = weights.get("gzip", others or 0.0)
    # Identity is taken unless it is refused by its name or, where it is not named, by the star.
    plain = weights.get("identity", 0.0 if others == 0 else 0.001)
    rated: list[tuple[float, Coding]] = [(gzipped, "gzip"), (plain, "identity")]
    return tuple(coding for weight, coding in sorted(rated, key=lambda entry: -entry[0]) if weight > 0)


def is_compressible(content_type: str) -> bool:
    """Return whether bodies of a type are text of some kind, which compression makes smaller."""
    return bool(_COMPRESSIBLE.match(content_type))


def compress(body: bytes) -> bytes:
    """Return a body as gzip; the same bytes for the same body, whatever the time."""
    return gzip.compress(body, 6 if len(body) < _LARGE else 1, mtime=0)


def encode_body(body: bytes, content_type: str, codings: tuple[Coding, ...]) -> tuple[Coding, bytes]:
    """Return a body in the best coding that the client takes: gzip where it is wished for, and worth it or a must."""
    if "gzip" not in codings:
        return "identity", body
    worth = len(body) >= LEAST_COMPRESSED and is_compressible(content_type) and codings[0] == "gzip"
    return ("gzip", compress(body)) if worth or "identity" not in codings else ("identity", body)
