from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from carec_kg.errors import CarecError, DataProblem, UsageError
from carec_kg.linking.geography import Position
from carec_kg.linking.identifiers import Identifier
from carec_kg.linking.table_source import TableOptions, open_geojson, open_table

if TYPE_CHECKING:
    from pathlib import Path

PLAIN = TableOptions({}, "http://example.org/")


def write(tmp_path: Path, text: str, name: str = "t.csv") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def test_columns_are_told_by_their_names(tmp_path: Path) -> None:
    text = "id,City,alternate_names,country_code,lat,lng,feature_code,population\n7,Osh,Ош|Oş,KG,40.5,72.8,PPLA,1000\n"
    source = open_table(write(tmp_path, text), PLAIN)
    assert [mention.text for mention in source.mentions()] == ["Osh", "Ош", "Oş"]
    (found,) = source.describe({"http://example.org/7"})
    assert (found.label, found.kind, found.country, found.population) == ("Osh", "place", "KG", 1000)
    assert found.position == Position(40.5, 72.8)
    assert source.describe({"http://example.org/8"}) == []


def test_a_known_identifier_makes_the_iri(tmp_path: Path) -> None:
    source = open_table(write(tmp_path, "geonameid,name\n1526384,Almaty\n"), TableOptions({}))
    mentions = list(source.mentions())
    assert mentions[0].key == "http://sws.geonames.org/1526384/"
    assert (mentions[0].scheme, mentions[0].text) == ("geonames", "1526384")


def test_codes_of_countries_are_the_rows_own_only_in_a_table_of_countries(tmp_path: Path) -> None:
    countries = open_table(write(tmp_path, "country,iso3\nKazakhstan,KAZ\n"), PLAIN)
    assert Identifier("iso3166-1-alpha3", "KAZ") in next(countries.candidates()).identifiers
    cities = open_table(write(tmp_path, "city,country,iso3\nAlmaty,Kazakhstan,KAZ\n"), PLAIN)
    found = next(cities.candidates())
    assert (found.country, found.identifiers) == ("Kazakhstan", frozenset())


def test_a_user_may_say_what_a_column_holds(tmp_path: Path) -> None:
    text = "no,wie,breite,länge\n1,Osch,40.5,72.8\n"
    roles = {"id": "no", "name": "wie", "latitude": "breite", "longitude": "länge"}
    (found,) = open_table(write(tmp_path, text), TableOptions(roles, "http://example.org/", "place")).candidates()
    assert (found.iri, found.label, found.kind, found.position) == (
        "http://example.org/1", "Osch", "place", Position(40.5, 72.8),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "options", "says"),
    [
        ("id,name,lat,lon\n1,Osh,40,72\n2,Uzgen,north,73\n", PLAIN, "t.csv:3, columns lat and lon: 'north', '73'"),
        ("id,name\n1,Osh\n", TableOptions({}), "t.csv:2, column id: '1' is no IRI; say with --namespace"),
        ("name\nOsh\n", TableOptions({}), "t.csv:2: the row has no IRI"),
        ("a,b\n1,2\n", PLAIN, "say which with --column name=COLUMN"),
        ("a,b\n1,2\n", TableOptions({"name": "c"}), "there is no column 'c'; it has a, b"),
        ("a,b\n1,2\n", TableOptions({"nome": "a"}), "there is no role 'nome'"),
    ],
)
def test_mistakes_name_row_and_column(tmp_path: Path, text: str, options: TableOptions, says: str) -> None:
    with pytest.raises(CarecError) as raised:
        list(open_table(write(tmp_path, text), options).candidates())
    assert says in str(raised.value)
    assert isinstance(raised.value, DataProblem | UsageError)


def test_geojson_features_are_rows(tmp_path: Path) -> None:
    point = {"type": "Point", "coordinates": [111.9769, 43.6475]}
    first = {"type": "Feature", "properties": {"name": "Erenhot", "unlocode": ["CNERC", "CNRLC"]}, "geometry": point}
    second = {"type": "Feature", "properties": {"name": "Osh", "wikidata": None}, "geometry": None}
    path = write(tmp_path, json.dumps({"features": [first, second]}), "t.geojson")
    one, two = open_geojson(path, PLAIN).candidates()
    assert one.position == Position(43.6475, 111.9769)
    assert one.identifiers == {Identifier("unlocode", "CNERC"), Identifier("unlocode", "CNRLC")}
    assert (two.label, two.position) == ("Osh", None)


@pytest.mark.parametrize("text", ["{", "[]", '{"features": [1]}', '{"features": {}}x'])
def test_what_is_no_geojson_is_said(tmp_path: Path, text: str) -> None:
    with pytest.raises(DataProblem, match="no GeoJSON"):
        open_geojson(write(tmp_path, text, "t.geojson"), PLAIN)
