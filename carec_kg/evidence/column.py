"""Evidence as one more column of a result: for each row the named graphs that it rests on, or why there are none."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from carec_kg.errors import NotAcceptable
from carec_kg.graph.cutting import mark_cut
from carec_kg.graph.encoding import ROW_FORMATS, EncodedAnswer
from carec_kg.graph.results import rewrite_rows
from carec_kg.iris import INFERRED_GRAPH, SOURCE
from carec_kg.rdf.media import RESULT_JSON

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

#: What the column is called, unless the query has a column of that name.
COLUMN = "evidence"
_ABSENT = "This row rests on what is not in the graph, which no passage states."
_EMPTY = "This row rests on no triple: the query itself gives it."


def encode_with_evidence(
    answer: Mapping[str, Any],
    formats: Sequence[str],
    *,
    say: Callable[[Mapping[str, Any]], str] | None = None,
    note_cut: bool = True,
) -> EncodedAnswer:
    """Return rows with their evidence as a finished answer, in the first of ``formats`` that rows can be had in.

    ``answer`` is what the desk answers to ``evidence`` with ``bindings``; ``say`` puts the evidence of a row into
    words, ``say_graphs`` unless another is given. Raise ``NotAcceptable``.
    """
    name = next((format_ for format_ in formats if format_ in ROW_FORMATS), None)
    if name is None:
        message = f"Rows with their evidence can be had as {', '.join(ROW_FORMATS)}."
        raise NotAcceptable(message)
    column = _name_column(answer["variables"])
    bindings = [
        {**row, column: {"type": "literal", "value": (say or say_graphs)(evidence)}}
        for row, evidence in zip(answer["bindings"], answer["rows"], strict=True)
    ]
    document = {"head": {"vars": [*answer["variables"], column]}, "results": {"bindings": bindings}}
    body = json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
    if name != RESULT_JSON.name:
        body = rewrite_rows(body, name)
    cut = not answer["complete"]
    if cut and note_cut:
        body = mark_cut(body, name, len(bindings))
    return EncodedAnswer("rows", name, body, len(bindings), cut=cut)


def _name_column(variables: Sequence[str]) -> str:
    name = COLUMN
    while name in variables:
        name += "_"
    return name


def list_graphs(row: Mapping[str, Any]) -> list[str]:
    """Return the named graphs of a row's evidence: those that state it, and those that inferred triples rest on.

    The closure stands between them where there are such triples.
    """
    return [*row["sources"], *([INFERRED_GRAPH] if row["inferred"] else []), *row["premises"]]


def say_graphs(row: Mapping[str, Any]) -> str:
    """Return the evidence of a row as IRIs with spaces between them; where there are none, the reason in a sentence."""
    return " ".join(list_graphs(row)) or say_reason(row)


def say_reason(row: Mapping[str, Any]) -> str:
    """Return why a row has no source: it is not explained, or rests on nothing that is stated."""
    unexplained: str = row["unexplained"]
    return unexplained or (_ABSENT if row["absences"] else _EMPTY)


def number_graphs(answer: Mapping[str, Any]) -> dict[str, int]:
    """Return the number from 1 of each named graph that the rows rest on, as first mentioned, passages first."""
    named = [iri for row in answer["rows"] for iri in (*row["sources"], *row["premises"])]
    ordered = sorted(dict.fromkeys(named), key=lambda iri: not iri.startswith(SOURCE))
    return {iri: number for number, iri in enumerate(ordered, start=1)}


def say_marks(row: Mapping[str, Any], numbers: Mapping[str, int]) -> str:
    """Return the evidence of a row as marks such as ``[1] [4]``; behind ``inferred`` stand those of the premises."""
    parts = [f"[{number}]" for number in sorted(numbers[iri] for iri in row["sources"])]
    if row["inferred"]:
        parts += ["inferred", *(f"[{number}]" for number in sorted(numbers[iri] for iri in row["premises"]))]
    return " ".join(parts) or say_reason(row)
