from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import pytest

from carec_kg.errors import DataProblem
from carec_kg.linking.table_text import read_table

if TYPE_CHECKING:
    from pathlib import Path


def write(tmp_path: Path, data: bytes, name: str = "t.csv") -> Path:
    path = tmp_path / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("data", [b"id,name\n1,Osh\n", b"\xef\xbb\xbfid\tname\r\n1\tOsh\r\n", b"id;name\n1;Osh\n"])
def test_delimiter_line_ends_and_byte_order_mark_are_told(tmp_path: Path, data: bytes) -> None:
    assert list(read_table(write(tmp_path, data)).rows()) == [(2, {"id": "1", "name": "Osh"})]


def test_a_packed_table_is_read_as_often_as_wanted(tmp_path: Path) -> None:
    table = read_table(write(tmp_path, gzip.compress(b"id,name\n1,Osh\n"), "t.csv.gz"))
    assert list(table.rows()) == list(table.rows())


def test_metadata_stands_above_the_header_and_lines_count_on(tmp_path: Path) -> None:
    table = read_table(write(tmp_path, b"#license: x\n#curie_map:\n#  a: http://a/\na\tb\n1\t2\n"))
    assert table.metadata == {"license": "x", "curie_map": {"a": "http://a/"}}
    assert [line for line, _ in table.rows()] == [5]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", ":1: there is no header"),
        (b"id,id\n", "'id' stands twice, the second time as column 2"),
        (b"id,name\n1\n", ":2: column name is missing"),
        (b"id,name\n1,a,b\n", ":2: column 3 has no name: 'b'"),
        (b'id,name\n1,a\n2,"b\n', "look for an open quote"),
        (b"id,name\n1,\xff\n", "not UTF-8"),
        (b"\xff\xfe\n", "not UTF-8"),
        (b"#a: [\na,b\n", "the metadata is no YAML"),
    ],
)
def test_a_broken_table_is_named_with_its_place(tmp_path: Path, data: bytes, says: str) -> None:
    with pytest.raises(DataProblem, match=r"t\.csv") as raised:
        list(read_table(write(tmp_path, data)).rows())
    assert says in str(raised.value)


def test_a_packed_table_that_is_none_is_said(tmp_path: Path) -> None:
    with pytest.raises(DataProblem, match="cannot be read"):
        read_table(write(tmp_path, b"id,name\n", "t.csv.gz"))
