from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import pytest

from carec_kg.errors import DataProblem, SyntaxProblem, UsageError
from carec_kg.rdf import media
from carec_kg.rdf.reading import parse, read_file
from carec_kg.rdf.terms import Iri, Literal, Quad, text_literal

if TYPE_CHECKING:
    from pathlib import Path

LINE = b'<http://a> <http://b> "x" .\n'


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('@prefix a: <http://a/> .\na:b a:c "éé" x .\n', "2:14"),
        ("<http://a> <http://b>\n\n ", "3:2"),
        ("<http://a> <http://b> c:d .", "1:23"),
        ("<http://a> <http://b> <c d> .", "1:23"),
        ('<http://a> <http://b> "open .', "1:23"),
    ],
)
def test_a_syntax_error_names_file_line_and_column(text: str, place: str) -> None:
    with pytest.raises(SyntaxProblem, match=f"^data/a.ttl:{place}: ") as caught:
        parse(text.encode(), media.TURTLE, "data/a.ttl")
    assert "Parser error" not in caught.value.message


def test_text_that_is_no_utf8_is_a_syntax_error() -> None:
    with pytest.raises(SyntaxProblem, match="UTF-8"):
        parse(b'<http://a> <http://b> "\xff" .', media.TURTLE, "a.ttl")


@pytest.mark.parametrize(
    ("data", "format_"),
    [
        (b'<http://a> <http://b> <<( <http://a> <http://b> "x" )>> .', media.TURTLE),
        (b'<http://a> <http://b> "x"@en--ltr .', media.TURTLE),
        (b"_:g { <http://a> <http://b> <http://c> }", media.TRIG),
    ],
)
def test_what_rdf_1_1_lacks_is_refused_not_mangled(data: bytes, format_: media.Format) -> None:
    with pytest.raises(DataProblem, match="a file holds what"):
        parse(data, format_, "a file")


def test_a_base_that_is_no_iri_is_wrong_usage() -> None:
    with pytest.raises(UsageError, match="'nope' cannot be the base"):
        parse(LINE, media.TURTLE, "a.ttl", base="nope")


def test_relative_names_are_resolved_against_the_base() -> None:
    quads = parse(b"<a> <#b> <../c> .", media.TURTLE, "a.ttl", base="http://x/y/z")
    assert quads == [Quad(Iri("http://x/y/a"), Iri("http://x/y/z#b"), Iri("http://x/c"))]


def test_a_byte_order_mark_is_passed_over() -> None:
    assert parse(b"\xef\xbb\xbf" + LINE, media.TURTLE, "a.ttl") == parse(LINE, media.TURTLE, "a.ttl")


def test_lexical_forms_stay_and_language_tags_are_in_lower_case() -> None:
    quads = parse(b'<a:s> <a:p> 007, -.50, "x"@en-GB .', media.TURTLE, "a.ttl")
    xsd = "http://www.w3.org/2001/XMLSchema#"
    objects = [Literal("007", xsd + "integer"), Literal("-.50", xsd + "decimal"), text_literal("x", "en-gb")]
    assert [quad.object for quad in quads] == objects


def test_no_remote_context_is_loaded() -> None:
    with pytest.raises(SyntaxProblem, match="remote contexts"):
        parse(b'{"@context": "http://example.org/c", "@id": "http://a"}', media.JSON_LD, "a.jsonld")


def test_no_entity_of_a_file_is_read() -> None:
    data = b"""<!DOCTYPE r [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><rdf:RDF
      xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:a="http://a/">
      <rdf:Description rdf:about="http://a"><a:b>&e;</a:b></rdf:Description></rdf:RDF>"""
    with pytest.raises(SyntaxProblem):
        parse(data, media.RDF_XML, "a.rdf")


def test_a_packed_file_is_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "a.nt.gz"
    path.write_bytes(gzip.compress(LINE))
    assert read_file(path) == parse(LINE, media.N_TRIPLES, "a.nt")


@pytest.mark.parametrize("harm", ["cut", "flipped", "not packed"])
def test_a_broken_packed_file_cannot_be_read(tmp_path: Path, harm: str) -> None:
    packed = gzip.compress(LINE * 50, mtime=0)
    flipped = packed[:15] + bytes([packed[15] ^ 0xFF]) + packed[16:]
    path = tmp_path / "a.nt.gz"
    path.write_bytes({"cut": packed[:-9], "flipped": flipped, "not packed": LINE}[harm])
    with pytest.raises(DataProblem, match="cannot be read"):
        read_file(path)


def test_a_missing_file_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(DataProblem, match="No such file"):
        read_file(tmp_path / "none.ttl")
