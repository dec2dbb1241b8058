"""What a diagnosis is: why a query gives nothing, each cause with its place in the query and what would help."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

#: What can empty a query: a term that the graph does not have, a literal that it has in another form, a pattern that
#: nothing fits, things that hold in another graph or by inference alone, elements that nothing fits together, and what
#: takes solutions away. ``unread`` is a query that was not looked into.
CauseKind: TypeAlias = Literal[
    "term", "literal", "pattern", "graph", "closure", "join", "filter", "values", "parameter", "minus", "having",
    "slice", "template", "unread",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Place:
    """A part of a query as it was written; line and column count from 1, ``start`` in characters from 0."""

    fragment: str
    line: int
    column: int
    start: int


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Something to write in place of a cause's fragment; ``iri`` is empty where it is no name of a thing.

    ``text`` says it in words; ``helps`` says that the query was asked with it, and gave something.
    """

    text: str
    replacement: str
    iri: str = ""
    helps: bool = False


@dataclass(frozen=True, slots=True)
class Cause:
    """A part of a query that empties it, in a finished sentence; ``parts`` are all that do so together.

    ``parameter`` is the name of a saved query's parameter, where it is one.
    """

    kind: CauseKind
    text: str
    place: Place
    suggestions: tuple[Suggestion, ...] = ()
    parts: tuple[Place, ...] = ()
    parameter: str = ""


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """Why a query gives nothing; ``complete`` says that everything was looked at which could have emptied it."""

    empty: bool
    causes: tuple[Cause, ...] = ()
    complete: bool = True
    incomplete: str = field(default="")


def to_dict(diagnosis: Diagnosis) -> dict[str, Any]:
    """Return a diagnosis as values for JSON; ``incomplete`` says what was left undone, where something was."""
    answer: dict[str, Any] = {
        "empty": diagnosis.empty,
        "causes": [_write_cause(cause) for cause in diagnosis.causes],
        "complete": diagnosis.complete,
    }
    return {**answer, "incomplete": diagnosis.incomplete} if diagnosis.incomplete else answer


def _write_cause(cause: Cause) -> dict[str, Any]:
    named = {"parameter": cause.parameter} if cause.parameter else {}
    return {
        **named,
        "kind": cause.kind,
        "text": cause.text,
        **_write_place(cause.place),
        "parts": [_write_place(place) for place in cause.parts],
        "suggestions": [
            {"text": one.text, "iri": one.iri, "replacement": one.replacement, "helps": one.helps}
            for one in cause.suggestions
        ],
    }


def _write_place(place: Place) -> dict[str, Any]:
    return {"fragment": place.fragment, "line": place.line, "column": place.column}
