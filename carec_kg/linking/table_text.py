"""Tables of text: comma- or tab-separated, with or without metadata at the head; mistakes are said with their place."""

from __future__ import annotations

import csv
import gzip
import io
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any, cast

from carec_kg.errors import DataProblem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

#: Characters of a cell at the most; a longer one means that a quote was never closed.
_LONGEST_CELL = 1 << 20


@dataclass(frozen=True, slots=True)
class TableText:
    """A table that has been opened: where it lies, its columns, what its head says; its rows are read anew each time.

    ``header_line`` is the line of the column names, counted from 1; ``delimiter`` what parts the cells.
    """

    path: Path
    metadata: Mapping[str, Any]
    columns: tuple[str, ...]
    header_line: int
    delimiter: str

    def rows(self) -> Iterator[tuple[int, dict[str, str]]]:
        """Yield each row as its line and its cells by column, trimmed; empty rows are left out.

        Raise ``DataProblem`` with row and column for a row that has too many or too few cells.
        """
        with _open(self.path) as file:
            for _ in range(self.header_line):
                next(file)
            reader = csv.reader(file, delimiter=self.delimiter, strict=True)
            try:
                for cells in reader:
                    line = self.header_line + reader.line_num
                    if any(cells):
                        yield line, self._pair(line, cells)
            except csv.Error as error:
                message = f"{self.path}:{self.header_line + reader.line_num}: {error}; look for an open quote."
                raise DataProblem(message) from None
            except UnicodeDecodeError:
                message = (
                    f"{self.path}:{self.header_line + reader.line_num + 1}: it is not UTF-8 text; save it as UTF-8."
                )
                raise DataProblem(message) from None

    def _pair(self, line: int, cells: list[str]) -> dict[str, str]:
        if len(cells) > len(self.columns):
            what = f"column {len(self.columns) + 1} has no name: {cells[len(self.columns)][:40]!r}"
        elif len(cells) < len(self.columns):
            what = f"column {self.columns[len(cells)]} is missing"
        else:
            return {column: cell.strip() for column, cell in zip(self.columns, cells, strict=True)}
        message = f"{self.path}:{line}: {what}; the row has {len(cells)} cells, the header {len(self.columns)}."
        raise DataProblem(message)


@contextmanager
def _open(path: Path) -> Iterator[IO[str]]:
    try:
        with (
            gzip.open(path) if path.suffix.lower() == ".gz" else path.open("rb") as raw,
            io.TextIOWrapper(cast("IO[bytes]", raw), "utf-8-sig", newline="") as file,
        ):
            yield file
    except (OSError, EOFError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        message = f"{path} cannot be read: {reason}."
        raise DataProblem(message) from None


def read_table(path: Path) -> TableText:
    """Open a table in UTF-8 (``.gz`` unpacked): metadata from the lines that begin with ``#``, then the column names.

    Raise ``DataProblem`` where it cannot be read, has no header, names a column twice, or its metadata is no YAML.
    """
    csv.field_size_limit(_LONGEST_CELL)
    head: list[str] = []
    header = ""
    try:
        with _open(path) as file:
            for line in file:
                if not line.startswith("#"):
                    header = line
                    break
                head.append(line[1:])
    except UnicodeDecodeError:
        message = f"{path}:{len(head) + 1}: it is not UTF-8 text; save it as UTF-8."
        raise DataProblem(message) from None
    delimiter = "\t" if "\t" in header else ";" if ";" in header and "," not in header else ","
    columns = tuple(name.strip() for name in next(csv.reader([header], delimiter=delimiter), []))
    _check_header(path, len(head) + 1, columns)
    return TableText(path, _read_metadata(path, head), columns, len(head) + 1, delimiter)


def _check_header(path: Path, line: int, columns: tuple[str, ...]) -> None:
    if not any(columns):
        message = f"{path}:{line}: there is no header; the first row of a table names its columns."
        raise DataProblem(message)
    for place, column in enumerate(columns):
        if column in columns[:place]:
            message = f"{path}:{line}: the column {column!r} stands twice, the second time as column {place + 1}."
            raise DataProblem(message)


def _read_metadata(path: Path, head: list[str]) -> Mapping[str, Any]:
    if not head:
        return {}
    import yaml  # noqa: PLC0415 - wanted only for tables with a head

    try:
        found = yaml.safe_load("".join(head))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        message = f"{path}:{line}: the metadata is no YAML: {getattr(error, 'problem', None) or error}."
        raise DataProblem(message) from None
    return found if isinstance(found, dict) else {}
