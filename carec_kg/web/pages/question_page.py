"""What the page of a question shows, put together from the request and the graph. No Flask here."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from carec_kg.errors import CarecError, ParameterProblem
from carec_kg.rdf.terms import Iri
from carec_kg.saved_queries.parameters import bind
from carec_kg.web.pages.citing import name_documents, read_citations
from carec_kg.web.pages.columns import ShownColumn, plan_columns, plan_variables
from carec_kg.web.pages.question_form import make_fields
from carec_kg.web.pages.question_rows import ask
from carec_kg.web.pages.tables import TableMaker, things_in
from carec_kg.web.problems import describe_error

if TYPE_CHECKING:
    from collections.abc import Mapping

    from carec_kg.drawing.frame import Drawing
    from carec_kg.saved_queries.lookup import Lookup
    from carec_kg.saved_queries.model import SavedQuery
    from carec_kg.saved_queries.parameters import BoundQuery
    from carec_kg.web.pages.citing import Cited
    from carec_kg.web.pages.question_form import Field
    from carec_kg.web.pages.question_rows import Found
    from carec_kg.web.pages.reader import GraphReader
    from carec_kg.web.pages.tables import Table
    from carec_kg.web.problems import Problem

#: Passages whose documents a drawing names.
_MOST_NAMED = 400


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the address asks for beside the parameters of the query."""

    language: str = "en"
    view: str = "table"
    inferred: bool = True
    evidence: bool = False


@dataclass(slots=True)
class QuestionPage:
    """All that the template needs; without ``bound`` there is no answer, and ``problem`` says what is wrong."""

    query: SavedQuery
    wishes: Wishes
    fields: list[Field]
    given: dict[str, str] = field(default_factory=dict)
    bound: BoundQuery | None = None
    problem: Problem | None = None
    found: Found | None = None
    table: Table | None = None
    sources: list[Cited] = field(default_factory=list)
    drawing: Drawing | None = None
    evidence: list[RowEvidence] = field(default_factory=list)
    diagnosis: list[dict[str, Any]] = field(default_factory=list)
    choices: list[tuple[str, str]] = field(default_factory=list)
    near: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    @property
    def status(self) -> int:
        """Return the status of the answer."""
        return self.problem.status if self.problem else 200

    @property
    def narrowed(self) -> bool:
        """Return whether any parameter has a value."""
        return any(entry.value for entry in self.fields)


@dataclass(frozen=True, slots=True)
class RowEvidence:
    """What a row rests on: passages by their numbers on the page, and how many of its statements are inferred."""

    passages: tuple[tuple[int, str], ...]
    inferred: int
    more: bool
    unexplained: str


def make_page(
    query: SavedQuery, given: Mapping[str, str], wishes: Wishes, reader: GraphReader, lookup: Lookup
) -> QuestionPage:
    """Return the page for what is given; what goes wrong on the way stands on the page."""
    page = QuestionPage(query, wishes, make_fields(query, given, lookup, reader, wishes.language), dict(given))
    if any(parameter.required and not given.get(parameter.name) for parameter in query.parameters) and not given:
        return page
    try:
        page.bound = bind(query, given, lookup)
        page.choices = _describe_choices(page, page.bound, reader)
        page.found = ask(reader, page.bound, query.kind, inferred=wishes.inferred)
        _fill(page, page.bound, page.found, reader)
    except CarecError as error:
        page.problem = describe_error(error)
        if isinstance(error, ParameterProblem):
            page.bound = None
            page.near = _find_near(query, given, lookup)
    return page


def _find_near(query: SavedQuery, given: Mapping[str, str], lookup: Lookup) -> list[tuple[str, dict[str, str]]]:
    """Return label and parameter of the choices nearest to what is given, where that is none of them."""
    found = []
    for parameter in query.parameters:
        text = given.get(parameter.name, "")
        choice = lookup.nearest(parameter, text) if text else None
        if choice and choice.value != text:
            found.append((choice.label, {parameter.name: choice.value}))
    return found


