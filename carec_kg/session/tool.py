"""What a tool for language-model clients is, and what it answers: plain values, whatever the protocol."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from carec_kg.errors import ParameterProblem

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Tool:
    """A tool: its name, a title, what it does, and the JSON Schemas (2020-12) of what goes in and what comes out."""

    name: str
    title: str
    description: str
    takes: Mapping[str, Any]
    gives: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ToolAnswer:
    """An answer twice: as values for JSON, and as text that says the same to a reader."""

    values: Mapping[str, Any]
    text: str


@dataclass(frozen=True, slots=True)
class Arguments:
    """What a client gave a tool, read value by value; each reading raises ``ParameterProblem`` with the kind wanted."""

    values: Mapping[str, Any]

    def refuse_others(self, *known: str) -> None:
        """Refuse arguments of other names."""
        for name in self.values:
            if name not in known:
                message = f"There is no argument {name[:40]!r} here; there are {', '.join(known)}."
                raise ParameterProblem(message)

    def text(self, name: str, default: str | None = None) -> str:
        """Return a text; without a default it has to be there."""
        value = self.values.get(name)
        if value is None and default is not None:
            return default
        if not isinstance(value, str) or not value.strip():
            message = f"The argument {name} is missing; it is a text."
            raise ParameterProblem(message)
        return value

    def number(self, name: str, *, default: int, least: int = 0, most: int) -> int:
        """Return a whole number between ``least`` and ``most``."""
        value = self.values.get(name)
        if value is None:
            return default
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            message = f"The argument {name} is a whole number from {least} to {most:,}, not {str(value)[:40]}."
            raise ParameterProblem(message)
        return value

    def switch(self, name: str, *, default: bool) -> bool:
        """Return a truth value."""
        value = self.values.get(name)
        if value is None:
            return default
        if not isinstance(value, bool):
            message = f"The argument {name} is true or false, not {str(value)[:40]}."
            raise ParameterProblem(message)
        return value

    def mapping(self, name: str) -> Mapping[str, Any]:
        """Return an object, empty where there is none."""
        value = self.values.get(name)
        if value is None:
            return {}
        if not isinstance(value, dict):
            message = f'The argument {name} is an object such as {{"country": "country:KAZ"}}.'
            raise ParameterProblem(message)
        return value


def write_parameters(given: Mapping[str, Any]) -> dict[str, str]:
    """Return parameters of a saved query as a user types them; raise ``ParameterProblem`` for lists and objects."""
    return {name: _write(name, value) for name, value in given.items() if value is not None}


def _write(name: str, value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, str | int | float):
        return str(value)
    message = f"The parameter {name[:40]} takes a text or a number, not a list or an object."
    raise ParameterProblem(message)
