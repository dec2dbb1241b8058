"""Take decisions from an SSSOM table into the records of links, never over a decision that stands."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from carec_kg.errors import DataProblem
from carec_kg.linking.records import LinkKey, LinkRecord, mint_link
from carec_kg.linking.slots import IDENTITIES, NOT, SLOTS, ReviewState
from carec_kg.linking.sssom_writing import SET_LICENCE, SUBJECT_SOURCE
from carec_kg.linking.targets import TARGETS, find_target

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from carec_kg.linking.sssom_reading import SssomRow, SssomTable


_REVIEW = ("review_state", "predicate_modifier", "reviewer_id", "reviewer_label", "review_date")


class Outcome(StrEnum):
    """What an import does with a row."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    KEPT = "kept"
    CONFLICT = "conflict"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class ImportDefaults:
    """What a row gets that it does not say: who decided, the day (ISO 8601), and the target of unknown objects."""

    reviewer: str = ""
    date: str = ""
    target: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """A row with what becomes of it and why; ``before`` is the record that stands, where there is one."""

    outcome: Outcome
    line: int
    record: LinkRecord
    reason: str
    before: LinkRecord | None = None


def plan_import(
    table: SssomTable, records: Sequence[LinkRecord], things: Collection[str], defaults: ImportDefaults
) -> list[Change]:
    """Say for each row what would change; nothing is written. ``things`` are the IRIs that may be subjects.

    Raise ``DataProblem`` that lists the rows that cannot become a record: a subject that is no thing of this graph, an
    object of no known target, a decision without anybody who made it.
    """
    problems: list[str] = []
    plan = _Plan(records)
    changes = []
    for row in table.rows:
        before = plan.find(row)
        problem = "" if before else _find_problem(row, things, defaults)
        problem = problem or _find_nobody(row, before, defaults)
        if problem:
            problems.append(f"  {table.name}:{row.line}: {problem}")
        elif not problems:
            target = before.target if before else _target_of(row, defaults)
            changes.append(plan.decide(row, complete_record(row, table, defaults, target), before))
    if problems:
        message = "Nothing was imported:\n" + "\n".join(problems)
        raise DataProblem(message)
    return changes


def _find_problem(row: SssomRow, things: Collection[str], defaults: ImportDefaults) -> str:
    subject = row.values["subject_id"][0]
    if subject not in things:
        return f"column subject_id: {subject} is no thing of this graph."
    if not (row.is_open or _target_of(row, defaults)):
        object_ = next(iter(row.values.get("object_id", ())), "a literal")
        return f"column object_id: {object_} belongs to no known target; name one with --target."
    return ""


def _find_nobody(row: SssomRow, before: LinkRecord | None, defaults: ImportDefaults) -> str:
    """Return in words that nobody is named for a decision that is new; who refuses may be the author too."""
    state = _state_of(row)
    if row.is_open or state is ReviewState.UNREVIEWED or (before and before.state is state):
        return ""
    slots = ["reviewer_label", "reviewer_id"]
    if state is ReviewState.REFUSED and row.values.get("mapping_tool", ("",))[0] == "":
        slots += ["author_label", "author_id"]
    if defaults.reviewer or any(row.values.get(slot) for slot in slots):
        return ""
    return "column reviewer_label: nobody is named who decided; fill it in or give --reviewer."


def _target_of(row: SssomRow, defaults: ImportDefaults) -> str:
    object_ = next(iter(row.values.get("object_id", ())), "")
    return find_target(row.values["predicate_id"][0], object_) or defaults.target


def _state_of(row: SssomRow) -> ReviewState:
    given = row.values.get("review_state")
    if row.values.get("predicate_modifier"):
        return ReviewState.REFUSED
    if given:
        return ReviewState(given[0])
    reviewed = row.values.get("reviewer_label") or row.values.get("reviewer_id")
    return ReviewState.CONFIRMED if reviewed else ReviewState.UNREVIEWED


