"""Identifiers of other people's systems: how each is written, its check digits, and the IRIs that carry it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable


class Identifier(NamedTuple):
    """An identifier: the name of its scheme, and its text in the scheme's own writing."""

    scheme: str
    text: str


@dataclass(frozen=True, slots=True)
class Scheme:
    """A system of identifiers.

    ``form`` matches a whole identifier, ``checks`` says whether its check digits fit, ``iris`` match the IRIs that
    carry it (the identifier is the first group), ``iri`` is how we write such an IRI, empty where there is none.
    """

    name: str
    label: str
    form: re.Pattern[str]
    example: str
    checks: Callable[[str], bool] | None = None
    iris: tuple[re.Pattern[str], ...] = ()
    iri: str = ""


def check_mod_97(text: str) -> bool:
    """Tell whether ISO 7064 MOD 97-10 holds, letters counted from 10 (LEI: ISO 17442-1; ROR's two digits likewise)."""
    return int("".join(str(int(character, 36)) for character in text)) % 97 == 1


def check_mod_11_2(text: str) -> bool:
    """Tell whether ISO 7064 MOD 11-2 holds over 16 characters (ISNI: ISO 27729; ORCID)."""
    total = 0
    digits = re.sub(r"[ -]", "", text).upper()
    for digit in digits[:-1]:
        total = (total + int(digit)) * 2
    remainder = (12 - total % 11) % 11
    return digits[-1] == ("X" if remainder == 10 else str(remainder))


def check_isbn_13(text: str) -> bool:
    """Tell whether the weighted sum of thirteen digits is a multiple of ten (ISO 2108)."""
    digits = [int(character) for character in text if character.isdigit()]
    return len(digits) == 13 and sum(digit * (3 if place % 2 else 1) for place, digit in enumerate(digits)) % 10 == 0


#: Crockford's base 32, in which a ROR id writes its number.
_BASE_32 = "0123456789abcdefghjkmnpqrstvwxyz"


def check_ror(text: str) -> bool:
    """Tell whether a ROR id's last two digits fit: 98 less the number times 100 modulo 97 (ISO 7064 MOD 97-10)."""
    number = 0
    for character in text[:-2]:
        number = number * 32 + _BASE_32.index(character)
    return int(text[-2:]) == 98 - (number * 100) % 97


def _re(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


# fmt: off
SCHEMES = {
    scheme.name: scheme
    for scheme in (
        Scheme("iso3166-1-alpha2", "ISO 3166-1 alpha-2", _re(r"[A-Z]{2}"), "KZ"),
        Scheme("iso3166-1-alpha3", "ISO 3166-1 alpha-3", _re(r"[A-Z]{3}"), "KAZ"),
        Scheme("m49", "ISO 3166-1 numeric, UN M49", _re(r"[0-9]{3}"), "398"),
        Scheme("iso3166-2", "ISO 3166-2", _re(r"[A-Z]{2}-[A-Z0-9]{1,3}"), "CN-NM"),
        Scheme("worldbank", "World Bank code", _re(r"[A-Z]{3}"), "KAZ"),
        Scheme("unlocode", "UN/LOCODE", _re(r"[A-Z]{2}[A-Z2-9]{3}"), "KZALA",
               iris=(_re(r"https://vocabulary\.uncefact\.org/unlocode[#/]([A-Z0-9]+)"),),
               iri="https://vocabulary.uncefact.org/unlocode#{}"),
        Scheme("wikidata", "Wikidata item", _re(r"Q[1-9][0-9]*"), "Q232",
               iris=(_re(r"https?://www\.wikidata\.org/(?:entity|wiki)/(\w+)"), _re(r"wd:(\w+)")),
               iri="http://www.wikidata.org/entity/{}"),
        Scheme("geonames", "GeoNames id", _re(r"[1-9][0-9]{0,9}"), "1526384",
               iris=(_re(r"https?://(?:sws|www)\.geonames\.org/(\w+)(?:/[^/]*)?"),),
               iri="http://sws.geonames.org/{}/"),
        Scheme("ror", "ROR id", _re(r"0[a-hj-km-np-tv-z0-9]{6}[0-9]{2}"), "05k89ew48", check_ror,
               (_re(r"https?://ror\.org/(\w+)"),), "https://ror.org/{}"),
        Scheme("lei", "LEI (ISO 17442)", _re(r"[A-Z0-9]{18}[0-9]{2}"), "549300X0MVH42CY8Q105", check_mod_97,
               (_re(r"https?://(?:www\.gleif\.org/lei|lei\.bloomberg\.com/leis/view|rdf\.gleif\.org/base|lei\.info)/(?:L-)?(\w+)"),)),
        Scheme("isni", "ISNI", _re(r"[0-9]{4} ?[0-9]{4} ?[0-9]{4} ?[0-9]{3}[0-9X]"), "0000 0004 1759 700X",
               check_mod_11_2, (_re(r"https?://(?:www\.)?isni\.org/(?:isni/)?(\w+)"),)),
        Scheme("doi", "DOI", _re(r"10\.[0-9]{4,9}/\S+"), "10.22617/TCS220580",
               iris=(_re(r"https?://(?:dx\.)?doi\.org/(.+)"),), iri="https://doi.org/{}"),
        Scheme("isbn", "ISBN-13", _re(r"97[89][0-9 -]{10,14}"), "978-92-9262-123-0", check_isbn_13,
               (_re(r"urn:isbn:(.+)"),)),
        Scheme("naturalearth", "Natural Earth id", _re(r"[1-9][0-9]{9}"), "1159320967"),
        Scheme("viaf", "VIAF id", _re(r"[1-9][0-9]{1,21}"), "153769321", iris=(_re(r"https?://viaf\.org/viaf/(\w+)"),)),
    )
}
# fmt: on


def find_problem(identifier: Identifier) -> str:
    """Return what is wrong with the writing of an identifier, in words; empty where nothing is."""
    scheme = SCHEMES.get(identifier.scheme)
    if scheme is None:
        return ""
    if not scheme.form.fullmatch(identifier.text):
        return f"is not written as a {scheme.label} is, for example {scheme.example}"
    if scheme.checks and not scheme.checks(identifier.text):
        return f"has check digits that do not fit ({scheme.label})"
    return ""


def read_iri(iri: str) -> Identifier | None:
    """Return the identifier that an IRI carries; ``None`` where its scheme is not known here."""
    for scheme in SCHEMES.values():
        for pattern in scheme.iris:
            if match := pattern.fullmatch(iri):
                return Identifier(scheme.name, match[1])
    return None


def write_iri(identifier: Identifier) -> str:
    """Return the IRI that stands for an identifier, empty where the scheme has none."""
    scheme = SCHEMES.get(identifier.scheme)
    return scheme.iri.format(identifier.text) if scheme and scheme.iri else ""
