"""Answers as tables."""

from __future__ import annotations

from carec_kg.graph.answers import Rows
from carec_kg.iris import CAREC, PREFIXES
from carec_kg.rdf.terms import Iri, Literal, text_literal
from carec_kg.saved_queries.model import Column
from carec_kg.web.pages.columns import plan_columns
from carec_kg.web.pages.reader import Label
from carec_kg.web.pages.tables import Cell, TableMaker, things_in

XSD = PREFIXES["xsd"]
COLUMNS = [
    Column("port", "iri", "The port.", None, None, optional=False, line=1),
    Column("portName", "string", "Its name.", None, None, optional=False, line=2),
    Column("value", "figure", "The value.", None, None, optional=False, line=3),
    Column("qualifier", "string", "How exactly.", None, None, optional=True, line=4),
    Column("unit", "string", "Its unit.", None, None, optional=False, line=5),
    Column("year", "integer", "The year.", None, None, optional=True, line=6),
    Column("stated", "boolean", "Whether it is stated.", None, None, optional=False, line=7),
    Column("passage", "iri", "Where.", CAREC + "Passage", None, optional=True, line=8),
]
NAMES = tuple(column.name for column in COLUMNS)
ROW = (
    Iri("urn:x:dusti"),
    text_literal("Dusti port", "en"),
    Literal("1387.5", XSD + "decimal"),
    text_literal("about", "en"),
    Literal("HR"),
    Literal("2020", XSD + "integer"),
    Literal("false", XSD + "boolean"),
    Iri("urn:x:passage"),
)


def make(language: str, labels: dict[str, Label], *rows: tuple[object, ...]) -> list[tuple[Cell, ...]]:
    table = TableMaker(language, labels, 100).make(Rows(NAMES, list(rows)), plan_columns(COLUMNS))  # type: ignore[arg-type]
    assert [line.row for line in table.lines] == list(range(100, 100 + len(rows)))
    return [line.cells for line in table.lines]


def test_each_kind_of_value_is_worded() -> None:
    (cells,) = make("en", {}, ROW)
    assert cells == (
        Cell("thing", "Dusti port", "en", "urn:x:dusti"),
        Cell("figure", "1,387.5", before="about", after="hours"),
        Cell("number", "2020"),
        Cell("truth", "false", iri="stated"),
        Cell("passage", iri="urn:x:passage", number=1),
    )


def test_a_label_in_the_readers_language_goes_before_the_querys_own() -> None:
    (cells,) = make("ru", {"urn:x:dusti": Label("Дусти", "ru")}, ROW)
    assert cells[0] == Cell("thing", "Дусти", "ru", "urn:x:dusti")
    (cells,) = make("ru", {"urn:x:dusti": Label("Dusti", "en")}, ROW)
    assert cells[0].text == "Dusti port"


def test_what_is_not_there_is_empty() -> None:
    (cells,) = make("en", {}, (None,) * len(NAMES))
    assert {cell.kind for cell in cells} == {"empty"}


def test_a_passage_has_one_number_on_a_page() -> None:
    rows = [(*ROW[:-1], Iri(f"urn:x:{name}")) for name in "aba"]
    assert [cells[-1].number for cells in make("en", {}, *rows)] == [1, 2, 1]


def test_things_are_listed_once() -> None:
    assert things_in([ROW, ROW]) == ["urn:x:dusti", "urn:x:passage"]
