"""What an inquiry asks, read value by value: it comes from outside, and says what is wrong with it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from carec_kg.errors import UsageError
from carec_kg.reasoning.grounds import is_absolute_iri

if TYPE_CHECKING:
    from collections.abc import Mapping

_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*")
#: JSON can name what no text has; the engine takes it for a failure of its own.
_SURROGATE = re.compile(r"[\ud800-\udfff]")


class Asked:
    """The values of an inquiry by name; each reading raises ``UsageError`` for a value of another kind."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        self._values = values

    def text(self, name: str) -> str:
        """Return a text that has to be there."""
        value = self._values.get(name)
        if not isinstance(value, str) or not value.strip():
            message = f"There is no {name}; give it as a text."
            raise UsageError(message)
        if _SURROGATE.search(value):
            message = f"The {name} has half of a character (a surrogate alone); send it as Unicode."
            raise UsageError(message)
        return value

    def number(self, name: str, *, most: int, default: int = 0) -> int:
        """Return a whole number from 0 to ``most``."""
        value = self._values.get(name)
        if value is None:
            return default
        if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= most:
            message = f"The {name} is a whole number from 0 to {most:,}, not {str(value)[:40]}."
            raise UsageError(message)
        return value

    def switch(self, name: str) -> bool:
        """Return whether something is asked for."""
        return self._values.get(name) is True

    def mapping(self, name: str) -> Mapping[str, Any] | None:
        """Return an object, ``None`` where none is given."""
        value = self._values.get(name)
        if value is not None and not isinstance(value, dict):
            message = f"The {name} of a row are an object of variable to term, as in results in JSON."
            raise UsageError(message)
        return value

    def names(self, name: str) -> tuple[str, ...] | None:
        """Return a list of names of graphs, ``None`` where none is given."""
        value = self._values.get(name)
        if value is None:
            return None
        if not isinstance(value, list | tuple) or not all(isinstance(one, str) for one in value):
            message = f"The {name} are a list of IRIs."
            raise UsageError(message)
        wrong = next((one for one in value if not is_absolute_iri(one)), None)
        if wrong is not None:
            message = f"{wrong[:80]!r} is no absolute IRI; the {name} are names of graphs."
            raise UsageError(message)
        return tuple(value)

    @property
    def language(self) -> str:
        """Return the language of labels, English unless another is given."""
        value = self._values.get("language") or "en"
        if not isinstance(value, str) or not _LANGUAGE.fullmatch(value):
            message = "The language is a tag such as en, zh or ru."
            raise UsageError(message)
        return value.lower()
