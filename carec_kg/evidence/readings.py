"""Readings: which statements of the curation are interpretations of ours, of which passages, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from carec_kg.evidence.restricting import write_values
from carec_kg.iris import CAREC, CURATION_GRAPH, PREFIXES
from carec_kg.rdf.terms import BlankNode, Iri, Literal, Triple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from carec_kg.evidence.citation import Reader
    from carec_kg.rdf.terms import Term

_LABEL, _NOTE = PREFIXES["rdfs"] + "label", PREFIXES["skos"] + "note"
_OF = CAREC + "readingOf"
#: Statements that one query asks for.
_CHUNK = 1_000


@dataclass(frozen=True, slots=True)
class StatementReading:
    """A reading: its name, why it is read so, and the passages that are read; the text is ours."""

    iri: str
    label: str
    reason: str
    passages: tuple[str, ...]

    def to_citation(self) -> dict[str, Any]:
        """Return the reading as a citation for JSON."""
        text = f"Reading: {self.label.rstrip('.')}. {self.reason}".strip()
        return {
            "iri": self.iri,
            "text": text,
            "document": {"iri": CURATION_GRAPH, "label": "Readings of this knowledge graph"},
            "kind": "reading",
            "label": self.label,
            "reason": self.reason,
            "passages": list(self.passages),
        }


def find_readings(engine: Reader, triples: Iterable[Triple], language: str) -> dict[Triple, list[StatementReading]]:
    """Return the readings that cover triples, by triple; those that are no reading are left out."""
    wanted = [triple for triple in dict.fromkeys(triples) if _can_be_read(triple)]
    covering: dict[Triple, list[str]] = {}
    for at in range(0, len(wanted), _CHUNK):
        values = write_values(("?s", "?p", "?o"), wanted[at : at + _CHUNK])
        pattern = f"?r <{CAREC}readSubject> ?s ; <{CAREC}readProperty> ?p ; <{CAREC}readValue> ?o"
        for reading, *terms in engine.select(f"SELECT ?r ?s ?p ?o WHERE {{ {values} {pattern} }} ORDER BY ?r").rows:
            if reading is not None:
                covering.setdefault(Triple(*terms), []).append(reading.value)  # type: ignore[arg-type] # as asked for
    known = _describe(engine, sorted({iri for iris in covering.values() for iri in iris}), language)
    return {triple: [known[iri] for iri in iris] for triple, iris in covering.items()}


def _can_be_read(triple: Triple) -> bool:
    return not any(isinstance(term, BlankNode) for term in triple)


def _describe(engine: Reader, readings: list[str], language: str) -> dict[str, StatementReading]:
    if not readings:
        return {}
    values = write_values(("?r",), [(Iri(iri),) for iri in readings])
    found: dict[tuple[str, str], list[Term]] = {}
    properties = " ".join(f"<{name}>" for name in (_LABEL, _NOTE, _OF))
    text = f"SELECT ?r ?p ?o WHERE {{ {values} VALUES ?p {{ {properties} }} ?r ?p ?o }}"
    for reading, predicate, value in engine.select(text).rows:
        if reading and predicate and value:
            found.setdefault((reading.value, predicate.value), []).append(value)
    return {
        iri: StatementReading(
            iri,
            _choose(found.get((iri, _LABEL), ()), language) or iri,
            _choose(found.get((iri, _NOTE), ()), language),
            tuple(sorted({term.value for term in found.get((iri, _OF), ())})),
        )
        for iri in readings
    }


def _choose(texts: Iterable[Term], language: str) -> str:
    ranks = {language: 0, "en": 1}
    found = [term for term in texts if isinstance(term, Literal)]
    return min(found, key=lambda term: (ranks.get(term.language or "", 2), term.value)).value if found else ""
