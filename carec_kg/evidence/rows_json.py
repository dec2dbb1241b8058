"""The evidence of many rows for JSON, of each in short; and rows as results in JSON have them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from carec_kg.errors import UsageError
from carec_kg.evidence.citation import cite_all
from carec_kg.evidence.precedence import is_passage, read_registers
from carec_kg.evidence.readings import find_readings
from carec_kg.evidence.row_json import ABSENCES, choose_premises
from carec_kg.iris import CURATION_GRAPH, XSD_STRING
from carec_kg.rdf.terms import BlankNode, Iri, Literal, text_literal
from carec_kg.reasoning.grounds import is_absolute_iri

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from carec_kg.evidence.model import RowEvidence
    from carec_kg.evidence.proving_rows import Premises
    from carec_kg.evidence.readings import StatementReading
    from carec_kg.graph.answers import Row
    from carec_kg.graph.engine import Engine
    from carec_kg.rdf.terms import Term, Triple

#: A language tag (BCP 47, section 2.1) as far as a query must know it.
_LANGUAGE = re.compile(r"[A-Za-z]+(?:-[A-Za-z0-9]+)*")


def rows_to_dict(
    found: Sequence[RowEvidence], engine: Engine, language: str, premises: Sequence[Premises]
) -> dict[str, Any]:
    """Return short evidence of many rows for JSON: of each its sources, and what it has beside stated triples.

    ``inferred`` counts its inferred triples, and ``premises`` is a smallest set of other named graphs that state what
    these rest on, all of it or nothing; ``readings`` are those of ours that the row rests on. ``passages`` are what a
    reader goes to: those among the sources and premises, and those that the readings interpret. ``absences`` counts
    what the row relies on that is not there.
    """
    registers = read_registers(engine)
    read = _find_read(found, premises, engine, language)
    rows = [
        _write_short(row, one, registers, read) for row, one in zip(found, premises or [{} for _ in found], strict=True)
    ]
    cited = sorted({iri for row in rows for iri in (*row["sources"], *row["premises"], *row["passages"])})
    citations = {iri: one.to_dict() for iri, one in cite_all(engine, cited, language).items()}
    used = {iri for row in rows for iri in row["readings"]}
    citations |= {one.iri: one.to_citation() for ones in read.values() for one in ones if one.iri in used}
    return {"rows": rows, "citations": citations}


def _find_read(
    found: Sequence[RowEvidence], premises: Sequence[Premises], engine: Engine, language: str
) -> dict[Triple, list[StatementReading]]:
    shown = [cited for row in found for one in row.derivations[:1] for cited in one.triples]
    curated = [cited.triple for cited in shown if CURATION_GRAPH in cited.stated_in]
    below = (item for of_row in premises for stated in of_row.values() for item in stated.items())
    curated += [fact.triple for fact, graphs in below if CURATION_GRAPH in graphs]
    return find_readings(engine, curated, language)


def _write_short(
    row: RowEvidence, premises: Premises, registers: frozenset[str], read: Mapping[Triple, list[StatementReading]]
) -> dict[str, Any]:
    derivation = row.derivations[0] if row.derivations else None
    inferred = [cited.triple for cited in derivation.triples if cited.inferred] if derivation else []
    rested = [cited.triple for cited in derivation.triples] if derivation else []
    rested += [fact.triple for triple in inferred for fact in premises.get(triple, ())]
    sources = list(derivation.sources if derivation else ())
    further = list(choose_premises(derivation, premises, registers)) if derivation else []
    readings = {one.iri: one for triple in rested for one in read.get(triple, ())}
    interpreted = [iri for reading in sorted(readings) for iri in readings[reading].passages]
    return {
        "sources": sources,
        "inferred": len(inferred),
        "premises": further,
        "readings": sorted(readings),
        "passages": list(dict.fromkeys([*filter(is_passage, (*sources, *further)), *interpreted])),
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
    datatype, language = found.get("datatype") or XSD_STRING, found.get("xml:lang")
    iri = value if kind == "uri" else datatype
    # A term is written into queries, which it must not be able to end.
    if not is_absolute_iri(iri) or (language and not _LANGUAGE.fullmatch(language)):
        wrong = f"{language[:80]!r} is no language" if language else f"{iri[:80]!r} is no absolute IRI"
        message = f"The value of {name} is no RDF term: {wrong}."
        raise UsageError(message)
    if kind == "uri":
        return Iri(value)
    return text_literal(value, language) if language else Literal(value, datatype)


def read_row(variables: Sequence[str], values: Mapping[str, object]) -> Row:
    """Read the values of a row by variable, those that are missing being unbound; raise ``UsageError``."""
    unknown = sorted(values.keys() - set(variables))
    if unknown:
        message = f"The query has no column {unknown[0][:60]}; its columns are {', '.join(variables)}."
        raise UsageError(message)
    return tuple(read_binding(name, values[name]) if name in values else None for name in variables)
