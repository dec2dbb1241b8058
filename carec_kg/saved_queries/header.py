"""Read the ``#+`` header of a saved query; ``queries/README.md`` describes the format."""

from __future__ import annotations

import re
from difflib import get_close_matches
from types import MappingProxyType
from typing import TYPE_CHECKING

from carec_kg.errors import Position, SyntaxProblem
from carec_kg.saved_queries.declarations import read_column, read_parameter
from carec_kg.saved_queries.expectation_lines import read_expectation
from carec_kg.saved_queries.header_lines import Entry, split_header
from carec_kg.saved_queries.model import Column, Header, Parameter, View

if TYPE_CHECKING:
    from collections.abc import Mapping

_ONCE = ("title", "question", "description", "tags", "view")
_NEEDED = ("title", "question", "description", "tags")
_KEYS = (*_ONCE, "parameter", "column", "expect")
_TAG = re.compile(r"[a-z0-9][a-z0-9 -]*")
#: The views, each with the roles that it must and may give to columns.
VIEW_ROLES: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = MappingProxyType(
    {
        "table": ((), ()),
        "bar": (("x", "y"), ("group",)),
        "line": (("x", "y"), ("group",)),
        "timeline": (("label", "start"), ("end", "group")),
        "map": (("label", "geometry"), ("value", "group")),
        "graph": (("source", "target"), ("label", "group")),
    }
)


def read_header(source: str, file: str) -> Header:
    """Read the header of a query file's text; ``file`` stands in errors. Raise ``SyntaxProblem``."""
    entries, count = split_header(source, file)
    _check_keys(entries, file)
    single = {entry.key: entry for entry in entries if entry.key in _ONCE}
    if not single["question"].value.endswith("?"):
        raise single["question"].problem("the question is one sentence and ends with a question mark.")
    parameters = _read_parameters(entries)
    return Header(
        title=single["title"].value,
        question=single["question"].value,
        description=single["description"].value,
        tags=_read_tags(single["tags"]),
        parameters=parameters,
        columns=_read_columns(entries),
        view=_read_view(single["view"]) if "view" in single else View("table"),
        expectations=tuple(read_expectation(entry) for entry in entries if entry.key == "expect"),
        lines=count,
    )


def _check_keys(entries: list[Entry], file: str) -> None:
    seen: set[str] = set()
    for entry in entries:
        if entry.key not in _KEYS:
            nearest = get_close_matches(entry.key, _KEYS, 1)
            hint = f"did you mean '{nearest[0]}'?" if nearest else f"expected one of {', '.join(_KEYS)}."
            raise entry.problem(f"unknown key '{entry.key}'; {hint}")
        if not entry.value:
            raise entry.problem(f"'{entry.key}' is empty; write its value on this line.")
        if entry.key in _ONCE and entry.key in seen:
            raise entry.problem(f"a second '{entry.key}'; a query has one.")
        seen.add(entry.key)
    missing = [key for key in _NEEDED if key not in seen]
    if missing:
        message = f"the header has no '{missing[0]}'; expected a line '#+ {missing[0]}: …' at the top of the file."
        raise SyntaxProblem(message, Position(file, 1))


def _read_parameters(entries: list[Entry]) -> tuple[Parameter, ...]:
    found: dict[str, Parameter] = {}
    for entry in entries:
        if entry.key == "parameter":
            parameter = read_parameter(entry)
            if parameter.name in found:
                raise entry.problem(f"a second parameter {parameter.name}; each name stands once.")
            found[parameter.name] = parameter
    return tuple(found.values())


def _read_columns(entries: list[Entry]) -> tuple[Column, ...]:
    found: dict[str, Column] = {}
    for entry in entries:
        if entry.key == "column":
            column = read_column(entry)
            if column.name in found:
                raise entry.problem(f"a second column {column.name}; each name stands once.")
            found[column.name] = column
    return tuple(found.values())


def _read_tags(entry: Entry) -> tuple[str, ...]:
    tags = tuple(tag.strip() for tag in entry.value.split(","))
    for tag in tags:
        if not _TAG.fullmatch(tag):
            raise entry.problem(
                f"{tag!r} is no tag; expected lower-case words with commas between, as 'trade, border ports'."
            )
    return tags


def _read_view(entry: Entry) -> View:
    kind, *assignments = entry.value.split()
    if kind not in VIEW_ROLES:
        raise entry.problem(f"unknown view '{kind}'; expected one of {', '.join(VIEW_ROLES)}.")
    needed, possible = VIEW_ROLES[kind]
    expected = " ".join([f"{role}=column" for role in needed] + [f"[{role}=column]" for role in possible])
    roles: dict[str, str] = {}
    for assignment in assignments:
        role, sign, column = assignment.partition("=")
        if not sign or not column or role not in (*needed, *possible) or role in roles:
            raise entry.problem(f"{assignment!r} does not fit; expected '{kind} {expected}'.")
        roles[role] = column
    # The triples of a CONSTRUCT are a graph by themselves, without roles.
    if kind != "graph" and not set(needed) <= set(roles):
        raise entry.problem(f"the view lacks a role; expected '{kind} {expected}'.")
    return View(kind, tuple(roles.items()), entry.line)
