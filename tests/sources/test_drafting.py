from __future__ import annotations

from carec_kg.iris import CAREC, CURATION_GRAPH, mint_passage
from carec_kg.rdf.media import TURTLE
from carec_kg.rdf.reading import parse
from carec_kg.rdf.turtle import format_turtle
from carec_kg.sources.document import read_documents
from carec_kg.sources.drafting import TO_SUMMARISE, draft_source
from carec_kg.sources.lexicon import Lexicon
from carec_kg.sources.verification import verify
from tests.sources.made_up import TEXT

LEXICON = Lexicon([("Port Maren", "https://w3id.org/carec-kg/id/place/maren")])
DRAFT = draft_source(TEXT, "amber", "The Amber Coast", "en", LEXICON)


def test_the_description_of_a_draft_fits_its_text() -> None:
    [document] = read_documents(parse(DRAFT.files["source.ttl"].encode(), TURTLE, "source.ttl"))
    assert verify(document, TEXT) == []
    assert len(document.passages) == DRAFT.passages
    assert {passage.summary for passage in document.passages} == {TO_SUMMARISE}


def test_every_file_of_a_draft_is_laid_out_as_the_one_writer_does() -> None:
    for name, text in DRAFT.files.items():
        assert format_turtle(text.encode(), name) == text


def test_a_passage_that_is_no_heading_has_a_file_named_by_section_and_place() -> None:
    [document] = read_documents(parse(DRAFT.files["source.ttl"].encode(), TURTLE, "source.ttl"))
    expected = {f"{passage.key}.ttl" for passage in document.passages if passage.kind != "heading"}
    assert set(DRAFT.files) - {"source.ttl"} == expected
    assert mint_passage("amber", "s1-heading") in {passage.iri for passage in document.passages}


def test_a_draft_lists_numbers_with_value_unit_and_qualifier() -> None:
    skeleton = next(text for text in DRAFT.files.values() if "decades" in text)
    assert 'carec:value "30"^^xsd:decimal ; carec:unit unit:YR ; carec:qualifier qualifier:more-than .' in skeleton


def test_a_draft_lists_days_with_their_precision() -> None:
    spent = next(text for text in DRAFT.files.values() if "2003" in text)
    assert '"2003-01-01"^^xsd:date ; carec:latestDay "2019-12-31"^^xsd:date ; carec:precision precision:year' in spent
    opened = next(text for text in DRAFT.files.values() if "2018" in text)
    assert "carec:precision precision:day" in opened


def test_a_known_name_comes_with_its_bearer_and_an_unknown_one_says_what_to_do() -> None:
    office = next(text for text in DRAFT.files.values() if "Port Maren" in text)
    assert "place:maren" in office
    assert any("No thing has this name" in text for text in DRAFT.files.values())


def test_no_sentence_of_the_text_stands_in_a_draft() -> None:
    for text in DRAFT.files.values():
        assert "lie behind it" not in text
        assert "Its office is in" not in text


def test_an_empty_text_gives_a_description_without_passages() -> None:
    draft = draft_source("", "empty", "Empty", "en", LEXICON)
    assert (draft.passages, draft.mentions, list(draft.files)) == (0, 0, ["source.ttl"])


def test_nothing_of_a_draft_is_a_statement_before_the_curator_makes_one() -> None:
    for name, text in DRAFT.files.items():
        if name != "source.ttl":
            assert list(parse(text.encode(), TURTLE, name)) == []
    assert CURATION_GRAPH not in "".join(DRAFT.files.values())
    assert CAREC in DRAFT.files["source.ttl"]