def complete_record(row: SssomRow, table: SssomTable, defaults: ImportDefaults, target: str) -> LinkRecord:
    """Return the record of a row with everything that a record here must have."""
    values = {name: row.values[name] for name in SLOTS if row.values.get(name)}
    state = _state_of(row)
    object_ = next(iter(values.get("object_id", ())), "")
    source = next((t.namespaces[0] for t in TARGETS if t.key == target and t.namespaces), object_ or SUBJECT_SOURCE)
    given = {
        "confidence": "1",
        "license": SET_LICENCE,
        "mapping_date": defaults.date,
        "object_source": source,
        "comment": f"Taken from {table.name}.",
    }
    values = {name: (value,) for name, value in given.items() if value} | values
    if not (values.get("author_label") or values.get("author_id")):
        values["author_label"] = (table.creator,)
    values["review_state"] = (state.value,)
    if state is ReviewState.REFUSED:
        values["predicate_modifier"] = (NOT,)
    named = values.get("reviewer_label") or values.get("reviewer_id") or not defaults.reviewer
    if state is not ReviewState.UNREVIEWED and not named:
        values |= {"reviewer_label": (defaults.reviewer,), "review_date": (defaults.date,)}
    return LinkRecord(mint_link(target, values), target, {name: values[name] for name in SLOTS if values.get(name)})


def _review(before: LinkRecord, record: LinkRecord) -> LinkRecord:
    """Return the record that stands with the decision of the other one: its evidence and source stay."""
    reviewed = {name: record.values[name] for name in _REVIEW if name in record.values}
    values = {**before.values, **reviewed}
    return LinkRecord(mint_link(before.target, values), before.target, values)


class _Plan:
    """What stands, and what the rows read so far would add to it."""

    def __init__(self, records: Sequence[LinkRecord]) -> None:
        self._standing: dict[LinkKey, LinkRecord] = {}
        for record in records:
            # A pair that has been decided in one record is decided, whatever another one says.
            if record.key not in self._standing or record.is_decided:
                self._standing[record.key] = record
        self._names = {record.iri: record.key for record in records}

    def find(self, row: SssomRow) -> LinkRecord | None:
        """Return the record that stands for what a row is about."""
        return self._standing.get(LinkRecord("", "", row.values).key)

    def decide(self, row: SssomRow, record: LinkRecord, before: LinkRecord | None) -> Change:
        """Say what becomes of a row."""
        if row.is_open:
            return Change(Outcome.OPEN, row.line, record, "nobody has decided it yet", before)
        if before and before.state is record.state:
            return Change(Outcome.SAME, row.line, record, f"it is {before.state} already", before)
        if before and before.is_decided:
            return Change(Outcome.KEPT, row.line, record, f"it was {before.state} before, which stands", before)
        if before and not record.is_decided:
            return Change(Outcome.SAME, row.line, record, "it is there already", before)
        record = _review(before, record) if before else record
        rival = None if record.is_refused else self._find_rival(record)
        if rival:
            return Change(Outcome.CONFLICT, row.line, record, rival, before)
        record = self._name_apart(record)
        self._standing[record.key] = record
        self._names[record.iri] = record.key
        return Change(Outcome.CHANGED if before else Outcome.NEW, row.line, record, f"becomes {record.state}", before)

    def _find_rival(self, record: LinkRecord) -> str:
        """Return in words which identity stands already that this one would contradict, empty where none does."""
        if record.key.predicate not in IDENTITIES or record.is_literal:
            return ""
        for other in self._standing.values():
            if other.key.predicate not in IDENTITIES or other.is_refused or other.target != record.target:
                continue
            if other.key.object == record.key.object and other.key.subject != record.key.subject:
                return f"{record.key.object} is {other.key.subject} already ({other.state})"
            if other.key.subject == record.key.subject and other.key.object != record.key.object:
                return f"{record.key.subject} is {other.key.object} already ({other.state})"
        return ""

    def _name_apart(self, record: LinkRecord) -> LinkRecord:
        """Return the record under a name of its own: a second predicate between the same two gets a number."""
        iri, number = record.iri, 2
        while self._names.get(iri, record.key) != record.key:
            iri, number = f"{record.iri}-{number}", number + 1
        return LinkRecord(iri, record.target, record.values)
