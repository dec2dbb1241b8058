from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from carec_kg.sources.text import digest
from carec_kg.sources.verification import fits, verify
from tests.sources.made_up import TEXT, document

if TYPE_CHECKING:
    from carec_kg.sources.document import Document, Passage


def _messages(text: str, described: Document | None = None) -> list[str]:
    return [f"{found.rule}: {found.message}" for found in verify(described or document(), text)]


def _with_passage(index: int, **changes: object) -> Document:
    described = document()
    passages = list(described.passages)
    passages[index] = replace(passages[index], **changes)  # type: ignore[arg-type]
    return replace(described, passages=tuple(passages))


def _passage(index: int) -> Passage:
    return document().passages[index]


def test_a_text_that_is_the_one_described_has_no_discrepancy() -> None:
    assert verify(document(), TEXT) == []


def test_a_changed_word_is_found_in_its_passage() -> None:
    found = verify(document(), TEXT.replace("seven", "eight"))
    assert [discrepancy.rule for discrepancy in found] == ["document", "digest"]
    assert "differs first in joined (from line 6, column 1)" in found[0].message
    assert found[1].passage == _passage(1).iri
    assert "stands: The Amber Coast Harbour League (ACHL) has joined eight ports" in found[1].message


def test_passages_that_moved_alike_are_one_discrepancy() -> None:
    found = _messages(TEXT.replace("1994. Its", "1994.   Its"))
    assert found[0].startswith(f"document: The text has {len(TEXT) + 2} code points; the document says {len(TEXT)}.")
    assert "differs first after joined (from line 6, column 73)" in found[1]
    assert found[2:] == ["moved: office to address moved: 2 code points later than the offsets say."]


def test_a_passage_that_is_cut_out_is_lost_and_the_rest_moved() -> None:
    found = _messages(TEXT.replace(" Its office is in Port Maren.", ""))
    assert [message.split(":")[0] for message in found] == ["document", "document", "digest", "moved"]
    assert found[3] == "moved: spent to address moved: 29 code points earlier than the offsets say."


def test_a_truncated_text_says_where_nothing_stands() -> None:
    found = _messages(TEXT[:200])
    assert found[-1].startswith("digest: address is not the text")
    assert found[-1].endswith("nothing stands.")


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        (TEXT.replace("\n", "\r\n"), "document: The lines of this text end in CR LF"),
        ("\ufeff" + TEXT, "document: This text begins with a byte order mark"),
        ("Another text altogether. " * 40, "document: None of the 8 passages of amber is in this text"),
        ("", "document: None of the 8 passages of amber is in this text"),
    ],
)
def test_one_cause_that_explains_all_is_the_one_discrepancy(text: str, cause: str) -> None:
    (message,) = _messages(text)
    assert message.startswith(cause)


def test_text_outside_of_the_passages_is_found_with_its_place() -> None:
    text = TEXT + "\nA line more."
    described = replace(document(), sha256=digest(text), length=len(text))
    assert "gap: No passage covers this text at line 16, column 1: A line more." in _messages(text, described)


def test_a_passage_left_out_is_a_gap_and_breaks_the_numbering() -> None:
    described = document()
    shorter = replace(described, passages=tuple(p for p in described.passages if p.key != "yard"))
    rules = [discrepancy.rule for discrepancy in verify(shorter, TEXT)]
    assert rules == ["order", "gap"]


def test_the_mark_of_a_bullet_is_no_gap_and_a_dash_elsewhere_is_one() -> None:
    text = TEXT.replace("Maren. ", "Maren. -- ").replace("Maren.\n", "Maren. --\n")
    described = replace(document(), sha256=digest(text), length=len(text), passages=())
    assert [discrepancy.rule for discrepancy in verify(described, text)] == ["gap"]


def test_a_digest_that_is_wrong_in_the_description_is_found() -> None:
    found = verify(_with_passage(2, sha256="0" * 64), TEXT)
    assert [discrepancy.rule for discrepancy in found] == ["digest"]


def test_offsets_that_are_wrong_in_the_description_are_found_with_the_right_ones() -> None:
    passage = _passage(2)
    assert passage.start is not None
    assert passage.end is not None
    found = verify(_with_passage(2, start=passage.start - 4, end=passage.end - 4), TEXT)
    assert [(discrepancy.rule, discrepancy.start) for discrepancy in found] == [
        ("overlap", passage.start - 4),
        ("moved", passage.start),
    ]


def test_offsets_past_the_end_or_without_text_are_found() -> None:
    assert (
        "range: address cannot be 5 to 5000: the text ends at"
        in _messages(TEXT, _with_passage(7, start=5, end=5000))[0]
    )
    assert "range: address cannot be 5 to 5: it is empty." in _messages(TEXT, _with_passage(7, start=5, end=5))


def test_a_passage_of_two_sentences_is_not_one_piece() -> None:
    start, end = _passage(1).start, _passage(2).end
    described = _with_passage(1, end=end, sha256=digest(TEXT[start:end]))
    described = replace(described, passages=tuple(p for p in described.passages if p.key != "office"))
    found = [message for message in _messages(TEXT, described) if message.startswith("split")]
    assert found == [f"split: joined ({start} to {end}) is not one sentence, bullet or heading of the text."]


def test_a_passage_of_another_kind_is_found() -> None:
    assert _messages(TEXT, _with_passage(1, kind="bullet")) == ["split: joined is a sentence, not a bullet."]


def test_a_section_that_is_unknown_is_found() -> None:
    assert _messages(TEXT, _with_passage(1, section="urn:s")) == [
        "section: joined stands in <urn:s>, which is no section of this document."
    ]


def test_a_passage_whose_text_is_not_held_fits_nothing_and_is_not_looked_for() -> None:
    described = document()
    bare = replace(described.passages[0], start=None, end=None, sha256=None)
    assert not fits(bare, TEXT)
    web_page = replace(described, sha256=None, length=None, passages=(bare,))
    assert verify(web_page, "") == []
