"""The evidence of a row as text: the row, each derivation with marks, below them the passages of the marks."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any

from carec_kg.evidence.proof_text import write_text
from carec_kg.iris import SOURCE, compact
from carec_kg.sources.text import squash

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_WIDTH = 110
_RELIANCES = {
    "not exists": "Relies on there being no match of",
    "minus": "Relies on nothing that is taken away by",
    "optional": "Found no match of what is optional",
    "position": "Its place among the other rows depends on all of them",
}


def write_row_text(found: dict[str, Any]) -> str:
    """Return the text of a row's evidence, given as ``row_json.row_to_dict`` returns it, with a line end at its end."""
    marks = number_citations(found)
    lines = [*_write_row(found), *_write_derivations(found, marks)]
    return "\n".join(lines) + write_footnotes(found["citations"], marks)


def number_citations(found: dict[str, Any]) -> dict[str, int]:
    """Return the number of each graph that a mark stands for, from 1, in the order in which they are first shown.

    Passages come before the graphs of our own, the chosen sources of a derivation before others that say the same.
    """
    order: dict[str, None] = {}
    for derivation in found["derivations"]:
        for triple in derivation["triples"]:
            order.update(dict.fromkeys(iri for iri in triple["statedIn"] if iri in derivation["sources"]))
        for triple in derivation["triples"]:
            order.update(dict.fromkeys(triple["statedIn"]))
    ordered = sorted(order, key=lambda iri: not iri.startswith(SOURCE))
    return {iri: number for number, iri in enumerate(ordered, start=1)}


def _write_row(found: dict[str, Any]) -> Iterator[str]:
    width = max(map(len, found["variables"]), default=0)
    for name in found["variables"]:
        term = found["row"].get(name)
        yield f"{name:>{width}}  {show_with_name(term) if term else '(no value)'}"
    yield ""


def show_term(term: dict[str, str]) -> str:
    """Return a term in words: the label of a thing, the value of a literal with its language."""
    if "iri" in term:
        return term["label"]
    return squash(term["value"]) + (f" ({term['language']})" if "language" in term else "")


def show_with_name(term: dict[str, str]) -> str:
    """Return a term in words, a thing with its short name behind its label."""
    name = term.get("name", "")
    return f"{term['label']}  ({name})" if name and name != term["label"] else show_term(term)


def _write_derivations(found: dict[str, Any], marks: dict[str, int]) -> Iterator[str]:
    if found["unexplained"]:
        yield from (found["unexplained"], "")
    several = len(found["derivations"]) > 1
    for number, derivation in enumerate(found["derivations"], start=1):
        if several:
            yield f"Derivation {number}"
        yield from _write_derivation(derivation, marks)
        yield ""
    if found["more"]:
        yield from ("There are, or may be, other derivations than shown.", "")


def _write_derivation(derivation: dict[str, Any], marks: dict[str, int]) -> Iterator[str]:
    if derivation["group"]:
        yield say_group(derivation["group"])
    said = [_say_triple(triple) for triple in derivation["triples"]]
    width = min(max(map(len, said), default=0), _WIDTH - 12)
    for text, triple in zip(said, derivation["triples"], strict=True):
        shown = "".join(f"[{marks[iri]}]" for iri in sorted(triple["statedIn"], key=lambda iri: marks[iri]))
        yield f"  {text:{width}}  {shown or ('inferred' if triple['inferred'] else 'stated in no named graph')}"
        if triple["inferred"]:
            yield from _write_proof(triple)
    if not derivation["triples"]:
        yield "  It rests on no triple of the graph."
    for reliance in derivation["reliances"]:
        text = squash(reliance["text"])
        yield from _wrap(f"{_RELIANCES[reliance['kind']]}{f': {text}' if text else '.'}", "  ", "    ")


def say_group(group: dict[str, int]) -> str:
    """Return in words how many solutions an aggregate counted, and which of them are shown."""
    if group["shown"] == group["total"]:
        return f"  Counted over {group['total']:,} {'solution' if group['total'] == 1 else 'solutions'}:"
    first, last = group["first"], group["first"] + group["shown"] - 1
    page = f"numbers {first:,} to {last:,} are shown; --page has the others"
    return f"  Counted over {group['total']:,} solutions, of which {page}:"


def _write_proof(triple: dict[str, Any]) -> Iterator[str]:
    if "proof" in triple:
        yield from (f"      {line}" for line in write_text(triple["proof"]).rstrip("\n").split("\n"))
        return
    terms = " ".join(_write_argument(triple[name]) for name in ("subject", "predicate", "object"))
    yield f"      proof: carec-kg explain {terms}"


def _write_argument(term: dict[str, str]) -> str:
    """Return a term as an argument of the command line."""
    if "iri" in term:
        short = compact(term["iri"])
        return f"'{short}'" if short.startswith("<") else short
    text = term["value"].replace("\\", "\\\\").replace('"', '\\"')
    tail = f"@{term['language']}" if "language" in term else f"^^<{term['datatype']}>"
    quoted = f'"{text}"{tail}'.replace("'", "'\\''")
    return f"'{quoted}'"


def _say_triple(triple: dict[str, Any]) -> str:
    return " · ".join(show_term(triple[name]) for name in ("subject", "predicate", "object"))


def write_footnotes(citations: dict[str, Any], marks: dict[str, int]) -> str:
    """Return what the marks stand for, each by its citation, below an empty line; empty where there are none."""
    lines = [line for iri, number in marks.items() for line in write_citation(citations.get(iri), iri, f"[{number}] ")]
    return "\n".join(["", *lines, ""]) if lines else "\n"


def write_citation(citation: dict[str, Any] | None, iri: str, mark: str) -> Iterator[str]:
    """Yield the lines of a citation behind its mark: place, our summary, name, and the sentence or why it is not."""
    indent = " " * len(mark)
    yield from _wrap(citation["text"] if citation else iri, mark, indent)
    if citation and citation["text"] != iri:
        yield f"{indent}{compact(iri)}"
    quotation = (citation or {}).get("quotation")
    if quotation:
        text = f"“{mark_words(quotation)}”" if "text" in quotation else f"Not quoted: {quotation['refused']}"
        yield from _wrap(text, indent, indent)


def mark_words(quotation: dict[str, Any], opening: str = "[", closing: str = "]") -> str:
    """Return a quoted sentence in one line, its marked words between two texts."""
    text, parts, position = quotation["text"], [], 0
    for mark in quotation["marks"]:
        parts += [text[position : mark["start"]], opening, text[mark["start"] : mark["end"]], closing]
        position = mark["end"]
    return squash("".join([*parts, text[position:]]))


def _wrap(text: str, first: str, others: str) -> Sequence[str]:
    return textwrap.wrap(
        text, _WIDTH, initial_indent=first, subsequent_indent=others, break_long_words=False, break_on_hyphens=False
    )
