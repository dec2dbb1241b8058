"""A small graph of roads and towns in four passages, and queries over it with the triples that each row rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from carec_kg.graph.engine import Engine

if TYPE_CHECKING:
    from collections.abc import Iterable

PROLOGUE = """PREFIX : <http://example.org/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
PREFIX graph: <https://w3id.org/carec-kg/graph/>
"""
INFERRED = "https://w3id.org/carec-kg/graph/inferred"

TRIG = f"""
@prefix : <http://example.org/> .
:p1 {{
  :a :road :b ; :name "A"@en, "Ah"@de ; :size 5 ; a :Town .
  :b :road :c ; :name "B"@en ; :size 7 ; a :Town .
}}
:p2 {{
  :a :road :b ; :size 5 .
  :c :road :d ; :name "C"@en ; :size 7 ; a :City .
  :d :rail :a ; :name "D"@en .
}}
:p3 {{
  :d :road :e .
  :e :name "E"@en ; :size 1.50 ; :mayor [ :name "Eva" ] .
  :list :items (:a :b) .
  :b :twin :d . :c :twin :c .
}}
:p4 {{ :p1 :ordinal 1 . :p2 :ordinal 2 . :p3 :ordinal 3 . }}
<{INFERRED}> {{ :a a :Place . :b a :Place . :c a :Place . :d :twin :b . }}
"""


def build_engine(trig: str = TRIG) -> Engine:
    """Load TriG into an engine whose default graph is the union of the named graphs."""
    store = ox.Store()
    store.load(trig.encode(), format=ox.RdfFormat.TRIG)
    store.extend([ox.Quad(quad.subject, quad.predicate, quad.object) for quad in store])
    return Engine(store, union=True)


def build_plain(trig: str, without: Iterable[str] = ()) -> Engine:
    """Load Turtle or TriG as it is."""
    store = ox.Store()
    store.load(trig.encode(), format=ox.RdfFormat.TRIG)
    for text in without:
        store.update(f"DELETE DATA {{ {text} }}")
    return Engine(store)
