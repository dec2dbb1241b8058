"""The evidence of rows for JSON: derivations with labels, the passages as citations, each once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from carec_kg.errors import UsageError
from carec_kg.evidence.citation import cite_all
from carec_kg.evidence.proof_json import write_term
from carec_kg.evidence.stating import choose_sources
from carec_kg.rdf.terms import BlankNode, Iri, Literal, text_literal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from carec_kg.evidence.model import CitedTriple, Derivation, GroupPage, RowEvidence
    from carec_kg.evidence.proof_words import ProofWords
    from carec_kg.graph.answers import Row
    from carec_kg.graph.engine import Engine
    from carec_kg.rdf.terms import Quad, Term, Triple

#: Terms and how JSON has them.
Written: TypeAlias = "Mapping[Term, dict[str, str]]"

#: Reliances on something that is absent, rather than on a place among other rows.
ABSENCES = frozenset({"not exists", "minus", "optional"})


def row_to_dict(found: RowEvidence, engine: Engine, words: ProofWords) -> dict[str, Any]:
    """Return the evidence of a row for JSON; citations are by graph, of every graph that states one of the triples."""
    terms = [term for term in found.row if term is not None]
    cited = [triple for derivation in found.derivations for triple in derivation.triples]
    labels = words.read_labels([*terms, *(term for one in cited for term in one.triple)])
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
        "citations": {iri: citation.to_dict() for iri, citation in cite_all(engine, graphs, words.language).items()},
    }


def _write_derivation(derivation: Derivation, written: Written) -> dict[str, Any]:
    return {
        "triples": [_write_cited(cited, written) for cited in derivation.triples],
        "sources": list(derivation.sources),
        "reliances": [{"kind": reliance.kind, "text": reliance.text} for reliance in derivation.reliances],
        "group": _write_group(derivation.group),
        "check": derivation.check,
        "whole": derivation.whole,
    }


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
    return {"total": group.total, "first": group.first, "shown": group.shown} if group else None


def rows_to_dict(
    found: Sequence[RowEvidence],
    engine: Engine,
    language: str,
    premises: Mapping[Triple, Mapping[Quad, tuple[str, ...]]],
) -> dict[str, Any]:
    """Return short evidence of many rows for JSON: of each its sources, and what it has beside stated triples.

    ``inferred`` counts its inferred triples, and ``premises`` is a smallest set of other named graphs that state what
    these rest on, all of it or nothing;
    ``absences`` counts what the row relies on that is not there.
    """
    rows = [_write_short(row, premises) for row in found]
    cited = sorted({iri for row in rows for iri in (*row["sources"], *row["premises"])})
    citations = cite_all(engine, cited, language)
    return {"rows": rows, "citations": {iri: citation.to_dict() for iri, citation in citations.items()}}


def _write_short(row: RowEvidence, premises: Mapping[Triple, Mapping[Quad, tuple[str, ...]]]) -> dict[str, Any]:
    derivation = row.derivations[0] if row.derivations else None
    inferred = [cited.triple for cited in derivation.triples if cited.inferred] if derivation else []
    sources = derivation.sources if derivation else ()
    proved = all(triple in premises for triple in inferred)
    stated = {fact: graphs for triple in inferred if proved for fact, graphs in premises[triple].items()}
    other = {fact: graphs for fact, graphs in stated.items() if not set(sources).intersection(graphs)}
    return {
        "sources": list(sources),
        "inferred": len(inferred),
        "premises": list(choose_sources(other, other)),
        "absences": sum(one.kind in ABSENCES for one in derivation.reliances) if derivation else 0,
        "whole": derivation.whole if derivation else False,
        "more": row.more,
        "unexplained": row.unexplained,
    }


def write_rows(variables: Sequence[str], rows: Sequence[Row]) -> list[dict[str, Any]]:
    """Return rows as the bindings of SPARQL 1.1 Query Results JSON."""
    return [_write_bindings(variables, row) for row in rows]


def _write_bindings(variables: Sequence[str], row: Row) -> dict[str, Any]:
    return {name: write_binding(term) for name, term in zip(variables, row, strict=True) if term is not None}


def write_binding(term: Term) -> dict[str, str]:
    """Return a term as SPARQL 1.1 Query Results JSON has it (section 3.2.2)."""
    if isinstance(term, Literal):
        if term.language:
            return {"type": "literal", "value": term.value, "xml:lang": term.language}
        plain = Literal(term.value).datatype == term.datatype
        return {"type": "literal", "value": term.value, **({} if plain else {"datatype": term.datatype})}
    return {"type": "bnode" if isinstance(term, BlankNode) else "uri", "value": term.value}


def read_binding(name: str, found: object) -> Term:
    """Read a term as SPARQL 1.1 Query Results JSON has it; raise ``UsageError`` with the variable's ``name``."""
    if not isinstance(found, dict) or not all(isinstance(text, str) for text in found.values()):
        message = f'The value of {name} is no term; write it as {{"type": "uri", "value": "…"}}, as results in JSON do.'
        raise UsageError(message)
    kind, value = found.get("type"), found.get("value")
    if value is None or kind not in {"uri", "literal", "typed-literal", "bnode"}:
        message = f"The value of {name} needs a type (uri or literal) and a value, as results in JSON have them."
        raise UsageError(message)
    if kind == "bnode":
        message = f"The value of {name} is a blank node, which has no name elsewhere; give the row's number."
        raise UsageError(message)
    if kind == "uri":
        return Iri(value)
    if language := found.get("xml:lang"):
        return text_literal(value, language)
    return Literal(value, found["datatype"]) if found.get("datatype") else Literal(value)


def read_row(variables: Sequence[str], values: Mapping[str, object]) -> Row:
    """Read the values of a row by variable, those that are missing being unbound; raise ``UsageError``."""
    unknown = sorted(values.keys() - set(variables))
    if unknown:
        message = f"The query has no column {unknown[0][:60]}; its columns are {', '.join(variables)}."
        raise UsageError(message)
    return tuple(read_binding(name, values[name]) if name in values else None for name in variables)
