"""Read an SSSOM table; everything that is wrong is said with its line and column before anything is done with it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from carec_kg.errors import DataProblem
from carec_kg.iris import FILE_PREFIXES
from carec_kg.linking.slots import JUSTIFICATIONS, LITERAL, RELATIONS, SEMAPV, SLOTS, WORDS, Form, Slot
from carec_kg.linking.sssom_writing import TABLE_PREFIXES
from carec_kg.linking.table_text import TableText, read_table
from carec_kg.linking.targets import CODE_SCHEMES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

OPEN = "open"
#: Other words for a state of review that people write into a ledger.
_STATES = {"accepted": "confirmed", "accept": "confirmed", "confirm": "confirmed", "refuse": "refused"}
_REQUIRED = ("subject_id", "predicate_id", "mapping_justification")
#: Slots that a set may give once for all its rows (SSSOM 1.1, propagatable slots), and its licence.
_PROPAGATED = ("mapping_date", "mapping_tool", "mapping_tool_version", "object_source", "object_source_version",
               "object_type", "similarity_measure", "subject_match_field", "object_match_field", "license")  # fmt: skip
_MOST_SHOWN = 20
_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://\S+|urn:\S+")


@dataclass(frozen=True, slots=True)
class SssomRow:
    """A row: its line, and the values of each slot with IRIs whole; ``is_open`` says that nobody has decided."""

    line: int
    values: Mapping[str, tuple[str, ...]]
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class SssomTable:
    """A table as read: its rows, the columns that are no slots of ours, and who made the set, as far as it says."""

    name: str
    rows: tuple[SssomRow, ...]
    left_out: tuple[str, ...]
    creator: str


def read_sssom(path: Path) -> SssomTable:
    """Read an SSSOM table in UTF-8; raise ``DataProblem`` that lists every problem with line and column."""
    table = read_table(path)
    reader = _Reader(table)
    rows = tuple(row for line, cells in table.rows() if (row := reader.read_row(line, cells)))
    if reader.problems:
        shown = "\n".join(f"  {problem}" for problem in reader.problems[:_MOST_SHOWN])
        more = len(reader.problems) - _MOST_SHOWN
        rest = f"\n  and {more} more." if more > 0 else ""
        message = f"{path} cannot be used as it stands:\n{shown}{rest}"
        raise DataProblem(message)
    left_out = tuple(c for c in table.columns if c not in SLOTS and c not in {"record_id", "subject_label"})
    return SssomTable(path.name, rows, left_out, _find_creator(table.metadata) or path.name)


def _find_creator(metadata: Mapping[str, object]) -> str:
    for slot in ("creator_label", "creator_id", "mapping_provider", "mapping_set_title", "mapping_set_id"):
        found = metadata.get(slot)
        if found:
            return ", ".join(map(str, found)) if isinstance(found, list) else str(found)
    return ""


class _Reader:
    def __init__(self, table: TableText) -> None:
        self.problems: list[str] = []
        self._name = table.path.name
        self._prefixes = {**FILE_PREFIXES, **TABLE_PREFIXES}
        given = table.metadata.get("curie_map") or {}
        if isinstance(given, dict):
            self._prefixes |= {str(prefix): str(namespace) for prefix, namespace in given.items()}
        self._read_as: dict[Form, Callable[[Slot, str], str]] = {
            Form.IRI: self._expand,
            Form.NUMBER: _read_number,
            Form.DATE: _read_date,
            Form.WORD: _read_word,
            Form.TEXT: lambda _slot, text: text,
        }
        self._common = {slot: str(table.metadata[slot]) for slot in _PROPAGATED if table.metadata.get(slot)}
        missing = [slot for slot in _REQUIRED if slot not in table.columns and slot not in table.metadata]
        if missing:
            message = f"{table.path}:{table.header_line}: there is no column {missing[0]}; an SSSOM table needs one."
            raise DataProblem(message)

    def read_row(self, line: int, cells: Mapping[str, str]) -> SssomRow | None:
        before = len(self.problems)
        filled = self._common | {column: cell for column, cell in cells.items() if cell}
        values = {
            name: tuple(self._read(line, SLOTS[name], part) for part in _split(SLOTS[name], cell))
            for name, cell in filled.items()
            if name in SLOTS and not (name == "review_state" and cell == OPEN)
        }
        self._check_whole(line, values)
        is_open = filled.get("review_state") == OPEN
        return SssomRow(line, values, is_open) if len(self.problems) == before else None

    def _read(self, line: int, slot: Slot, text: str) -> str:
        try:
            return self._read_as[slot.form](slot, text)
        except ValueError as error:
            self.problems.append(f"{self._name}:{line}, column {slot.name}: {error}.")
            return text

    def _expand(self, slot: Slot, text: str) -> str:
        prefix, colon, rest = text.partition(":")
        if _ABSOLUTE.fullmatch(text):
            iri = text
        elif colon and prefix in self._prefixes and rest:
            iri = self._prefixes[prefix] + rest
        else:
            known = "declare it under curie_map" if colon else "write prefix:rest or a whole IRI"
            message = f"the prefix of {text!r} is not known; {known}" if colon else f"{text!r} is no IRI; {known}"
            raise ValueError(message)
        _check_term(slot.name, iri, text)
        return iri

    def _check_whole(self, line: int, values: Mapping[str, tuple[str, ...]]) -> None:
        for slot in (*_REQUIRED, "object_label" if LITERAL in values.get("object_type", ()) else "object_id"):
            if not values.get(slot):
                self.problems.append(f"{self._name}:{line}, column {slot}: it is empty.")


def _read_number(slot: Slot, text: str) -> str:
    number = float(text) if re.fullmatch(r"[0-9.eE+-]+", text) else -1.0
    if not 0 <= number <= 1:
        message = f"{text!r} is no number between 0 and 1"
        raise ValueError(message)
    del slot
    return write_number(number)


def _read_date(slot: Slot, text: str) -> str:
    del slot
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        message = f"{text!r} is no date; write YYYY-MM-DD"
        raise ValueError(message) from None


def _read_word(slot: Slot, text: str) -> str:
    word = _STATES.get(text, text) if slot.name == "review_state" else text
    if word not in WORDS[slot.name]:
        known = [*WORDS[slot.name], *([OPEN] if slot.name == "review_state" else [])]
        message = f"{text!r} is not one of {', '.join(known)}"
        raise ValueError(message)
    return word


def _check_term(slot: str, iri: str, text: str) -> None:
    if slot == "predicate_id" and iri not in RELATIONS and iri not in CODE_SCHEMES:
        message = f"the relation {text!r} is not known; a link is owl:sameAs, a match of SKOS or a code of ours"
        raise ValueError(message)
    if slot == "mapping_justification" and iri.removeprefix(SEMAPV) not in JUSTIFICATIONS:
        message = f"{text!r} is no justification of SSSOM; write for example semapv:ManualMappingCuration"
        raise ValueError(message)


def _split(slot: Slot, cell: str) -> list[str]:
    if not slot.many:
        return [cell]
    return [part.replace("\\|", "|") for part in re.split(r"(?<!\\)\|", cell) if part]


def write_number(number: float) -> str:
    """Return a number between 0 and 1 in its canonical form, at most four digits behind the point."""
    return f"{number:.4f}".rstrip("0").rstrip(".")
