"""Cells of tables against the two sides of a border."""

from __future__ import annotations

import pytest

from carec_kg.errors import UnknownName
from carec_kg.linking.reconciling_query import Condition, Match, ReconciliationQuery
from tests.linking.border import CITIES, make_reconciler

RECONCILER = make_reconciler()


def ask(text: str, *types: str, country: str = "", **more: object) -> list[Match]:
    conditions = (Condition("country", (country,)),) if country else ()
    query = ReconciliationQuery(text, types, **{"conditions": conditions, **more})  # type: ignore[arg-type]
    return RECONCILER.reconcile(query)


def matched(found: list[Match]) -> list[str]:
    return [match.id for match in found if match.match]


@pytest.mark.parametrize(
    ("text", "id_"),
    [
        ("KZ", "country/KAZ"),
        ("KAZ", "country/KAZ"),
        ("398", "country/KAZ"),
        ("Q232", "country/KAZ"),
        ("wd:Q232", "country/KAZ"),
        ("https://www.wikidata.org/wiki/Q232", "country/KAZ"),
        ("1522867", "country/KAZ"),
        ("https://sws.geonames.org/1522867/", "country/KAZ"),
        ("port/dostyk", "port/dostyk"),
        ("id:port/dostyk", "port/dostyk"),
        ("<https://w3id.org/carec-kg/id/port/dostyk>", "port/dostyk"),
    ],
)
def test_an_exact_identifier_matches_at_once(text: str, id_: str) -> None:
    first = ask(text)[0]
    assert (first.id, first.score, first.match) == (id_, 100, True)


def test_a_code_that_town_and_port_share_is_no_match_until_the_type_is_said() -> None:
    assert {match.id for match in ask("KZDOS")} == {"place/dostyk", "port/dostyk"}
    assert matched(ask("KZDOS")) == []
    assert matched(ask("KZ DOS", "BorderPort")) == ["port/dostyk"]
    assert matched(ask("KZDOS", "BorderPort", strictness="should")) == ["port/dostyk"]


@pytest.mark.parametrize("country", ["Kazakhstan", "KZ", "kaz", "398", "Q232", "country/KAZ", "Казахстан"])
def test_a_country_in_any_writing_chooses_the_side_of_the_border(country: str) -> None:
    assert matched(ask("Khorgos", "BorderPort", country=country)) == ["port/khorgos-kz"]


def test_two_ports_of_one_name_are_no_match_without_a_country() -> None:
    found = ask("Khorgos", "BorderPort")
    assert {match.id for match in found} == {"port/khorgos-kz", "port/khorgos-cn"}
    assert matched(found) == []


@pytest.mark.parametrize(
    ("text", "id_"),
    [
        ("Khorgus", "port/khorgos-kz"),
        ("KHORGOS BCP", "port/khorgos-kz"),
        ("Хоргос", "port/khorgos-kz"),  # noqa: RUF001
        ("Port of Dostyk", "port/dostyk"),
        ("Dostyk border crossing point", "port/dostyk"),
        ("Do styk", "port/dostyk"),
    ],
)
def test_names_are_found_in_other_spellings(text: str, id_: str) -> None:
    assert matched(ask(text, "BorderPort", country="KZ")) == [id_]


def test_chinese_names_and_accents_are_found() -> None:
    assert matched(ask("霍尔果斯口岸")) == ["port/khorgos-cn"]
    assert matched(ask("Zamyn Uud", "BorderPort")) == ["port/zamyn-uud"]


@pytest.mark.parametrize("strictness", ["any", "all", "should"])
def test_the_port_is_meant_and_not_the_town_that_bears_the_bare_name(strictness: str) -> None:
    assert matched(ask("Dostyk", "BorderPort", strictness=strictness)) == ["port/dostyk"]


def test_a_port_in_the_text_tells_it_from_the_town() -> None:
    assert matched(ask("Dostyk port")) == ["port/dostyk"]
    assert matched(ask("Dostyk", "Place")) == ["place/dostyk"]


def test_types_shut_out_or_only_weigh() -> None:
    assert [match.id for match in ask("Dostyk", "Place")] == ["place/dostyk"]
    assert ask("Dostyk", "Place", "BorderPort", strictness="all") == []
    assert [match.id for match in ask("Dostyk", "Port", "BorderPort", strictness="all")] == ["port/dostyk"]
    assert [match.id for match in ask("Dostyk", "BorderPort", strictness="should")] == ["port/dostyk", "place/dostyk"]


def test_without_a_name_values_choose() -> None:
    found = ask("", "BorderPort", country="China")
    assert [match.id for match in found] == ["port/khorgos-cn"]
    pairs = ReconciliationQuery(conditions=(Condition("pairedWith", ("port/khorgos-cn",)),))
    assert [match.id for match in RECONCILER.reconcile(pairs)] == ["port/khorgos-kz"]
    assert ask("") == []


def test_coordinates_and_codes_count() -> None:
    near = ask("Dostyk", conditions=(Condition("coordinates", ("45.3, 82.5",)), Condition("code", ("KZDOS",))))
    far = ask("Dostyk", conditions=(Condition("coordinates", ("10, 10",)),))
    assert next(m.score for m in near if m.id == "port/dostyk") > next(m.score for m in far if m.id == "port/dostyk")


def test_required_values_shut_out() -> None:
    def held(quantifier: str, *values: str) -> list[str]:
        condition = Condition("country", values, required=True, quantifier=quantifier)  # type: ignore[arg-type]
        return sorted(match.id for match in ask("Khorgos", "BorderPort", conditions=(condition,)))

    assert held("any", "KZ", "CN") == ["port/khorgos-cn", "port/khorgos-kz"]
    assert held("all", "KZ", "CN") == []
    assert held("none", "KZ") == ["port/khorgos-cn"]


def test_what_is_unknown_is_named_with_the_nearest() -> None:
    with pytest.raises(UnknownName, match="BorderPort"):
        ask("Dostyk", "BordrPort")
    with pytest.raises(UnknownName, match="country"):
        ask("Dostyk", conditions=(Condition("contry", ("KZ",)),))


def test_nothing_is_found_for_what_is_not_there() -> None:
    assert ask("Vladivostok") == []
    assert [match.id for match in ask("Dostyk: length")] == []


def test_the_reasons_are_told_and_the_limit_kept() -> None:
    (only,) = ask("Khorgos", "BorderPort", country="KZ", limit=1)
    assert {feature.id for feature in only.features} == {"name", "kind", "country"}
    assert only.description == "border port, Kazakhstan"
    assert [entry.id for entry in only.types] == ["BorderPort"]


def test_a_text_of_many_parts_is_one_name() -> None:
    assert ask("/".join(f"Dostyk{i}" for i in range(60))) == []


def test_any_other_graph_is_matched_by_its_names() -> None:
    reconciler = make_reconciler(CITIES)
    (found,) = reconciler.reconcile(ReconciliationQuery("Almaty", ("City",)))
    assert (found.id, found.name, found.match) == ("http://example.org/almaty", "Алматы", True)
    assert [thing.iri for thing in reconciler.graph.things] == ["http://example.org/almaty", "http://example.org/osh"]


def test_a_whole_label_with_its_brackets_is_that_thing() -> None:
    assert matched(ask("Khorgos port (PRC side)", "BorderPort")) == ["port/khorgos-cn"]
