"""Check the columns, the view and the expectations of a saved query against what it projects."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from carec_kg.saved_queries.model import (
    Column,
    ColumnsExpected,
    CountExpected,
    Expectation,
    RowExpected,
    YesNoExpected,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from carec_kg.errors import SyntaxProblem
    from carec_kg.saved_queries.case import Case

_FIGURE_VALUE = "carec:value"
_DATES = ("date", "asOf", "from", "to", "year")


def check_columns(case: Case, projected: tuple[str, ...]) -> Iterator[SyntaxProblem]:
    """Yield a problem unless the header describes what the query projects, in the same order."""
    columns = case.query.columns
    declared = tuple(column.name for column in columns)
    for column in columns:
        if column.name not in projected:
            yield case.at_header(
                f"column {column.name} is not projected; the query gives {', '.join(projected)}.", column.line
            )
    missing = [name for name in projected if name not in declared]
    for name in missing:
        yield case.at_text(f"?{name} is projected but not described; add '#+ column: {name} (type) What it is.'")
    if not missing and set(declared) == set(projected) and declared != projected:
        yield case.at_header(
            f"the columns stand in another order than the query gives: {', '.join(projected)}.", columns[0].line
        )


def check_figures(case: Case) -> Iterator[SyntaxProblem]:
    """Yield a problem for a figure that is shown without its qualifier, unit, date, doubts or passage.

    A companion is named for its figure (``amountQualifier``) or plainly (``qualifier``); where a query shows
    several figures, each has a qualifier of its own.
    """
    columns = case.query.columns
    names = {column.name for column in columns}
    figures = [column for column in columns if column.type == "figure"]
    for figure in figures:
        for companion, possible in _companions(figure, alone=len(figures) == 1):
            if not names & set(possible):
                names_in_words = " or ".join(possible[:2])
                message = f"the figure {figure.name} is shown without its {companion}; add a column {names_in_words}."
                yield case.at_header(message, figure.line)
    hidden = _shown_values(case) - {figure.name for figure in figures}
    for column in columns:
        if column.name in hidden:
            message = f"column {column.name} shows a {_FIGURE_VALUE}; give it the type figure."
            yield case.at_header(message, column.line)


def _companions(figure: Column, *, alone: bool) -> Iterator[tuple[str, tuple[str, ...]]]:
    def named(*plain: str) -> tuple[str, ...]:
        return tuple(f"{figure.name}{word[0].upper()}{word[1:]}" for word in plain)

    yield "qualifier", (("qualifier", *named("qualifier")) if alone else named("qualifier"))
    yield "unit", ("unit", *named("unit"))
    yield "date", (*_DATES, *named(*_DATES))
    yield "doubts", (("doubts", *named("doubts")) if alone else named("doubts"))
    yield "passage", ("passage", *named("passage"))


def check_dates(case: Case) -> Iterator[SyntaxProblem]:
    """Yield a problem for days that are shown without saying whether a day, a month or a year is meant."""
    dates = [column for column in case.query.columns if column.type == "date"]
    if dates and not any(column.name.lower().endswith("precision") for column in case.query.columns):
        message = f"the date {dates[0].name} may be a year or a month given by its days; add a column precision."
        yield case.at_header(message, dates[0].line)


def _shown_values(case: Case) -> set[str]:
    """Return the variables that stand directly behind ``carec:value``."""
    tokens = case.read.tokens
    pairs = itertools.pairwise(tokens)
    return {after.text[1:] for token, after in pairs if token.text == _FIGURE_VALUE and after.kind == "variable"}


def check_view(case: Case) -> Iterator[SyntaxProblem]:
    """Yield a problem for a view that the query's columns cannot fill."""
    view, query = case.query.view, case.query
    names = [column.name for column in query.columns]
    if query.kind == "ask" and view.kind != "table":
        yield case.at_header("a yes or no has no view; leave the line out.", view.line)
    if query.kind == "construct" and (view.kind not in {"graph", "table"} or view.roles):
        yield case.at_header("triples are shown as 'graph' or 'table', without roles.", view.line)
    if query.kind == "select":
        if view.kind == "graph" and not {"source", "target"} <= {role for role, _ in view.roles}:
            yield case.at_header("the view lacks a role; expected 'graph source=column target=column'.", view.line)
        for role, name in view.roles:
            if name not in names:
                yield case.at_header(
                    f"the view's {role} is {name}, which is no column; there are {', '.join(names)}.", view.line
                )


def check_expectations_fit(case: Case) -> Iterator[SyntaxProblem]:
    """Yield a problem for an expectation that a query of this kind or with these columns cannot meet."""
    expectations = case.query.expectations
    if not expectations:
        yield case.at_header(
            "the header has no 'expect'; say what the result must satisfy, as '#+ expect: rows 1..'.", 1
        )
    for expectation in expectations:
        message = _misfit(case, expectation)
        if message:
            yield case.at_header(message, expectation.line)


def _misfit(case: Case, expectation: Expectation) -> str:
    kind = case.query.kind
    names = {column.name for column in case.query.columns}
    if isinstance(expectation, YesNoExpected):
        return "" if kind == "ask" else "only an ASK query answers yes or no."
    if kind == "ask":
        return "an ASK query gives no rows; expected 'yes' or 'no'."
    if isinstance(expectation, CountExpected):
        return ""
    if kind == "construct":
        return "a CONSTRUCT query gives triples; expected 'triples 3..'."
    mentioned = _mentioned(expectation)
    unknown = [name for name in mentioned if name not in names]
    return f"{unknown[0]} is no column of this query; there are {', '.join(sorted(names))}." if unknown else ""


def _mentioned(expectation: ColumnsExpected | RowExpected) -> tuple[str, ...]:
    if isinstance(expectation, ColumnsExpected):
        return expectation.names
    return tuple(name for name, _ in expectation.cells)
