"""For each rule an edit of the sample that breaks it: what to drop, what to add (TriG), and the node to be reported."""

# ruff: noqa: E501 - one edit a line reads best

from __future__ import annotations

from dataclasses import dataclass

ONE = "source:sample\\/one"
TWO = "source:sample\\/two"
THREE = "source:sample\\/three"


@dataclass(frozen=True, slots=True)
class Edit:
    """An edit of the sample and what must come of it: a finding about ``focus`` in ``graph``, where one is named."""

    focus: str
    add: str = ""
    drop: str = ""
    graph: str = ""


def in_graph(graph: str, text: str) -> str:
    """Return the statements as TriG in a named graph."""
    return f"{graph} {{ {text} }}"


def add(graph: str, text: str, focus: str) -> Edit:
    """Return an edit that adds statements to a graph, which is then reported."""
    return Edit(focus, in_graph(graph, text), graph=graph)


def replace(graph: str, old: str, new: str, focus: str) -> Edit:
    """Return an edit that replaces statements of a graph."""
    return Edit(focus, in_graph(graph, new), in_graph(graph, old), graph)


CURATION, ONTOLOGY, LINKS, SOURCE = "graph:curation", "graph:ontology", "graph:links\\/sample", "source:sample"
FAIR_2 = 'id:event\\/fair-2 carec:earliestDay "2024-03-05"^^xsd:date ; carec:latestDay "2024-03-07"^^xsd:date'
PART_DAYS = 'id:figure\\/part carec:earliestDay "2024-02-01"^^xsd:date ; carec:latestDay "2024-02-29"^^xsd:date'
PART_VALUE = 'id:figure\\/part carec:value "200"^^xsd:decimal'

