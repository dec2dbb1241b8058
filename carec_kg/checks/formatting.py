"""A data file is as the one writer would write it: layout, canonical literals, no blank nodes."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from carec_kg.checks.finding import Finding
from carec_kg.errors import DataProblem, Position, SyntaxProblem
from carec_kg.graph.workbench import Workbench
from carec_kg.rdf.media import TURTLE
from carec_kg.rdf.reading import parse
from carec_kg.rdf.scanning import scan_turtle
from carec_kg.rdf.terms import BlankNode, Iri, Literal, Quad
from carec_kg.rdf.turtle import format_turtle

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from carec_kg.checks.placement import CheckedFile
    from carec_kg.rdf.scanning import PlacedTriple
    from carec_kg.rdf.terms import Triple

_HAS = Iri("urn:x-literal:has")
#: What each rule of this module says.
FORMATTING_RULES = {
    "formatted": "A data file is laid out as the one writer lays it out.",
    "canonical-literals": "A literal in the data is in canonical form.",
    "no-blank-nodes": "The data have no blank nodes.",
}


def check_formatting(files: Sequence[CheckedFile]) -> list[Finding]:
    """Return what is not canonical in data files; one that does not parse is left to ``syntax``.

    The rules are those of ``FORMATTING_RULES``.
    """
    findings: list[Finding] = []
    parsed: list[tuple[CheckedFile, list[Triple]]] = []
    for file in files:
        try:
            triples = [quad.triple for quad in parse(file.data, TURTLE, file.name)]
            findings += _check_layout(file)
        except (SyntaxProblem, UnicodeDecodeError):
            continue
        parsed.append((file, triples))
    forms = canonical_forms(t.object for _, triples in parsed for t in triples if isinstance(t.object, Literal))
    changing = {literal for literal, form in forms.items() if form != literal}
    for file, triples in parsed:
        # Finding the places takes much longer than parsing, and nearly no file needs it.
        if any(
            t.object in changing or isinstance(t.subject, BlankNode) or isinstance(t.object, BlankNode) for t in triples
        ):
            placed = scan_turtle(file.data.decode(), file.name)
            findings += _check_literals(file, placed, forms)
            findings += _check_blank_nodes(file, placed)
    return findings


def canonical_forms(literals: Iterable[Literal]) -> dict[Literal, Literal]:
    """Return each literal as the engine's store gives it back; equal for a literal in canonical form."""
    distinct = sorted(set(literals), key=str)
    # One subject a literal, so that two spellings of one value stay apart.
    bench = Workbench(Quad(Iri(f"urn:x-literal:{i}"), _HAS, literal) for i, literal in enumerate(distinct))
    stored = {quad.subject.value: quad.object for quad in bench.quads()}
    forms = {literal: stored[f"urn:x-literal:{i}"] for i, literal in enumerate(distinct)}
    return {literal: form for literal, form in forms.items() if isinstance(form, Literal)}


def _check_layout(file: CheckedFile) -> list[Finding]:
    try:
        expected = format_turtle(file.data, file.name).encode()
    except DataProblem as problem:
        return [Finding("formatted", str(problem), position=Position(file.name, 1), graph=file.graph)]
    if expected == file.data:
        return []
    pairs = zip_longest(file.data.split(b"\n"), expected.split(b"\n"))
    number, wanted = next((i, theirs) for i, (ours, theirs) in enumerate(pairs, 1) if ours != theirs)
    message = f"The file is not in the layout of the one writer; line {number} should {_describe(wanted)}."
    return [Finding("formatted", message, position=Position(file.name, number), graph=file.graph)]


def _describe(line: bytes | None) -> str:
    if line is None:
        return "not be there"
    return f"be {line.decode()!r}" if line else "be empty"


def _check_literals(
    file: CheckedFile, placed: Sequence[PlacedTriple], forms: Mapping[Literal, Literal]
) -> list[Finding]:
    findings: list[Finding] = []
    for item in placed:
        subject, predicate, object_ = item.triple
        form = forms.get(object_) if isinstance(object_, Literal) else None
        if form is not None and form != object_:
            message = f"{object_} is not in canonical form; write {form}, or the engine changes what the file says."
            where = item.object_at
            findings.append(
                Finding("canonical-literals", message, focus=subject, path=predicate.value, value=object_,
                        position=where, graph=file.graph)
            )  # fmt: skip
    return findings


def _check_blank_nodes(file: CheckedFile, placed: Sequence[PlacedTriple]) -> list[Finding]:
    first: dict[BlankNode, Position] = {}
    for item in placed:
        for term, position in ((item.triple.subject, item.subject_at), (item.triple.object, item.object_at)):
            if isinstance(term, BlankNode):
                first.setdefault(term, position)
    message = "A blank node cannot be referred to from elsewhere; give it an IRI under https://w3id.org/carec-kg/id/."
    return [
        Finding("no-blank-nodes", message, position=position, graph=file.graph)
        for position in dict.fromkeys(first.values())
    ]
