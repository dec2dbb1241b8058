"""Why there is nothing, as it is said on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from carec_kg.cli.diagnosis import describe, gives_nothing, is_wanted
from carec_kg.evidence.diagnosis import to_dict
from carec_kg.graph.encoding import EncodedAnswer
from tests.cli.test_commands import content, graph, home, run
from tests.evidence.empty_queries import PREFIXES, examine

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.test_commands import Ran

__all__ = ["content", "graph", "home", "run"]

KHORGOS = "http://example.org/khorgos"
NOTHING = EncodedAnswer("rows", "json", b"", 0, cut=False)


def say(text: str, **parameters: str) -> list[str]:
    return list(describe({"query": PREFIXES + text, **to_dict(examine(text, parameters=parameters))}))


def test_a_cause_has_its_sentence_its_place_and_what_helps() -> None:
    assert say("SELECT ?p {\n  ?p a :BorderPoint }") == [
        "Why there is nothing:",
        "",
        "  :BorderPoint is not in this graph; did you mean :BorderPort?",
        "    line 4:   ?p a :BorderPoint }",
        "                   ^^^^^^^^^^^^",
        "    with :BorderPort there is an answer",
    ]


def test_of_a_long_line_the_part_with_the_mark_is_shown() -> None:
    lines = say(f"SELECT ?p {{ {'?p a :BorderPort . ' * 12} ?p a :BorderPoint }}")
    line, mark = lines[3:5]
    assert line.endswith(":BorderPoint")
    assert line[mark.index("^") :] == ":BorderPoint"


def test_a_parameter_is_spoken_of_by_its_name_and_not_shown_in_the_query() -> None:
    text = "SELECT * { VALUES (?port) { (:erenhot) }  # parameters\n ?port :locatedIn ?country }"
    said = "Nothing that fits the other lines has the parameter port=erenhot; there, port is"
    assert say(text, port="erenhot")[2:] == [
        f"  {said} <{KHORGOS}>. Without it there is 1 solution.",
        f"    with -p port=<{KHORGOS}> (Khorgos) there is an answer",
    ]


def test_what_was_not_looked_at_is_said() -> None:
    assert say("DESCRIBE :BorderPoint")[-1].startswith("  This query was not taken apart, because it is a DESCRIBE")
    assert list(describe({"query": "", "causes": [], "complete": True})) == [
        "Nothing was found that explains why there is nothing."
    ]


@pytest.mark.parametrize(
    ("kind", "body", "count", "nothing"),
    [
        ("rows", b"", 0, True),
        ("rows", b"", 1, False),
        ("triples", b"", 0, True),
        ("yesno", b'{"head":{},"boolean":false}', 1, True),
        ("yesno", b"true", 1, False),
    ],
)
def test_nothing_is_no_row_no_triple_and_a_no(kind: str, body: bytes, count: int, *, nothing: bool) -> None:
    answer = EncodedAnswer(kind, "json", body, count, cut=False)  # type: ignore[arg-type] # given as text above
    assert gives_nothing(answer) is nothing


@pytest.mark.parametrize(
    ("terminal", "asked", "format_", "wanted"),
    [
        (True, None, "table", True),
        (True, None, "csv", False),
        (True, False, "table", False),
        (False, None, "table", False),
        (False, True, "csv", True),
    ],
)
def test_a_reason_is_given_to_who_looks_and_to_who_asks(
    monkeypatch: pytest.MonkeyPatch, *, terminal: bool, asked: bool | None, format_: str, wanted: bool
) -> None:
    for stream in ("stdout", "stderr"):
        monkeypatch.setattr(f"sys.{stream}.isatty", lambda: terminal)
    assert is_wanted(asked, format_, NOTHING) is wanted
    assert not is_wanted(asked, format_, EncodedAnswer("rows", "json", b"", 1, cut=False))


def test_the_command_says_why_on_stderr_and_leaves_the_answer_alone(run: Callable[..., Ran]) -> None:
    text = "SELECT ?p WHERE { ?p a carec:BorderPoint }"
    ran = run("query", "--why", "--format", "csv", text)
    assert (ran.code, ran.out) == (0, "p\r\n")
    assert "carec:BorderPoint is not in this graph; did you mean carec:BorderPort?" in ran.err
    assert run("query", "--format", "csv", text).err == ""
    ran = run("query", "--why", "--no-inferred", "ASK { ?c a carec:Member }")
    assert "only in what is inferred, which this query leaves out" in ran.err
