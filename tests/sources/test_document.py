from __future__ import annotations

from dataclasses import replace

import pytest

from carec_kg.errors import DataProblem, UsageError
from carec_kg.iris import CAREC, PREFIXES, mint_passage
from carec_kg.rdf.terms import Iri, Literal, Quad, text_literal
from carec_kg.sources.document import choose_document, read_documents
from tests.sources.made_up import KEYS, SOURCE, TEXT, describe, document

_JOINED = Iri(mint_passage("amber", "joined"))


def _without(predicate: str, quads: list[Quad]) -> list[Quad]:
    return [quad for quad in quads if (quad.subject, quad.predicate.value) != (_JOINED, predicate)]


def _and(predicate: str, value: Literal) -> Quad:
    return Quad(_JOINED, Iri(predicate), value, SOURCE)


def test_a_document_has_its_passages_in_their_order() -> None:
    described = document()
    assert [passage.key for passage in described.passages] == list(KEYS)
    assert (described.key, described.title, described.length) == ("amber", "Amber brochure", len(TEXT))
    assert [section.ordinal for section in described.sections] == [1]


def test_a_passage_has_kind_offsets_and_digest() -> None:
    passage = document().passages[1]
    assert passage.start is not None
    assert TEXT[passage.start : passage.end].startswith("The Amber Coast Harbour League (ACHL)")
    assert (passage.kind, passage.ordinal, passage.section) == ("sentence", 2, f"{SOURCE}/section-league")


def test_summary_footnotes_and_misprints_are_read() -> None:
    quads = [
        *describe(),
        _and(PREFIXES["dcterms"] + "abstract", text_literal("Ports joined.", "en")),
        _and(CAREC + "lostFootnote", Literal("b")),
        _and(CAREC + "lostFootnote", Literal("a")),
        _and(CAREC + "misprint", Literal("ACLH")),
    ]
    passage = read_documents(quads)[0].passages[1]
    assert (passage.summary, passage.lost_footnotes, passage.misprints) == ("Ports joined.", ("a", "b"), ("ACLH",))


def test_a_passage_whose_text_is_not_held_has_no_offsets() -> None:
    quads = describe()
    for name in ("start", "end", "sha256"):
        quads = _without(CAREC + name, quads)
    passage = read_documents(quads)[0].passages[1]
    assert (passage.start, passage.end, passage.sha256) == (None, None, None)


def test_offsets_without_a_digest_are_a_problem() -> None:
    with pytest.raises(DataProblem, match=r"amber/joined>: give carec:start, carec:end and carec:sha256 together"):
        read_documents(_without(CAREC + "sha256", describe()))


def test_a_missing_ordinal_is_a_problem() -> None:
    with pytest.raises(DataProblem, match=r"joined>: carec:ordinal is missing; give one value"):
        read_documents(_without(CAREC + "ordinal", describe()))


def test_two_starts_are_a_problem() -> None:
    with pytest.raises(DataProblem, match=r"carec:start has 2 values; give one"):
        read_documents([*describe(), _and(CAREC + "start", Literal("3", PREFIXES["xsd"] + "integer"))])


def test_an_offset_that_is_no_number_is_a_problem() -> None:
    quads = [*_without(CAREC + "start", describe()), _and(CAREC + "start", Literal("-3"))]
    with pytest.raises(DataProblem, match=r"carec:start is '-3'; give a whole number from 0"):
        read_documents(quads)


def test_quads_without_a_document_describe_none() -> None:
    assert read_documents([]) == []


def test_a_text_chooses_the_document_with_its_digest() -> None:
    other = replace(document(), iri=SOURCE + "-2", sha256="0" * 64)
    assert choose_document([other, document()], TEXT).key == "amber"


def test_an_altered_text_chooses_the_only_document_with_offsets() -> None:
    assert choose_document([document()], TEXT + "x").key == "amber"


def test_a_text_of_unknown_source_is_asked_for_its_source() -> None:
    with pytest.raises(UsageError, match=r"name the source that it is\. Known sources: none"):
        choose_document([], TEXT)
