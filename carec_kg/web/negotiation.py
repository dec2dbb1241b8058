"""From an Accept header to formats, best first (RFC 9110, section 12.5.1). No Flask here."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from carec_kg.errors import NotAcceptable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from carec_kg.rdf.media import Format

_RANGE = re.compile(r"\s*(\*|[\w.+!#$&^-]+)/(\*|[\w.+!#$&^-]+)\s*")
_WEIGHT = re.compile(r"\s*q\s*=\s*(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)\s*", re.IGNORECASE)
#: More ranges than this are no Accept header but an attack.
_MOST_RANGES = 64


@dataclass(frozen=True, slots=True)
class MediaRange:
    """One element of an Accept header; ``specificity`` is 0 for ``*/*``, 1 for ``text/*``, 2 for a type."""

    type: str
    subtype: str
    weight: float

    @property
    def specificity(self) -> int:
        """Return how much the range says."""
        return (self.type != "*") + (self.subtype != "*")

    def matches(self, media_type: str) -> bool:
        """Return whether a media type lies in the range; parameters play no part."""
        type_, _, subtype = media_type.partition("/")
        return self.type in {"*", type_} and self.subtype in {"*", subtype}


@dataclass(frozen=True, slots=True)
class Choice:
    """A format that the client takes, and the media type by which it asked for it."""

    format: Format
    media_type: str


def read_accept(header: str | None) -> list[MediaRange]:
    """Read an Accept header; none, or an empty one, is ``*/*``. What is malformed is passed over."""
    if header is None or not header.strip():
        return [MediaRange("*", "*", 1.0)]
    ranges = []
    for element in header.split(",")[:_MOST_RANGES]:
        name, *parameters = element.split(";")
        match = _RANGE.fullmatch(name)
        if match:
            weights = [found for parameter in parameters if (found := _WEIGHT.fullmatch(parameter))]
            weight = float(weights[0][1]) if weights else 1.0
            ranges.append(MediaRange(match[1].lower(), match[2].lower(), weight))
    return ranges


def rate(media_type: str, ranges: Iterable[MediaRange]) -> tuple[float, int]:
    """Return the weight of a media type by the most specific range that holds it, and how specific that is."""
    fitting = [found for found in ranges if found.matches(media_type)]
    best = max(fitting, key=lambda found: (found.specificity, found.weight), default=None)
    return (best.weight, best.specificity) if best else (0.0, 0)


@lru_cache(maxsize=256)
def choose_formats(header: str | None, formats: tuple[Format, ...]) -> tuple[Choice, ...]:
    """Return the formats that the client takes, best first: by weight, then as named by it, then in our order."""
    ranges = read_accept(header)
    rated = []
    for format_ in formats:
        ratings = [(rate(media_type, ranges), media_type) for media_type in format_.media_types]
        (weight, specificity), media_type = max(ratings, key=lambda rating: rating[0])
        if weight > 0:
            rated.append((weight, specificity, Choice(format_, media_type)))
    rated.sort(key=lambda entry: (-entry[0], -entry[1]))
    return tuple(choice for _, _, choice in rated)


def choose_format(header: str | None, formats: tuple[Format, ...]) -> Choice:
    """Return the best format; raise ``NotAcceptable`` with those that there are."""
    choices = choose_formats(header, formats)
    if not choices:
        offered = ", ".join(format_.media_type for format_ in formats)
        message = f"This can be had as {offered}."
        raise NotAcceptable(message)
    return choices[0]


@lru_cache(maxsize=256)
def prefers_html(header: str | None) -> bool:
    """Return whether a browser asks: one that names HTML and likes it no less than JSON."""
    ranges = read_accept(header)
    weight, specificity = rate("text/html", ranges)
    return specificity == 2 and weight > 0 and weight >= rate("application/json", ranges)[0]
