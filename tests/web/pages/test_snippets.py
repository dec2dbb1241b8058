"""Snippets hold the address, whatever stands in it."""

from __future__ import annotations

import ast
import shlex

import pytest

from carec_kg.web.pages.snippets import write_snippets

ADDRESSES = [
    "http://h/queries/a.csv?thing=id%3Aport%2Fdusti",
    "http://h/a.csv?x='; rm -rf ~ #\"\\",
    'http://h/?q="$(id)`',
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_shell_and_python_read_back_the_same_address(address: str) -> None:
    snippets = {snippet.name: snippet.text for snippet in write_snippets(address, rows=True)}
    assert shlex.split(snippets["curl"])[-1] == address
    call = ast.parse(snippets["python"]).body[-1]
    assert [node.value for node in ast.walk(call) if isinstance(node, ast.Constant)] == [address]


def test_a_spreadsheet_doubles_its_quotes() -> None:
    snippets = {snippet.name: snippet.text for snippet in write_snippets('http://h/?a="b"', rows=True)}
    assert snippets["spreadsheet"] == '=IMPORTDATA("http://h/?a=""b""")'
    assert '("http://h/?a=""b""")' in snippets["excel"]


def test_a_graph_is_read_by_who_reads_graphs() -> None:
    assert [snippet.name for snippet in write_snippets("http://h/a.ttl", rows=False)] == ["curl", "python"]
