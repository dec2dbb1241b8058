"""The evidence of rows for JSON: derivations with labels, the passages as citations, each once."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any, TypeAlias

from carec_kg.evidence.absence import fill, list_open, read_absent_triple
from carec_kg.evidence.citation import cite_all
from carec_kg.evidence.proof_json import write_term, write_triple
from carec_kg.evidence.stating import choose_sources

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from carec_kg.evidence.model import CitedTriple, Derivation, GroupPage, Reliance, RowEvidence
    from carec_kg.evidence.proof_words import ProofWords
    from carec_kg.evidence.proving_rows import Premises
    from carec_kg.graph.engine import Engine
    from carec_kg.rdf.terms import Term

#: Terms and how JSON has them.
Written: TypeAlias = "Mapping[Term, dict[str, str]]"

#: Reliances on something that is absent, rather than on a place among other rows.
ABSENCES = frozenset({"not exists", "minus", "optional"})


def row_to_dict(found: RowEvidence, engine: Engine, words: ProofWords) -> dict[str, Any]:
    """Return the evidence of a row for JSON; citations are by graph, of every graph that states one of the triples."""
    terms = [term for term in found.row if term is not None]
    cited = [triple for derivation in found.derivations for triple in derivation.triples]
    absent = [term for derivation in found.derivations for term in _list_absent(derivation)]
    labels = words.read_labels([*terms, *(term for one in cited for term in one.triple), *absent])
    # A term occurs in many triples, and is written once.
    written = {term: write_term(term, labels) for term in labels}
    graphs = sorted({graph for one in cited for graph in one.stated_in})
    return {
        "kind": "row",
        "variables": list(found.variables),
        "row": {name: written[term] for name, term in zip(found.variables, found.row, strict=True) if term is not None},
        "derivations": [_write_derivation(derivation, written) for derivation in found.derivations],
        "more": found.more,
        "unexplained": found.unexplained,
        "incomplete": found.incomplete,
        "citations": {iri: citation.to_dict() for iri, citation in cite_all(engine, graphs, words.language).items()},
    }


def _write_derivation(derivation: Derivation, written: Written) -> dict[str, Any]:
    return {
        "triples": [_write_cited(cited, written) for cited in derivation.triples],
        "sources": list(derivation.sources),
        "reliances": [_write_reliance(reliance, written) for reliance in derivation.reliances],
        "group": _write_group(derivation.group),
        "check": derivation.check,
        "whole": derivation.whole,
    }


def _list_absent(derivation: Derivation) -> Iterator[Term]:
    for reliance in derivation.reliances:
        yield from (
            term for term in read_absent_triple(reliance) or () if term is not None and not isinstance(term, str)
        )


def _write_reliance(reliance: Reliance, written: Written) -> dict[str, Any]:
    """Return a reliance with the query's own words, the same with the row's values, and its triple if it is one.

    Where it is more than a triple, the variables that it leaves ``open`` are named.
    """
    head: dict[str, Any] = {"kind": reliance.kind, "text": reliance.text}
    if reliance.kind == "position":
        return head
    triple = read_absent_triple(reliance)
    said: dict[str, Any] = {"filled": fill(reliance)}
    if triple is None:
        return {**head, **said, "open": list(list_open(reliance))}
    places = {
        name: {"variable": term.removeprefix("?")} if isinstance(term, str) else written[term]
        for name, term in triple._asdict().items()
        if term is not None
    }
    return {**head, **said, "absent": places}


def add_premises(
    answer: dict[str, Any],
    found: RowEvidence,
    premises: Sequence[Premises],
    words: ProofWords,
    registers: frozenset[str],
) -> None:
    """Put beside each inferred triple of a row what it ``restsOn``: stated triples, with the graphs that are cited.

    ``answer`` is the row as ``row_to_dict`` gives it, and is changed; each derivation gets its ``premises``, a smallest
    set of further graphs for those that were proved. Beside a triple that has no ``premises`` nothing is put.
    """
    facts = [fact.triple for of_row in premises for stated in of_row.values() for fact in stated]
    labels = words.read_labels(term for triple in facts for term in triple)
    for derivation, of_triples, written in zip(found.derivations, premises, answer["derivations"], strict=False):
        further = choose_premises(derivation, of_triples, registers, partly=True)
        written["premises"] = list(further)
        cited = {*derivation.sources, *further}
        for one, triple in zip(derivation.triples, written["triples"], strict=True):
            if one.triple in of_triples:
                triple["restsOn"] = [
                    {**write_triple(fact.triple, labels), "citedIn": [graph for graph in graphs if graph in cited]}
                    for fact, graphs in of_triples[one.triple].items()
                ]


def choose_premises(
    derivation: Derivation, premises: Premises, registers: frozenset[str], *, partly: bool = False
) -> tuple[str, ...]:
    """Return a smallest set of named graphs beside the row's sources that state its premises.

    All of them or none; ``partly``, those of the inferred triples that were proved.
    """
    inferred = [cited.triple for cited in derivation.triples if cited.inferred]
    if not (partly or all(triple in premises for triple in inferred)):
        return ()
    stated = {fact: graphs for triple in inferred for fact, graphs in premises.get(triple, {}).items()}
    other = {fact: graphs for fact, graphs in stated.items() if not set(derivation.sources).intersection(graphs)}
    return choose_sources(other, other, registers)


def _write_cited(cited: CitedTriple, written: Written) -> dict[str, Any]:
    return {
        "subject": written[cited.triple.subject],
        "predicate": written[cited.triple.predicate],
        "object": written[cited.triple.object],
        "graph": cited.graph,
        "statedIn": list(cited.stated_in),
        "inferred": cited.inferred,
    }


def _write_group(group: GroupPage | None) -> dict[str, int] | None:
    return asdict(group) if group else None
