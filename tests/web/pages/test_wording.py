"""The words of the interface."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

import carec_kg.web
from carec_kg.web.pages.wording import find_words, say, words_of

FOLDER = Path(carec_kg.web.__file__).parent / "words"


def test_places_are_filled_and_tables_are_reached_by_dots() -> None:
    assert say("en", "frame.mark_label", number=3) == "Source 3"
    assert say("en", "frame.nav.map") == "Map"


def test_a_language_without_words_speaks_english() -> None:
    assert say("zh", "frame.nav.map") == "Map"
    assert say("../en", "frame.nav.map") == "Map"


def test_a_key_that_is_not_there_is_a_mistake_or_nothing() -> None:
    with pytest.raises(KeyError):
        say("en", "frame.nowhere")
    assert find_words("en", "frame.nowhere") is None
    assert find_words("en", "nowhere.at_all") is None


def test_scripts_get_all_words_of_an_area() -> None:
    assert words_of("zh", "frame")["nav.map"] == "Map"


@pytest.mark.parametrize("file", sorted(FOLDER.rglob("*.toml")), ids=lambda file: file.stem)
def test_every_file_holds_plain_texts(file: Path) -> None:
    read = tomllib.loads(file.read_text(encoding="utf-8"))
    words = words_of(file.parent.name, file.stem)
    assert read
    assert all(words.values())
