"""From a target to suggestions in the ledger: what ``links suggest`` does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from carec_kg.errors import UnknownName
from carec_kg.linking.holdings import Holdings, read_holdings
from carec_kg.linking.ledger import read_decided, to_record, write_ledger
from carec_kg.linking.opening import open_source
from carec_kg.linking.suggesting import Suggestion, suggest
from carec_kg.linking.things import LINKED_KINDS, Thing

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from carec_kg.config import Content
    from carec_kg.linking.table_source import TableOptions


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked of a target: our kinds (all where none is named), least confidence, most rows, seconds, the day."""

    target: str
    kinds: tuple[str, ...]
    threshold: float
    limit: int | None
    timeout: float
    date: str


def propose(content: Content, request: Request, options: TableOptions, ledger: Path) -> tuple[list[Suggestion], int]:
    """Suggest links and note them in the ledger; return them, and how many of them are new there.

    The ledger is written when all is known, so whatever goes wrong with the target leaves it as it was. Raise
    ``CarecError`` in words for a target, a table or a ledger that cannot be used.
    """
    holdings = read_holdings(content)
    things = _choose(holdings, request.kinds)
    decided = read_decided(holdings.records, ledger)
    source = open_source(request.target, things, options, request.timeout)
    found = suggest(things, source, threshold=request.threshold, is_decided=decided.covers)[: request.limit]
    records = [to_record(suggestion, source.title, request.date) for suggestion in found]
    fresh = write_ledger(ledger, records, holdings.labels) if records else 0
    return found, fresh


def _choose(holdings: Holdings, kinds: Sequence[str]) -> list[Thing]:
    present = sorted({thing.kind for thing in holdings.things})
    for kind in kinds:
        if kind not in LINKED_KINDS:
            raise UnknownName("kind of things", kind, present)
    return [thing for thing in holdings.things if not kinds or thing.kind in kinds]
