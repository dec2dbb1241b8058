"""Loading files as they are."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import pytest

from carec_kg.errors import DataProblem, SyntaxProblem, UsageError
from carec_kg.graph.load import digest_files, load_files, serve_files

if TYPE_CHECKING:
    from pathlib import Path

NTRIPLES = '<http://example.org/a> <http://example.org/p> "x" .\n'
NQUADS = (
    '<http://example.org/a> <http://example.org/p> "x" <http://example.org/g> .\n'
    '<http://example.org/a> <http://example.org/p> "x" <http://example.org/h> .\n'
    '<http://example.org/a> <http://example.org/p> "y" .\n'
)
RDFXML = (
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://example.org/">'
    '<rdf:Description rdf:about="http://example.org/a"><e:p>x</e:p></rdf:Description></rdf:RDF>'
)
CONTENTS = {
    "a.nt": NTRIPLES,
    "a.ttl": '<http://example.org/a> <http://example.org/p> "x" .',
    "a.rdf": RDFXML,
    "a.jsonld": '{"@id": "http://example.org/a", "http://example.org/p": "x"}',
    "a.trig": '{ <http://example.org/a> <http://example.org/p> "x" }',
    "a.nq": NTRIPLES,
}
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def count(paths: list[Path], *, union: bool = False) -> str:
    return load_files(paths, union_default_graph=union).select(COUNT).texts()[0][0]


@pytest.mark.parametrize("name", CONTENTS)
def test_every_format_is_known_by_its_suffix(tmp_path: Path, name: str) -> None:
    assert count([write(tmp_path, name, CONTENTS[name])]) == "1"


def test_packed_files_are_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "a.nt.gz"
    path.write_bytes(gzip.compress(NTRIPLES.encode()))
    assert count([path]) == "1"


def test_several_files_make_one_graph_with_blank_nodes_apart(tmp_path: Path) -> None:
    first = write(tmp_path, "a.nt", '_:a <http://example.org/p> "x" .')
    second = write(tmp_path, "b.ttl", '_:a <http://example.org/p> "x" .')
    assert count([first, second]) == "2"


def test_the_default_graph_is_the_files_own(tmp_path: Path) -> None:
    assert count([write(tmp_path, "a.nq", NQUADS)]) == "1"


def test_the_union_holds_each_triple_once(tmp_path: Path) -> None:
    assert count([write(tmp_path, "a.nq", NQUADS)], union=True) == "2"


def test_a_byte_order_mark_is_no_part_of_a_file(tmp_path: Path) -> None:
    assert count([write(tmp_path, "a.ttl", "\ufeff" + CONTENTS["a.ttl"])]) == "1"


def test_a_syntax_error_names_file_line_and_column(tmp_path: Path) -> None:
    path = write(tmp_path, "a.ttl", CONTENTS["a.ttl"] + "\n<http://example.org/a> oops .")
    with pytest.raises(SyntaxProblem) as caught:
        load_files([path])
    assert (caught.value.position.file, caught.value.position.line) == (str(path), 2)
    assert caught.value.position.column > 1


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataProblem, match=r"absent\.nt cannot be read"):
        load_files([tmp_path / "absent.nt"])


@pytest.mark.parametrize("data", [b"no gzip", gzip.compress(NTRIPLES.encode() * 500, mtime=0)[:60]])
def test_a_broken_archive_is_a_file_that_cannot_be_read(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.nt.gz"
    path.write_bytes(data)
    with pytest.raises(DataProblem, match="cannot be read"):
        load_files([path])


def test_a_foreign_suffix_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="suffix"):
        load_files([write(tmp_path, "a.pdf", "")])


def test_json_ld_fetches_no_remote_context(tmp_path: Path) -> None:
    path = write(tmp_path, "a.jsonld", '{"@context": "http://127.0.0.1:9/context", "@id": "a", "p": "x"}')
    with pytest.raises(SyntaxProblem):
        load_files([path])


def test_the_version_depends_on_bytes_order_and_union(tmp_path: Path) -> None:
    first, second = write(tmp_path, "a.nt", NTRIPLES), write(tmp_path, "b.nt", "")
    versions = {
        digest_files([first, second]),
        digest_files([second, first]),
        digest_files([first, second], union_default_graph=True),
        digest_files([first]),
    }
    assert len(versions) == 4
    assert digest_files([first]) == digest_files([write(tmp_path, "c.nt", NTRIPLES)])


def test_served_files_have_one_engine_and_their_version(tmp_path: Path) -> None:
    path = write(tmp_path, "a.nt", NTRIPLES)
    served = serve_files([str(path)])
    assert served.engine is served.asserted
    assert served.version == digest_files([path])
