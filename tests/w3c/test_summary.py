"""The line of counts."""

from __future__ import annotations

from .summary import summarise

MODULE = "tests/w3c/test_suite.py::"


def test_the_line_counts_each_group() -> None:
    passed = [MODULE + "test_syntax[a]", MODULE + "test_syntax[b]", MODULE + "test_protocol[c]", "tests/x.py::test_y"]
    line = summarise(passed, [MODULE + "test_syntax[d]", MODULE + "test_query_evaluation[e]"])
    assert line == (
        "W3C SPARQL 1.1 tests passed: query 0 of 1, syntax 2 of 3, result formats 0 of 0, protocol 1 of 1, "
        "service description 0 of 0, graph store reads 0 of 0"
    )


def test_a_run_without_the_suite_has_no_line() -> None:
    assert summarise(["tests/x.py::test_y"], [MODULE + "test_every_folder_is_in_scope_or_out_of_it"]) == ""
