from __future__ import annotations

import pytest

from carec_kg.linking.identifiers import SCHEMES, Identifier, find_problem, read_iri, write_iri


@pytest.mark.parametrize("scheme", SCHEMES.values(), ids=lambda scheme: scheme.name)
def test_the_example_of_a_scheme_is_right(scheme: object) -> None:
    known = next(one for one in SCHEMES.values() if one is scheme)
    assert find_problem(Identifier(known.name, known.example)) == ""


@pytest.mark.parametrize(
    ("scheme", "text", "says"),
    [
        ("iso3166-1-alpha2", "kz", "is not written as"),
        ("iso3166-1-alpha3", "KZ", "is not written as"),
        ("iso3166-2", "CN_NM", "is not written as"),
        ("m49", "39", "is not written as"),
        ("unlocode", "CNER1", "is not written as"),
        ("wikidata", "Q01", "is not written as"),
        ("wikidata", "232", "is not written as"),
        ("geonames", "0123", "is not written as"),
        ("lei", "549300X0MVH42CY8Q106", "check digits"),
        ("lei", "549300X0MVH42CY8Q10", "is not written as"),
        ("ror", "02wp9c513", "check digits"),
        ("isni", "0000000406444754", "check digits"),
        ("doi", "doi:10.1/x", "is not written as"),
        ("isbn", "978-92-9269-854-7", "check digits"),
        ("isbn", "9261018", "is not written as"),
    ],
)
def test_what_is_wrong_with_an_identifier_is_said(scheme: str, text: str, says: str) -> None:
    assert says in find_problem(Identifier(scheme, text))


@pytest.mark.parametrize(
    ("scheme", "text"),
    [
        ("lei", "25490065OSV2524LCR32"),
        ("lei", "E7EXN6FJGRUTJYNZ3Z71"),
        ("ror", "02wp9c512"),
        ("ror", "00ae7jd04"),
        ("isni", "0000000121924147"),
        ("isni", "0000 0004 1759 700X"),
        ("isbn", "9789292610180"),
        ("anything", "at all"),
    ],
)
def test_check_digits_of_real_identifiers_fit(scheme: str, text: str) -> None:
    assert find_problem(Identifier(scheme, text)) == ""


@pytest.mark.parametrize(
    ("iri", "scheme", "text"),
    [
        ("https://www.wikidata.org/wiki/Q232", "wikidata", "Q232"),
        ("http://sws.geonames.org/1526384/", "geonames", "1526384"),
        ("https://www.geonames.org/1526384/almaty.html", "geonames", "1526384"),
        ("https://ror.org/02wp9c512", "ror", "02wp9c512"),
        ("https://doi.org/10.22617/TCS179132-2", "doi", "10.22617/TCS179132-2"),
    ],
)
def test_an_iri_carries_its_identifier(iri: str, scheme: str, text: str) -> None:
    assert read_iri(iri) == Identifier(scheme, text)


def test_iris_are_written_where_a_scheme_has_them() -> None:
    assert write_iri(Identifier("wikidata", "Q232")) == "http://www.wikidata.org/entity/Q232"
    assert write_iri(Identifier("iso3166-1-alpha2", "KZ")) == ""
    assert read_iri("http://example.org/Q232") is None
