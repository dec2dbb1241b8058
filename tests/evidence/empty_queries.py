"""A small graph of ports and corridors in three passages, for queries over it that give nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from carec_kg.evidence.diagnosing import diagnose
from carec_kg.graph.engine import Engine, QueryRequest

if TYPE_CHECKING:
    from collections.abc import Mapping

    from carec_kg.evidence.diagnosis import Cause, Diagnosis

PREFIXES = "PREFIX : <http://example.org/>\nPREFIX xsd: <http://www.w3.org/2001/XMLSchema#>\n"

_ASSERTED = """
@prefix : <http://example.org/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
:p1 {
  :erenhot a :BorderPort ; rdfs:label "Erenhot"@en, "\u4e8c\u8fde\u6d69\u7279"@zh ; :opened "1992-06-30"^^xsd:date .
  :khorgos a :BorderPort ; rdfs:label "Khorgos"@en ; :opened "2012-04-18"^^xsd:date ; :code "KHG" .
}
:p2 {
  :five a :Corridor ; rdfs:label "Corridor 5"@en ; :passes :erenhot ; :length 3700 .
  :four a :Corridor ; rdfs:label "Corridor 4"@en ; :passes :khorgos ; :length 2400.0 .
}
:p3 {
  :mongolia a :Country ; rdfs:label "Mongolia"@en .
  :kazakhstan a :Country ; rdfs:label "Kazakhstan"@en .
  :four :connects :kazakhstan . :five :connects :mongolia .
  :khorgos :locatedIn :kazakhstan .
}
"""
_INFERRED = """
@prefix : <http://example.org/> .
<https://w3id.org/carec-kg/graph/inferred> { :mongolia a :Member . :kazakhstan :touches :four . }
"""


def build_engine(*, inferred: bool = True, union: bool = True) -> Engine:
    """Load the graph; with ``union`` its default graph holds all, else nothing."""
    store = ox.Store()
    store.load((_ASSERTED + (_INFERRED if inferred else "")).encode(), format=ox.RdfFormat.TRIG)
    if union:
        store.extend([ox.Quad(quad.subject, quad.predicate, quad.object) for quad in store])
    return Engine(store, union=union)


def examine(
    text: str,
    *,
    inferred: bool = True,
    union: bool = True,
    parameters: Mapping[str, str] | None = None,
    default_graphs: tuple[str, ...] | None = None,
) -> Diagnosis:
    """Diagnose a query over the graph, with all the time that it takes."""
    engine = build_engine(inferred=inferred, union=union)
    request = QueryRequest(PREFIXES + text, {}, default_graphs, None)
    closed = engine if inferred else build_engine(union=union)
    return diagnose(engine, request, time_left=lambda: 1.0, closed=closed, parameters=parameters)


def find_cause(text: str, **circumstances: object) -> Cause:
    """Return the one cause of a query that is whole."""
    found = examine(text, **circumstances)  # type: ignore[arg-type] # passed on as they are
    assert found.empty
    assert found.complete, found.incomplete
    (cause,) = found.causes
    return cause
