"""Evidence as one more column of a result: for each row the named graphs that it rests on, or why there are none."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from carec_kg.errors import NotAcceptable
from carec_kg.graph.cutting import mark_cut
from carec_kg.graph.encoding import ROW_FORMATS, EncodedAnswer
from carec_kg.graph.results import rewrite_rows
from carec_kg.iris import INFERRED_GRAPH
from carec_kg.rdf.media import RESULT_JSON

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

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
    """Return the named graphs of a row's evidence, each once.

    Those that state it come first, then the closure and those that inferred triples rest on, where there are such
    triples, then the passages that readings of ours interpret.
    """
    inferred = [INFERRED_GRAPH] if row["inferred"] else []
    return list(dict.fromkeys([*row["sources"], *inferred, *row["premises"], *row["passages"]]))


def say_graphs(row: Mapping[str, Any]) -> str:
    """Return the evidence of a row as IRIs with spaces between them; where there are none, the reason in a sentence."""
    return " ".join(list_graphs(row)) or say_reason(row)


def say_reason(row: Mapping[str, Any]) -> str:
    """Return why a row has no source: it is not explained, or rests on nothing that is stated."""
    unexplained: str = row["unexplained"]
    return unexplained or (_ABSENT if row["absences"] else _EMPTY)


def number_cited(answer: Mapping[str, Any]) -> dict[str, int]:
    """Return the number from 1 of all that the marks of the rows stand for: passages, readings, then other graphs."""
    rows = answer["rows"]
    named = [iri for row in rows for iri in row["passages"]]
    named += [iri for row in rows for iri in row["readings"]]
    named += [iri for row in rows if not (row["passages"] or row["readings"]) for iri in _list_own(row)]
    return {iri: number for number, iri in enumerate(dict.fromkeys(named), start=1)}


def say_marks(row: Mapping[str, Any], numbers: Mapping[str, int]) -> str:
    """Return the evidence of a row as marks such as ``[1] [4]``: what a reader goes to, in the order of the numbers.

    Behind ``reading`` stand the readings of ours that the row rests on, with the passages that they interpret; behind
    ``inferred`` the passages of the premises. Graphs that only name things stand there where nothing else does.
    """
    if not (row["passages"] or row["readings"]):
        own = _mark(_list_own(row), numbers)
        return " ".join([*own, *(["inferred"] if row["inferred"] else [])]) or say_reason(row)
    stated = {*row["sources"], *row["premises"]}
    parts = _mark((iri for iri in row["passages"] if iri in row["sources"]), numbers)
    if row["readings"]:
        read = (iri for iri in row["passages"] if iri not in stated)
        parts += ["reading", *_mark(row["readings"], numbers), *_mark(read, numbers)]
    if row["inferred"]:
        below = (iri for iri in row["passages"] if iri in row["premises"] and iri not in row["sources"])
        parts += ["inferred", *_mark(below, numbers)]
    return " ".join(parts)


def _list_own(row: Mapping[str, Any]) -> list[str]:
    return [*row["sources"], *row["premises"]]


def _mark(named: Iterable[str], numbers: Mapping[str, int]) -> list[str]:
    return [f"[{number}]" for number in sorted(numbers[iri] for iri in named)]
