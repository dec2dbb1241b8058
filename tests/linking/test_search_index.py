"""Find by words: names in any spelling, codes, summaries; misspelt words too."""

from __future__ import annotations

import pytest

from carec_kg.linking.search_index import MOST_CHARACTERS, SearchIndex
from carec_kg.linking.search_model import Found, SearchEntry
from carec_kg.linking.things import Name

ENTRIES = [
    SearchEntry(
        "id:kaz",
        "country",
        (Name("Kazakhstan", "en", preferred=True), Name("Казахстан", "ru", preferred=True)),
        ("KAZ", "KZ"),
    ),
    SearchEntry(
        "id:khorgos",
        "port",
        (
            Name("Khorgos port (Kazakhstan side)", "en", preferred=True),
            Name("Khorgos", "en", preferred=False),
            Name("霍尔果斯口岸", "zh", preferred=False),
        ),
        summary="A port on the road to Almaty.",
        what="border port, Kazakhstan",
    ),
    SearchEntry("id:urumqi", "place", (Name("Ürümqi", "en", preferred=True),), ("CNURC",)),
    SearchEntry("id:adb", "organization", (Name("Asian Development Bank", "en", preferred=True),), ("ADB",)),
    SearchEntry("id:adb-office", "organization", (Name("ADB Office in Kazakhstan", "en", preferred=True),)),
    SearchEntry("passage:1", "passage", summary="Cargo waited three days at the border."),
    SearchEntry("query:trained", "question", (Name("How many people were trained?", "en", preferred=True),)),
]


@pytest.fixture(scope="module")
def index() -> SearchIndex:
    return SearchIndex(ENTRIES)


def first(found: Found) -> tuple[str, str]:
    return found.hits[0].entry.iri, found.hits[0].fit


@pytest.mark.parametrize(
    ("text", "iri", "fit"),
    [
        ("KAZ", "id:kaz", "code"),
        ("kaz", "id:kaz", "code"),
        ("ADB", "id:adb", "code"),
        ("id:urumqi", "id:urumqi", "code"),
        ("kazakhstan", "id:kaz", "name"),
        ("Казахстан", "id:kaz", "name"),
        ("казах", "id:kaz", "beginning"),
        ("urumqi", "id:urumqi", "name"),
        ("ÜRÜMQI", "id:urumqi", "name"),
        ("霍尔果斯", "id:khorgos", "beginning"),
        ("果斯", "id:khorgos", "words"),
        ("asian dev", "id:adb", "beginning"),
        ("bank development", "id:adb", "words"),
        ("three days cargo", "passage:1", "summary"),
        ("khorgos almaty", "id:khorgos", "summary"),
    ],
)
def test_what_fits_best_comes_first(index: SearchIndex, text: str, iri: str, fit: str) -> None:
    assert first(index.find(text)) == (iri, fit)


@pytest.mark.parametrize(
    ("typo", "iri", "meant"),
    [
        ("Kazahstan", "id:kaz", "kazakhstan"),
        ("Korgas", "id:khorgos", "khorgos"),
        ("korg", "id:khorgos", "khorgos"),
        ("Urumchi", "id:urumqi", "urumqi"),
        ("asian develpment", "id:adb", "development"),
    ],
)
def test_a_typo_still_finds_and_says_what_it_was_taken_for(index: SearchIndex, typo: str, iri: str, meant: str) -> None:
    found = index.find(typo)
    assert first(found) == (iri, "near")
    assert meant in found.corrected.values()


def test_what_is_spelt_right_is_not_corrected(index: SearchIndex) -> None:
    assert index.find("kazakhstan").corrected == {}


def test_the_name_that_fits_is_told_with_its_language(index: SearchIndex) -> None:
    name = index.find("霍尔果斯口岸").hits[0].name
    assert name is not None
    assert (name.text, name.language) == ("霍尔果斯口岸", "zh")


def test_words_that_only_build_a_question_are_left_out(index: SearchIndex) -> None:
    assert first(index.find("how many people have been trained"))[0] == "query:trained"


def test_things_that_another_index_found_are_results_too(index: SearchIndex) -> None:
    found = index.find("Q232", [("id:kaz", 1.0, "Kazakhstan"), ("id:unknown", 1.0, "")])
    assert [(hit.entry.iri, hit.fit) for hit in found.hits] == [("id:kaz", "code")]


@pytest.mark.parametrize("text", ["", "   ", "?!", "\u0000", "xyzzy", "a" * 5000, "( / , ( / ,"])
def test_what_means_nothing_finds_nothing_and_breaks_nothing(index: SearchIndex, text: str) -> None:
    assert list(index.find(text).hits) == []


def test_only_the_beginning_of_a_long_text_is_looked_at(index: SearchIndex) -> None:
    assert first(index.find("kazakhstan " + " " * MOST_CHARACTERS + "xyzzy"))[0] == "id:kaz"


def test_results_are_counted_by_kind_in_the_order_of_the_best(index: SearchIndex) -> None:
    found = index.find("kazakhstan")
    assert [(kind.name, kind.number) for kind in found.kinds()] == [("country", 1), ("port", 1), ("organization", 1)]
    assert [hit.entry.iri for hit in found.of_kind("port")] == ["id:khorgos"]


def test_an_index_of_nothing_finds_nothing() -> None:
    assert not SearchIndex([]).find("kazakhstan").hits


@pytest.mark.parametrize(
    ("language", "name"), [("en", "Kazakhstan"), ("ru", "Казахстан"), ("zh", "Kazakhstan"), ("", "Kazakhstan")]
)
def test_a_result_is_called_by_its_name_in_the_language_else_in_english(language: str, name: str) -> None:
    assert ENTRIES[0].name_in(language).text == name


def test_a_word_that_stands_nowhere_is_left_out_and_named(index: SearchIndex) -> None:
    found = index.find("khorgos 9q")
    assert first(found)[0] == "id:khorgos"
    assert found.left_out == ("9q",)
    assert index.find("9q").left_out == ()


def test_some_of_the_words_are_better_than_nothing(index: SearchIndex) -> None:
    found = index.find("trained cargo almaty border")
    assert {hit.entry.iri for hit in found.hits} >= {"passage:1"}
    assert {hit.fit for hit in found.hits} == {"some"}


def test_a_code_is_found_beside_other_words(index: SearchIndex) -> None:
    assert first(index.find("CNURC almaty"))[0] == "id:urumqi"


def test_a_question_is_found_by_its_description_as_by_its_name() -> None:
    asked = SearchEntry("query:length", "question", (Name("How long are roads?", "en", preferred=True),), (), "Length.")
    told = SearchEntry("figure:1", "figure", (Name("Length of a road", "en", preferred=True),))
    assert [hit.entry.kind for hit in SearchIndex([told, asked]).find("road length").hits] == ["question", "figure"]


def test_a_thing_comes_before_what_is_told_of_it() -> None:
    reading = SearchEntry("reading:1", "reading", (Name("Conference of whom", "en", preferred=True),))
    series = SearchEntry("series:1", "event-series", (Name("CAREC Conference", "en", preferred=True),))
    assert [hit.entry.kind for hit in SearchIndex([reading, series]).find("conference").hits] == [
        "event-series",
        "reading",
    ]
