"""Run the benchmarks and print a table: ``python -m benchmarks``."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from benchmarks.generated import write_ntriples
from benchmarks.processes import command, measure, time_until_ready

_PORT = 18_642
_MILLION = 1_000_000
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


def main() -> None:
    """Run everything in a folder of its own."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        measure_graph(folder)
        measure_loading(folder)


if __name__ == "__main__":
    main()
