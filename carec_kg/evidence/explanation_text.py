"""An explanation of either kind as text: of a row, or of a triple with the passages behind its proofs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from carec_kg.evidence.proof_text import write_text
from carec_kg.evidence.row_text import write_citation, write_row_text
from carec_kg.iris import compact

if TYPE_CHECKING:
    from collections.abc import Iterator

_NOTHING_INFERRED = "Only what is stated was looked at: nothing is inferred here."


def write_explanation(found: dict[str, Any]) -> str:
    """Return the text of what the desk answers to ``explain`` or ``prove``, with a line end at its end."""
    if found["kind"] == "row":
        return write_row_text(found)
    lines = list(_write_unknown(found))
    lines += [_NOTHING_INFERRED] if not found.get("inferring", True) else []
    quoted = list(_write_quoted(found.get("citations", {})))
    if quoted:
        lines += ["", "The sentences:", *quoted]
    return write_text(found) + ("\n".join(lines) + "\n" if lines else "")


def _write_unknown(found: dict[str, Any]) -> Iterator[str]:
    if graphs := found.get("elsewhere"):
        yield f"Named graphs state it that are no part of the default graph: {', '.join(map(compact, graphs))}."
    for term in found.get("unknown", ()):
        meant = " or ".join(near["name"] for near in term["suggestions"])
        yield f"{term['name']} is not in this graph{f'; did you mean {meant}?' if meant else '.'}"


def _write_quoted(citations: dict[str, Any]) -> Iterator[str]:
    for iri, citation in citations.items():
        if "quotation" in citation:
            yield from write_citation(citation, iri, "- ")
