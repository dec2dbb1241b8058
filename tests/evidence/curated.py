"""A graph with two passages that disagree, a reading of one of them, names and structure; as a desk over it."""

from __future__ import annotations

from carec_kg.evidence.desk import Desk
from carec_kg.graph.workbench import Workbench
from carec_kg.iris import CURATION_GRAPH, ONTOLOGY_GRAPH
from carec_kg.rdf.media import TRIG
from carec_kg.rdf.reading import parse

SOURCE = "https://w3id.org/carec-kg/source/leaflet"
ONE, OTHER = f"{SOURCE}/one", f"{SOURCE}/other"
READING = "https://w3id.org/carec-kg/id/reading/forum-at-erenhot"
_TRIG = f"""
@prefix carec: <https://w3id.org/carec-kg/ontology#> .
@prefix id: <https://w3id.org/carec-kg/id/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .

<{ONE}> {{
  id:visitors-one carec:figureOf id:forum ; carec:value 50 ; carec:measures id:visitors .
  id:forum a carec:Event .
}}
<{OTHER}> {{ id:visitors-other carec:figureOf id:forum ; carec:value 60 ; carec:measures id:visitors . }}
<{SOURCE}> {{
  <{SOURCE}> a carec:Document ; rdfs:label "Leaflet"@en .
  <{ONE}> a carec:Passage ; carec:passageOf <{SOURCE}> ; carec:ordinal 1 .
  <{OTHER}> a carec:Passage ; carec:passageOf <{SOURCE}> ; carec:ordinal 2 .
}}
<{CURATION_GRAPH}> {{
  id:forum rdfs:label "Forum"@en ; carec:locatedIn id:erenhot .
  id:visitors-one carec:disagreesWith id:visitors-other .
  <{READING}> a carec:Reading ; rdfs:label "The forum was at Erenhot"@en ;
    skos:note "The sentence before names the town."@en ; carec:readingOf <{ONE}> ;
    carec:readSubject id:forum ; carec:readProperty carec:locatedIn ; carec:readValue id:erenhot .
}}
<{ONTOLOGY_GRAPH}> {{ id:visitors skos:prefLabel "visitors"@en ; skos:broader id:people . }}
"""
#: One figure with its name, where it was and that it is one.
FORUM = f"""SELECT ?value ?name ?where ?passage WHERE {{
  <{ONE}> a ?passage . id:visitors-one carec:value ?value ; carec:figureOf ?forum ; carec:measures ?measure .
  ?measure skos:broader id:people .
  ?forum rdfs:label ?name ; carec:locatedIn ?where . FILTER NOT EXISTS {{ ?forum carec:endedOn ?end }}
}}"""


def load_curated() -> Workbench:
    """Return the graph in an engine, its default graph the union of all."""
    quads = list(parse(_TRIG.encode(), TRIG, "curated.trig"))
    return Workbench([*quads, *(quad._replace(graph=None) for quad in quads)])


def make_curated() -> Desk:
    """Return the desk over the graph, in which nothing is inferred."""
    bench = load_curated()
    return Desk(bench, bench)
