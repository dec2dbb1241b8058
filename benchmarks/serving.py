"""Measure the servers side by side: every round asks each of them the same, one after the other."""

from __future__ import annotations

import contextlib
import json
import statistics
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from benchmarks.generated import WIDTH, write_ntriples
from benchmarks.load import Load, next_serials, put_load
from benchmarks.servers import OXIGRAPH, Contender, Running, ask, run
from benchmarks.workloads import WORKLOADS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from benchmarks.workloads import Workload

_FIRST_PORT = 18_700
#: Serial of the first fresh text; the texts before it are the repeated one and the ones that warm up.
_FIRST_SERIAL = 1_000


@dataclass(frozen=True, slots=True)
class Plan:
    """How long to measure: ``seconds`` of each run, ``rounds`` of all runs, and the sizes of the data in triples."""

    sizes: tuple[int, ...]
    seconds: float
    rounds: int


@dataclass(slots=True)
class Cell:
    """All rounds of one server with one workload: their loads, and their rates beside Oxigraph's of the same round."""

    triples: int
    workload: Workload
    fresh: bool
    server: str
    loads: list[Load] = field(default_factory=list)
    ratios: list[float] = field(default_factory=list)

    @property
    def rate(self) -> float:
        """Return the median of the answers a second."""
        return statistics.median(load.rate for load in self.loads)

    @property
    def ratio(self) -> float | None:
        """Return the median ratio; ``None`` where there was nothing to compare with."""
        return statistics.median(self.ratios) if self.ratios else None

    @property
    def median(self) -> float:
        """Return the median over the rounds of the median latency in milliseconds."""
        return statistics.median(load.median for load in self.loads)

    @property
    def p99(self) -> float:
        """Return the median over the rounds of the 99th percentile in milliseconds."""
        return statistics.median(load.p99 for load in self.loads)

    @property
    def failed(self) -> int:
        """Return how many requests had no good answer, in all rounds."""
        return sum(load.failed for load in self.loads)


def measure_servers(
    contenders: Sequence[Contender], plan: Plan, folder: Path, tell: Callable[[str], None]
) -> list[Cell]:
    """Measure every server at every size; raise ``ValueError`` where two answer differently."""
    cells = []
    for triples in plan.sizes:
        file = folder / f"{triples}.nt"
        write_ntriples(file, triples)
        fit = [contender for contender in contenders if triples <= contender.most]
        rates: dict[tuple[str, bool], float] = {}
        for group in ([c for c in fit if not c.lingers], *([c] for c in fit if c.lingers)):
            with contextlib.ExitStack() as stack:
                servers = [stack.enter_context(run(c, file, _FIRST_PORT + n)) for n, c in enumerate(group)]
                found = _measure_group(servers, triples, plan, tell)
            rates |= {(cell.workload.name, cell.fresh): cell.rate for cell in found if cell.server == OXIGRAPH}
            for cell in found:
                # One that is measured alone has Oxigraph's medians beside it, not the rounds.
                base = rates.get((cell.workload.name, cell.fresh))
                if base and not cell.ratios:
                    cell.ratios.append(cell.rate / base)
            cells += found
        file.unlink()
    return cells


def _measure_group(servers: list[Running], triples: int, plan: Plan, tell: Callable[[str], None]) -> list[Cell]:
    items, serial = triples // WIDTH, _FIRST_SERIAL
    check_answers(servers, items)
    cells = []
    for workload in WORKLOADS:
        for fresh in (False, True):
            row = [Cell(triples, workload, fresh, server.contender.name) for server in servers]
            for _ in range(plan.rounds):
                for cell, server in zip(row, servers, strict=True):
                    first = serial if fresh else 0
                    cell.loads.append(put_load(server.address, workload, items, first, plan.seconds))
                serial = next_serials(serial)
            compare(row)
            cells += row
            tell(_describe(row))
    return cells


def compare(row: Sequence[Cell]) -> None:
    """Fill in the ratios of servers that were measured in the same rounds."""
    for base in (cell for cell in row if cell.server == OXIGRAPH):
        for cell in row:
            pairs = zip(cell.loads, base.loads, strict=True)
            cell.ratios = [load.rate / beside.rate for load, beside in pairs if beside.rate]


def _describe(row: Sequence[Cell]) -> str:
    kind = "fresh" if row[0].fresh else "repeated"
    rates = ", ".join(f"{cell.server} {cell.rate:.1f}/s{_beside(cell)}" for cell in row)
    return f"{row[0].triples} triples, {row[0].workload.name}, {kind}: {rates}"


def _beside(cell: Cell) -> str:
    return "" if cell.ratio is None else f" ({cell.ratio:.2f} x)"


def check_answers(servers: Sequence[Running], items: int) -> None:
    """Raise ``ValueError`` where servers give different numbers of rows: then speed says nothing."""
    for workload in WORKLOADS:
        text = workload.text(1, items)
        counts = {server.contender.name: count_rows(ask(server, text)) for server in servers}
        if len(set(counts.values())) != 1 or 0 in counts.values():
            message = f"The servers answer {workload.name} with different numbers of rows: {counts}."
            raise ValueError(message)


def count_rows(answer: bytes) -> int:
    """Return the number of rows in SPARQL JSON."""
    return len(json.loads(answer)["results"]["bindings"])


def select(cells: Sequence[Cell], triples: int) -> Iterator[tuple[Workload, bool, list[Cell]]]:
    """Yield the cells of one size by workload, repeated before fresh."""
    here = [cell for cell in cells if cell.triples == triples]
    for workload in WORKLOADS:
        for fresh in (False, True):
            row = [cell for cell in here if cell.workload == workload and cell.fresh == fresh]
            if row:
                yield workload, fresh, row
