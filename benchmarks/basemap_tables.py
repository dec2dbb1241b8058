"""The extracts behind the base map as tables to match against, with cities of the whole world as distractors."""

from __future__ import annotations

import csv
import json
from itertools import islice
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

#: Cities that are put among the places of the base map.
DISTRACTORS = 20_000


def _read_features(path: Path) -> list[dict[str, Any]]:
    features: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["features"]
    return features


def write_places(basemap: Path, cities: Path, table: Path, namespace: str) -> dict[str, str]:
    """Write the places of the base map without identifiers among many cities; return rows by ``geonames:`` id.

    Cities that are themselves within 30 km of a place of the base map are left out, since they may be the same.
    """
    gold: dict[str, str] = {}
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("id", "name", "country_code", "latitude", "longitude"))
        spots = []
        for number, feature in enumerate(_read_features(basemap / "places.geojson")):
            properties, (longitude, latitude) = feature["properties"], feature["geometry"]["coordinates"][:2]
            if properties.get("geonames"):
                gold[f"geonames:{properties['geonames']}"] = f"{namespace}map-{number}"
            spots.append((latitude, longitude))
            writer.writerow((f"map-{number}", properties["label"], properties["country"], latitude, longitude))
        writer.writerows(islice(_other_cities(cities, spots), DISTRACTORS))
    return gold


def _other_cities(cities: Path, spots: list[tuple[float, float]]) -> Iterator[tuple[str, ...]]:
    near = 0.3
    with cities.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            latitude, longitude = float(row["latitude"]), float(row["longitude"])
            if all(abs(latitude - north) > near or abs(longitude - east) > near for north, east in spots):
                yield row["id"], row["name"], row["country_code"], row["latitude"], row["longitude"]


def write_countries(basemap: Path, cities: Path, table: Path, namespace: str) -> dict[str, str]:
    """Write the countries of Natural Earth by name alone among as many cities; return rows by ``alpha3:`` code."""
    gold = {}
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("id", "name"))
        for number, feature in enumerate(_read_features(basemap / "countries.geojson")):
            gold[f"alpha3:{feature['properties']['adm0_a3']}"] = f"{namespace}land-{number}"
            writer.writerow((f"land-{number}", feature["properties"]["name"]))
        with cities.open(encoding="utf-8") as others:
            writer.writerows((row["id"], row["name"]) for row in islice(csv.DictReader(others), DISTRACTORS))
    return gold
