"""Explanations for language-model clients: why a row is there, why a triple holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carec_kg.evidence.explanation_text import write_explanation
from carec_kg.session.tool import ToolAnswer
from carec_kg.session.tool_rows import sign

if TYPE_CHECKING:
    from carec_kg.session.tool_graph import ToolGraph


def explain_row(graph: ToolGraph, text: str, row: int) -> ToolAnswer:
    """Explain a row of a query by its number; raise ``UsageError`` for one that is not there."""
    return _show(graph, "explain", {"query": text, "row": row, "proofs": 1})


def explain_triple(graph: ToolGraph, subject: str, predicate: str, value: str) -> ToolAnswer:
    """Explain a triple; raise ``UsageError`` for what is no term. One that does not hold is answered, not refused."""
    return _show(graph, "prove", {"subject": subject, "predicate": predicate, "object": value})


def _show(graph: ToolGraph, kind: str, asked: dict[str, object]) -> ToolAnswer:
    found = graph.inquire(kind, asked)
    values = {"dataset": graph.version, **found}
    return ToolAnswer(values, f"{write_explanation(found).strip()}\n\n{sign(values)}")
