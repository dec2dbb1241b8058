from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carec_kg.sources.splitting import split
from carec_kg.sources.text import read_text
from tests.sources.made_up import TEXT

if TYPE_CHECKING:
    from pathlib import Path


def _read(text: str) -> list[tuple[str, str]]:
    return [(piece.kind, text[piece.start : piece.end]) for piece in split(text)]


def _sentences(text: str) -> list[str]:
    return [text[piece.start : piece.end] for piece in split(text) if piece.kind == "sentence"]


def test_a_brochure_comes_apart_into_headings_sentences_and_bullets() -> None:
    kinds = [kind for kind, _ in _read(TEXT)]
    assert kinds == ["heading", "sentence", "sentence", "sentence", "sentence", "bullet", "bullet", "sentence"]


def test_lines_in_capitals_that_one_blank_line_parts_are_one_heading() -> None:
    assert _read("THE COAST\n\nAND ITS PORTS?\n\nThey are many.")[0] == ("heading", "THE COAST\n\nAND ITS PORTS?")


def test_lines_in_capitals_that_more_blank_lines_part_are_two_headings() -> None:
    assert [text for _, text in _read("THE COAST\n\n\n\nITS PORTS\n\nThey are many.")] == [
        "THE COAST",
        "ITS PORTS",
        "They are many.",
    ]


def test_a_line_of_capitalised_words_is_a_heading_and_a_short_sentence_is_none() -> None:
    assert _read("Where the Quays Stand\n\nThe quays stand.") == [
        ("heading", "Where the Quays Stand"),
        ("sentence", "The quays stand."),
    ]


def test_the_mark_of_a_bullet_or_heading_is_left_out() -> None:
    assert _read("## Works\n- One quay.\n* Two quays. They are new.\n\u2022 Three\n2) Four") == [
        ("heading", "Works"),
        ("bullet", "One quay."),
        ("bullet", "Two quays. They are new."),
        ("bullet", "Three"),
        ("bullet", "Four"),
    ]


def test_a_wrapped_line_belongs_to_its_sentence_or_bullet() -> None:
    assert _read("The quay of\nMaren is old.\nIt is\nwide.\n\n- A yard\n  of clay") == [
        ("sentence", "The quay of\nMaren is old."),
        ("sentence", "It is\nwide."),
        ("bullet", "A yard\n  of clay"),
    ]


def test_an_acronym_alone_in_a_wrapped_line_is_no_heading() -> None:
    assert _read("The office of the\nACHL\nis here.") == [("sentence", "The office of the\nACHL\nis here.")]


@pytest.mark.parametrize(
    "sentence",
    [
        "It cost \\$52.5^b billion in 2.5 years.",
        "The 3rd. edition came late.",
        "Mr. Tarn and Dr. Olm came, e.g. Mondays.",
        "J. R. Tarn spoke of the U.S. Coast Guard.",
        "See No. 4 and pp. 12 of it.",
        "Quays, sheds, etc. were built.",
        "It opened on 3 Jan. Tuesday was chosen.",
        "Maren vs. Lorne was the match.",
    ],
)
def test_a_point_inside_a_sentence_does_not_end_it(sentence: str) -> None:
    assert _sentences(f"{sentence} Then came rain.") == [sentence, "Then came rain."]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("It was the 3rd. Then came rain.", 2),
        ("Was it so? It was! Yes.", 3),
        ('He said "no." She said "yes."', 2),
        ("It grew.^a It fell.[2] It stayed.", 3),
        ("They said no. Then they left.", 2),
        ("It cost \\$5. \\$3 was lent. 12 ships came.", 3),
        ("Tarn Ltd. Then came rain.", 2),
    ],
)
def test_a_mark_before_a_capital_or_number_ends_a_sentence(text: str, count: int) -> None:
    assert len(_sentences(text)) == count


def test_a_sentence_never_runs_over_a_blank_line() -> None:
    assert _sentences("no end here\n\n  and none there") == ["no end here", "and none there"]


def test_sections_count_from_the_first_heading() -> None:
    sections = [piece.section for piece in split("Before it all.\n\nONE\n\nText.\n\n\n\nTWO\n\nMore.")]
    assert sections == [0, 1, 1, 2, 2]


def test_windows_line_ends_and_a_byte_order_mark_change_nothing_but_offsets() -> None:
    plain = [re.sub(r"\s+", " ", text) for _, text in _read(TEXT)]
    assert [re.sub(r"\s+", " ", text) for _, text in _read("\ufeff" + TEXT.replace("\n", "\r\n"))] == plain


def test_an_empty_text_has_no_pieces() -> None:
    assert split(" \n\n\t") == []


@given(st.text(alphabet="aB1. \n-#*!?\r\u00e9\u3000'\"(", max_size=80))
def test_pieces_are_in_order_and_leave_out_only_white_space_and_marks(text: str) -> None:
    position = 0
    for piece in split(text):
        assert position <= piece.start < piece.end <= len(text)
        assert text[piece.start : piece.end].strip() == text[piece.start : piece.end]
        assert not re.search(r"[^\W\d]", text[position : piece.start])
        position = piece.end
    assert not text[position:].strip(" \n\r\t\u3000-#*1.)")


def test_the_real_brochure_comes_apart_into_its_sentences_bullets_and_headings(shared: Path) -> None:
    pieces = split(read_text(shared / "brochure" / "carec-and-the-prc.txt"))
    kinds = [piece.kind for piece in pieces]
    assert (kinds.count("heading"), kinds.count("bullet"), kinds.count("sentence")) == (5, 7, 37)
    assert [piece.section for piece in pieces if piece.kind == "heading"] == [1, 2, 3, 4, 5]
