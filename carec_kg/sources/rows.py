"""The ledger of rows: for each row of a table that facts were taken from, the graphs that hold it, or why none does.

A CSV file with the header ``file,line,sha256,graphs,reason``, one row of a table a line, sorted by file and line:

- ``file`` is the name of the table, ``line`` the line of its text on which the row begins; the header is line 1;
- ``sha256`` is the digest of the row's text as it stands in the file, without its line end, in UTF-8;
- ``graphs`` are the named graphs that hold what the row says, with spaces between;
- ``reason`` says in a few words why no graph does, or why none of the graphs holds the row's number as it is printed;
  else it is empty.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from carec_kg.errors import DataProblem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

HEADER = ("file", "line", "sha256", "graphs", "reason")
_DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a table: its file and first line, its text, and its cells by the name of their column."""

    file: str
    line: int
    text: str
    cells: Mapping[str, str]

    @property
    def sha256(self) -> str:
        """Return the digest of the text."""
        return hashlib.sha256(self.text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class RowEntry:
    """An entry of the ledger; ``graphs`` are IRIs, ``reason`` is why there are none, or none with the row's number."""

    file: str
    line: int
    sha256: str
    graphs: tuple[str, ...]
    reason: str

    @property
    def place(self) -> tuple[str, int]:
        """Return file and line, by which entries and rows are matched."""
        return self.file, self.line


def read_table(text: str, file: str) -> list[TableRow]:
    """Return the rows of a CSV table with a header; ``file`` is its name, which stands in errors.

    Raise ``DataProblem`` with line for a row that has more or fewer cells than the header, and for what is no CSV.
    """
    lines = io.StringIO(text, newline="").readlines()
    reader = csv.reader(lines, strict=True)
    rows: list[TableRow] = []
    try:
        header = next(reader, [])
        start = reader.line_num
        for cells in reader:
            line, start = start + 1, reader.line_num
            if len(cells) != len(header):
                raise _problem(file, line, f"the row has {len(cells)} cells, the header {len(header)}")
            raw = "".join(lines[line - 1 : start]).rstrip("\r\n")
            rows.append(TableRow(file, line, raw, dict(zip(header, cells, strict=True))))
    except csv.Error as error:
        raise _problem(file, reader.line_num, f"this is no CSV ({error}); quote cells with double quotes") from None
    return rows


def parse_ledger(text: str, name: str) -> list[RowEntry]:
    """Return the entries of a ledger in its order; ``name`` stands in errors.

    Raise ``DataProblem`` with the line for another header, a cell that is not as it should be, or a row that is there
    twice.
    """
    rows = read_table(text, name)
    header = tuple(next(csv.reader([text.split("\n", 1)[0].rstrip("\r")]), []))
    if header != HEADER:
        raise _problem(name, 1, f"the header is {','.join(header)!r}; write {','.join(HEADER)}")
    entries: dict[tuple[str, int], RowEntry] = {}
    for row in rows:
        entry = _read_entry(row, name)
        if entry.place in entries:
            raise _problem(name, row.line, f"line {entry.line} of {entry.file} is there twice; leave one out")
        entries[entry.place] = entry
    return list(entries.values())


def write_ledger(entries: Iterable[RowEntry]) -> str:
    """Return the text of a ledger, sorted by file and line."""
    target = io.StringIO(newline="")
    writer = csv.writer(target, lineterminator="\n")
    writer.writerow(HEADER)
    writer.writerows(_cells(entry) for entry in sorted(entries, key=lambda entry: entry.place))
    return target.getvalue()


def _cells(entry: RowEntry) -> Iterator[str]:
    yield from (entry.file, str(entry.line), entry.sha256, " ".join(entry.graphs), entry.reason)


def _read_entry(row: TableRow, name: str) -> RowEntry:
    cells = row.cells
    if not cells["line"].isascii() or not cells["line"].isdigit():
        raise _problem(name, row.line, f"{cells['line']!r} is no line number; write a whole number")
    if not _DIGEST.fullmatch(cells["sha256"]):
        raise _problem(name, row.line, "sha256 is 64 hexadecimal digits in lower case")
    graphs, reason = tuple(cells["graphs"].split()), cells["reason"].strip()
    return RowEntry(cells["file"], int(cells["line"]), cells["sha256"], graphs, reason)


def _problem(name: str, line: int, what: str) -> DataProblem:
    return DataProblem(f"{name}:{line}: {what}.")
