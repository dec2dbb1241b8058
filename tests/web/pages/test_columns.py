"""Columns that belong together stand in one."""

from __future__ import annotations

from carec_kg.iris import CAREC
from carec_kg.saved_queries.model import Column
from carec_kg.web.pages.columns import humanize, plan_columns, plan_variables


def column(name: str, type_: str, of_class: str | None = None, unit: str | None = None) -> Column:
    return Column(name, type_, f"The {name}.", of_class, unit, optional=False, line=1)


def plan(*columns: Column) -> list[tuple[str, str, dict[str, str]]]:
    return [(shown.kind, shown.heading, dict(shown.parts)) for shown in plan_columns(columns)]


def test_a_thing_stands_under_its_name() -> None:
    assert plan(column("corridor", "iri"), column("corridorName", "string"), column("note", "string")) == [
        ("thing", "Corridor", {"main": "corridor", "label": "corridorName"}),
        ("text", "Note", {"main": "note"}),
    ]
    assert plan(column("country", "iri"), column("name", "string"))[0][2] == {"main": "country", "label": "name"}


def test_a_name_that_comes_first_waits_for_its_thing() -> None:
    assert plan(column("portName", "string"), column("port", "iri")) == [
        ("thing", "Port", {"main": "port", "label": "portName"})
    ]


def test_a_figure_takes_its_unit_and_its_qualifier() -> None:
    parts = plan(column("value", "figure"), column("qualifier", "string"), column("unit", "string"))
    assert parts == [("figure", "Value", {"main": "value", "unit": "unit", "qualifier": "qualifier"})]


def test_two_figures_share_a_unit_but_never_a_qualifier() -> None:
    shown = plan(
        column("slow", "figure"), column("slowQualifier", "string"), column("fast", "figure"), column("unit", "string")
    )
    assert shown == [
        ("figure", "Slow", {"main": "slow", "unit": "unit", "qualifier": "slowQualifier"}),
        ("figure", "Fast", {"main": "fast", "unit": "unit"}),
    ]


def test_two_days_and_their_precision_are_one_time() -> None:
    assert plan(column("from", "date"), column("to", "date"), column("precision", "string")) == [
        ("time", "When", {"main": "from", "last": "to", "precision": "precision"})
    ]
    assert plan(column("since", "date"))[0][:2] == ("time", "Since")


def test_passages_are_sources_and_years_are_no_amounts() -> None:
    shown = plan(column("year", "integer"), column("passage", "iri", CAREC + "Passage"), column("rows", "integer"))
    assert [kind for kind, _, _ in shown] == ["text", "passage", "number"]


def test_every_variable_of_every_saved_question_is_shown_once() -> None:
    from pathlib import Path  # noqa: PLC0415 - this test alone reads the real questions

    from carec_kg.saved_queries.catalogue import read_catalogue  # noqa: PLC0415

    for query in read_catalogue(Path(__file__).parents[3] / "queries", trusted=True):
        shown = plan_columns(query.columns)
        # A unit may be that of several figures; all else is shown in one place.
        used = [name for column in shown for part, name in column.parts.items() if part != "unit"]
        units = {column.parts["unit"] for column in shown if "unit" in column.parts}
        assert len(used) == len(set(used)), query.slug
        assert set(used) | units == {column.name for column in query.columns}, query.slug


def test_names_of_variables_become_words() -> None:
    assert [humanize(name) for name in ("directionName", "from", "x1")] == ["Direction name", "From", "X1"]
    assert plan_variables(["oneThing"])[0].heading == "One thing"
