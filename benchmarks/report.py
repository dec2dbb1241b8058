"""Write what was measured as a table in Markdown; the machine is described in general words."""

from __future__ import annotations

import os
import platform
import subprocess
from importlib import metadata
from typing import TYPE_CHECKING

from benchmarks.load import CONNECTIONS
from benchmarks.servers import OURS
from benchmarks.serving import select

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from benchmarks.serving import Cell, Plan

_HEAD = """\
| workload | requests | server | answers/s | x Oxigraph's server | lowest to highest | p50 ms | p99 ms | failed | goal |
| --- | --- | --- | ---: | ---: | --- | ---: | ---: | ---: | --- |
"""
_READING = """\
Read the ratios, not the rates: each is the median over the rounds of our rate beside Oxigraph's in the same round.
*Repeated* requests are one text again and again; of *fresh* ones no server has seen the text before.
A request that was refused or broke is no answer. p50 and p99 are medians over the rounds.
"""


def describe_machine(date: str, plan: Plan, bin_folder: Path) -> str:
    """Return one paragraph on machine, versions and the run."""
    versions = [
        f"Python {platform.python_version()}",
        *(f"{name} {metadata.version(name)}" for name in ("carec-kg", "pyoxigraph", "flask", "granian")),
        *(f"{name} {version}" for name in ("oxigraph", "rdflib-endpoint") if (version := _version(bin_folder, name))),
    ]
    return (
        f"{date}: {os.cpu_count()} cores, {platform.system()}, {', '.join(versions)}. wrk on the same machine, "
        f"{CONNECTIONS} connections, {plan.rounds} rounds of {plan.seconds:g} seconds a run."
    )


def _version(bin_folder: Path, package: str) -> str:
    """Return the version of a package in the environment of the peers, empty where it is not there."""
    python = bin_folder / "python"
    if not python.exists():
        return ""
    command = [str(python), "-c", f"from importlib import metadata; print(metadata.version({package!r}))"]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()


def write_table(cells: Sequence[Cell], machine: str, remarks: Sequence[str]) -> str:
    """Return the page: a table for each size of the data."""
    parts = ["# Serving, side by side\n", machine + "\n", _READING]
    parts += [f"- {remark}" for remark in remarks]
    for triples in sorted({cell.triples for cell in cells}):
        parts += [f"\n## {triples:,} triples\n", f"![Ratios at {triples:,} triples](serving-{triples}.svg)\n"]
        lines = [_line(cell) for _, _, row in select(cells, triples) for cell in row]
        parts.append(_HEAD + "\n".join(lines))
    return "\n".join(parts) + "\n"


def _line(cell: Cell) -> str:
    goal = cell.workload.fresh_goal if cell.fresh else cell.workload.repeated_goal
    met = cell.ratio is not None and cell.ratio >= goal
    verdict = f"{goal:g} x: {'met' if met else 'missed'}" if cell.server == OURS and cell.ratio is not None else ""
    spread = f"{min(cell.ratios):.2f} to {max(cell.ratios):.2f}" if len(cell.ratios) > 1 else ""
    columns = [
        cell.workload.name,
        "fresh" if cell.fresh else "repeated",
        cell.server,
        f"{cell.rate:,.1f}",
        f"{cell.ratio:.2f}" if cell.ratio is not None else "",
        spread,
        *((f"{cell.median:,.1f}", f"{cell.p99:,.1f}") if cell.rate else ("", "")),
        f"{cell.failed:,}",
        verdict,
    ]
    return f"| {' | '.join(columns)} |"
