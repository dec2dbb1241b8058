"""The targets that links lead to: which graph holds the links to which place elsewhere."""

from __future__ import annotations

import re
from dataclasses import dataclass

from carec_kg.iris import CAREC, GRAPH

LINKS = GRAPH + "links/"


@dataclass(frozen=True, slots=True)
class Target:
    """A target: its key, its title, the beginnings of its IRIs, and our properties whose values are its codes.

    ``scheme`` gives for each property (and for the IRIs under ``""``) the scheme of identifiers that it is of.
    """

    key: str
    title: str
    namespaces: tuple[str, ...] = ()
    schemes: tuple[tuple[str, str], ...] = ()


# fmt: off
TARGETS = (
    Target("wikidata", "Wikidata", ("http://www.wikidata.org/entity/", "https://www.wikidata.org/entity/"),
           (("", "wikidata"),)),
    Target("geonames", "GeoNames", ("http://sws.geonames.org/", "https://sws.geonames.org/"), (("", "geonames"),)),
    Target("wikipedia", "Wikipedia", ("https://en.wikipedia.org/wiki/",)),
    Target("ror", "ROR", ("https://ror.org/",), (("", "ror"),)),
    Target("unlocode", "UN/LOCODE", schemes=(("unLocode", "unlocode"),)),
    Target("iso", "ISO 3166", schemes=(
        ("alpha2Code", "iso3166-1-alpha2"), ("alpha3Code", "iso3166-1-alpha3"),
        ("numericCode", "m49"), ("subdivisionCode", "iso3166-2"))),
    Target("worldbank", "World Bank", schemes=(("worldBankCode", "worldbank"),)),
    Target("naturalearth", "Natural Earth", schemes=(("naturalEarthId", "naturalearth"), ("naturalEarthAdm1Code", ""))),
    Target("lei", "LEI", schemes=(("lei", "lei"),)),
    Target("isni", "ISNI", schemes=(("isni", "isni"),)),
    Target("grid", "GRID", schemes=(("grid", ""),)),
    Target("fundref", "Crossref funders", schemes=(("funderId", ""),)),
    Target("iati", "IATI", schemes=(("iatiIdentifier", ""),)),
    Target("adb", "ADB", schemes=(("adbProjectNumber", ""), ("adbFacilityNumber", ""))),
    Target("doi", "DOI", ("https://doi.org/",), (("doi", "doi"), ("", "doi"))),
    Target("isbn", "ISBN", schemes=(("isbn", "isbn"),)),
)
# fmt: on
#: Properties of ours whose values are codes of a target, with the scheme of each, empty where none is known here.
CODE_SCHEMES = {CAREC + name: scheme for target in TARGETS for name, scheme in target.schemes if name}
_TARGET_OF_CODE = {CAREC + name: target.key for target in TARGETS for name, _ in target.schemes if name}


def find_target(predicate: str, object_: str) -> str:
    """Return the key of the target that a link belongs to, by its property or the object's IRI; empty if unknown."""
    if predicate in _TARGET_OF_CODE:
        return _TARGET_OF_CODE[predicate]
    known = (target.key for target in TARGETS for beginning in target.namespaces if object_.startswith(beginning))
    return next(known, "")


def target_of_graph(graph: str) -> str:
    """Return the key of the target whose links a graph holds; empty for any other graph."""
    return graph.removeprefix(LINKS) if graph.startswith(LINKS) else ""


def is_target_key(text: str) -> bool:
    """Tell whether a text can be the key of a target, which is a file's name too."""
    return bool(re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", text))