EDITS: dict[str, list[Edit]] = {
    "borrowed-terms-say-how-they-are-used": [
        Edit(
            "<urn:other#Thing>",
            in_graph(ONTOLOGY, "<urn:other#Thing> a owl:Class .")
            + in_graph(ONE, "id:place\\/newtown a <urn:other#Thing> ."),
            graph=ONTOLOGY,
        )
    ],
    "concepts-are-declared": [add(ONE, "id:place\\/newtown carec:characterizedAs s:character\\/nwe .", "id:place\\/newtown")],
    "concepts-lie-in-their-list": [
        add(ONTOLOGY, "s:role\\/member skos:inScheme s:sector .", "s:role\\/member"),
        add(ONTOLOGY, "s:role\\/member skos:broader s:sector\\/transport .", "s:role\\/member"),
    ],
    "concurrent-events-overlap": [
        replace(THREE, FAIR_2, 'id:event\\/fair-2 carec:earliestDay "2024-03-08"^^xsd:date ; carec:latestDay "2024-03-09"^^xsd:date', "id:event\\/talk")
    ],
    "curation-says-what-it-reads": [add(CURATION, "id:corridor\\/1 carec:connects id:area\\/north .", "id:corridor\\/1")],
    "dates-fit-precision": [
        replace(TWO, PART_DAYS, 'id:figure\\/part carec:earliestDay "2024-02-02"^^xsd:date ; carec:latestDay "2024-02-29"^^xsd:date', "id:figure\\/part"),
        replace(TWO, PART_DAYS, 'id:figure\\/part carec:earliestDay "2024-02-01"^^xsd:date ; carec:latestDay "2024-02-28"^^xsd:date', "id:figure\\/part"),
        replace(TWO, PART_DAYS, 'id:figure\\/part carec:earliestDay "2023-04-01"^^xsd:date ; carec:latestDay "2023-04-29"^^xsd:date', "id:figure\\/part"),
        replace(TWO, 'id:figure\\/whole carec:asOf "2024-12-31"^^xsd:date', 'id:figure\\/whole carec:asOf "2024-11-30"^^xsd:date', "id:figure\\/whole"),
        replace(ONE, 'id:membership\\/aaa-carec carec:earliestDay "1997-01-01"^^xsd:date', 'id:membership\\/aaa-carec carec:earliestDay "1997-02-01"^^xsd:date', "id:membership\\/aaa-carec"),
    ],
    "dates-in-order": [
        replace(THREE, FAIR_2, 'id:event\\/fair-2 carec:earliestDay "2024-03-07"^^xsd:date ; carec:latestDay "2024-03-05"^^xsd:date', "id:event\\/fair-2")
    ],
    "definitions-say-more-than-names": [add(ONTOLOGY, 'carec:Test skos:definition "A test."@en ; rdfs:label "test"@en .', "carec:Test")],
    "deprecated-terms-are-not-used": [
        Edit("id:region\\/AA-N", in_graph(ONTOLOGY, "carec:locatedIn owl:deprecated true ; dcterms:isReplacedBy carec:adjoins ."), graph=ONE)
    ],
    "domains-hold": [add(ONE, "id:place\\/newtown carec:connects id:country\\/AAA .", "id:place\\/newtown")],
    "drafts-are-finished": [
        replace(SOURCE, f'{TWO} dcterms:abstract "Undertakings and figures are told of."@en', f'{TWO} dcterms:abstract "To be summarised."@en', TWO),
        replace(SOURCE, 'source:sample\\/section-b rdfs:label "Section B"@en', 'source:sample\\/section-b rdfs:label "To be named"@en', "source:sample\\/section-b"),
        replace(SOURCE, 'source:sample dcterms:rights "Nobody\'s."@en', 'source:sample dcterms:rights "To be stated."@en', "source:sample"),
    ],
    "figures-are-rarely-negative": [replace(ONE, "id:figure\\/wait-in carec:value 4.5", "id:figure\\/wait-in carec:value -4.5", "id:figure\\/wait-in")],
    "figures-share-the-doubts-of-their-passage": [
        Edit("id:figure\\/paid", drop=in_graph(CURATION, "id:figure\\/paid carec:doubt s:doubt\\/undated-page ."), graph=THREE),
    ],
    "followed-events-are-earlier": [
        Edit("id:event\\/fair-1", in_graph(THREE, "id:event\\/fair-1 carec:followed id:event\\/fair-2 ."), in_graph(THREE, "id:event\\/fair-2 carec:followed id:event\\/fair-1 ."), THREE)
    ],
    "functional-properties-have-one-value": [add(THREE, "id:programme\\/carec carec:secretariat id:organization\\/office .", "id:programme\\/carec")],
    "graphs-are-described": [
        Edit("source:sample\\/four", in_graph("source:sample\\/four", "id:place\\/newtown carec:locatedIn id:country\\/BBB ."), graph="source:sample\\/four"),
        Edit("graph:stray", in_graph("graph:stray", "id:place\\/newtown carec:locatedIn id:country\\/BBB ."), graph="graph:stray"),
    ],
    "inverses-are-not-asserted": [add(ONE, "id:corridor\\/1 carec:hasSubcorridor id:subcorridor\\/1a .", "id:corridor\\/1")],
    "iris-are-of-a-known-kind": [
        add(ONE, "id:place\\/newtown carec:locatedIn <https://w3id.org/carec-kg/ids/country/BBB> .", "id:place\\/newtown"),
        add(ONE, "<https://w3id.org/carec-kg/place/newtown> carec:locatedIn id:country\\/BBB .", "<https://w3id.org/carec-kg/place/newtown>"),
    ],
    "keys-are-codes": [
        replace(CURATION, 'id:country\\/BBB carec:alpha3Code "BBB"', 'id:country\\/BBB carec:alpha3Code "BBC"', "id:country\\/BBB"),
        replace(CURATION, 'id:corridor\\/1 skos:notation "1"', 'id:corridor\\/1 skos:notation "2"', "id:corridor\\/1"),
        add(ONTOLOGY, 's:role\\/other a skos:Concept ; skos:notation "another" .', "s:role\\/other"),
    ],
    "links-have-a-record": [
        add(LINKS, 'id:port\\/newtown carec:unLocode "AANEW" .', "id:port\\/newtown"),
        add(LINKS, "id:port\\/oldtown skos:exactMatch <http://www.wikidata.org/entity/Q2> .", "id:port\\/oldtown"),
    ],
    "links-keep-to-their-graph": [
        add(LINKS, "id:link\\/elsewhere-place-oldtown-q2 a owl:Axiom .", "id:link\\/elsewhere-place-oldtown-q2"),
        add(CURATION, "id:link\\/sample-place-oldtown-q2 a owl:Axiom .", "id:link\\/sample-place-oldtown-q2"),
    ],
    "links-lead-to-one-thing": [
        add(LINKS, "id:port\\/oldtown skos:exactMatch <http://www.wikidata.org/entity/Q2> .", "id:port\\/oldtown")
    ],
    "listed-groups-match-their-count": [
        Edit("id:group\\/states", drop=in_graph(TWO, "id:group\\/states carec:groupMember id:country\\/AAA .")),
        Edit("id:group\\/states", add=in_graph(TWO, "id:group\\/states carec:groupMember id:area\\/north .") + in_graph(CURATION, "id:group\\/states carec:completelyListed false ."), drop=in_graph(CURATION, "id:group\\/states carec:completelyListed true .")),
    ],
    "measures-keep-their-unit": [replace(TWO, "id:figure\\/whole carec:measures s:measure\\/cumulative-investment ; carec:unit unit:CCY_USD", "id:figure\\/whole carec:measures s:measure\\/countries ; carec:unit unit:PERSON", "id:figure\\/whole")],
    "members-hold-memberships": [Edit("id:country\\/AAA", drop=in_graph(ONE, "id:membership\\/aaa-carec org:organization id:programme\\/carec ."))],
    "membership-is-never-asserted": [
        add(ONE, "id:country\\/BBB a carec:Member .", "id:country\\/BBB"),
        add(ONE, "id:country\\/BBB carec:memberOf id:programme\\/carec .", "id:country\\/BBB"),
        add(CURATION, "id:region\\/BB-S carec:participatesIn id:programme\\/carec .", "id:region\\/BB-S"),
    ],
    "names-are-unique": [replace(CURATION, 'id:place\\/oldtown rdfs:label "Oldtown"@en', 'id:place\\/oldtown rdfs:label "Newtown"@en', "id:place\\/oldtown")],
    "nothing-contains-itself": [
        Edit("id:area\\/north", in_graph(ONE, "id:area\\/world carec:locatedIn id:area\\/north .")),
        Edit("id:figure\\/whole", in_graph(TWO, "id:figure\\/whole carec:partOfFigure id:figure\\/part .")),
        Edit("id:initiative\\/fund", in_graph(TWO, "id:initiative\\/fund carec:partOfInitiative id:initiative\\/fund-1 .")),
        Edit("id:group\\/work", in_graph(TWO, "id:group\\/work carec:subgroupOf id:group\\/jobs .")),
        Edit("id:organization\\/bank", in_graph(TWO, "id:organization\\/bank carec:unitOf id:organization\\/office .")),
        Edit("s:role\\/member", in_graph(ONTOLOGY, "s:role\\/member skos:broader s:role\\/member .")),
    ],
    "observations-differ": [
        replace(
            ONE,
            "id:figure\\/wait-out carec:trafficDirection s:traffic-direction\\/outbound",
            "id:figure\\/wait-out carec:trafficDirection s:traffic-direction\\/inbound",
            "id:figure\\/wait-out",
        )
    ],
    "observations-fill-their-structure": [
        Edit("id:figure\\/wait-in", drop=in_graph(ONE, "id:figure\\/wait-in carec:mode s:mode\\/road ."), graph=ONE),
        Edit("id:figure\\/wait-in", drop=in_graph(ONE, "id:figure\\/wait-in qb:dataSet id:dataset\\/waits ."), graph=ONE),
    ],
    "observations-hold-for-their-year": [replace(ONE, "id:figure\\/wait-in carec:referenceYear 2021", "id:figure\\/wait-in carec:referenceYear 2022", "id:figure\\/wait-in")],
    "observations-name-their-passage": [replace(ONE, "id:figure\\/wait-in carec:reportedIn source:sample\\/one", "id:figure\\/wait-in carec:reportedIn source:sample\\/two", "id:figure\\/wait-in")],
    "one-dating-per-passage": [
        add(THREE, 'id:event\\/fair-2 carec:earliestDay "2024-03-06"^^xsd:date .', "id:event\\/fair-2"),
        add(THREE, "id:event\\/fair-2 carec:precision s:precision\\/month .", "id:event\\/fair-2"),
    ],
    "ordinals-differ": [
        replace(SOURCE, "source:sample\\/three carec:ordinal 3", "source:sample\\/three carec:ordinal 2", "source:sample\\/two"),
        replace(SOURCE, "source:sample\\/section-b carec:ordinal 2", "source:sample\\/section-b carec:ordinal 1", "source:sample\\/section-b"),
    ],
    "ordinals-have-no-gap": [
        replace(SOURCE, "source:sample\\/three carec:ordinal 3", "source:sample\\/three carec:ordinal 4", "source:sample\\/three"),
        replace(SOURCE, "source:sample\\/section-a carec:ordinal 1", "source:sample\\/section-a carec:ordinal 3", "source:sample\\/section-b"),
    ],
    "paired-ports-are-mutual": [
        Edit("id:port\\/oldtown", in_graph(CURATION, "id:port\\/third a carec:BorderPort .") + in_graph(ONE, "id:port\\/newtown carec:pairedWith id:port\\/third .")),
        Edit("id:port\\/oldtown", in_graph(ONE, "id:port\\/oldtown carec:pairedWith id:port\\/third .")),
    ],
    "paired-ports-lie-in-two-countries": [Edit("id:port\\/oldtown", in_graph(ONE, "id:port\\/newtown carec:locatedIn id:country\\/AAA ."))],
    "parts-fit-into-wholes": [replace(TWO, PART_VALUE, 'id:figure\\/part carec:value "301"^^xsd:decimal', "id:figure\\/part")],
    "passages-are-in-order": [
        replace(SOURCE, "source:sample\\/two carec:ordinal 2 . source:sample\\/one carec:ordinal 1", "source:sample\\/two carec:ordinal 1 . source:sample\\/one carec:ordinal 2", "source:sample\\/one"),
        replace(SOURCE, "source:sample\\/two carec:start 100", "source:sample\\/two carec:start 99", "source:sample\\/two"),
    ],
    "passages-fit-their-document": [
        replace(SOURCE, "source:sample\\/two carec:end 300", "source:sample\\/two carec:end 1001", "source:sample\\/two"),
        Edit("source:sample\\/two", in_graph(SOURCE, "source:sample\\/section-a carec:sectionOf source:other ."), in_graph(SOURCE, "source:sample\\/section-a carec:sectionOf source:sample ."), SOURCE),
        add(SOURCE, "source:other\\/one carec:passageOf source:sample .", "source:other\\/one"),
    ],
    "passages-are-doubted-as-a-whole": [
        Edit("source:sample\\/two", in_graph(CURATION, "source:sample\\/two carec:doubt s:doubt\\/rounding ."), graph=CURATION),
    ],
    "passages-go-on-from-earlier-ones": [
        Edit("source:sample\\/one", in_graph(SOURCE, "source:sample\\/one carec:goesOnFrom source:sample\\/two ."), graph=SOURCE),
        Edit("source:sample\\/two", in_graph(SOURCE, "source:sample\\/two carec:goesOnFrom source:other\\/one ."), graph=SOURCE),
    ],
    "readings-add-something": [Edit("id:reading\\/jobs", in_graph(TWO, "id:group\\/jobs carec:subgroupOf id:group\\/work ."), graph=CURATION)],
    "readings-stand-in-curation": [Edit("id:reading\\/jobs", drop=in_graph(CURATION, "id:group\\/jobs carec:subgroupOf id:group\\/work ."), graph=CURATION)],
    "records-have-their-link": [
        Edit("id:link\\/sample-place-oldtown-q3", drop=in_graph(LINKS, "id:place\\/oldtown skos:closeMatch <http://www.wikidata.org/entity/Q3> ."), graph=LINKS),
        Edit("id:link\\/sample-place-oldtown-aaold", drop=in_graph(LINKS, 'id:place\\/oldtown carec:unLocode "AAOLD" .'), graph=LINKS),
        add(LINKS, "id:port\\/oldtown skos:exactMatch <http://www.wikidata.org/entity/Q2> .", "id:link\\/sample-port-oldtown-q2-not"),
    ],
    "records-stand-in-one-passage": [
        add(THREE, "id:figure\\/whole carec:outlook s:outlook\\/reached .", "id:figure\\/whole"),
        add(THREE, 'id:figure\\/whole a carec:Figure ; carec:value "400"^^xsd:decimal .', "id:figure\\/whole"),
    ],
    "records-stand-in-passages": [add(CURATION, "id:trend\\/more a carec:Trend .", "id:trend\\/more")],
    "review-states-fit": [
        add(LINKS, 'id:link\\/sample-place-oldtown-q2 sssom:reviewer_label "Somebody" .', "id:link\\/sample-place-oldtown-q2"),
        Edit("id:link\\/sample-country-aaa-q1", drop=in_graph(LINKS, 'id:link\\/sample-country-aaa-q1 sssom:reviewer_label "Somebody" .'), graph=LINKS),
        replace(LINKS, "id:link\\/sample-port-oldtown-q2-not sssom:predicate_modifier sssom:NegatedPredicate", "id:link\\/sample-port-oldtown-q2-not sssom:confidence 1.0", "id:link\\/sample-port-oldtown-q2-not"),
    ],
    "series-editions-differ": [replace(THREE, 'id:figure\\/fair-2-ordinal carec:value "2"^^xsd:decimal', 'id:figure\\/fair-2-ordinal carec:value "1"^^xsd:decimal', "id:event\\/fair-2")],
    "shares-are-parts": [replace(TWO, "id:figure\\/share carec:value 66.7", "id:figure\\/share carec:value 667.0", "id:figure\\/share")],
    "shares-equal-their-parts": [
        replace(TWO, "id:figure\\/share carec:value 66.7", "id:figure\\/share carec:value 66.6", "id:figure\\/share"),
        replace(TWO, "id:figure\\/share carec:value 66.7", 'id:figure\\/share carec:value "66"^^xsd:decimal', "id:figure\\/share"),
        replace(TWO, PART_VALUE, 'id:figure\\/part carec:value "201"^^xsd:decimal', "id:figure\\/share"),
    ],
    "shares-say-of-what": [Edit("id:figure\\/share", drop=in_graph(TWO, "id:figure\\/share carec:shareDenominator id:figure\\/whole ."), graph=TWO)],
    "stops-are-in-order": [
        replace(ONE, "id:stop\\/rails-2 carec:stopPosition 2", "id:stop\\/rails-2 carec:stopPosition 1", "id:stop\\/rails-2"),
        replace(ONE, "id:stop\\/rails-2 carec:stopPosition 2", "id:stop\\/rails-2 carec:stopPosition 3", "id:stop\\/rails-2"),
    ],
    "stops-are-passed": [
        Edit("id:stop\\/rails-2", drop=in_graph(ONE, "id:route\\/rails carec:passesThrough id:place\\/newtown ."), graph=ONE)
    ],
    "subgroups-are-no-larger": [
        Edit("id:group\\/jobs", in_graph(TWO, 'id:figure\\/jobs carec:figureOf id:group\\/jobs ; carec:measures s:measure\\/jobs-provided ; carec:unit unit:NUM ; carec:value "9"^^xsd:decimal . id:figure\\/work carec:figureOf id:group\\/work ; carec:measures s:measure\\/jobs-provided ; carec:unit unit:NUM ; carec:value "8"^^xsd:decimal ; carec:qualifier s:qualifier\\/exactly .'), graph=CURATION)
    ],
    "terms-are-declared": [
        add(ONE, "id:place\\/newtown carec:lokatedIn id:country\\/BBB .", "id:place\\/newtown"),
        add(ONE, "id:place\\/newtown a carec:Plaace .", "id:place\\/newtown"),
        add(ONE, "id:place\\/newtown <urn:other#in> id:country\\/BBB .", "id:place\\/newtown"),
        add(ONTOLOGY, "carec:connects rdfs:range carec:Lokation .", "carec:connects"),
    ],
    "terms-have-their-own-name": [add(ONTOLOGY, 'carec:Zone rdfs:label "economic zone"@en .', "carec:Zone")],
    "things-are-mentioned": [add(CURATION, 'id:place\\/nowhere a carec:Place ; rdfs:label "Nowhere"@en .', "id:place\\/nowhere")],
    "things-have-a-name": [Edit("id:place\\/newtown", in_graph(CURATION, 'id:place\\/newtown rdfs:label "新城"@zh .'), in_graph(CURATION, 'id:place\\/newtown rdfs:label "Newtown"@en .'), CURATION)],
    "things-have-a-type": [
        add(ONE, "id:corridor\\/1 carec:connects id:place\\/newtwon .", "id:place\\/newtwon"),
        Edit("id:place\\/newtown", drop=in_graph(CURATION, "id:place\\/newtown a carec:Place .")),
    ],
    "version-iri-ends-with-the-version": [add(ONTOLOGY, '<https://w3id.org/carec-kg/ontology> owl:versionInfo "9.9.9" .', "<https://w3id.org/carec-kg/ontology>")],
}  # fmt: skip
