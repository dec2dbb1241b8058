"""The observations of the CPMM satisfy the integrity constraints of the W3C's RDF Data Cube Vocabulary."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from tests.corpus.integrity_constraints import CONSTRAINTS, write_query

if TYPE_CHECKING:
    from carec_kg.session.knowledge_graph import KnowledgeGraph

#: A cube with a slice, and one with a measure dimension and a hierarchical code list; both keep every constraint.
CUBES = """
@prefix : <urn:x:> .
@prefix qb: <http://purl.org/linked-data/cube#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
:set a qb:DataSet ; qb:structure :structure ; qb:slice :slice .
:structure a qb:DataStructureDefinition ; qb:sliceKey :key ;
  qb:component [ qb:componentProperty :mode ; qb:componentRequired true ] , [ qb:componentProperty :year ] ,
    [ qb:componentProperty :value ] , [ qb:componentProperty :unit ; qb:componentRequired true ] , :optional .
:optional qb:componentProperty :note ; qb:componentRequired false .
:key a qb:SliceKey ; qb:componentProperty :mode .
:slice a qb:Slice ; qb:sliceStructure :key ; :mode :road ; qb:observation :one .
:mode a qb:DimensionProperty ; rdfs:range skos:Concept ; qb:codeList :modes .
:year a qb:DimensionProperty ; rdfs:range :Year .
:value a qb:MeasureProperty .
:unit a qb:AttributeProperty .
:note a qb:AttributeProperty .
:modes a skos:ConceptScheme .
:road a skos:Concept ; skos:inScheme :modes .
:one a qb:Observation ; qb:dataSet :set ; :mode :road ; :year 1 ; :value 5 ; :unit :hour .
:two a qb:Observation ; qb:dataSet :set ; :mode :road ; :year 2 ; :value 5 ; :unit :hour .

:set2 a qb:DataSet ; qb:structure :structure2 .
:structure2 a qb:DataStructureDefinition ;
  qb:component [ qb:componentProperty :area ] , [ qb:componentProperty :district ] ,
    [ qb:componentProperty qb:measureType ] , [ qb:componentProperty :length ] , [ qb:componentProperty :width ] .
qb:measureType a qb:DimensionProperty ; rdfs:range :Property .
:area a qb:DimensionProperty ; rdfs:range :Area ; qb:codeList :areas .
:areas a qb:HierarchicalCodeList ; qb:hierarchyRoot :world ; qb:parentChildProperty skos:narrower .
:district a qb:DimensionProperty ; rdfs:range :Area ; qb:codeList :districts .
:districts a qb:HierarchicalCodeList ; qb:hierarchyRoot :country ;
  qb:parentChildProperty [ qb:inverseOf skos:broader ] .
:world skos:narrower :north .
:county skos:broader :country .
:length a qb:MeasureProperty .
:width a qb:MeasureProperty .
:three a qb:Observation ; qb:dataSet :set2 ; :area :north ; :district :county ; qb:measureType :length ; :length 3 .
:four a qb:Observation ; qb:dataSet :set2 ; :area :north ; :district :county ; qb:measureType :width ; :width 1 .
"""
#: For each constraint an update that breaks it, and what is then to be reported.
SLIPS = {
    "IC-1": ("DELETE DATA { :one qb:dataSet :set }", "one"),
    "IC-2": ("INSERT DATA { :set qb:structure :structure2 }", "set"),
    "IC-3": ("DELETE DATA { :value a qb:MeasureProperty }", "structure"),
    "IC-4": ("DELETE DATA { :year rdfs:range :Year }", "year"),
    "IC-5": ("DELETE DATA { :mode qb:codeList :modes }", "mode"),
    "IC-6": ("DELETE DATA { :note a qb:AttributeProperty }", "optional"),
    "IC-7": ("DELETE DATA { :structure qb:sliceKey :key }", "key"),
    "IC-8": ("INSERT DATA { :key qb:componentProperty :area }", "key"),
    "IC-9": ("INSERT DATA { :slice qb:sliceStructure :key2 }", "slice"),
    "IC-10": ("DELETE DATA { :slice :mode :road }", "slice"),
    "IC-11": ("DELETE DATA { :one :year 1 }", "one"),
    "IC-12": ("DELETE DATA { :two :year 2 } ; INSERT DATA { :two :year 1 }", "one"),
    "IC-13": ("DELETE DATA { :one :unit :hour }", "one"),
    "IC-14": ("DELETE DATA { :one :value 5 }", "one"),
    "IC-15": ("DELETE DATA { :three :length 3 }", "three"),
    "IC-16": ("INSERT DATA { :three :width 3 }", "three"),
    "IC-17": ("DELETE DATA { :four qb:measureType :width }", "three"),
    "IC-18": ("DELETE DATA { :one qb:dataSet :set } ; INSERT DATA { :one qb:dataSet :set2 }", "one"),
    "IC-19": ("DELETE DATA { :road skos:inScheme :modes }", "one"),
    "IC-20": ("DELETE DATA { :world skos:narrower :north }", "three"),
    "IC-21": ("DELETE DATA { :county skos:broader :country }", "three"),
}
_PREFIXES = """PREFIX : <urn:x:> PREFIX qb: <http://purl.org/linked-data/cube#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""


def break_cubes(update: str = "") -> ox.Store:
    store = ox.Store()
    store.load(CUBES, format=ox.RdfFormat.TURTLE)
    if update:
        store.update(_PREFIXES + update)
    return store


def find(store: ox.Store, name: str) -> list[str]:
    rows = store.query(write_query(name))
    assert isinstance(rows, ox.QuerySolutions)
    return [str(row["focus"]) for row in rows]


@pytest.mark.parametrize("name", CONSTRAINTS)
def test_the_graph_keeps_the_constraint(graph: KnowledgeGraph, name: str) -> None:
    assert graph.query(write_query(name)).rows == []


@pytest.mark.parametrize("name", CONSTRAINTS)
def test_the_query_notices_a_slip_and_nothing_else(name: str) -> None:
    update, focus = SLIPS[name.partition(" ")[0]]
    assert find(break_cubes(), name) == []
    assert f"<urn:x:{focus}>" in find(break_cubes(update), name)


def test_there_is_a_constraint_of_each_number() -> None:
    assert (
        [name.partition(" ")[0] for name in CONSTRAINTS] == [f"IC-{number}" for number in range(1, 22)] == list(SLIPS)
    )


def test_every_observation_is_a_figure_in_the_data_set(graph: KnowledgeGraph) -> None:
    counted = graph.query(
        "SELECT (COUNT(*) AS ?all) (COUNT(?set) AS ?placed) WHERE "
        "{ ?node a qb:Observation , carec:Figure OPTIONAL { ?node qb:dataSet ?set } }"
    )
    assert [cell.value for cell in counted.rows[0] if cell] == ["772", "772"]


def test_passages_that_contradict_each_other_both_stand(graph: KnowledgeGraph) -> None:
    pairs = graph.query(
        "SELECT ?one ?other WHERE { ?a carec:disagreesWith ?b ; a qb:Observation ; carec:value ?one . "
        "?b a qb:Observation ; carec:value ?other FILTER(STR(?a) < STR(?b)) } ORDER BY ?one ?other"
    )
    found = {tuple(cell.value for cell in row if cell) for row in pairs.rows}
    assert found >= {("8.7", "8.6"), ("162", "161"), ("50", "70.7")}
    assert len(pairs.rows) == 20
