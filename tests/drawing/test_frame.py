from __future__ import annotations

from carec_kg.drawing.frame import Block, compose
from carec_kg.drawing.words import Words
from tests.drawing.reading import SVG, read_svg, texts

BLOCK = Block((), 10)


def test_a_drawing_is_an_image_with_a_name_and_a_description() -> None:
    root = read_svg(compose("bar", BLOCK, "What it shows.", [], Words("A <title> & more", key="k")).svg)
    assert root.get("role") == "img"
    named = {found.get("id"): found.text for found in root if found.get("id")}
    assert [named[key] for key in (root.get("aria-labelledby") or "").split()] == ["A <title> & more", "What it shows."]


def test_a_file_has_its_heading_and_a_part_of_a_page_has_not() -> None:
    assert texts(compose("bar", BLOCK, "", [], Words("Title")).svg) == ["Title"]
    assert texts(compose("bar", BLOCK, "", [], Words("Title", heading=False)).svg) == []


def test_notes_and_source_stand_below() -> None:
    drawing = compose("bar", BLOCK, "", ["A note."], Words("Title", "A report", cut=2000))
    assert texts(drawing.svg)[1:] == [
        "Drawn from the first 2000 rows; the answer has more.",
        "A note.",
        "Source: A report",
    ]
    assert len(drawing.notes) == 2


def test_characters_that_no_xml_may_hold_are_left_out() -> None:
    assert texts(compose("bar", BLOCK, "\x00", [], Words("a\x08b")).svg) == ["ab"]


def test_a_drawing_has_neither_style_nor_script() -> None:
    root = read_svg(compose("bar", BLOCK, "", ["note"], Words("Title", "S")).svg)
    assert not [found for found in root.iter() if found.get("style") or found.tag in {f"{SVG}script", f"{SVG}style"}]
