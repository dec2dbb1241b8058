"""Fixtures for every room: a small graph, and the folder that the tests compare with."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

from carec_kg.config import Content, read_setting
from carec_kg.graph.manifest import list_graph_files
from carec_kg.rdf.reading import read_file
from carec_kg.rdf.skolem import skolemise
from carec_kg.rdf.terms import Quad
from tests.w3c.summary import summarise

# How long an example takes says nothing on a machine that others use too.
settings.register_profile("house", deadline=None)
settings.load_profile("house")

SMALL = Path(__file__).parent / "small"
_ROOT = Path(__file__).parent.parent


def load_small() -> list[Quad]:
    """Load the small graph: each file in its named graph, blank nodes as Skolem IRIs of file and canonical label."""
    files = list_graph_files(Content(SMALL))
    return [
        Quad(*quad.triple, file.graph) for file in files for quad in skolemise(read_file(file.path), file.path.stem)
    ]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say at the end of a run how much of the W3C's suite passed."""
    nodes = {name: [report.nodeid for report in reports] for name, reports in terminalreporter.stats.items()}
    others = [node for name in ("failed", "xfailed", "xpassed") for node in nodes.get(name, ())]
    line = summarise(nodes.get("passed", ()), others)
    if line:
        terminalreporter.write_line(line)


@pytest.fixture(scope="session")
def small_content() -> Content:
    """Return the folder of the small graph as content: ontology and data, no queries."""
    return Content(SMALL)


@pytest.fixture(scope="session")
def small_quads() -> tuple[Quad, ...]:
    """Return the quads of the small graph; see ``tests/small/README.md``."""
    return tuple(load_small())


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder with texts, reference data and test suites; skip where it is absent."""
    chosen = Path(read_setting("CAREC_KG_SHARED"))
    folder = chosen if chosen.is_absolute() else _ROOT / chosen
    if not folder.is_dir():
        pytest.skip(f"{folder} is absent; set CAREC_KG_SHARED to the folder with the texts and test suites")
    return folder
