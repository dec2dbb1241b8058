"""The figures of the start page: which questions they answer is chosen here, what they are is read from the graph."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from carec_kg.errors import CarecError
from carec_kg.saved_queries.parameters import bind
from carec_kg.web.pages import values
from carec_kg.web.pages.citing import name_documents
from carec_kg.web.pages.columns import plan_columns
from carec_kg.web.pages.figure_words import say_number
from carec_kg.web.pages.question_rows import ask

if TYPE_CHECKING:
    from collections.abc import Mapping

    from carec_kg.rdf.terms import Term
    from carec_kg.saved_queries.model import SavedQuery
    from carec_kg.web.pages.columns import ShownColumn
    from carec_kg.web.pages.site import Site


@dataclass(frozen=True, slots=True)
class Choice:
    """Which figure is shown: a question with its parameters, the column, and the time whose latest row counts."""

    word: str
    slug: str
    column: str
    time: str
    given: tuple[tuple[str, str], ...] = ()


_CORRIDORS = "group:carec-corridors"
_COST = "measure:cost-at-border"
#: In the order of the page; a question that the graph at hand does not have, or does not answer, is passed over.
CHOSEN = (
    Choice("invested", "totals-by-year", "value", "date"),
    Choice("projects", "projects-counted", "value", "date", (("ofWhat", "programme:carec"),)),
    Choice("border_road", "border-times", "value", "year", (("thing", _CORRIDORS), ("mode", "road"))),
    Choice("border_rail", "border-times", "value", "year", (("thing", _CORRIDORS), ("mode", "rail"))),
    Choice(
        "border_cost", "border-times", "value", "year", (("thing", _CORRIDORS), ("indicator", _COST), ("mode", "road"))
    ),
    Choice("speed", "speeds", "withDelay", "year", (("thing", _CORRIDORS), ("mode", "road"))),
)


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """A dated figure: the key of its words, qualifier, amount and unit, when, its question's address, its passage."""

    word: str
    before: str
    amount: str
    unit: str
    when: str
    path: str
    passage: str
    document: str


def read_key_figures(site: Site, language: str) -> list[KeyFigure]:
    """Return the figures that this graph has, each from the latest row of its question."""
    return [figure for choice in CHOSEN if (figure := _read(site, choice, language))]


def _read(site: Site, choice: Choice, language: str) -> KeyFigure | None:
    query = site.catalogue.questions.get(choice.slug)
    columns = {column.main: column for column in plan_columns(query.columns)} if query else {}
    given = dict(choice.given)
    if query is None or not {choice.column, choice.time} <= set(columns):
        return None
    try:
        row = _find_latest(site, query, given, choice)
    except CarecError:
        # The page is whole without it; the question itself says what is wrong.
        return None
    return _word(site, choice, columns, row, given, language) if row else None


def _find_latest(site: Site, query: SavedQuery, given: Mapping[str, str], choice: Choice) -> dict[str, Term] | None:
    """Return the row with the latest time among those that state the figure; the first of several."""
    found = ask(site.reader, bind(query, given), query.kind, inferred=True)
    dated = [row for row in found.drawn.records() if {choice.column, choice.time, "passage"} <= set(row)]
    return max(dated, key=lambda row: row[choice.time].value, default=None)


def _word(
    site: Site,
    choice: Choice,
    columns: Mapping[str, ShownColumn],
    row: Mapping[str, Term],
    given: Mapping[str, str],
    language: str,
) -> KeyFigure:
    parts = {part: row[name].value for part, name in columns[choice.column].parts.items() if name in row}
    time = {part: row[name].value for part, name in columns[choice.time].parts.items() if name in row}
    passage = row["passage"].value
    unit = parts.get("unit") or columns[choice.column].unit
    return KeyFigure(
        choice.word,
        values.say_qualifier(parts.get("qualifier", "")),
        say_number(language, parts["main"]),
        values.say_unit(language, unit, parts["main"]),
        values.say_date(language, time["main"], time.get("precision", "")),
        f"/queries/{choice.slug}" + (f"?{urlencode(given)}" if given else ""),
        passage,
        ", ".join(name_documents(site.reader, [passage], language)),
    )
