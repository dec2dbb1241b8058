"""Sentences beside the citations of an answer, from the texts that somebody holds."""

from __future__ import annotations

from typing import Any

from carec_kg.evidence.quotation import HeldText
from carec_kg.evidence.quoting import make_quoter
from carec_kg.evidence.row_text import mark_words
from tests.evidence.amber import FIGURES, PASSAGE, SPENT, load, make_desk
from tests.sources.made_up import TEXT


def quoted(kind: str, text: str = TEXT, **asked: object) -> dict[str, Any]:
    found = make_desk().answer(kind, asked, inferred=True, time_left=lambda: 10.0)
    make_quoter([HeldText("amber.txt", text)], load()[0].select).add_to(found)
    return found


def test_the_sentence_comes_with_the_words_that_carry_the_fact() -> None:
    found = quoted("explain", query=SPENT, row=1)
    quotation = found["citations"][PASSAGE + "spent"]["quotation"]
    marked = mark_words(quotation)
    assert "[\\$1.25^a billion]" in marked
    assert "[ACHL]" in marked
    assert quotation["file"] == "amber.txt"


def test_the_passages_of_a_proof_are_quoted_too() -> None:
    found = quoted("explain", query=FIGURES, row=0, proofs=1)
    assert found["citations"][PASSAGE + "joined"]["quotation"]["text"].startswith("The Amber Coast")


def test_a_text_that_differs_is_refused_with_the_place() -> None:
    found = quoted("explain", TEXT.replace("seven", "eight"), query=SPENT, row=0)
    refused = found["citations"][PASSAGE + "joined"]["quotation"]["refused"]
    assert "amber.txt is not Amber brochure as it was read" in refused
    assert "from line" in refused


def test_graphs_that_are_no_passage_have_no_sentence() -> None:
    found = quoted("prove", subject="id:league", predicate="carec:hasFigure", object="id:spending")
    assert [iri for iri, citation in found["citations"].items() if "quotation" in citation] == [PASSAGE + "spent"]
