from __future__ import annotations

from carec_kg.saved_queries.permalink import mint_result, write_result_path

VERSION = "0.1.0+e86f7e3a0da9"


def test_a_result_has_one_path_with_its_parameters() -> None:
    given = {"country": "id:country/KAZ", "label": "a b&c"}
    path = write_result_path(VERSION, "corridors", given)
    assert path == "/r/0.1.0+e86f7e3a0da9/corridors?country=id%3Acountry%2FKAZ&label=a+b%26c"
    assert mint_result(VERSION, "corridors", given) == f"https://w3id.org/carec-kg{path}"


def test_a_version_has_a_path_without_a_question() -> None:
    assert write_result_path(VERSION) == f"/r/{VERSION}"
    assert write_result_path("a/../b") == "/r/a%2F..%2Fb"
