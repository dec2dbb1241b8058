"""Run the benchmarks: ``python -m benchmarks``, or parts of them; ``soak`` only where it is named."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.chart import draw_chart
from benchmarks.evidence import measure_evidence
from benchmarks.generated import write_ntriples
from benchmarks.linking import measure_linking
from benchmarks.load import is_wrk_installed
from benchmarks.processes import command, measure, time_until_ready
from benchmarks.report import describe_machine, write_table
from benchmarks.servers import find_contenders
from benchmarks.serving import Plan, measure_servers
from benchmarks.soak import soak, write_soak

if TYPE_CHECKING:
    from collections.abc import Sequence

_PORT = 18_642
_MILLION = 1_000_000
_PARTS = ("commands", "loading", "evidence", "linking", "serving")
_LONG_PARTS = ("soak",)
_BULK_LOAD = (
    "import pyoxigraph as ox, sys; s = ox.Store(); s.bulk_load(path=sys.argv[1], format=ox.RdfFormat.N_TRIPLES)"
)
_LOAD = "import pathlib, sys; from carec_kg.graph.load import load_files; load_files([pathlib.Path(sys.argv[1])])"


def say(what: str, figure: str) -> None:
    """Print a line of the table."""
    sys.stdout.write(f"{what:<58} {figure}\n")
    sys.stdout.flush()


def measure_graph(folder: Path) -> None:
    """Measure start, query and check over the CAREC graph, beside the start of the interpreter with rdflib."""
    environment = {"CAREC_KG_HOME": str(folder / "home")}
    yardstick = measure([sys.executable, "-c", "import rdflib"], environment)
    say("import rdflib (the yardstick)", f"{yardstick.seconds:6.2f} s")
    cold, _ = time_until_ready(command("serve"), environment, _PORT)
    say("serve, nothing built: until it answers", f"{cold:6.2f} s  {cold / yardstick.seconds:6.1f} x")
    warm, memory = time_until_ready(command("serve"), environment, _PORT + 1)
    say("serve, built: until it answers", f"{warm:6.2f} s  {warm / yardstick.seconds:6.1f} x  {memory / 2**20:5.0f} MB")
    for arguments in (("query", "investments"), ("query", "corridors", "--format", "csv"), ("check",)):
        found = measure(command(*arguments), environment)
        ratio = found.seconds / yardstick.seconds
        say(" ".join(arguments), f"{found.seconds:6.2f} s  {ratio:6.1f} x  {found.peak / 2**20:5.0f} MB")


def measure_loading(folder: Path) -> None:
    """Measure loading a million triples of N-Triples, against the engine's own bulk load of the same file."""
    path = folder / "million.nt"
    write_ntriples(path, _MILLION)
    engine = measure([sys.executable, "-c", _BULK_LOAD, str(path)], {}, 3)
    ours = measure([sys.executable, "-c", _LOAD, str(path)], {}, 3)
    say("bulk load of 1M triples, the engine alone", f"{engine.seconds:6.2f} s          {engine.peak / 2**20:5.0f} MB")
    ratio = ours.seconds / engine.seconds
    say("the same by `serve --data`", f"{ours.seconds:6.2f} s  {ratio:6.2f} x  {ours.peak / 2**20:5.0f} MB")
    ready, memory = time_until_ready(command("serve", "--data", str(path)), {}, _PORT + 2)
    say("serve --data, 1M triples: until it answers", f"{ready:6.2f} s          {memory / 2**20:5.0f} MB")


def measure_serving(folder: Path, arguments: argparse.Namespace) -> None:
    """Measure the servers side by side and write table and charts."""
    if not is_wrk_installed():
        sys.stderr.write("Serving was not measured: install wrk (on Debian: apt-get install wrk).\n")
        return
    contenders, missing = find_contenders(arguments.peers)
    plan = Plan(
        (10_000, 100_000, *((_MILLION, 5 * _MILLION) if arguments.full else ())), arguments.seconds, arguments.rounds
    )
    cells = measure_servers(contenders, plan, folder, lambda line: say(line, ""))
    limited = [
        f"{c.name} was asked to hold {c.most:,} triples at the most." for c in contenders if c.most < max(plan.sizes)
    ]
    arguments.out.mkdir(parents=True, exist_ok=True)
    table = write_table(cells, describe_machine(arguments.date, plan, arguments.peers), missing + limited)
    (arguments.out / "serving.md").write_text(table, encoding="utf-8")
    for triples in plan.sizes:
        (arguments.out / f"serving-{triples}.svg").write_text(draw_chart(cells, triples), encoding="utf-8")


def measure_soak(folder: Path, arguments: argparse.Namespace) -> None:
    """Soak the server, write the page, and exit with 1 where something was not as it is to be."""
    result = soak(arguments.minutes, _PORT + 3, folder, lambda line: say(line, ""))
    head = f"{arguments.date}: {os.cpu_count()} cores, {arguments.minutes:g} minutes."
    arguments.out.mkdir(parents=True, exist_ok=True)
    (arguments.out / "soak.md").write_text(write_soak(result, head), encoding="utf-8")
    for fault in result.faults():
        sys.stderr.write(fault + "\n")
    if result.faults():
        sys.exit(1)


def read_arguments(arguments: Sequence[str]) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    parser.add_argument(
        "parts",
        nargs="*",
        metavar="PART",
        help="commands, loading, evidence, linking, serving (all of them by default), soak",
    )
    parser.add_argument("--date", default="No date given", help="the date that the table bears")
    parser.add_argument("--full", action="store_true", help="serving: 1M and 5M triples too")
    parser.add_argument("--seconds", type=float, default=3.0, help="serving: of each run")
    parser.add_argument("--rounds", type=int, default=5, help="serving: of all runs")
    parser.add_argument("--minutes", type=float, default=10.0, help="soak: how long")
    parser.add_argument(
        "--peers", type=Path, default=Path(".venv/bench/bin"), help="where the other servers are installed"
    )
    parser.add_argument("--out", type=Path, default=Path("docs/benchmarks"), help="where table and charts go")
    found = parser.parse_args(arguments)
    if unknown := set(found.parts) - {*_PARTS, *_LONG_PARTS}:
        parser.error(f"{', '.join(sorted(unknown))}: there are {', '.join(_PARTS + _LONG_PARTS)}")
    return found


def main() -> None:
    """Run what was asked for in a folder of its own."""
    arguments = read_arguments(sys.argv[1:])
    parts = arguments.parts or _PARTS
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if "commands" in parts:
            measure_graph(folder)
        if "loading" in parts:
            measure_loading(folder)
        if "evidence" in parts:
            measure_evidence(folder, say)
        if "linking" in parts:
            measure_linking(folder, arguments.peers / "python", say)
        if "serving" in parts:
            measure_serving(folder, arguments)
        if "soak" in parts:
            measure_soak(folder, arguments)


if __name__ == "__main__":
    main()
