"""A thing in the terms of schema.org, for the JSON-LD in its page: what search engines and other readers look for."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from carec_kg.iris import PREFIXES, RDF_TYPE, expand
from carec_kg.rdf.terms import Iri, Literal
from carec_kg.web.pages.thing_words import kind_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from carec_kg.web.pages.cards import Cards
    from carec_kg.web.pages.statements import Statement, Statements

_SCHEMA = PREFIXES["schema"]
#: Types of schema.org by kind, where the graph gives none; a thing without one is a Thing.
_TYPES: Mapping[str, str] = {
    "organization": "Organization",
    "programme": "Organization",
    "website": "WebSite",
    "dataset": "Dataset",
    "legal-text": "Legislation",
    "route": "Trip",
}
#: Our properties that schema.org has a name for.
_NAMES: Mapping[str, str] = {
    expand(name): short
    for name, short in (
        ("skos:altLabel", "alternateName"), ("carec:officialName", "alternateName"), ("skos:exactMatch", "sameAs"),
        ("foaf:isPrimaryTopicOf", "subjectOf"), ("carec:alpha2Code", "identifier"), ("carec:alpha3Code", "identifier"),
        ("carec:unLocode", "identifier"), ("carec:subdivisionCode", "identifier"), ("carec:isbn", "isbn"),
        ("carec:lei", "leiCode"), ("carec:doi", "identifier"), ("dcterms:license", "license"),
        ("dcterms:language", "inLanguage"), ("carec:earliestDay", "startDate"), ("carec:latestDay", "endDate"),
        ("carec:unitOf", "parentOrganization"), ("carec:memberOf", "memberOf"), ("carec:value", "value"),
        ("carec:unit", "unitCode"), ("carec:measures", "measuredProperty"), ("carec:figureOf", "observationAbout"),
        ("carec:editionOf", "superEvent"), ("carec:followed", "previousItem"),
    )
}  # fmt: skip
#: Days mean the start and end of events alone; of other things schema.org has no such.
_ONLY_OF = {"startDate": frozenset({"event"}), "endDate": frozenset({"event"})}
_MOST = 50
#: What would end the script element, or be read as the start of a comment in it.
_DANGEROUS = re.compile(r"[<>&\u2028\u2029]")


def describe_thing(iri: str, said: Statements, cards: Cards, description: str, url: str) -> dict[str, Any]:
    """Return a thing as a node of schema.org; values beyond the fiftieth of a property are left to other formats."""
    types = [
        statement.iri.removeprefix(_SCHEMA)
        for statement in said.outgoing
        if statement.predicate == RDF_TYPE and statement.iri.startswith(_SCHEMA)
    ]
    kind = kind_of(iri)
    found: dict[str, Any] = {
        "@context": "https://schema.org/",
        "@id": iri,
        "@type": types or [_TYPES.get(kind, "Thing")],
        "name": _labels(said) or cards.label(iri).text,
        "description": description,
        "url": url,
    }
    values: dict[str, list[Any]] = {}
    for statement in said.outgoing:
        name = _name(statement)
        if name and kind in _ONLY_OF.get(name, {kind}) and len(values.get(name, ())) < _MOST:
            value = _value(statement, cards)
            if value not in values.setdefault(name, []):
                values[name].append(value)
    return {**found, **{name: one[0] if len(one) == 1 else one for name, one in values.items() if name not in found}}


def _labels(said: Statements) -> list[dict[str, str]]:
    names = (value for value in said.values("rdfs:label") if isinstance(value, Literal))
    return [{"@value": name.value, "@language": name.language or "en"} for name in names]


def _name(statement: Statement) -> str:
    if statement.predicate.startswith(_SCHEMA):
        return statement.predicate.removeprefix(_SCHEMA)
    return _NAMES.get(statement.predicate, "")


def _value(statement: Statement, cards: Cards) -> str | dict[str, str]:
    value = statement.value
    if isinstance(value, Literal):
        return {"@value": value.value, "@language": value.language} if value.language else value.value
    if not isinstance(value, Iri) or not cards.has(value.value):
        return value.value
    return {"@id": value.value, "name": cards.label(value.value).text}


def write_block(node: dict[str, Any]) -> str:
    """Return JSON that may stand in a script element: nothing in it can end the element (HTML, section 4.12.1.3)."""
    text = json.dumps(node, ensure_ascii=False, indent=1)
    return _DANGEROUS.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
