from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from carec_kg.web.citation import (
    AUTHORS,
    NAME,
    ResultCitation,
    escape_tex,
    write_bibtex,
    write_csl,
    write_sentence,
)

CITATION = ResultCitation(
    "corridors-of-country",
    "Which corridors connect a country?",
    [("country", "Kazakhstan")],
    "0.1.0+e86f7e3a0da9",
    "https://w3id.org/carec-kg/r/0.1.0+e86f7e3a0da9/corridors-of-country?country=id%3Acountry%2FKAZ",
    "2026-11-23",
)


def test_who_is_cited_is_who_the_repository_names() -> None:
    found = yaml.safe_load((Path(__file__).parents[2] / "CITATION.cff").read_text(encoding="utf-8"))
    assert [author["name"] for author in found["authors"]] == [AUTHORS]
    assert found["title"] == NAME


def test_a_sentence_names_question_parameters_version_and_address() -> None:
    assert write_sentence(CITATION) == (
        "The CAREC-KG authors (2026). “Which corridors connect a country?” [country: Kazakhstan] CAREC-KG, "
        f"version 0.1.0+e86f7e3a0da9. {CITATION.address}"
    )


def test_bibtex_has_what_every_style_prints() -> None:
    assert write_bibtex(CITATION) == (
        "@misc{carec-kg-corridors-of-country-kazakhstan-e86f7e3a0da9,\n"
        "  author = {{The CAREC-KG authors}},\n"
        "  title = {{Which corridors connect a country?}},\n"
        "  year = {2026},\n"
        "  month = nov,\n"
        "  howpublished = {CAREC-KG, version 0.1.0+e86f7e3a0da9},\n"
        "  version = {0.1.0+e86f7e3a0da9},\n"
        "  note = {country: Kazakhstan},\n"
        f"  url = {{{CITATION.address}}}\n"
        "}\n"
    )


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("50% & more", r"50\% \& more"),
        ("a_b #1 $2 {x}", r"a\_b \#1 \$2 \{x\}"),
        (r"back\slash", r"back\textbackslash{}slash"),
        ("~^<>|", r"\textasciitilde{}\textasciicircum{}\textless{}\textgreater{}\textbar{}"),
        ("two\n  lines", "two lines"),
        ("Ürümqi 乌鲁木齐", "Ürümqi 乌鲁木齐"),
    ],
)
def test_what_tex_takes_for_something_else_is_escaped(text: str, escaped: str) -> None:
    assert escape_tex(text) == escaped


def test_csl_json_has_what_its_schema_requires() -> None:
    [item] = write_csl(CITATION)
    assert item["type"] == "dataset"
    assert item["id"] == CITATION.key
    assert item["issued"] == {"date-parts": [[2026, 11, 23]]}
    assert item["author"] == [{"literal": AUTHORS}]
    assert item["URL"] == CITATION.address
    assert item["note"] == "country: Kazakhstan"


def test_without_a_day_of_release_none_is_made_up() -> None:
    undated = replace(CITATION, issued="", parameters=[])
    assert "year" not in write_bibtex(undated)
    assert "issued" not in write_csl(undated)[0]
    assert "note" not in write_csl(undated)[0]
    assert write_sentence(undated).startswith("The CAREC-KG authors. “")


def test_a_key_has_nothing_that_a_bibliography_stumbles_over() -> None:
    assert replace(CITATION, parameters=[("what", "100% {ä}, \\")]).key == (
        "carec-kg-corridors-of-country-100-e86f7e3a0da9"
    )
