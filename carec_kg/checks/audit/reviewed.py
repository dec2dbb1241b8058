"""The reviewed file: words of a source that look like a fact and are none, each with its reason.

A CSV file with the header ``passage,kind,words,reason``, one entry a line, sorted as ``write_reviewed`` writes it:

- ``passage`` is the key of the passage;
- ``kind`` is ``number``, ``date`` or ``name``, or ``passage`` for a passage that states no fact and so has no file;
- ``words`` are the words as the audit shows them (in one line); empty for ``passage``;
- ``reason`` says in a sentence why they need no fact.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

from carec_kg.errors import DataProblem
from carec_kg.sources.text import decode_text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

ReviewedKind: TypeAlias = Literal["number", "date", "name", "passage"]
_HEADER = ["passage", "kind", "words", "reason"]
_KINDS: dict[str, ReviewedKind] = {kind: kind for kind in get_args(ReviewedKind)}


@dataclass(frozen=True, slots=True, order=True)
class ReviewedEntry:
    """One entry of the reviewed file."""

    passage: str
    kind: ReviewedKind
    words: str
    reason: str


def parse_reviewed(text: str, name: str) -> list[ReviewedEntry]:
    """Return the entries of a reviewed file in its order; ``name`` stands in errors.

    Raise ``DataProblem`` with the line for a wrong header, a missing field, an unknown kind or an entry that is there
    twice.
    """
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    entries: dict[tuple[str, str, str], ReviewedEntry] = {}
    try:
        header = next(reader, [])
        if header != _HEADER:
            raise _problem(name, 1, f"the header is {','.join(header)!r}; write {','.join(_HEADER)}")
        for row in reader:
            entry = _read_entry(row, name, reader.line_num)
            key = (entry.passage, entry.kind, entry.words)
            if key in entries:
                raise _problem(name, reader.line_num, "this entry is there twice; leave one out")
            entries[key] = entry
    except csv.Error as error:
        raise _problem(name, reader.line_num, f"this is no CSV ({error}); quote fields with double quotes") from None
    return list(entries.values())


def read_reviewed(path: Path) -> list[ReviewedEntry]:
    """Return the entries of a reviewed file, none if there is no such file; raise what ``parse_reviewed`` raises."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return []
    except OSError as error:
        message = f"{path} cannot be read: {error.strerror or error}."
        raise DataProblem(message) from None
    return parse_reviewed(decode_text(data, str(path)), str(path))


def write_reviewed(entries: Iterable[ReviewedEntry]) -> str:
    """Return the text of a reviewed file, sorted by passage, kind and words."""
    target = io.StringIO(newline="")
    writer = csv.writer(target, lineterminator="\n")
    writer.writerow(_HEADER)
    writer.writerows([entry.passage, entry.kind, entry.words, entry.reason] for entry in sorted(entries))
    return target.getvalue()


def _read_entry(row: list[str], name: str, line: int) -> ReviewedEntry:
    if len(row) != len(_HEADER):
        raise _problem(name, line, f"{len(row)} fields stand here; give {', '.join(_HEADER)}")
    passage, kind, words, reason = (field.strip() for field in row)
    if kind not in _KINDS:
        raise _problem(name, line, f"{kind!r} is no kind; choose from {', '.join(_KINDS)}")
    if not passage or not reason or bool(words) == (kind == "passage"):
        raise _problem(name, line, "give passage and reason, and words except for a passage as a whole")
    return ReviewedEntry(passage, _KINDS[kind], words, reason)


def _problem(name: str, line: int, what: str) -> DataProblem:
    return DataProblem(f"{name}:{line}: {what}.")
