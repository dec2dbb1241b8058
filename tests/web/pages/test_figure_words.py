"""Figures in words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from carec_kg.web.pages.cards import Card, Cards
from carec_kg.web.pages.figure_tables import write_figures, write_series
from carec_kg.web.pages.figure_words import group_digits, say_amount, say_figure, say_number
from carec_kg.web.pages.figures import Figure
from carec_kg.web.pages.marks import Marks
from carec_kg.web.pages.prose import plain
from carec_kg.web.pages.reader import Label
from carec_kg.web.pages.times import Span

_SCHEME = "https://w3id.org/carec-kg/scheme/"
_UNIT = "http://qudt.org/vocab/unit/"
_FIGURE = Figure("urn:f", "urn:port", _SCHEME + "measure/delay", "2.50", unit=_UNIT + "HR")
_CARDS = Cards(
    "en",
    {
        iri: Card(iri, Label(text, "en"))
        for iri, text in {
            "urn:port": "Old port",
            "urn:all": "All patients",
            _SCHEME + "measure/delay": "time at border",
            _SCHEME + "qualifier/about": "about",
            _SCHEME + "people/patients": "patients",
            _SCHEME + "traffic-direction/not-stated": "none stated",
            _SCHEME + "mode/road": "road",
        }.items()
    },
)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("52500000000", "52.5 billion"),
        ("1820000000.0", "1.82 billion"),
        ("351420000", "351.42 million"),
        ("1500", "1,500"),
        ("-22", "\N{MINUS SIGN}22"),
        ("0.3", "0.3"),
        ("5E3", "5,000"),
        ("n/a", "n/a"),
    ],
)
def test_numbers_keep_every_digit_in_words(value: str, words: str) -> None:
    assert say_number("en", value) == words


def test_digits_are_grouped_without_loss() -> None:
    assert group_digits("1234567.8900") == "1,234,567.8900"


def test_exactly_goes_without_saying_and_other_qualifiers_do_not() -> None:
    assert say_amount("en", _CARDS, _FIGURE) == "2.50 hours"
    about = replace(_FIGURE, qualifier=_SCHEME + "qualifier/about")
    assert say_amount("en", _CARDS, about) == "about 2.50 hours"


def test_what_is_counted_takes_the_place_of_the_unit() -> None:
    figure = replace(
        _FIGURE,
        value="1500",
        unit=_UNIT + "PERSON",
        span=Span("2023-01-01", precision=_SCHEME + "precision/year"),
        notes={"ofWhom": (_SCHEME + "people/patients",), "amongGroup": ("urn:all",)},
        outlook=_SCHEME + "outlook/expected",
    )
    assert plain(say_figure("en", _CARDS, figure)) == (
        "Old port, time at border: 1,500 patients among “All patients”, since 2023. "
        "The source expects this; it does not say that it has been reached."
    )


def test_a_direction_that_no_source_gives_is_not_said() -> None:
    figure = replace(_FIGURE, mode=_SCHEME + "mode/road", direction=_SCHEME + "traffic-direction/not-stated")
    assert plain(say_figure("en", _CARDS, figure)) == "Old port, time at border: 2.50 hours by road."


def test_a_unit_without_a_word_goes_by_its_name() -> None:
    assert say_amount("en", _CARDS, replace(_FIGURE, unit=_UNIT + "FURLONG")).startswith("2.50 unit:FURLONG")


def test_reports_that_agree_share_a_value_and_those_that_do_not_stand_apart() -> None:
    point = replace(_FIGURE, mode=_SCHEME + "mode/road", year="2020")
    readings = [
        replace(point, iri="urn:a", graphs=("urn:g1",)),
        replace(point, iri="urn:b", graphs=("urn:g2",)),
        replace(point, iri="urn:c", value="3", graphs=("urn:g3",), notes={"doubt": ("urn:d",)}),
        replace(point, iri="urn:d", year="2022", graphs=("urn:g1",)),
    ]
    table = write_series(readings, _CARDS, Marks())
    assert table.years == ("2020", "2022")
    (series,) = table.series
    assert [(one.number, [mark.graph for mark in one.marks]) for one in series.readings["2020"]] == [
        ("2.50", ["urn:g1", "urn:g2"]),
        ("3", ["urn:g3"]),
    ]
    assert series.readings["2020"][1].doubts == ("urn:d",)


def test_single_figures_are_no_series() -> None:
    assert write_series([_FIGURE], _CARDS, Marks()).series == ()
    rows, count = write_figures([_FIGURE], _CARDS, Marks())
    assert [row.amount for row in rows] == ["2.50 hours"]
    assert count == 1


def test_a_table_that_is_cut_knows_how_much_there_is() -> None:
    assert write_figures([_FIGURE, _FIGURE], _CARDS, Marks(), 1)[1] == 2
