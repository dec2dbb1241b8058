"""All saved queries of a folder, by name."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from difflib import get_close_matches
from types import MappingProxyType
from typing import TYPE_CHECKING, cast, get_args

from carec_kg.errors import DataProblem, Position, SyntaxProblem, UnknownName
from carec_kg.saved_queries.header import read_header
from carec_kg.saved_queries.inspection import inspect_query
from carec_kg.saved_queries.model import VALUE_KINDS, Parameter, ParameterType, QueryKind, SavedQuery, ValueKind
from carec_kg.saved_queries.sparql_text import read_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

_SLUG = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
#: Column types of a query that lists choices, and the kind of value that a parameter then takes.
_CHOICE_KINDS: Mapping[str, ValueKind] = MappingProxyType({kind: kind for kind in VALUE_KINDS})


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Saved queries by slug: ``questions`` are shown to people, ``choices`` only fill lists for parameters."""

    questions: Mapping[str, SavedQuery]
    choices: Mapping[str, SavedQuery]

    def __iter__(self) -> Iterator[SavedQuery]:
        return iter(self.questions.values())

    def __len__(self) -> int:
        return len(self.questions)

    def find(self, name: str) -> SavedQuery:
        """Return the query of that name; raise ``UnknownName`` with the nearest names."""
        found = self.questions.get(name) or self.choices.get(name)
        if found is None:
            raise UnknownName("saved query", name[:80], self._nearest(name))
        return found

    def _nearest(self, name: str) -> list[str]:
        wanted = "-".join(name.casefold().split())
        near = get_close_matches(wanted, self.questions, 3, 0.5)
        words = set(wanted.split("-"))
        sharing = [slug for slug in self.questions if words & set(slug.split("-")) and slug not in near]
        return [*near, *sharing][:3]


def read_catalogue(folder: Path, *, trusted: bool = False) -> Catalogue:
    """Read ``questions/*.rq`` and ``choices/*.rq`` of a folder; raise ``DataProblem`` with every problem found.

    The files of a published snapshot were inspected when it was built: ``trusted`` reads their headers only.
    """
    catalogue, problems = inspect_catalogue(folder, trusted=trusted)
    if problems:
        raise DataProblem("\n".join(str(problem) for problem in problems))
    return catalogue


def inspect_catalogue(folder: Path, *, trusted: bool = False) -> tuple[Catalogue, list[SyntaxProblem]]:
    """Read a folder like ``read_catalogue``; return the queries without fault, and every problem with file and line."""
    problems: list[SyntaxProblem] = []
    kinds = ("questions", "choices")
    found = {kind: _read_folder(folder / kind, f"{folder.name}/{kind}", problems) for kind in kinds}
    twice = sorted(set(found["questions"]) & set(found["choices"]))
    problems += [_problem(found["choices"][slug], "a question has this name too; rename one.") for slug in twice]
    everything = {**found["questions"], **found["choices"]}
    settled = {kind: _settle_all(found[kind], everything, problems) for kind in kinds}
    sound = settled if trusted else {kind: _keep_sound(settled[kind], problems) for kind in kinds}
    return Catalogue(sound["questions"], sound["choices"]), problems


def _read_folder(folder: Path, shown: str, problems: list[SyntaxProblem]) -> dict[str, SavedQuery]:
    queries = {}
    for file in sorted(folder.glob("*.rq")):
        try:
            query = read_saved_query(file.read_text(encoding="utf-8"), file.stem, f"{shown}/{file.name}")
        except SyntaxProblem as problem:
            problems.append(problem)
        except UnicodeDecodeError:
            problems.append(SyntaxProblem("is no UTF-8 text.", Position(f"{shown}/{file.name}", 1)))
        else:
            queries[query.slug] = query
    return queries


def read_saved_query(source: str, slug: str, path: str) -> SavedQuery:
    """Read the text of one query file, header and all; raise ``SyntaxProblem``. The query is not yet inspected."""
    if not _SLUG.fullmatch(slug):
        message = f"{slug!r} is no name for a query; use lower-case words with hyphens between."
        raise SyntaxProblem(message, Position(path, 1))
    header = read_header(source, path)
    text = "\n".join(source.split("\n")[header.lines :]).strip() + "\n"
    return SavedQuery(
        slug=slug,
        title=header.title,
        question=header.question,
        description=header.description,
        tags=header.tags,
        parameters=header.parameters,
        columns=header.columns,
        view=header.view,
        expectations=header.expectations,
        text=text,
        kind=_read_kind(text, path, header.lines + 1),
        order=read_text(text).order_variables(),
        source=source,
        path=path,
    )


def _read_kind(text: str, path: str, line: int) -> QueryKind:
    form = read_text(text).form
    for kind in get_args(QueryKind):
        if form == kind.upper():
            return cast("QueryKind", kind)
    found = f"a {form} query" if form else "no query"
    message = f"{found} stands below the header; expected SELECT, ASK or CONSTRUCT."
    raise SyntaxProblem(message, Position(path, line))


def _settle_all(
    queries: dict[str, SavedQuery], everything: dict[str, SavedQuery], problems: list[SyntaxProblem]
) -> dict[str, SavedQuery]:
    """Return the queries with each parameter's list resolved to the kind of value that it holds."""
    settled = {}
    for slug, query in queries.items():
        try:
            settled[slug] = replace(query, parameters=tuple(_settle(query, p, everything) for p in query.parameters))
        except SyntaxProblem as problem:
            problems.append(problem)
    return settled


def _keep_sound(queries: dict[str, SavedQuery], problems: list[SyntaxProblem]) -> dict[str, SavedQuery]:
    faults = {slug: inspect_query(query) for slug, query in queries.items()}
    problems += [problem for found in faults.values() for problem in found]
    return {slug: query for slug, query in queries.items() if not faults[slug]}


def _settle(query: SavedQuery, parameter: Parameter, everything: dict[str, SavedQuery]) -> Parameter:
    source = parameter.type.options_from
    if source is None:
        return parameter
    feeding = everything.get(source)
    if feeding is None:
        nearest = get_close_matches(source, everything, 1)
        hint = f"did you mean {nearest[0]}?" if nearest else "put it into questions/ or choices/."
        raise _problem(
            query, f"{parameter.name} takes its values from {source}, which is no saved query; {hint}", parameter.line
        )
    first = feeding.columns[0].type if feeding.columns else ""
    if first not in _CHOICE_KINDS or any(p.required or p.type.options_from for p in feeding.parameters):
        message = (
            f"{parameter.name} cannot take its values from {source}: that query needs a first column of type "
            f"{', '.join(_CHOICE_KINDS)}, and parameters that all may be left out."
        )
        raise _problem(query, message, parameter.line)
    return replace(parameter, type=ParameterType(_CHOICE_KINDS[first], options_from=source))


def _problem(query: SavedQuery, message: str, line: int = 1) -> SyntaxProblem:
    return SyntaxProblem(message, Position(query.path, line))
