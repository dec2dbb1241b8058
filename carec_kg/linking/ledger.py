"""The ledger: every link that was suggested, and what was decided of it, as an SSSOM table that a person edits.

A row is *open* until somebody writes *accepted* or *refused* into its column ``review_state``; ``links import`` then
takes it into the records. What is decided, there or in the records, is not suggested again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from carec_kg.linking.records import LinkRecord, mint_link
from carec_kg.linking.slots import CLOSE_MATCH, EXACT_MATCH, IDENTITIES, SEMAPV
from carec_kg.linking.sssom_reading import SssomRow, read_sssom, write_number
from carec_kg.linking.sssom_writing import SET_LICENCE, write_sssom
from carec_kg.linking.storing import write_files
from carec_kg.linking.targets import find_target
from carec_kg.version import __version__

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from carec_kg.linking.suggesting import Suggestion

TOOL = "carec-kg links suggest"
"""What proposed a link, in its slot ``mapping_tool``."""

_METHODS = {
    frozenset({"name"}): "LexicalMatching",
    frozenset({"likeness"}): "LexicalSimilarityThresholdMatching",
    frozenset({"identifier"}): "BackgroundKnowledgeBasedMatching",
}


@dataclass(frozen=True, slots=True)
class Decided:
    """What needs no asking: pairs that were decided or stand open elsewhere, and identities that hold, by target."""

    pairs: frozenset[tuple[str, str]]
    linked: frozenset[tuple[str, str]]
    taken: frozenset[str]

    def covers(self, thing: str, candidate: str) -> bool:
        """Tell whether a pair was decided, its thing is linked to that target, or its candidate is another thing's."""
        target = find_target("", candidate)
        return (
            (thing, candidate) in self.pairs
            or candidate in self.taken
            or (bool(target) and (thing, target) in self.linked)
        )


def read_decided(records: Sequence[LinkRecord], ledger: Path) -> Decided:
    """Gather what the records and the ledger have decided; raise ``DataProblem`` for a ledger that is broken."""
    rows = [(row.values, row.is_open) for row in _read_rows(ledger)]
    pairs = {(record.key.subject, record.key.object) for record in records}
    pairs |= {(values["subject_id"][0], values["object_id"][0]) for values, is_open in rows if not is_open}
    holding = [r for r in records if not r.is_refused and r.key.predicate in IDENTITIES and not r.is_literal]
    linked = frozenset((record.key.subject, record.target) for record in holding)
    return Decided(frozenset(pairs), linked, frozenset(record.key.object for record in holding))


def _read_rows(ledger: Path) -> Sequence[SssomRow]:
    return read_sssom(ledger).rows if ledger.exists() else ()


def to_record(suggestion: Suggestion, source: str, date: str) -> LinkRecord:
    """Return a suggestion as a record: exactMatch, or closeMatch of a port and what is not said to be one."""
    methods = frozenset(piece.method for piece in suggestion.evidence if piece.weight > 0)
    method = _METHODS.get(methods, "CompositeMatching")
    thing, candidate = suggestion.thing, suggestion.candidate
    same = thing.kind != "port" or candidate.kind == "port"
    values = {
        "subject_id": thing.iri,
        "predicate_id": EXACT_MATCH if same else CLOSE_MATCH,
        "object_id": candidate.iri,
        "object_label": candidate.label,
        "mapping_justification": SEMAPV + method,
        "confidence": write_number(suggestion.confidence),
        "license": SET_LICENCE,
        "mapping_date": date,
        "author_label": "CAREC-KG",
        "mapping_tool": TOOL,
        "mapping_tool_version": __version__,
        "match_string": suggestion.name.theirs if suggestion.name else "",
        "comment": f"{suggestion.reasons} (in {source})",
    }
    held = {name: (value,) for name, value in values.items() if value}
    target = find_target("", candidate.iri) or "suggested"
    return LinkRecord(mint_link(target, held), target, held)


def write_ledger(path: Path, records: Sequence[LinkRecord], labels: Mapping[str, str]) -> int:
    """Add suggestions to the ledger and return how many are new.

    Rows that were decided stay as they are, open ones are replaced by a new suggestion for the same pair. The file
    is replaced at once or not at all; raise ``DataProblem`` where it cannot be written.
    """
    before = {_pair(record): record for record in map(_to_ledger_record, _read_rows(path))}
    fresh = {_pair(record): record for record in records}
    decided = {pair: record for pair, record in before.items() if record.get("review_state")}
    merged = {**before, **fresh, **decided}
    text = write_sssom(list(merged.values()), labels, "Suggested links", "links/suggested", open_word="open")
    write_files({path: text})
    return len(fresh.keys() - before.keys())


def _to_ledger_record(row: SssomRow) -> LinkRecord:
    values = dict(row.values)
    target = find_target("", values["object_id"][0]) or "suggested"
    return LinkRecord(mint_link(target, values), target, values)


def _pair(record: LinkRecord) -> tuple[str, str]:
    return record.key.subject, record.key.object
