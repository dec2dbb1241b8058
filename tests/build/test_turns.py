"""Two builds below one home: real processes, since a lock within one proves nothing."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from carec_kg.build.turns import WAITING, take_turn
from carec_kg.errors import SnapshotProblem

if TYPE_CHECKING:
    from pathlib import Path

_BUILD = """
import sys
from pathlib import Path
from carec_kg.build import pipeline
from carec_kg.build.pipeline import Built
from carec_kg.config import Content
from carec_kg.graph import snapshot as layout
from carec_kg.graph.snapshot import publish

FILES = dict.fromkeys([layout.ASSERTED, layout.INFERRED, layout.UNION, layout.UNION_ASSERTED], b"")

def build(content, home, digest, begin):
    begin("parse")
    sys.stdin.readline()
    return Built(publish(home, digest, "0.1.0", FILES, {}), (), fresh=True)

pipeline._build = build
root, home = map(Path, sys.argv[1:])
print(pipeline.build(Content(root), home, lambda name: print(name, flush=True)).fresh, flush=True)
"""


def start(root: Path, home: Path) -> subprocess.Popen[str]:
    """Start a build that begins, waits for a line, and publishes."""
    command = [sys.executable, "-c", _BUILD, str(root), str(home)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def read_line(process: subprocess.Popen[str]) -> str:
    assert process.stdout
    return process.stdout.readline().strip()


@pytest.fixture
def content(tmp_path: Path) -> Path:
    for name in ("ontology", "data", "queries"):
        (tmp_path / "content" / name).mkdir(parents=True)
    return tmp_path / "content"


def test_the_second_of_two_builds_waits_and_takes_what_the_first_has_built(content: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    with start(content, home) as first, start(content, home) as second:
        # Either may come first.
        told = {process: read_line(process) for process in (first, second)}
        assert sorted(told.values()) == sorted(["parse", WAITING])
        builder, waiter = sorted(told, key=lambda process: told[process] != "parse")
        builder.communicate("go\n")
        assert waiter.communicate()[0].split() == ["False"]
        assert (builder.returncode, waiter.returncode) == (0, 0)
    assert len(list((home / "snapshots").iterdir())) == 1


def test_a_build_that_is_killed_lets_the_next_go_on(content: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    with start(content, home) as first:
        assert read_line(first) == "parse"
        with start(content, home) as second:
            assert read_line(second) == WAITING
            first.kill()
            assert read_line(second) == "parse"
            assert second.communicate("go\n")[0].split() == ["True"]


def test_a_home_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("")
    with pytest.raises(SnapshotProblem, match="cannot be written"), take_turn(tmp_path / "home", lambda _name: None):
        pass
