"""Explain rows of a SELECT: the triples that each rests on, checked by replaying the query over them alone.

Pure: an engine goes in, values come out. No file, no clock and no network is touched, so that it runs in a sealed
worker.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from carec_kg.errors import QueryProblem, UsageError
from carec_kg.evidence.concluding import Explanation
from carec_kg.evidence.failing import Unexplained
from carec_kg.evidence.model import Limits
from carec_kg.evidence.sight import Sight
from carec_kg.graph.answers import Rows
from carec_kg.graph.engine import QueryRequest
from carec_kg.graph.workbench import Workbench

if TYPE_CHECKING:
    from collections.abc import Callable

    from carec_kg.evidence.model import RowEvidence
    from carec_kg.graph.answers import Row
    from carec_kg.graph.engine import Engine

_LIMITS = Limits()
_NO_SELECT = (
    "Only the rows of a SELECT query are explained. For a statement, which is what an ASK query is about, use "
    "carec-kg explain S P O, for example carec-kg explain country:KAZ a carec:Member; over HTTP, /explain?s=…&p=…&o=…."
)


def _endless() -> float:
    return 1.0


def explain_row(
    engine: Engine,
    request: QueryRequest,
    row: int | Row,
    *,
    limits: Limits = _LIMITS,
    page: int = 0,
    time_left: Callable[[], float] = _endless,
) -> RowEvidence:
    """Explain one row of a SELECT, by its number (from 0, in the order of the result) or by its values.

    Without an ORDER BY that tells all rows apart, the engine may give them in another order at another run: then name
    the row by its values. The row that was explained is in the answer.
    ``page`` (from 0) chooses which members of a large group are shown. ``time_left`` gives the seconds that are left.
    Raise ``QueryProblem`` for a query that does not parse or is no SELECT, ``UsageError`` for a row or page that is
    not there, and ``OutOfTime``. A row that cannot be explained comes back with the reason.
    """
    if page < 0 or (isinstance(row, int) and row < 0):
        message = "Rows and pages count from 0."
        raise UsageError(message)
    _check_bindings(request)
    sight = Sight(engine, request, limits, time_left)
    result = _select(sight, request, row + 1) if isinstance(row, int) else name_columns(request)
    values = _pick(result, row) if isinstance(row, int) else row
    if len(values) != len(result.variables):
        message = f"The rows of this query have {len(result.variables)} columns, not {len(values)}."
        raise UsageError(message)
    return Explanation(sight, request.text, result.variables).explain_one(values, page)


def explain_rows(
    engine: Engine,
    request: QueryRequest,
    rows: Rows | None = None,
    *,
    limits: Limits = _LIMITS,
    time_left: Callable[[], float] = _endless,
) -> list[RowEvidence]:
    """Explain every row of a result, each with one derivation of the fewest sources that were found; in their order.

    ``rows`` are rows that the query gave; without them it is asked for all that ``row_cap`` allows. Raise
    ``QueryProblem`` as ``explain_row`` does, and ``OutOfTime`` where no row could be explained in time; rows that
    the time did not suffice for say so.
    """
    _check_bindings(request)
    sight = Sight(engine, request, limits, time_left)
    result = rows or _select(sight, request, request.row_cap)
    sight.allow_rows(len(result.rows))
    return Explanation(sight, request.text, result.variables).explain_many(result.rows)


def _check_bindings(request: QueryRequest) -> None:
    if request.bindings:
        message = "A query with variables bound from outside is not explained; write them into it as VALUES."
        raise UsageError(message)


def _select(sight: Sight, request: QueryRequest, row_cap: int | None) -> Rows:
    try:
        return sight.select(request.text, row_cap)
    except Unexplained:
        raise QueryProblem(_NO_SELECT) from None


def name_columns(request: QueryRequest) -> Rows:
    """Return a result of the query without rows; raise ``QueryProblem`` for what is no SELECT.

    Over the data it would be sorted before the first row is given.
    """
    answer = Workbench().answer(QueryRequest(request.text))
    if not isinstance(answer, Rows):
        raise QueryProblem(_NO_SELECT)
    return answer


def _pick(result: Rows, row: int) -> Row:
    if row < len(result.rows):
        return result.rows[row]
    found = len(result.rows)
    count = {0: "no rows", 1: "one row, number 0"}.get(found, f"{found:,} rows, numbered from 0 to {found - 1}")
    message = f"There is no row {row}: the result has {count}."
    raise UsageError(message)
