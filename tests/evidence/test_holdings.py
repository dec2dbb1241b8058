"""What is served comes with its desk, and a snapshot's own rules prove what it infers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from carec_kg.evidence.explanation_text import write_explanation
from carec_kg.evidence.holdings import hold_files, hold_snapshot
from tests.evidence.amber import publish_amber
from tests.serving.pools import EX, write_things

if TYPE_CHECKING:
    from pathlib import Path

    from carec_kg.graph.load import ServedData


def prove(data: ServedData, subject: str, predicate: str, value: str) -> dict[str, Any]:
    assert data.desk is not None
    asked = {"subject": subject, "predicate": predicate, "object": value}
    return data.desk.answer("prove", asked, inferred=True, time_left=lambda: 10.0)


def test_a_snapshot_proves_its_closure_by_its_own_rules(tmp_path: Path) -> None:
    data = hold_snapshot(str(publish_amber(tmp_path).folder))
    found = prove(data, "id:league", "carec:hasFigure", "id:spending")
    assert (data.version, found["kind"], found["inferring"]) == ("amber", "proved", True)


def test_files_beside_a_snapshot_change_none_of_its_proofs(tmp_path: Path) -> None:
    beside = write_things(tmp_path / "things.nq")
    data = hold_snapshot(str(publish_amber(tmp_path).folder), [str(beside)])
    assert prove(data, "id:league", "carec:hasFigure", "id:spending")["kind"] == "proved"


def test_nothing_is_inferred_in_plain_files(tmp_path: Path) -> None:
    data = hold_files([str(write_things(tmp_path / "things.nq"))])
    stated = prove(data, f"<{EX}thing/0>", f"<{EX}next>", f"<{EX}thing/1>")
    assert (stated["kind"], stated["inferring"]) == ("proved", False)
    assert stated["proofs"][0][0]["statedIn"] == []
    absent = prove(data, f"<{EX}a>", f"<{EX}p>", f"<{EX}z>")
    assert (absent["kind"], absent["nearMisses"], absent["inferring"]) == ("not-in-graph", [], False)


def test_graphs_beside_the_default_graph_that_state_a_triple_are_named(tmp_path: Path) -> None:
    data = hold_files([str(write_things(tmp_path / "things.nq"))])
    found = prove(data, f"<{EX}a>", f"<{EX}p>", f"<{EX}b>")
    assert (found["kind"], found["elsewhere"]) == ("not-in-graph", [f"{EX}graph/one", f"{EX}graph/two"])
    assert f"<{EX}graph/one>" in write_explanation(found)
