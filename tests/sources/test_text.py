from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest

from carec_kg.errors import DataProblem
from carec_kg.sources.text import decode_text, digest, find_by_digest, locate, read_text, squash

if TYPE_CHECKING:
    from pathlib import Path


def test_a_text_keeps_line_ends_and_byte_order_mark(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("\ufeffeins\r\nzw\u00f6lf\n".encode())
    assert read_text(path) == "\ufeffeins\r\nzw\u00f6lf\n"


def test_the_digest_of_a_text_is_that_of_its_file(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("zw\u00f6lf \u4e2d\r\n".encode())
    assert digest(read_text(path)) == hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_byte_that_is_not_utf8_is_named_with_its_place() -> None:
    with pytest.raises(DataProblem, match=r"a\.txt:2:3: byte 0xe9 is not UTF-8; convert"):
        decode_text("\u00e4\nb\u00f6".encode() + b"\xe9", "a.txt")


def test_a_missing_file_is_a_problem_in_words(tmp_path: Path) -> None:
    with pytest.raises(DataProblem, match="cannot be read: No such file"):
        read_text(tmp_path / "none.txt")


def test_places_count_lines_and_columns_in_code_points() -> None:
    assert [locate("a\u4e2d\nxy", offset) for offset in (0, 2, 3, 4, 99)] == [(1, 1), (1, 3), (2, 1), (2, 2), (2, 3)]


def test_a_squashed_text_is_one_line() -> None:
    assert squash(" a\n\n b\t c ") == "a b c"


def test_a_slice_is_found_by_its_digest_nearest_first() -> None:
    assert find_by_digest("ab--ab--ab", 2, digest("ab"), 5, 9) == 4
    assert find_by_digest("ab--ab--ab", 2, digest("ab"), 99, 9) == 8


def test_a_slice_that_is_absent_or_too_far_is_not_found() -> None:
    assert find_by_digest("ab--ab", 2, digest("zz"), 0, 9) is None
    assert find_by_digest("----ab", 2, digest("ab"), 0, 3) is None
    assert find_by_digest("a", 2, digest("ab"), 0, 9) is None
