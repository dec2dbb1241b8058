"""The integrity constraints of the RDF Data Cube Vocabulary (W3C Recommendation, section 11), each as a query.

A query selects what breaks its constraint, so that a test can name it; the Recommendation asks only whether there is
any. IC-12 is written so that it takes time by the number of observations and not by its square. IC-20 and IC-21 stand
for each property by which a hierarchical code list names its children; there are none here without such a list.
"""

from __future__ import annotations

PREFIXES = """PREFIX qb: <http://purl.org/linked-data/cube#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""
_DIMENSION = "?set qb:structure/qb:component/qb:componentProperty ?dimension . ?dimension a qb:DimensionProperty ."
_CODED = f"{_DIMENSION} ?dimension qb:codeList ?list . ?focus qb:dataSet ?set ; ?dimension ?code"

CONSTRAINTS = {
    "IC-1 unique data set": """{ ?focus a qb:Observation FILTER NOT EXISTS { ?focus qb:dataSet ?set } }
        UNION { ?focus a qb:Observation ; qb:dataSet ?set, ?other FILTER(?set != ?other) }""",
    "IC-2 unique structure": """{ ?focus a qb:DataSet FILTER NOT EXISTS { ?focus qb:structure ?structure } }
        UNION { ?focus a qb:DataSet ; qb:structure ?structure, ?other FILTER(?structure != ?other) }""",
    "IC-3 structure has a measure": """?focus a qb:DataStructureDefinition
        FILTER NOT EXISTS { ?focus qb:component/qb:componentProperty/a qb:MeasureProperty }""",
    "IC-4 dimensions have a range": """?focus a qb:DimensionProperty
        FILTER NOT EXISTS { ?focus rdfs:range ?range }""",
    "IC-5 concept dimensions have a code list": """?focus a qb:DimensionProperty ; rdfs:range skos:Concept
        FILTER NOT EXISTS { ?focus qb:codeList ?list }""",
    "IC-6 only attributes are optional": """?structure qb:component ?focus .
        ?focus qb:componentRequired false ; qb:componentProperty ?property
        FILTER NOT EXISTS { ?property a qb:AttributeProperty }""",
    "IC-7 slice keys are declared": """?focus a qb:SliceKey
        FILTER NOT EXISTS { ?structure a qb:DataStructureDefinition ; qb:sliceKey ?focus }""",
    "IC-8 slice keys fit their structure": """?structure qb:sliceKey ?focus .
        ?focus a qb:SliceKey ; qb:componentProperty ?property
        FILTER NOT EXISTS { ?structure qb:component/qb:componentProperty ?property }""",
    "IC-9 unique slice key": """{ ?focus a qb:Slice FILTER NOT EXISTS { ?focus qb:sliceStructure ?key } }
        UNION { ?focus a qb:Slice ; qb:sliceStructure ?key, ?other FILTER(?key != ?other) }""",
    "IC-10 slices have their dimensions": """?focus qb:sliceStructure/qb:componentProperty ?dimension
        FILTER NOT EXISTS { ?focus ?dimension ?value }""",
    "IC-11 all dimensions are given": f"""{_DIMENSION} ?focus qb:dataSet ?set
        FILTER NOT EXISTS {{ ?focus ?dimension ?value }}""",
    "IC-12 no two observations alike": f"""{{
          SELECT ?set ?key (MIN(?name) AS ?first) WHERE {{
            SELECT ?set (STR(?observation) AS ?name) (GROUP_CONCAT(?cell; SEPARATOR="|") AS ?key) WHERE {{
              SELECT ?set ?observation ?cell WHERE {{
                {_DIMENSION} ?observation qb:dataSet ?set ; ?dimension ?value
                BIND(CONCAT(STR(?dimension), " ", STR(?value)) AS ?cell)
              }} ORDER BY ?set ?observation ?cell
            }} GROUP BY ?set ?observation
          }} GROUP BY ?set ?key HAVING (COUNT(*) > 1)
        }} BIND(IRI(?first) AS ?focus)""",
    "IC-13 required attributes are given": """?set qb:structure/qb:component ?component .
        ?component qb:componentRequired true ; qb:componentProperty ?attribute . ?focus qb:dataSet ?set
        FILTER NOT EXISTS { ?focus ?attribute ?value }""",
    "IC-14 all measures are given": """?set qb:structure ?structure . ?focus qb:dataSet ?set .
        ?structure qb:component/qb:componentProperty ?measure . ?measure a qb:MeasureProperty
        FILTER NOT EXISTS { ?structure qb:component/qb:componentProperty qb:measureType }
        FILTER NOT EXISTS { ?focus ?measure ?value }""",
    "IC-15 the named measure is given": """?set qb:structure ?structure . ?focus qb:dataSet ?set .
        ?focus qb:measureType ?measure .
        ?structure qb:component/qb:componentProperty qb:measureType
        FILTER NOT EXISTS { ?focus ?measure ?value }""",
    "IC-16 no other measure is given": """?set qb:structure ?structure . ?focus qb:dataSet ?set .
        ?focus qb:measureType ?measure .
        ?structure qb:component/qb:componentProperty qb:measureType ; qb:component/qb:componentProperty ?other .
        ?other a qb:MeasureProperty . ?focus ?other ?value FILTER(?other != ?measure)""",
    "IC-17 every measure has its observation": """?set qb:structure ?structure . ?focus qb:dataSet ?set .
        ?focus qb:measureType ?any .
        ?structure qb:component/qb:componentProperty qb:measureType ; qb:component/qb:componentProperty ?measure .
        ?measure a qb:MeasureProperty
        FILTER NOT EXISTS {
          ?other qb:dataSet ?set ; qb:measureType ?measure
          FILTER NOT EXISTS {
            ?structure qb:component/qb:componentProperty ?dimension . ?dimension a qb:DimensionProperty .
            ?focus ?dimension ?one . ?other ?dimension ?two FILTER(?dimension != qb:measureType && ?one != ?two)
          }
        }""",
    "IC-18 slices and observations share their data set": """?set qb:slice ?slice . ?slice qb:observation ?focus
        FILTER NOT EXISTS { ?focus qb:dataSet ?set }""",
    "IC-19 codes stand in their list": f"""{_CODED}
        {{ ?list a skos:ConceptScheme FILTER NOT EXISTS {{ ?code a skos:Concept ; skos:inScheme ?list }} }}
        UNION {{ ?list a skos:Collection FILTER NOT EXISTS {{ ?list skos:member+ ?code }} }}""",
    "IC-20 codes stand in their hierarchy": f"""{_CODED} .
        ?list a qb:HierarchicalCodeList ; qb:parentChildProperty skos:narrower
        FILTER NOT EXISTS {{ ?list qb:hierarchyRoot/skos:narrower* ?code }}""",
    "IC-21 codes stand in their inverse hierarchy": f"""{_CODED} .
        ?list a qb:HierarchicalCodeList ; qb:parentChildProperty/qb:inverseOf skos:broader
        FILTER NOT EXISTS {{ ?list qb:hierarchyRoot/(^skos:broader)* ?code }}""",
}  # fmt: skip


def write_query(name: str) -> str:
    """Return the query for a constraint: it selects ``?focus``, what breaks it."""
    return f"{PREFIXES}SELECT DISTINCT ?focus WHERE {{ {CONSTRAINTS[name]} }} ORDER BY ?focus"
