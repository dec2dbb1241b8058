"""One line at the end of a run that says how much of the suite passed."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

#: The names of the groups by the function that tests them.
GROUPS = {
    "test_query_evaluation": "query",
    "test_syntax": "syntax",
    "test_result_format": "result formats",
    "test_protocol": "protocol",
    "test_service_description": "service description",
    "test_graph_store_reads": "graph store reads",
}
_MODULE = "tests/w3c/test_suite.py::"


def summarise(passed: Iterable[str], others: Iterable[str]) -> str:
    """Return the counts of each group from the node ids of tests; empty where none is of the suite."""
    good, bad = _count(passed), _count(others)
    counts = [f"{group} {good[group]} of {good[group] + bad[group]}" for group in GROUPS.values()]
    return f"W3C SPARQL 1.1 tests passed: {', '.join(counts)}" if good + bad else ""


def _count(nodes: Iterable[str]) -> Counter[str]:
    functions = (node.removeprefix(_MODULE).partition("[")[0] for node in nodes if node.startswith(_MODULE))
    return Counter(GROUPS[function] for function in functions if function in GROUPS)
