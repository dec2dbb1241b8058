"""Rows for language-model clients: cells with labels and units, the passages that each row rests on, and as text."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING, Any

from carec_kg.iris import PREFIXES, SOURCE, compact
from carec_kg.rdf.terms import BlankNode, Iri

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from carec_kg.graph.answers import Row
    from carec_kg.rdf.terms import Term
    from carec_kg.saved_queries.model import Column

_XSD = PREFIXES["xsd"]
_NUMBERS = frozenset(_XSD + name for name in ("integer", "decimal", "double", "float", "int", "long"))
_TEXTS = frozenset({_XSD + "string", PREFIXES["rdf"] + "langString"})
#: Characters of a cell of a table of text; the values for JSON are whole.
_LONGEST_CELL = 300


def write_cell(term: Term, labels: Mapping[str, str], unit: str | None = None) -> dict[str, Any]:
    """Return a term: a thing as IRI, short name and label; a literal as value with language or datatype, and unit."""
    if isinstance(term, BlankNode):
        return {"blank": str(term)}
    if isinstance(term, Iri):
        label = {"label": labels[term.value]} if term.value in labels else {}
        return {"iri": term.value, "name": compact(term.value), **label}
    measured = {"unit": unit} if unit else {}
    if term.language:
        return {"value": term.value, "language": term.language, **measured}
    value = _read_value(term.value, term.datatype)
    return {"value": value, **({} if term.datatype in _TEXTS else {"datatype": compact(term.datatype)}), **measured}


def _read_value(text: str, datatype: str) -> str | int | float | bool:
    if datatype == _XSD + "boolean":
        return text in {"true", "1"}
    if datatype not in _NUMBERS:
        return text
    try:
        return int(text)
    except ValueError:
        pass
    try:
        number = float(text)
    except ValueError:
        return text
    return number if isfinite(number) else text


def write_records(
    variables: Sequence[str], rows: Iterable[Row], labels: Mapping[str, str], columns: Sequence[Column] = ()
) -> list[dict[str, Any]]:
    """Return rows by variable, those that are unbound left out; units are the columns'."""
    units = {column.name: column.unit for column in columns}
    return [
        {
            name: write_cell(term, labels, units.get(name))
            for name, term in zip(variables, row, strict=True)
            if term is not None
        }
        for row in rows
    ]


class Marks:
    """Numbers passages in the order in which they are first cited."""

    def __init__(self, citations: Mapping[str, Mapping[str, Any]]) -> None:
        self._citations = citations
        self._numbers: dict[str, int] = {}

    def mark(self, passages: Iterable[str]) -> str:
        """Return the marks of some passages, such as ``[1][3]``."""
        return "".join(f"[{self._numbers.setdefault(iri, len(self._numbers) + 1)}]" for iri in passages)

    def list_passages(self) -> list[str]:
        """Return a line for each passage that was marked, in the order of the marks."""
        return [
            f"[{number}] {self._citations.get(iri, {}).get('text', iri)} ({compact(iri)})"
            for iri, number in self._numbers.items()
        ]


def write_table(variables: Sequence[str], records: Sequence[Mapping[str, Any]], marks: Sequence[str]) -> list[str]:
    """Return the lines of a Markdown table; ``marks`` are the source marks of each row, or none at all."""
    shown = [*variables, *(["sources"] if any(marks) else [])]
    lines = ["| " + " | ".join(shown) + " |", "|" + " --- |" * len(shown)]
    for number, record in enumerate(records):
        cells = [show_cell(record[name]) if name in record else "" for name in variables]
        cells += [marks[number]] if any(marks) else []
        lines.append("| " + " | ".join(cells) + " |")
    return lines


def show_cell(cell: Mapping[str, Any]) -> str:
    """Return a cell as text: a thing by its label and short name, a figure with its unit."""
    if "iri" in cell:
        text = f"{cell['label']} ({cell['name']})" if "label" in cell else cell["name"]
    elif "blank" in cell:
        text = cell["blank"]
    else:
        text = f"{cell['value']} {cell['unit']}" if "unit" in cell else str(cell["value"])
    text = " ".join(text.replace("|", "\\|").split())
    return text if len(text) <= _LONGEST_CELL else text[: _LONGEST_CELL - 1] + "…"


def cited_by(evidence: Mapping[str, Any]) -> list[str]:
    """Return what a reader of a row goes to: passages of sources, and readings of ours that interpret some of them.

    Where there are none, the other graphs that it rests on.
    """
    if named := [*evidence.get("passages", ()), *evidence.get("readings", ())]:
        return named
    graphs = dict.fromkeys([*evidence["sources"], *evidence.get("premises", ())])
    return sorted(graphs, key=lambda graph: not graph.startswith(SOURCE))


def sign(values: Mapping[str, Any]) -> str:
    """Return the last lines of every text: version of the data set, completeness, inference, address to cite."""
    complete = "" if values.get("complete", True) else " There is more than this: the answer is cut."
    inferred = "" if values.get("inferred", True) else " Inferred facts are left out."
    address = f" Cite as {values['address']}" if values.get("address") else ""
    return f"Dataset {values['dataset']}.{complete}{inferred}{address}"


def write_rows(values: Mapping[str, Any], variables: Sequence[str]) -> str:
    """Return the answer to a question as text: a table with source marks, the passages, and what is true of it all."""
    marks = Marks(values["citations"])
    evidence = values["evidence"]
    marked = [marks.mark(cited_by(row)) for row in evidence] if evidence else [""] * len(values["rows"])
    lines = [values["question"], ""]
    if values["rows"]:
        lines += [*write_table(variables, values["rows"], marked), ""]
    else:
        lines += ["No row.", *values.get("empty", ())]
    lines += marks.list_passages()
    lines += [values["evidenceNote"]] if values.get("evidenceNote") else []
    return "\n".join([*lines, sign(values)])


def show_whole(told: Mapping[str, Any]) -> str:
    """Return an answer that has no rows as text."""
    if "answer" in told:
        return "Yes." if told["answer"] else "No."
    return str(told["triples"]) or "No triple."
