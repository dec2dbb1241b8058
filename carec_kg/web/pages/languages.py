"""The languages that things are labelled in, and which of them a reader wants. No Flask here."""

from __future__ import annotations

import re
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Languages of labels, each by its own name; the first is what everything falls back to.
LANGUAGES: Mapping[str, str] = MappingProxyType({"en": "English", "zh": "中文", "ru": "Русский"})
DEFAULT_LANGUAGE = "en"
_WEIGHT = re.compile(r"\s*q\s*=\s*(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)\s*", re.IGNORECASE)
#: More ranges than this are no header but an attack.
_MOST_RANGES = 32


@lru_cache(maxsize=256)
def choose_language(asked: str | None, accept: str | None) -> str:
    """Return the language of labels: the one asked for by name, else the best of an Accept-Language header.

    Regions and scripts play no part (``zh-Hant-TW`` is Chinese). RFC 9110, section 12.5.4.
    """
    if asked and (known := _primary(asked)) in LANGUAGES:
        return known
    best, best_weight = DEFAULT_LANGUAGE, 0.0
    for element in (accept or "").split(",")[:_MOST_RANGES]:
        name, *parameters = element.split(";")
        weights = [found for parameter in parameters if (found := _WEIGHT.fullmatch(parameter))]
        weight = float(weights[0][1]) if weights else 1.0
        known = DEFAULT_LANGUAGE if name.strip() == "*" else _primary(name)
        if known in LANGUAGES and weight > best_weight:
            best, best_weight = known, weight
    return best


def is_fallback(found: str, wanted: str) -> bool:
    """Return whether a text is in another language than the reader wants; a text without one is in none."""
    return bool(found) and _primary(found) != _primary(wanted)


def _primary(tag: str) -> str:
    return tag.strip().partition("-")[0].casefold()
