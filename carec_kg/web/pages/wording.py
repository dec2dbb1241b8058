"""The words of the interface: one folder a language, one TOML file an area, English where a translation lacks them."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from carec_kg.web.pages.languages import DEFAULT_LANGUAGE

_FOLDER = files("carec_kg.web") / "words"


def say(language: str, key: str, **values: object) -> str:
    """Return a text of the interface, its ``{places}`` filled; ``key`` is ``area.name`` or ``area.table.name``.

    Raises ``KeyError`` for a key that English does not have: a mistake of ours.
    """
    area = key.partition(".")[0]
    text = _read_area(language, area).get(key) or _read_area(DEFAULT_LANGUAGE, area)[key]
    return text.format(**values) if values else text


def find_words(language: str, key: str) -> str | None:
    """Return a text as ``say`` does, ``None`` where there is none: for keys that come from the graph."""
    area = key.partition(".")[0]
    return _read_area(language, area).get(key) or _read_area(DEFAULT_LANGUAGE, area).get(key)


def words_of(language: str, area: str) -> dict[str, str]:
    """Return all texts of an area by their names without it, for scripts; English stands in where one is lacking."""
    words = {**_read_area(DEFAULT_LANGUAGE, area), **_read_area(language, area)}
    return {key.removeprefix(f"{area}."): text for key, text in words.items()}


@cache
def _read_area(language: str, area: str) -> dict[str, str]:
    file = _FOLDER / language / f"{area}.toml"
    if not (language.isalpha() and area.isidentifier() and file.is_file()):
        return {}
    return _flatten(area, tomllib.loads(file.read_text(encoding="utf-8")))


def _flatten(name: str, value: object) -> dict[str, str]:
    if isinstance(value, dict):
        return {key: text for part, inner in value.items() for key, text in _flatten(f"{name}.{part}", inner).items()}
    return {name: str(value)}
