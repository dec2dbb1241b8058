"""Explanations as text for the terminal."""

from __future__ import annotations

from typing import Any

from carec_kg.evidence.explanation_text import write_explanation
from carec_kg.evidence.quotation import HeldText
from carec_kg.evidence.quoting import make_quoter
from tests.evidence.amber import FIGURES, SPENT, load, make_desk
from tests.sources.made_up import TEXT


def ask(kind: str, *, inferred: bool = True, **asked: object) -> dict[str, Any]:
    return make_desk().answer(kind, asked, inferred=inferred, time_left=lambda: 10.0)


def test_a_row_is_written_with_marks_and_below_them_the_passages() -> None:
    lines = write_explanation(ask("explain", query=SPENT, row=1)).splitlines()
    assert lines[1] == "v  1250000000"
    assert [line.split()[-1] for line in lines[3:5]] == ["[1]", "[1]"]
    assert "[1] Amber brochure, section" in "\n".join(lines)
    assert "    source:amber/spent" in lines


def test_an_inferred_triple_says_how_to_get_its_proof() -> None:
    text = write_explanation(ask("explain", query=FIGURES, row=0))
    assert "proof: carec-kg explain id:league carec:hasFigure id:ports-joined" in text
    shown = write_explanation(ask("explain", query=FIGURES, row=0, proofs=1))
    assert "follows by prp-inv1" in shown


def test_a_sentence_stands_below_its_passage() -> None:
    found = ask("explain", query=SPENT, row=0)
    make_quoter([HeldText("amber.txt", TEXT)], load()[0].select).add_to(found)
    assert "“The Amber Coast Harbour League (ACHL) has joined [seven] ports" in write_explanation(found).replace(
        "[Amber Coast Harbour League (ACHL)]", "Amber Coast Harbour League (ACHL)"
    )


def test_the_sentences_stand_below_a_proof() -> None:
    found = ask("prove", subject="id:league", predicate="carec:hasFigure", object="id:spending")
    assert "The sentences:" not in write_explanation(found)
    make_quoter([HeldText("amber.txt", TEXT)], load()[0].select).add_to(found)
    below = write_explanation(found).partition("The sentences:\n")[2]
    assert "source:amber/spent" in below
    assert "“From 2003 to 2019, the [ACHL] spent" in below


def test_a_search_that_ended_early_says_so() -> None:
    found = {**ask("explain", query=SPENT, row=0), "more": True, "incomplete": "The search ended."}
    assert "The search ended." in write_explanation(found)
    assert "other derivations" not in write_explanation(found)


def test_what_is_partial_never_looks_whole() -> None:
    page = write_explanation(
        ask("explain", query="SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d carec:value ?e . ?f carec:value ?g }")
    )
    assert "page 1 of 28 (numbers 0 to 199); --page 1 has the next" in page
    unexplained = write_explanation(ask("explain", query="SELECT (RAND() AS ?x) {}"))
    assert "This row is not explained, because RAND" in unexplained


def test_a_triple_that_is_not_there_gets_suggestions_and_what_was_looked_at() -> None:
    asked = {"subject": "id:league", "predicate": "carec:hasFigur", "object": "id:spending"}
    text = write_explanation(ask("prove", inferred=False, **asked))
    assert "carec:hasFigur is not in this graph; did you mean carec:hasFigure" in text
    assert "Only what is stated was looked at: nothing is inferred here." in text


def test_a_literal_can_be_given_back_to_the_command_line() -> None:
    found = ask("explain", query=FIGURES, row=0)
    found["derivations"][0]["triples"][0]["object"] = {
        "value": "it's",
        "datatype": "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString",
        "language": "en",
        "label": "it's",
    }
    assert """'"it'\\''s"@en'""" in write_explanation(found)
