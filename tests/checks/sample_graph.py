"""The made-up graph of ``sample/``, together with the real ontology, its shapes and rules."""

from __future__ import annotations

from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from carec_kg import iris
from carec_kg.checks.placement import CheckedFile
from carec_kg.checks.suite import Suite, read_suite
from carec_kg.checks.syntax import parse_files
from carec_kg.config import Content
from carec_kg.graph.manifest import list_graph_files
from carec_kg.graph.workbench import Workbench
from carec_kg.rdf.media import TRIG, TURTLE
from carec_kg.rdf.reading import parse
from carec_kg.rdf.terms import Quad, Triple, format_triple
from carec_kg.reasoning.closure import infer
from carec_kg.reasoning.rules import read_rules

if TYPE_CHECKING:
    from collections.abc import Iterator

SAMPLE = Path(__file__).parent / "sample"
ROOT = Path(__file__).parents[2]
CONTENT = Content(ROOT)
PREFIXES = (SAMPLE / "data.trig").read_text(encoding="utf-8").partition("\nsource:sample {")[0]


@cache
def suite() -> Suite:
    """Return the real shapes and rules."""
    return read_suite(CONTENT)


@cache
def ontology_quads() -> tuple[Quad, ...]:
    """Return the real ontology, blank nodes skolemised."""
    files = [file for file in list_graph_files(CONTENT) if file.graph == iris.ONTOLOGY_GRAPH]
    quads, findings = parse_files(
        CheckedFile(file.name, file.graph, file.path.read_bytes(), file.path.stem) for file in files
    )
    assert findings == []
    return tuple(quads)


@cache
def sample_quads() -> tuple[Quad, ...]:
    """Return the made-up data in their named graphs."""
    return tuple(parse((SAMPLE / "data.trig").read_bytes(), TRIG, "data.trig"))


@cache
def closure() -> tuple[Triple, ...]:
    """Return what follows from the made-up data by the real ontology."""
    found = infer([*ontology_quads(), *sample_quads()], read_rules(CONTENT.ontology / "rules"))
    assert found.clashes == []
    return tuple(item.triple for item in found.triples)


@cache
def style_triples() -> tuple[Triple, ...]:
    """Return the made-up ontology for the style shapes."""
    return tuple(quad.triple for quad in parse((SAMPLE / "ontology.ttl").read_bytes(), TURTLE, "ontology.ttl"))


def asserted_triples() -> list[Triple]:
    """Return the ontology and the made-up data as one graph."""
    return list(dict.fromkeys(quad.triple for quad in (*ontology_quads(), *sample_quads())))


def read_trig(text: str) -> list[Quad]:
    """Return the quads of a TriG text with the prefixes of the sample."""
    return parse(f"{PREFIXES}\n@prefix owl: <http://www.w3.org/2002/07/owl#> .\n{text}".encode(), TRIG, "edit.trig")


def read_triples(text: str) -> list[Triple]:
    """Return the triples of a Turtle text with the prefixes of the sample."""
    return [quad.triple for quad in read_trig(text)]


@cache
def _base() -> Workbench:
    quads = [*ontology_quads(), *sample_quads(), *(Quad(*triple, iris.INFERRED_GRAPH) for triple in closure())]
    bench = Workbench(quads)
    bench.add(Quad(*quad.triple) for quad in quads)
    return bench


@contextmanager
def edited_engine(drop: str = "", add: str = "") -> Iterator[Workbench]:
    """Give the ontology, the sample and its closure in an engine; the TriG edits are undone at the end."""
    base = {*ontology_quads(), *sample_quads()}
    dropped, added = read_trig(drop), [quad for quad in read_trig(add) if quad not in base]
    assert base.issuperset(dropped), "an edit drops what is not there"
    kept = {quad.triple for quad in base.difference(dropped)} | set(closure())
    whole = {quad.triple for quad in base} | set(closure())
    out = [*dropped, *(Quad(*quad.triple) for quad in dropped if quad.triple not in kept)]
    new = [*added, *(Quad(*quad.triple) for quad in added if quad.triple not in whole)]
    bench = _base()
    bench.update(f"DELETE DATA {{ {_write(out)} }} ; INSERT DATA {{ {_write(new)} }}")
    try:
        yield bench
    finally:
        bench.update(f"DELETE DATA {{ {_write(new)} }} ; INSERT DATA {{ {_write(out)} }}")


def _write(quads: list[Quad]) -> str:
    return "\n".join(
        f"GRAPH <{quad.graph}> {{ {format_triple(quad)} }}" if quad.graph else format_triple(quad) for quad in quads
    )