def _fill(page: QuestionPage, bound: BoundQuery, found: Found, reader: GraphReader) -> None:
    if found.truth is not None:
        return
    if not found.drawn.rows:
        page.diagnosis = _diagnose(bound, reader, page.wishes)
        return
    if page.wishes.view != "table":
        page.drawing = draw(page.query, found, reader, page.wishes.language)
        return
    maker = TableMaker(
        page.wishes.language, reader.labels(things_in(found.page.rows), page.wishes.language), found.first
    )
    page.table = maker.make(found.page, shown_columns(page.query, found))
    if page.wishes.evidence and page.query.kind == "select":
        page.evidence = _read_evidence(bound, found, reader, page.wishes, maker)
    page.sources = read_citations(reader, maker.passages, page.wishes.language)


def shown_columns(query: SavedQuery, found: Found) -> list[ShownColumn]:
    """Return the columns of the page's table."""
    if query.columns:
        return plan_columns(query.columns)
    if query.kind == "construct":
        return [ShownColumn("thing", name, "", {"main": name}) for name in found.page.variables]
    return plan_variables(found.page.variables)


def draw(query: SavedQuery, found: Found, reader: GraphReader, language: str, *, alone: bool = False) -> Drawing | None:
    """Return the drawing of an answer by its query's view; ``alone`` draws the title too, as a file needs it."""
    from carec_kg.drawing.views import draw_view  # noqa: PLC0415 - only where it is looked at
    from carec_kg.drawing.words import Words  # noqa: PLC0415

    rows = found.drawn
    passages = [iri for iri in things_in(rows.rows) if "/source/" in iri][:_MOST_NAMED]
    words = Words(query.title, "", {}, query.slug, heading=alone)
    named = name_documents(reader, passages, language)
    labels = {iri: label.text for iri, label in reader.labels(things_in(rows.rows), language).items()}
    cut = len(rows.rows) if found.total is None else 0
    words = Words(query.title, words.list_names(named, 3), labels, query.slug, heading=alone, cut=cut)
    columns = [column for name in rows.variables for column in query.columns if column.name == name]
    return draw_view(query.view.kind, dict(query.view.roles), columns, rows.rows, words)


def _read_evidence(
    bound: BoundQuery, found: Found, reader: GraphReader, wishes: Wishes, maker: TableMaker
) -> list[RowEvidence]:
    asked = {"query": bound.text, "limit": len(found.page.rows), "language": wishes.language}
    rows = reader.inquire("evidence", asked).get("rows", [])
    return [
        RowEvidence(
            tuple((maker.cite(passage), passage) for passage in row.get("sources", ())),
            int(row.get("inferred", 0)),
            bool(row.get("more")),
            str(row.get("unexplained") or ""),
        )
        for row in rows
    ]


def _diagnose(bound: BoundQuery, reader: GraphReader, wishes: Wishes) -> list[dict[str, Any]]:
    try:
        found = reader.inquire(
            "diagnose", {"query": bound.unpaged, "parameters": bound.given(), "language": wishes.language}
        )
    except CarecError:
        # That there is nothing is true all the same.
        return []
    causes = found.get("causes", [])
    return [cause for cause in causes if isinstance(cause, dict) and cause.get("text")]


def lead_row(page: QuestionPage) -> list[tuple[str, Any]]:
    """Return heading and cell of each value of an answer that is one row, without its sources; else nothing."""
    if not page.table or page.found is None or page.found.total != 1 or page.query.kind != "select":
        return []
    cells = zip(page.table.columns, page.table.lines[0].cells, strict=True)
    return [(column.heading, cell) for column, cell in cells if cell.kind not in {"empty", "passage"}]


def _describe_choices(page: QuestionPage, bound: BoundQuery, reader: GraphReader) -> list[tuple[str, str]]:
    """Return name and value of each parameter that has one, the things by their labels."""
    iris = [term.value for _, term in bound.bindings if isinstance(term, Iri)]
    labels = reader.labels(iris, page.wishes.language)
    shown = {entry.name: entry for entry in page.fields}
    return [
        (shown[name].label, labels[term.value].text if isinstance(term, Iri) else shown[name].shown)
        for name, term in bound.bindings
        if term is not None
    ]
