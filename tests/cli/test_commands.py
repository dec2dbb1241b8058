"""The command line as a user meets it: what is printed where, and the exit code."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, NamedTuple

import pytest
from click.shell_completion import BashComplete

from carec_kg.cli import commands, main
from tests.corpus.conftest import content, graph, home

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from carec_kg.session.knowledge_graph import KnowledgeGraph

__all__ = ["content", "graph", "home"]


class Ran(NamedTuple):
    """Exit code, standard output and standard error of a command."""

    code: int
    out: str
    err: str


@pytest.fixture
def run(
    graph: KnowledgeGraph, home: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> Callable[..., Ran]:
    """Run a command over the built graph."""
    assert graph.version
    monkeypatch.setenv("CAREC_KG_HOME", str(home))

    def run_command(*arguments: str) -> Ran:
        with pytest.raises(SystemExit) as ended:
            main(arguments)
        out, err = capfdbinary.readouterr()
        return Ran(int(str(ended.value.code)), out.decode(), err.decode())

    return run_command


def test_build_says_what_there_is(run: Callable[..., Ran]) -> None:
    ran = run("build")
    assert ran.code == 0
    assert ran.out.startswith("Nothing has changed since version 0.1.0+")
    assert ran.err == ""


def test_a_table_shows_numbers_dates_and_passages(run: Callable[..., Ran]) -> None:
    figure = "figure:carec-investment-2001-2024"
    ran = run("query", f"SELECT * {{ GRAPH ?passage {{ {figure} carec:value ?value ; carec:latestDay ?day }} }}")
    assert ran.code == 0
    for words in ("52,500,000,000", "2024-12-31", "source:prc-brochure", "1 row"):
        assert words in ran.out


@pytest.mark.parametrize("format_", ["csv", "tsv", "json", "xml"])
def test_results_come_in_every_format(run: Callable[..., Ran], format_: str) -> None:
    ran = run("query", "hosts", "--format", format_)
    assert ran.code == 0
    assert "Zhejiang University" in ran.out


def test_csv_is_read_by_a_csv_reader(run: Callable[..., Ran]) -> None:
    rows = list(csv.DictReader(io.StringIO(run("query", "members", "--format", "csv").out)))
    assert "1997-01-01" in {row["since"] for row in rows}


@pytest.mark.parametrize(("format_", "starts"), [("turtle", "@prefix"), ("ntriples", "<https://"), ("jsonld", "[")])
def test_graphs_come_in_every_format(run: Callable[..., Ran], format_: str, starts: str) -> None:
    ran = run("query", "about-thing", "--format", format_)
    assert ran.code == 0
    assert ran.out.startswith(starts)


def test_a_file_and_standard_input_are_queries_too(
    run: Callable[..., Ran], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "mine.rq"
    file.write_text("SELECT ?c WHERE { ?c a carec:Corridor }")
    assert run("query", str(file), "--format", "csv").out.count("corridor/") == 6
    monkeypatch.setattr("sys.stdin", io.StringIO("ASK { ?x a carec:Member }"))
    assert run("query", "-").out == "yes\n"


def test_an_html_answer_escapes_what_it_shows(run: Callable[..., Ran]) -> None:
    ran = run("query", 'SELECT ("<script>" AS ?x) WHERE {}', "--format", "html")
    assert "&lt;script&gt;" in ran.out
    assert "<script>" not in ran.out


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("query", "investmentz"), 2, "Did you mean investments "),
        (("query", "hosts", "-p", "x"), 2, "-p takes NAME=VALUE"),
        (("query", "hosts", "-p", "x=1"), 2, "no parameter named 'x'"),
        (("query", "missing.rq"), 2, "missing.rq cannot be read"),
        (("query", "SELECT * {"), 1, "line 1"),
        (("query", "hosts", "--endpoint", "ftp://x"), 2, "begins with http"),
        (("query", "hosts", "--endpoint", "http://127.0.0.1:9/sparql"), 1, "does not answer"),
        (("queries", "hostz"), 2, "Did you mean hosts?"),
        (("export", "--format", "csv"), 2, "name a folder"),
        (("export", "--graph", "nonsense"), 2, "neither an IRI"),
        (("export", "--graph", "source:prc-brochure/prc-55"), 2, "prc-5"),
        (("biuld",), 2, "Did you mean build?"),
        (("query",), 2, "WHAT"),
        (("sources", "audit", "nowhere.txt"), 2, "does not exist"),
    ],
)
def test_mistakes_are_one_sentence_and_an_exit_code(
    run: Callable[..., Ran], arguments: tuple[str, ...], code: int, says: str
) -> None:
    ran = run(*arguments)
    assert ran.code == code
    assert says in ran.err
    assert "Traceback" not in ran.err
    assert ran.out == ""


def test_queries_lists_all_and_shows_one(run: Callable[..., Ran]) -> None:
    assert "Who hosted how many events?" in run("queries").out
    one = run("queries", "corridors-of-country").out
    assert "carec-kg query corridors-of-country -p country=country:CHN" in one
    assert len(json.loads(run("queries", "--format", "json").out)["queries"]) >= 30
    assert run("queries", "hosts", "--format", "rq").out.startswith("#+ title: Hosts")


def test_export_writes_one_graph_or_many_files(run: Callable[..., Ran], tmp_path: Path) -> None:
    ran = run("export", "--graph", "source:prc-brochure/prc-5")
    assert "carec:connects" in ran.out
    target = tmp_path / "carec.trig"
    assert run("export", "--format", "trig", "-o", str(target)).code == 0
    assert target.read_bytes().startswith(b"@prefix")
    assert run("export", "--format", "all", "-o", str(tmp_path / "all")).code == 0
    assert (tmp_path / "all" / "csv" / "Figure.csv").is_file()


def test_export_leaves_inferred_triples_out_unless_told(run: Callable[..., Ran]) -> None:
    assert "graph/inferred> ." not in run("export", "--format", "nquads").out
    assert "graph/inferred> ." in run("export", "--format", "nquads", "--inferred").out


def test_the_audit_shows_what_holds_each_mention(run: Callable[..., Ran], shared: Path) -> None:
    text = str(shared / "brochure" / "carec-and-the-prc.txt")
    assert run("sources", "audit", text).out.endswith("0 uncovered; 0 findings.\n")
    everything = run("sources", "audit", text, "--all")
    assert "77%  <-  Share of transport projects in the investment" in everything.out
    assert json.loads(run("sources", "audit", text, "--format", "json").out)["passed"] is True


def test_the_audit_of_another_text_fails(run: Callable[..., Ran], tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text("Nothing of the kind.\n")
    ran = run("sources", "audit", str(other))
    assert ran.code == 1
    assert "findings." in ran.out


@pytest.mark.parametrize("command", ["build", "check", "query", "queries", "export", "sources", "serve"])
def test_every_command_teaches_with_an_example(run: Callable[..., Ran], command: str) -> None:
    ran = run(command, "--help") if command != "sources" else run("sources", "audit", "--help")
    assert ran.code == 0
    assert "Example" in ran.out
    assert f"carec-kg {command}" in ran.out


@pytest.mark.parametrize("format_", ["text", "json", "sarif", "junit", "html"])
def test_check_reports_in_every_format(run: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch, format_: str) -> None:
    from carec_kg.build import examination  # noqa: PLC0415 - to stand in for its work
    from carec_kg.checks.finding import Finding  # noqa: PLC0415
    from carec_kg.errors import Position  # noqa: PLC0415
    from carec_kg.reasoning.closure import Closure  # noqa: PLC0415
    from carec_kg.saved_queries.catalogue import Catalogue  # noqa: PLC0415

    finding = Finding("dates-in-order", "The dates are out of order.", position=Position("data/a.ttl", 3))
    found = examination.Examination([], Closure([], []), Catalogue({}, {}), [finding], {"dates-in-order": "In order."})
    monkeypatch.setattr(examination, "examine", lambda _content, _begin: found)
    ran = run("check", "--format", format_)
    assert ran.code == 1
    assert "The dates are out of order." in ran.out


def test_help_keeps_its_examples_on_lines_of_their_own(run: Callable[..., Ran]) -> None:
    assert "\n  A first question:   carec-kg query investments\n" in run("--help").out
    assert "\n  Examples:   carec-kg query investments\n" in run("query", "--help").out


@pytest.mark.parametrize(
    ("line", "completed"),
    [
        (["query", "inv"], {"investments", "investments-by-country", "investments-by-sector"}),
        (["query", "corridors-of-country", "-p", "c"], {"country=country:CHN"}),
        (["queries", "events-b"], {"events-by-host", "events-by-topic"}),
    ],
)
def test_names_and_parameters_are_completed(line: list[str], completed: set[str]) -> None:
    complete = BashComplete(commands, {}, "carec-kg", "_CAREC_KG_COMPLETE")
    assert {item.value for item in complete.get_completions(line[:-1], line[-1])} == completed
