"""Why a query gives nothing: which of its parts empty it, alone or together, and what the graph has instead.

Pure: engines go in, values come out, so that it runs in a sealed worker. Every cause was checked by asking the engine.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from carec_kg.errors import OutOfTime
from carec_kg.evidence.case import Case, gives_something
from carec_kg.evidence.diagnosis import Diagnosis
from carec_kg.evidence.examining import Examination
from carec_kg.evidence.failing import Unexplained
from carec_kg.evidence.model import Limits
from carec_kg.evidence.probing import Probe
from carec_kg.evidence.query_forms import QueryForm, find_query_form, read_form
from carec_kg.evidence.query_names import QueryNames
from carec_kg.evidence.query_reading import read_query
from carec_kg.evidence.sight import Sight
from carec_kg.evidence.term_faults import find_unknown
from carec_kg.evidence.vocabulary import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from carec_kg.evidence.diagnosis import Cause
    from carec_kg.graph.engine import Engine, QueryRequest

_OVER = "The time was over before everything was looked at."


def diagnose(
    engine: Engine,
    request: QueryRequest,
    *,
    time_left: Callable[[], float],
    vocabulary: Vocabulary | None = None,
    closed: Engine | None = None,
    parameters: Mapping[str, str] | None = None,
) -> Diagnosis:
    """Say why a SELECT, an ASK or a CONSTRUCT gives nothing; an aggregate over nothing counts as nothing too.

    ``time_left`` gives the seconds that are left; what was found by then comes back, marked as incomplete.
    ``vocabulary`` are the graph's names, read here where they are not given; ``closed`` is the graph with what is
    inferred, where ``engine`` leaves it out; ``parameters`` are those of a saved query as the user gave them.
    Raise ``QueryProblem`` for a query that does not parse.
    """
    empty = not gives_something(engine.answer(replace(request, row_cap=1)))
    case, unread = _open_case(engine, request, time_left, vocabulary, closed, parameters or {})
    if not empty and (unread or not _counts_nothing(case)):
        return Diagnosis(empty=False)
    if unread:
        return _look_up_names(case, unread)
    examination = Examination(case)
    return _collect(examination.run, examination.causes, lambda: examination.complete)


def _open_case(
    engine: Engine,
    request: QueryRequest,
    time_left: Callable[[], float],
    vocabulary: Vocabulary | None,
    closed: Engine | None,
    parameters: Mapping[str, str],
) -> tuple[Case, str]:
    """Return the case of a query, and why it was not read, where it was not."""
    unread = ""
    try:
        form = read_form(request.text)
    except Unexplained as reason:
        unread = str(reason)
        form = QueryForm(find_query_form(request.text), request.text, request.text, read_query("SELECT * {}"))
    query = form.query

    @cache
    def read_vocabulary() -> Vocabulary:
        return vocabulary or Vocabulary(engine)

    def probe(asked: Engine) -> Probe:
        return Probe(Sight(asked, request, Limits(), time_left), query.prologue, query.fresh)

    whole = probe(closed) if closed is not None and closed is not engine else None
    names = QueryNames(request.text)
    return Case(engine, request, names, read_vocabulary, form, probe(engine), whole, parameters), unread


def _counts_nothing(case: Case) -> bool:
    """Tell whether a query gives its row for nothing at all: an aggregate without groups over no solution."""
    select = case.form.query.select
    if case.form.form != "SELECT" or not select.aggregates or select.keys is not None:
        return False
    try:
        return not case.probe.fits(select.group.text.strip()[1:-1])
    except (OutOfTime, Unexplained):
        return False


def _look_up_names(case: Case, unread: str) -> Diagnosis:
    """Look the names of a query up that was not read."""
    causes: list[Cause] = []

    def look() -> None:
        causes.extend(find_unknown(case, [(use.text, "thing") for use in case.names.uses if ":" in use.text]))

    found = _collect(look, causes, lambda: True)
    said = f"This query was not taken apart, because {unread}; only its names were looked up."
    return replace(found, complete=False, incomplete=said)


def _collect(look: Callable[[], None], causes: list[Cause], is_complete: Callable[[], bool]) -> Diagnosis:
    """Return what was found, however far the time, or the number of questions that are allowed, went."""
    try:
        look()
    except OutOfTime:
        return Diagnosis(empty=True, causes=tuple(causes), complete=False, incomplete=_OVER)
    except Unexplained as reason:
        said = f"Not everything was looked at, because {reason}."
        return Diagnosis(empty=True, causes=tuple(causes), complete=False, incomplete=said)
    complete = is_complete()
    said = "" if complete else "There may be further causes; correct these first, and ask again."
    return Diagnosis(empty=True, causes=tuple(causes), complete=complete, incomplete=said)
