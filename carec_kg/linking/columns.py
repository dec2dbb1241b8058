"""What the columns of other people's tables hold, told from their names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from carec_kg.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

#: Roles with the names that columns of that role have, small letters alone; the first that is there is taken.
_ROLES: dict[str, tuple[str, ...]] = {
    "iri": ("iri", "uri", "objectid", "item", "entity", "itemuri"),
    "name": ("name", "label", "title", "itemlabel", "objectlabel", "city", "placename", "namelong", "admin",
             "asciiname"),
    "kind": ("kind", "type", "class", "featurecode", "featurecla", "feature", "category", "itemtype", "fclass"),
    "country": ("country", "countrycode", "countryname", "countryiso", "countryalpha2", "countryalpha3", "adm0a3",
                "isoa2", "isoa3", "iso2", "iso3", "cc", "sovereignt"),
    "latitude": ("latitude", "lat", "y", "latdeg"),
    "longitude": ("longitude", "lon", "lng", "long", "x", "londeg"),
    "wkt": ("wkt", "coordinates", "coord", "geometry", "aswkt", "location", "coordinatelocation"),
    "population": ("population", "pop", "popmax", "pop2023"),
    "id": ("id", "key", "code", "identifier"),
}  # fmt: skip
_MORE_NAMES = re.compile(
    r"(?:official|common|formal|short|long|native|local|alt|alternate|alternative|other|ascii|pref)(?:name|label)s?"
    r"|(?:name|label)(?:[a-z]{2,3}|ascii|alt|long|formal|local)?|alias(?:es)?|synonyms?|asciiname|acronyms?"
)
#: Columns with identifiers of the row itself, small letters alone.
_IDENTIFIERS = {
    "geonames": "geonames", "geonamesid": "geonames", "geonameid": "geonames",
    "wikidata": "wikidata", "wikidataid": "wikidata", "qid": "wikidata",
    "ror": "ror", "rorid": "ror", "lei": "lei", "isni": "isni", "doi": "doi", "isbn": "isbn",
    "unlocode": "unlocode", "locode": "unlocode", "iso31662": "iso3166-2", "neid": "naturalearth",
}  # fmt: skip
#: Codes of countries: of the row itself where the table is one of countries, else of the country that it lies in.
_COUNTRY_CODES = {
    "alpha2": "iso3166-1-alpha2", "isoa2": "iso3166-1-alpha2", "iso2": "iso3166-1-alpha2", "iso": "iso3166-1-alpha2",
    "alpha3": "iso3166-1-alpha3", "isoa3": "iso3166-1-alpha3", "iso3": "iso3166-1-alpha3",
    "iso31661alpha2": "iso3166-1-alpha2", "iso31661alpha3": "iso3166-1-alpha3", "cca2": "iso3166-1-alpha2",
    "cca3": "iso3166-1-alpha3", "adm0a3": "iso3166-1-alpha3", "countrycode": "iso3166-1-alpha3",
    "isonumeric": "m49", "numeric": "m49", "m49": "m49",
}  # fmt: skip
ROLES = tuple(_ROLES)


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column plays which role; ``names`` are all with names, ``identifiers`` those with the scheme of each."""

    roles: Mapping[str, str]
    names: tuple[str, ...]
    identifiers: tuple[tuple[str, str], ...]


def _plain(column: str) -> str:
    return re.sub(r"[^a-z0-9]", "", column.lower())


def read_columns(columns: Sequence[str], given: Mapping[str, str], *, of_countries: bool, title: str) -> Columns:
    """Tell what the columns hold; ``given`` (role to column) wins over what their names say.

    ``of_countries`` says that the rows are countries. Raise ``UsageError`` for a column that is not there, and where
    no column holds names or identifiers.
    """
    for role, column in given.items():
        if role not in _ROLES:
            message = f"{title}: there is no role {role!r}; choose from {', '.join(_ROLES)}."
            raise UsageError(message)
        if column not in columns:
            message = f"{title}: there is no column {column!r}; it has {', '.join(columns)}."
            raise UsageError(message)
    plain = {_plain(column): column for column in reversed(columns)}
    roles = {role: next((plain[n] for n in names if n in plain), "") for role, names in _ROLES.items()} | dict(given)
    if not roles["name"] and roles["country"]:
        roles["name"], of_countries = roles["country"], True
    if of_countries:
        roles["country"] = given.get("country", "")
    names = tuple(c for c in columns if c and (c == roles["name"] or _MORE_NAMES.fullmatch(_plain(c))))
    schemes = {**_IDENTIFIERS, **(_COUNTRY_CODES if of_countries or not roles["country"] else {})}
    identifiers = tuple((c, schemes[_plain(c)]) for c in columns if _plain(c) in schemes and c not in names)
    if not names and not identifiers:
        message = f"{title}: no column of names or identifiers is known; say which with --column name=COLUMN."
        raise UsageError(message)
    return Columns({role: column for role, column in roles.items() if column}, names, identifiers)
