"""Quotations: the very sentence from the reader's own text, or why not; marks on the words that carry the fact."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carec_kg.errors import DataProblem
from carec_kg.evidence.citation import Citation, Named
from carec_kg.evidence.quotation import HeldText, NoQuotation, Quotation, match_sources, quote, read_texts
from carec_kg.sources.document import Document, Passage
from carec_kg.sources.lexicon import Lexicon
from carec_kg.sources.splitting import split
from carec_kg.sources.text import digest
from tests.sources.made_up import TEXT

if TYPE_CHECKING:
    from pathlib import Path

_AMBER = "https://w3id.org/carec-kg/source/amber"


def _describe(text: str) -> Document:
    passages = tuple(
        Passage(
            f"{_AMBER}/p{n}", n, piece.kind, None, piece.start, piece.end, digest(text[piece.start : piece.end]), ""
        )
        for n, piece in enumerate(split(text), start=1)
    )
    return Document(_AMBER, "Amber Coast", digest(text), len(text), (), passages)


_DOCUMENT = _describe(TEXT)


def _cite(passage: Passage) -> Citation:
    return Citation(
        passage.iri,
        Named(_AMBER, "Amber Coast"),
        ordinal=passage.ordinal,
        start=passage.start,
        end=passage.end,
        sha256=passage.sha256 or "",
        document_sha256=digest(TEXT),
    )


def _refusal(text: str, *others: str) -> str:
    texts = [HeldText(f"file-{number}", each) for number, each in enumerate((text, *others))]
    found = quote(_cite(_DOCUMENT.passages[2]), match_sources([_DOCUMENT], texts))
    assert isinstance(found, NoQuotation)
    assert found.to_dict() == {"refused": found.reason}
    return found.reason


def test_every_passage_is_quoted_as_it_stands_whatever_the_file_is_called() -> None:
    sources = match_sources([_DOCUMENT], [HeldText("other.md", "Other."), HeldText("x.bin", TEXT)])
    for passage in _DOCUMENT.passages:
        found = quote(_cite(passage), sources)
        assert isinstance(found, Quotation)
        assert found.text == TEXT[passage.start : passage.end]
        assert found.file == "x.bin"
        assert TEXT.splitlines()[found.line - 1][found.column - 1 :].startswith(found.text.splitlines()[0])
        assert found.marks == ()


def test_a_text_that_differs_is_refused_with_the_place_of_the_first_difference() -> None:
    changed = TEXT.replace("seven ports", "eight ports")
    passage = next(passage for passage in _DOCUMENT.passages if "seven" in TEXT[passage.start : passage.end])
    line = TEXT[: passage.start].count("\n") + 1
    reason = _refusal("Something else altogether, and short.", changed)
    assert reason.startswith("file-1 is not Amber Coast as it was read, so nothing is quoted from it.")
    assert f"in {passage.key} (from line {line}, column 1)" in reason


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (TEXT.replace("\n", "\r\n"), "CR LF"),
        ("\ufeff" + TEXT, "byte order mark"),
        (TEXT + "\n", "outside of the passages, after "),
        (TEXT.replace("\n\nwww", "\n!www"), "outside of the passages, between two of them (from line"),
        ("\n" + TEXT, "at the beginning"),
        (TEXT[:-30], "differs first"),
        ("Nothing of it.", "None of the 1 texts is Amber Coast"),
    ],
)
def test_the_cause_of_a_difference_is_said(text: str, said: str) -> None:
    assert said in _refusal(text)


def test_a_document_without_a_digest_or_a_place_is_not_quoted() -> None:
    web = Document(_AMBER, "A page", None, None, (), ())
    sources = match_sources([web], [HeldText("a", TEXT)])
    assert "its address, where one is known, stands beside it" in getattr(
        quote(_cite(_DOCUMENT.passages[0]), sources), "reason", ""
    )
    whole = match_sources([_DOCUMENT], [HeldText("a", TEXT)])
    elsewhere = Citation("urn:p", Named("urn:d", "Something"))
    assert "Something is no document with a text" in getattr(quote(elsewhere, whole), "reason", "")
    placeless = Citation(_AMBER + "/p1", Named(_AMBER, ""))
    assert "place of this passage" in getattr(quote(placeless, whole), "reason", "")


def test_a_passage_that_is_not_what_its_digest_says_is_not_quoted() -> None:
    first = _DOCUMENT.passages[0]
    wrong = Citation(first.iri, Named(_AMBER, ""), start=first.start, end=first.end, sha256="00")
    found = quote(wrong, match_sources([_DOCUMENT], [HeldText("a", TEXT)]))
    assert "nothing is quoted" in getattr(found, "reason", "")


@given(st.integers(0, len(TEXT) - 1), st.sampled_from(["", "#", "\u4e2d", "\n"]))
@settings(max_examples=40, deadline=None)
def test_no_changed_text_is_ever_quoted(place: int, put: str) -> None:
    changed = TEXT[:place] + put + TEXT[place + 1 :]
    found = quote(_cite(_DOCUMENT.passages[2]), match_sources([_DOCUMENT], [HeldText("a", changed)]))
    assert isinstance(found, Quotation) == (changed == TEXT)


def test_a_folder_is_read_whole_and_what_is_no_text_passed_over(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "b").write_bytes(b"one\r\n")
    (tmp_path / "a.pdf").write_bytes(b"\xff\xfe\x00")
    (tmp_path / "c.txt").write_text("two", encoding="utf-8")
    assert read_texts(tmp_path) == (HeldText("c.txt", "two"), HeldText("deep/b", "one\r\n"))
    with pytest.raises(DataProblem, match="is no folder"):
        read_texts(tmp_path / "c.txt")


def test_a_quotation_is_written_in_one_line_with_its_marks() -> None:
    lexicon = Lexicon([("ACHL", "urn:league")])
    assert lexicon.bearers("achl") == ("urn:league",)
    sources = match_sources([_DOCUMENT], [HeldText("a", TEXT)])
    found = quote(_cite(_DOCUMENT.passages[0]), sources, (), lexicon)
    assert isinstance(found, Quotation)
    assert "\n" not in found.write()
    assert found.to_dict()["file"] == "a"
