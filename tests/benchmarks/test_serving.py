from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import pytest

from benchmarks.__main__ import read_arguments
from benchmarks.chart import draw_chart, position
from benchmarks.generated import WIDTH, observations, write_ntriples
from benchmarks.load import Load, next_serials, read_load
from benchmarks.report import write_table
from benchmarks.servers import OURS, OXIGRAPH, find_contenders
from benchmarks.serving import Cell, compare, count_rows
from benchmarks.workloads import WORKLOADS
from carec_kg.graph.load import load_files

if TYPE_CHECKING:
    from pathlib import Path

    from benchmarks.workloads import Workload


def _load(rate: float) -> Load:
    return Load(requests=int(rate * 2), seconds=2.0, median=1.5, p99=9.0, failed=0)


def _row(ours: float, theirs: float, *, fresh: bool = True) -> list[Cell]:
    row = [Cell(900, WORKLOADS[0], fresh, name, [_load(rate)]) for name, rate in ((OURS, ours), (OXIGRAPH, theirs))]
    compare(row)
    return row


def test_the_generator_gives_nine_triples_an_observation_and_the_same_each_time() -> None:
    lines = list(observations(5))
    assert len(lines) == 5 * WIDTH
    assert lines == list(observations(5))


@pytest.mark.parametrize("workload", WORKLOADS, ids=lambda workload: workload.name)
def test_each_workload_has_rows_and_its_fresh_texts_all_differ_with_the_same_answer_size(
    workload: Workload, tmp_path: Path
) -> None:
    path = tmp_path / "small.nt"
    write_ntriples(path, 20_000)
    engine = load_files([path])
    texts = [workload.text(serial, 2_222) for serial in (1, 2, 3_000)]
    assert len(set(texts)) == 3
    sizes = [len(engine.select(text).rows) for text in texts]
    assert sizes == [{"point lookup": 9, "1,000 rows": 1000, "group by over all": 97}[workload.name]] * 3


@pytest.mark.parametrize("workload", WORKLOADS, ids=lambda workload: workload.name)
def test_the_places_are_filled_in_an_address_as_in_a_text(workload: Workload) -> None:
    places = re.findall(r"\{(?:item|serial)\}", workload.encoded())
    assert "{serial}" in places
    text = workload.encoded().replace("{item}", "7").replace("{serial}", "7")
    assert unquote(text) == workload.text(7, 1_000)


def test_the_last_line_of_the_load_generator_is_read_and_refusals_are_no_answers() -> None:
    found = {"requests": 100, "microseconds": 2_000_000, "median": 1500, "p99": 9000, "refused": 10, "broken": 3}
    load = read_load("Running 2s test\n\n" + json.dumps(found) + "\n")
    assert load == Load(requests=90, seconds=2.0, median=1.5, p99=9.0, failed=13)
    assert load.rate == 45.0


def test_serials_of_two_runs_do_not_meet() -> None:
    assert next_serials(1000) - 1000 >= 2 * 500_000


def test_ratios_compare_each_round_with_the_same_round_of_oxigraph() -> None:
    ours, theirs = _row(50.0, 200.0)
    assert ours.ratio == 0.25
    assert theirs.ratio == 1.0


@pytest.mark.parametrize(("ours", "verdict"), [(50.0, "met"), (48.0, "missed")])
def test_the_table_says_whether_the_goal_is_met(ours: float, verdict: str) -> None:
    page = write_table(_row(ours, 200.0), "2 cores.", ["Virtuoso was not measured."])
    (line,) = [line for line in page.splitlines() if OURS in line and line.startswith("| point")]
    assert line.endswith(f"| 0.25 x: {verdict} |")
    assert "- Virtuoso was not measured." in page


def test_a_server_that_answered_nothing_has_no_latency_in_the_table() -> None:
    page = write_table(_row(0.0, 200.0), "2 cores.", [])
    (line,) = [line for line in page.splitlines() if OURS in line and line.startswith("| point")]
    assert [column.strip() for column in line.split("|")[4:10]] == ["0.0", "0.00", "", "", "", "0"]


def test_the_chart_is_xml_with_a_bar_and_a_figure_for_each_server() -> None:
    root = ET.fromstring(draw_chart(_row(50.0, 200.0), 900))  # noqa: S314 - our own
    space = "{http://www.w3.org/2000/svg}"
    assert len(list(root.iter(f"{space}rect"))) == 3
    assert {"0.25 x", "1 x"} <= {text.text for text in root.iter(f"{space}text")}


def test_faster_lies_to_the_right_and_the_ends_hold() -> None:
    assert position(0.0) < position(0.25) < position(1.0) < position(100.0) < position(1e9)
    assert position(1e9) == position(1e12)


def test_servers_that_are_not_installed_are_named_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    found, missing = find_contenders(tmp_path)
    assert [contender.name for contender in found] == [OURS]
    assert len(missing) == 3


def test_rows_are_counted_in_sparql_json() -> None:
    assert count_rows(b'{"head":{"vars":["a"]},"results":{"bindings":[{},{}]}}') == 2


def test_an_unknown_part_of_the_benchmarks_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        read_arguments(["speed"])
    assert "there are commands, loading, evidence, linking, serving" in capsys.readouterr().err
