"""The evidence of a row as text: the row, each derivation with marks, below them the passages of the marks."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any

from carec_kg.evidence.finishing import graphs_of, walk_stated
from carec_kg.evidence.proof_text import write_text
from carec_kg.evidence.roles import is_main
from carec_kg.iris import CURATION_GRAPH, compact
from carec_kg.sources.text import squash

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

_WIDTH = 110
_OTHERS = "Names, types and structure"
_RELIANCES = {
    "not exists": "Relies on there being no match of",
    "minus": "Relies on nothing that is taken away by",
    "optional": "Found no match of",
    "position": "Its place among the other rows depends on all of them",
}


def write_row_text(found: dict[str, Any]) -> str:
    """Return the text of a row's evidence, given as ``row_json.row_to_dict`` returns it, with a line end at its end."""
    marks = number_citations(found)
    lines = [*_write_row(found), *_write_derivations(found, marks)]
    return "\n".join(lines) + write_footnotes(found["citations"], marks)


def number_citations(found: dict[str, Any]) -> dict[str, int]:
    """Return the number from 1 of each graph and reading that a mark stands for, in the order of the citations.

    Facts of the row come before readings, names and structure; graphs that are not described come last.
    """
    named: dict[str, None] = {}
    for node, _ in walk_stated(found):
        named.update(dict.fromkeys(list_marked(node)))
        named.update(dict.fromkeys(iri for reading in node.get("readings", ()) for iri in reading["passages"]))
    citations = found.get("citations", {})
    # A sentence that goes on from another is read with it.
    before = [one["iri"] for iri in named for one in citations.get(iri, {}).get("goesOnFrom", ())]
    named.update(dict.fromkeys(iri for iri in before if iri in citations))
    known = [iri for iri in citations if iri in named]
    return {iri: number for number, iri in enumerate(dict.fromkeys([*known, *named]), start=1)}


def list_marked(node: dict[str, Any]) -> list[str]:
    """Return what the marks of a triple stand for: the graphs that state it, and readings in place of the curation."""
    readings = [reading["iri"] for reading in node.get("readings", ())]
    graphs = [graph for graph in graphs_of(node) if not (readings and graph == CURATION_GRAPH)]
    return [*graphs, *readings]


def _write_row(found: dict[str, Any]) -> Iterator[str]:
    width = max(map(len, found["variables"]), default=0)
    for name in found["variables"]:
        term = found["row"].get(name)
        yield f"{name:>{width}}  {show_with_name(term) if term else '(no value)'}"
    yield ""


def show_term(term: dict[str, str]) -> str:
    """Return a term in words: the label of a thing, the value of a literal with its language."""
    if "variable" in term:
        return f"?{term['variable']}"
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
    if found["incomplete"]:
        yield from (*_wrap(found["incomplete"], "", ""), "")
    elif found["more"]:
        yield from ("There are, or may be, other derivations than shown.", "")


def _write_derivation(derivation: dict[str, Any], marks: dict[str, int]) -> Iterator[str]:
    if derivation["group"]:
        yield say_group(derivation["group"])
    said = [_say_triple(triple) for triple in derivation["triples"]]
    width = min(max(map(len, said), default=0), _WIDTH - 12)
    facts = sum(map(is_main, derivation["triples"]))
    for place, (text, triple) in enumerate(zip(said, derivation["triples"], strict=True)):
        if place == facts and facts:
            yield f"  {_OTHERS}:"
        yield f"  {text:{width}}  {_say_origin(triple, marks)}"
        if triple["inferred"]:
            yield from _write_proof(triple, marks)
    if not derivation["triples"]:
        yield "  It rests on no triple of the graph."
    for reliance in derivation["reliances"]:
        yield from _wrap(_say_reliance(reliance), "  ", "    ")


def _say_origin(triple: dict[str, Any], marks: dict[str, int]) -> str:
    """Return the marks of a triple; of one that is inferred, those of what it rests on."""
    if not triple["inferred"]:
        return say_marks(list_marked(triple), marks) or "stated in no named graph"
    rested = [iri for premise in triple.get("restsOn", ()) for iri in list_marked(premise)]
    shown = say_marks(rested, marks)
    return f"inferred from {shown}" if shown else "inferred"


def say_marks(named: Iterable[str], marks: dict[str, int]) -> str:
    """Return the marks of graphs and readings, each once, in the order of their numbers."""
    return "".join(f"[{number}]" for number in sorted({marks[iri] for iri in named}))


def _say_reliance(reliance: dict[str, Any]) -> str:
    if "absent" in reliance:
        absent: dict[str, Any] = reliance["absent"]
        where = (
            f"Nothing in {absent['graph'].get('name') or show_term(absent['graph'])}"
            if "graph" in absent
            else "Nothing"
        )
        return f"{where} states that {_say_triple(absent)}"
    if reliance["kind"] == "optional" and reliance.get("open"):
        # Nothing hangs on an optional part but values that are not there: its text says less than their names.
        return (
            f"Nothing found for {', '.join(f'?{name}' for name in reliance['open'])}, which the query leaves optional."
        )
    text = squash(reliance.get("filled") or reliance["text"])
    return f"{_RELIANCES[reliance['kind']]}{f': {text}' if text else '.'}"


def say_group(group: dict[str, int]) -> str:
    """Return in words how many solutions an aggregate counted, and which page of them is shown."""
    total, shown = group["total"], group["shown"]
    if shown == total:
        return f"  Counted over {total:,} {'solution' if total == 1 else 'solutions'}:"
    first, last = group["first"], group["first"] + shown - 1
    page, pages = count_pages(group)
    others = f"; --page {page} has the next" if page < pages else ""
    return f"  Counted over {total:,} solutions in all, page {page} of {pages} (numbers {first} to {last}){others}:"


def count_pages(group: dict[str, int]) -> tuple[int, int]:
    """Return the page of an aggregate's solutions, from 1, and how many pages there are."""
    size = group.get("size") or max(1, group["shown"])
    return group["first"] // size + 1, -(-group["total"] // size)


def _write_proof(triple: dict[str, Any], marks: dict[str, int]) -> Iterator[str]:
    if "proof" in triple:
        proof = {**triple["proof"], "marks": marks}
        yield from (f"      {line}" for line in write_text(proof).rstrip("\n").split("\n"))
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


def _say_triple(triple: Mapping[str, Any]) -> str:
    return " · ".join(show_term(triple[name]) for name in ("subject", "predicate", "object"))


def write_footnotes(citations: dict[str, Any], marks: dict[str, int]) -> str:
    """Return what the marks stand for, each by its citation, below an empty line; empty where there are none.

    Names, types and structure stand in a section of their own, behind the facts and readings if there are any.
    """
    parts: tuple[list[str], list[str]] = ([], [])
    for iri, number in marks.items():
        citation = citations.get(iri)
        lines = [
            *write_citation(citation, iri, f"[{number}] "),
            *_write_read(citation, marks, " " * len(f"[{number}] ")),
        ]
        parts[not is_main(citation or {})].extend(lines)
    heading = ["", f"{_OTHERS}:"] if all(parts) else []
    lines = [*parts[0], *heading, *parts[1]]
    return "\n".join(["", *lines, ""]) if lines else "\n"


def _write_read(citation: dict[str, Any] | None, marks: dict[str, int], indent: str) -> Iterator[str]:
    """Yield the line that says which passages a reading interprets."""
    if citation and citation.get("kind") == "reading":
        yield f"{indent}reads {say_marks((iri for iri in citation['passages'] if iri in marks), marks)}"


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
