"""Check a saved query at the door: what its header promises against what its text does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carec_kg.errors import QueryProblem, SyntaxProblem
from carec_kg.graph.answers import Answer, Rows
from carec_kg.graph.workbench import Workbench
from carec_kg.iris import PREFIXES
from carec_kg.saved_queries.case import Case, open_case
from carec_kg.saved_queries.column_checks import (
    check_columns,
    check_dates,
    check_expectations_fit,
    check_figures,
    check_view,
)
from carec_kg.saved_queries.parameter_checks import check_parameters

if TYPE_CHECKING:
    from collections.abc import Iterator

    from carec_kg.saved_queries.model import SavedQuery

#: Words that make an answer differ from run to run, or make the server call another host.
_REFUSED_WORDS = ("SERVICE", "NOW", "RAND", "UUID", "STRUUID", "BNODE")


def inspect_query(query: SavedQuery) -> list[SyntaxProblem]:
    """Return every fault of a saved query, with file and line; none where it keeps what its header promises.

    The text is run on an empty graph, so that the engine itself says whether it parses and what it projects.
    """
    case = open_case(query)
    refused = list(_check_words(case))
    if refused:
        return refused
    try:
        answer = Workbench().query(query.text)
    except QueryProblem as problem:
        return [case.at_text(problem.message, problem.line or 1, problem.column or 1)]
    problems = [*_check_prefixes(case), *check_parameters(case), *_check_shape(case, answer)]
    if isinstance(answer, Rows):
        problems += [*check_columns(case, answer.variables), *check_figures(case), *check_dates(case)]
    elif query.columns:
        problems.append(case.at_header("only a SELECT query has columns; remove them.", query.columns[0].line))
    return [*problems, *check_view(case), *check_expectations_fit(case)]


def _check_words(case: Case) -> Iterator[SyntaxProblem]:
    for token in case.read.words(*_REFUSED_WORDS):
        word = token.text.upper()
        reason = "another host" if word == "SERVICE" else "the moment it is run"
        yield case.at_text(
            f"{word} makes the answer depend on {reason}; a saved query is answered by the graph alone.", token.line
        )


def _check_prefixes(case: Case) -> Iterator[SyntaxProblem]:
    """Hold prefixes to their declarations: the engine here knows ours anyway, another endpoint does not."""
    declared = case.read.declared_prefixes()
    used = case.read.used_prefixes()
    for prefix, token in used.items():
        if prefix not in declared:
            namespace = PREFIXES.get(prefix, "…")
            yield case.at_text(f"prefix {prefix}: is not declared; add 'PREFIX {prefix}: <{namespace}>'.", token.line)
    for prefix, (namespace, token) in declared.items():
        if PREFIXES.get(prefix, namespace) != namespace:
            yield case.at_text(
                f"prefix {prefix}: stands for <{PREFIXES[prefix]}> in this project; declare that, or use another name.",
                token.line,
            )
        if prefix not in used:
            yield case.at_text(f"prefix {prefix}: is declared but not used; remove the line.", token.line)


def _check_shape(case: Case, answer: Answer) -> Iterator[SyntaxProblem]:
    """Check what paging and row numbers rest on: an order, and room for LIMIT below it."""
    read = case.read
    for token in read.outer_words("LIMIT", "OFFSET", "VALUES"):
        message = f"{token.text.upper()} below the last bracket, where limit and offset are added; move it inside."
        yield case.at_text(message, token.line)
    if not isinstance(answer, Rows):
        return
    select = next(i for i, token in enumerate(read.tokens) if token.is_word("SELECT"))
    following = read.tokens[select + 1 : select + 3]
    if any(token.text == "*" for token in following):
        yield case.at_text(
            "SELECT * leaves the order of columns to the engine; name the columns.", read.tokens[select].line
        )
    if not set(case.query.order) & set(answer.variables):
        yield case.at_text(
            "the rows have no order of their own; end with ORDER BY and columns that tell every row from the others."
        )
