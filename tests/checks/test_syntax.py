from __future__ import annotations

import pytest

from carec_kg.checks.placement import CheckedFile
from carec_kg.checks.syntax import parse_file, parse_files
from carec_kg.errors import Position
from carec_kg.iris import CAREC, GENID, ID, PREFIXES
from carec_kg.rdf.terms import BlankNode, Iri, Literal, Quad

HEAD = f"@prefix carec: <{CAREC}> .\n@prefix id: <{ID}> .\n"


def a_file(text: str, scope: str | None = None) -> CheckedFile:
    return CheckedFile("data/a.ttl", "urn:g", (HEAD + text).encode(), scope)


def test_triples_go_into_the_graph_of_their_file_with_lexical_forms_kept() -> None:
    quads, findings = parse_file(a_file("id:a carec:value 3.50 .\n"))
    decimal = PREFIXES["xsd"] + "decimal"
    assert quads == [Quad(Iri(ID + "a"), Iri(CAREC + "value"), Literal("3.50", decimal), "urn:g")]
    assert findings == []


@pytest.mark.parametrize(
    ("text", "line", "column", "words"),
    [
        ("id:a a carec:A\n\nid:b a carec:B .\n", 5, 1, "A dot is expected at the end of statements: 'id:b' stands"),
        ("id:a\n  a carec:A\n  carec:value 3 .\n", 5, 3, "'carec:value' stands where '.' is expected."),
        ("id:a foo:b 3 .\n", 3, 6, "The prefix foo: has not been declared: 'foo:b' stands where"),
        ("id:a carec:value 2.36 billion .\n", 3, 23, "'billion' stands where '.' is expected."),
        ("id:a carec:value .\n", 3, 18, "is not a valid RDF object"),
        ("id:a a carec:A", 3, 15, "Unexpected end: 'end of file' stands where '.' is expected."),
    ],
)
def test_a_syntax_error_names_line_column_and_what_was_expected(text: str, line: int, column: int, words: str) -> None:
    quads, [finding] = parse_file(a_file(text))
    assert quads == []
    assert finding.rule == "syntax"
    assert finding.position == Position("data/a.ttl", line, column)
    assert words in finding.message
    assert finding.message.endswith(".")
    assert not finding.message.endswith("..")


def test_an_open_quote_is_found_where_it_opens() -> None:
    _, [finding] = parse_file(a_file('id:a carec:webAddress "www .\nid:b a carec:B .\n'))
    assert finding.position is not None
    assert finding.position.line == 3
    assert "open quote" in finding.message


def test_a_file_in_another_encoding_is_told_to_be_saved_as_utf_8() -> None:
    _, [finding] = parse_file(CheckedFile("data/a.ttl", "urn:g", b'<urn:a> <urn:b> "caf\xe9" .'))
    assert "save it as UTF-8" in finding.message


def test_what_rdf_1_1_lacks_is_a_finding_too() -> None:
    quads, [finding] = parse_file(a_file("id:a carec:b <<( id:a carec:b id:c )>> .\n"))
    assert quads == []
    assert finding.position == Position("data/a.ttl", 1)
    assert "RDF 1.1" in finding.message


def test_blank_nodes_keep_canonical_labels_where_no_scope_is_given() -> None:
    quads, _ = parse_file(a_file("[] a carec:A .\n"))
    assert quads[0].subject == BlankNode("c14n0")


def test_blank_nodes_become_skolem_iris_of_their_scope() -> None:
    quads, _ = parse_file(a_file("id:a carec:b [ a carec:A ] .\n", scope="time"))
    names = {term.value for quad in quads for term in (quad.subject, quad.object) if "genid" in term.value}
    assert names == {GENID + "time/c14n0"}


def test_files_after_a_faulty_one_are_read_and_every_fault_is_told() -> None:
    quads, findings = parse_files([a_file("id:a .\n"), a_file("id:b a carec:B .\n"), a_file("id:c a\n")])
    assert [quad.subject for quad in quads] == [Iri(ID + "b")]
    assert len(findings) == 2
