"""Texts of sources as Unicode code points: reading, digests, places and slices."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from carec_kg.errors import DataProblem

if TYPE_CHECKING:
    from pathlib import Path


def decode_text(data: bytes, name: str) -> str:
    """Return the text of a file as it stands, line ends and byte order mark included; ``name`` stands in errors.

    Raise ``DataProblem`` with line and column of the first byte that is not UTF-8.
    """
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line, column = locate(data[: error.start].decode("utf-8"), error.start)
        message = f"{name}:{line}:{column}: byte 0x{data[error.start]:02x} is not UTF-8; convert the file to UTF-8."
        raise DataProblem(message) from None


def read_text(path: Path) -> str:
    """Return the text of a file as ``decode_text`` does; raise ``DataProblem`` if it cannot be read."""
    try:
        data = path.read_bytes()
    except OSError as error:
        message = f"{path} cannot be read: {error.strerror or error}."
        raise DataProblem(message) from None
    return decode_text(data, str(path))


def digest(text: str) -> str:
    """Return the SHA-256 of the text in UTF-8, in lower-case hexadecimal; of a file, what ``sha256sum`` prints."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def locate(text: str, offset: int) -> tuple[int, int]:
    """Return line and column of an offset, both from 1; an offset past the end is the end."""
    before = text[:offset]
    line_start = before.rfind("\n") + 1
    return before.count("\n") + 1, len(before) - line_start + 1


def squash(text: str) -> str:
    """Return the text in one line, every run of white space a single space."""
    return " ".join(text.split())


def find_by_digest(text: str, length: int, sha256: str, near: int, farthest: int) -> int | None:
    """Return the offset of the slice of ``length`` code points with this digest, the nearest to ``near``; or nothing.

    Looks ``farthest`` code points in both directions, each at the price of one digest.
    """
    last = len(text) - length
    if last < 0:
        return None
    near = min(max(near, 0), last)
    for distance in range(min(max(near, last - near), farthest) + 1):
        for start in sorted({near - distance, near + distance}):
            if 0 <= start <= last and digest(text[start : start + length]) == sha256:
                return start
    return None
