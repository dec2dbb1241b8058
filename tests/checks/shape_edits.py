"""Slips written by hand: for constraints that no general recipe breaks, and mistakes that people make."""

# ruff: noqa: E501 - one edit a line reads best

from __future__ import annotations

#: For a shape and constraint without a recipe: Turtle about ``id:broken``, which is then to be reported.
BY_HAND = {
    ("Link", "or"): "id:broken a owl:Axiom ; sssom:object_type rdfs:Literal .",
    ("Renamed", "or"): 'id:broken a carec:Website ; carec:formerName "Old site"@en .',
    ("Funded", "or"): "id:broken a carec:Place ; carec:fundedBy id:organization\\/bank .",
    ("Created", "or"): "id:broken a carec:Place ; carec:createdBy id:organization\\/bank .",
    ("About", "or"): "id:broken a carec:Place ; carec:topic s:topic\\/safeguards .",
    ("Effective", "or"): "id:broken a carec:Place ; carec:effect s:aim\\/economic-growth .",
    ("Beneficial", "or"): "id:broken a carec:Place ; carec:beneficiary id:country\\/AAA .",
    ("PartTaker", "or"): "id:broken a carec:Organization ; carec:takesPartIn id:programme\\/carec .",
    ("Member", "class"): "id:broken a carec:Member , carec:Region ; org:hasMembership id:membership\\/aaa-carec .",
    ("Merged-sameAs", "maxCount"): "id:broken owl:sameAs id:country\\/AAA .",
    ("ObjectProperty", "not"): "carec:broken a owl:ObjectProperty , owl:DatatypeProperty .",
}

#: Mistakes that people make with a figure, a country and so on: an edit, and the shape that notices.
MISTAKES = {
    "a whole number written bare": ("id:broken a carec:Figure ; carec:value 3 .", "Figure-value"),
    "a number written in words": ('id:broken a carec:Figure ; carec:value "2.36 billion" .', "Figure-value"),
    "a number that is no decimal": (
        'id:broken a carec:Figure ; carec:value "2.36 billion"^^xsd:decimal .',
        "Figure-value",
    ),
    "a year in quotes": ('id:broken a carec:Figure ; carec:referenceYear "2021" .', "Figure-referenceYear"),
    "a unit that QUDT lacks": ("id:broken a carec:Figure ; carec:unit unit:USD .", "Figure-unit"),
    "a qualifier from another list": (
        "id:broken a carec:Figure ; carec:qualifier s:outlook\\/reached .",
        "Figure-qualifier",
    ),
    "a misspelt property": ('id:broken a carec:Figure ; carec:vlaue "3"^^xsd:decimal .', "Figure"),
    "a day that does not exist": (
        'id:broken a carec:Event ; carec:earliestDay "2023-02-29"^^xsd:date .',
        "earliestDay",
    ),
    "a day with a time zone": ('id:broken a carec:Event ; carec:latestDay "2023-02-28Z"^^xsd:date .', "latestDay"),
    "a day without a precision": (
        'id:broken a carec:Event ; carec:latestDay "2023-02-28"^^xsd:date .',
        "Dated-precision",
    ),
    "a label without a language": ('id:broken a carec:Place ; rdfs:label "Oldtown" .', "label"),
    "a label with a space too many": ('id:broken a carec:Place ; rdfs:label "Old  town"@en .', "label"),
    "a thing with a Chinese name alone": ('id:broken a carec:Place ; rdfs:label "老城"@zh .', "label-en"),
    "a country with a two-letter code": ('id:broken a carec:Country ; carec:alpha3Code "AA" .', "Country-alpha3Code"),
    "a region with a membership": (
        "id:broken a org:Membership ; org:member id:region\\/BB-S .",
        "Membership-member",
    ),
    "a port paired with a town": ("id:broken a carec:BorderPort ; carec:pairedWith id:place\\/newtown .", "BorderPort-pairedWith"),
    "a UN/LOCODE with a space": ('id:broken a carec:Place ; carec:unLocode "AA OLD" .', "Location-unLocode"),
    "a digest in capitals": (f'id:broken a carec:Passage ; carec:sha256 "{"AB" * 32}" .', "Passage-sha256"),
    "a passage that ends before it starts": (
        "id:broken a carec:Passage ; carec:start 9 ; carec:end 9 .",
        "Passage-start",
    ),
    "a passage with offsets and no digest": ("id:broken a carec:Passage ; carec:start 3 ; carec:end 7 .", "Passage-has-sha256"),
    "a figure of a day and of a year": ('id:broken a carec:Figure ; carec:asOf "2024-12-31"^^xsd:date ; carec:earliestDay "2024-01-01"^^xsd:date .', "Figure-span"),
    "a precision of nothing": ("id:broken a carec:Event ; carec:precision s:precision\\/day .", "Dated-day"),
    "a during that names a series": ("id:broken a carec:Event ; carec:during id:event-series\\/fair .", "Event-during"),
    "a link without evidence": ("id:broken a owl:Axiom ; owl:annotatedSource id:country\\/AAA .", "Link-comment"),
    "a link that is surer than sure": ('id:broken a owl:Axiom ; sssom:confidence "95"^^xsd:double .', "Link-confidence"),
    "latitude and longitude with a comma": ('id:broken a geo:Geometry ; geo:asWKT "POINT(66.5, 33)"^^geo:wktLiteral .', "Geometry-asWKT"),
    "a position without its kind": ('id:broken a geo:Geometry ; geo:asWKT "POINT(66.5 33)"^^geo:wktLiteral .', "Geometry-positionBasis"),
    "an ISBN with hyphens": ('id:broken a carec:KnowledgeProduct ; carec:isbn "978-92-9261-018-0" .', "isbn"),
    "a DOI as an address": ('id:broken a carec:KnowledgeProduct ; carec:doi "https://doi.org/10.1000/182" .', "doi"),
    "an LEI with a space": ('id:broken a carec:Organization ; carec:lei "549300 X0MVH42CY8Q105" .', "Organization-lei"),
    "a website given as a text": ('id:broken a carec:Organization ; carec:website "www.sample.org" .', "Actor-website"),
    "a place in a misspelt region": ("id:broken a carec:Place ; carec:locatedIn id:region\\/AA-X .", "Location-locatedIn"),
    "an observer with a membership": (
        "id:broken a org:Membership ; org:role s:standing-kind\\/observer .",
        "Membership-role",
    ),
    "a chair held by a region": ("id:broken a carec:Standing ; carec:holder id:region\\/BB-S .", "Standing-holder"),
}  # fmt: skip
