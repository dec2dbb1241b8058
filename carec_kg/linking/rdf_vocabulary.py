"""How other graphs say names, identifiers, kinds and positions: the properties that are asked for and their meaning."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from carec_kg.iris import ID, PREFIXES, RDF_TYPE
from carec_kg.linking.candidates import Candidate
from carec_kg.linking.geography import Position, make_position, read_point
from carec_kg.linking.identifiers import Identifier, read_iri
from carec_kg.linking.kinds import read_kind
from carec_kg.linking.targets import CODE_SCHEMES
from carec_kg.linking.things import OWN
from carec_kg.rdf.terms import Iri, escape_iri

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from carec_kg.graph.answers import Row
    from carec_kg.rdf.terms import Term

_WDT = "http://www.wikidata.org/prop/direct/"
_GN = "http://www.geonames.org/ontology#"
_WGS = "http://www.w3.org/2003/01/geo/wgs84_pos#"
_SCHEMA, _SCHEMA_HTTP = PREFIXES["schema"], "http://schema.org/"
_RDFS, _SKOS, _FOAF, _OWL = PREFIXES["rdfs"], PREFIXES["skos"], PREFIXES["foaf"], PREFIXES["owl"]
AS_WKT, HAS_GEOMETRY = PREFIXES["geo"] + "asWKT", PREFIXES["geo"] + "hasGeometry"

NAMES = (
    _RDFS + "label", _SKOS + "prefLabel", _SKOS + "altLabel", _FOAF + "name", _SCHEMA + "name", _SCHEMA_HTTP + "name",
    _SCHEMA + "alternateName", _SCHEMA_HTTP + "alternateName", _SCHEMA + "legalName", _GN + "name",
    _GN + "alternateName", _GN + "officialName",
)  # fmt: skip
#: Properties whose values are IRIs of the same thing elsewhere.
SAME = (_OWL + "sameAs", _SKOS + "exactMatch", _SCHEMA + "sameAs", _SCHEMA_HTTP + "sameAs")
#: Properties whose values are codes, with the scheme of each.
CODES = {
    **{predicate: scheme for predicate, scheme in CODE_SCHEMES.items() if scheme},
    _WDT + "P1566": "geonames", _WDT + "P297": "iso3166-1-alpha2", _WDT + "P298": "iso3166-1-alpha3",
    _WDT + "P299": "m49", _WDT + "P300": "iso3166-2", _WDT + "P1937": "unlocode", _WDT + "P1278": "lei",
    _WDT + "P6782": "ror", _WDT + "P213": "isni",
    _SCHEMA + "leiCode": "lei", _SCHEMA_HTTP + "leiCode": "lei",
}  # fmt: skip
_KINDS = (RDF_TYPE, _WDT + "P31", _GN + "featureCode", _SCHEMA + "additionalType", _SCHEMA_HTTP + "additionalType")
_COUNTRIES = (_WDT + "P17", _GN + "countryCode", _SCHEMA + "addressCountry", _SCHEMA_HTTP + "addressCountry")
_POPULATIONS = (_WDT + "P1082", _GN + "population", _SCHEMA + "population")
_POINTS = (_WDT + "P625", AS_WKT)
_LATITUDES = (_WGS + "lat", _SCHEMA + "latitude", _SCHEMA_HTTP + "latitude")
_LONGITUDES = (_WGS + "long", _SCHEMA + "longitude", _SCHEMA_HTTP + "longitude")
_WANTED = (*NAMES, *SAME, *CODES, *_KINDS, *_COUNTRIES, *_POPULATIONS, *_POINTS, *_LATITUDES, *_LONGITUDES)


def list_iris(iris: Iterable[str]) -> str:
    """Return IRIs as the terms of a VALUES block."""
    return " ".join(f"<{escape_iri(iri)}>" for iri in iris)


def ask_descriptions(keys: Collection[str]) -> str:
    """Return the query for what is known of some items: rows of item, property, value."""
    return f"""SELECT ?item ?property ?value WHERE {{
      VALUES ?item {{ {list_iris(sorted(keys))} }}
      {{ VALUES ?property {{ {list_iris(_WANTED)} }} ?item ?property ?value }}
      UNION {{ ?item <{HAS_GEOMETRY}>/<{AS_WKT}> ?value BIND(<{AS_WKT}> AS ?property) }}
    }}"""


def read_descriptions(rows: Iterable[Row], kind: str = "") -> list[Candidate]:
    """Turn the rows of ``ask_descriptions`` into candidates, sorted by IRI; ``kind`` is that of items without one."""
    found: dict[str, dict[str, list[Term]]] = {}
    for item, predicate, value in rows:
        if isinstance(item, Iri) and isinstance(predicate, Iri) and value is not None:
            found.setdefault(item.value, defaultdict(list))[predicate.value].append(value)
    return [_describe(iri, found[iri], kind) for iri in sorted(found)]


def _describe(iri: str, values: dict[str, list[Term]], kind: str) -> Candidate:
    labels = [term for name in NAMES for term in values.get(name, ())]
    english = [term.value for term in labels if getattr(term, "language", None) in {"en", None}]
    kinds = {read_kind(text) for text in _texts(values, _KINDS)} - {""}
    country = next(_texts(values, _COUNTRIES), "")
    known = read_iri(country)
    population = next(_texts(values, _POPULATIONS), "0").lstrip("+").split(".")[0]
    return Candidate(
        iri,
        next(iter(english), labels[0].value if labels else iri),
        min(kinds, default=kind),
        known.text if known else country,
        _find_position(values),
        frozenset(_find_identifiers(iri, values)),
        int(population) if population.isdigit() else 0,
    )


def _texts(values: dict[str, list[Term]], predicates: Iterable[str]) -> Iterator[str]:
    return (text for predicate in predicates for text in sorted(term.value for term in values.get(predicate, ())))


def _find_position(values: dict[str, list[Term]]) -> Position | None:
    latitude, longitude = next(_texts(values, _LATITUDES), ""), next(_texts(values, _LONGITUDES), "")
    try:
        return make_position(latitude, longitude)
    except ValueError:
        return next((point for text in _texts(values, _POINTS) if (point := read_point(text))), None)


def _find_identifiers(iri: str, values: dict[str, list[Term]]) -> Iterator[Identifier]:
    for same in (iri, *_texts(values, SAME)):
        if identifier := identify(same):
            yield identifier
    for predicate, scheme in CODES.items():
        yield from (Identifier(scheme, term.value) for term in values.get(predicate, ()))


def identify(iri: str) -> Identifier | None:
    """Return the identifier that an IRI is or carries, our own IRIs included."""
    return Identifier(OWN, iri) if iri.startswith(ID) else read_iri(iri)
