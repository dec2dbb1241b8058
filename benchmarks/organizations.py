"""A table of organizations made up for the benchmark: no package at hand holds a public one.

Ours stand in it under one other spelling each, as registers write them, among thousands of bodies that never were,
put together from the same words, and a few that share an acronym or most of a name. It shows what the matcher
confuses; it does not show how registers really spell.
"""

from __future__ import annotations

import csv
from itertools import product
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from carec_kg.linking.things import Thing

_WHERE = ("African", "Arab", "Baltic", "Black Sea", "Caribbean", "Central American", "Eurasian", "European", "Nordic",
          "North American", "Pacific", "South Asian", "Southeast Asian", "West African", "Andean", "Islamic", "Asian",
          "International", "United Nations", "World", "National", "Zhejiang", "Urumqi", "Regional")  # fmt: skip
_WHAT = ("Development", "Infrastructure Investment", "Trade", "Monetary", "Reconstruction", "Commerce", "Energy",
         "Agricultural Development", "Customs", "Transport", "Digital Trade", "Food", "Health", "Telecommunication",
         "Trade Law", "Economic Cooperation", "Environmental", "Research")  # fmt: skip
_FORM = ("Bank", "Fund", "Agency", "Institute", "University", "Commission", "Chamber", "Programme", "Organization",
         "Association", "Council")  # fmt: skip
#: Bodies that share a name or an acronym with ours and are others.
_TRAPS = ("Regional Environmental Centre for Central Asia", "CAREC", "Central Asian Regional Environmental Center",
          "World Bank Group", "Asian Development Bank Institute", "African Development Bank",
          "ADB Manufacturing", "IMF Academy of Music", "Zhejiang University of Technology",
          "Zhejiang Normal University", "International Chamber of Shipping", "Bank for Reconstruction")  # fmt: skip


def respell(name: str) -> str:
    """Return a name as a register might write it: upper case, *&* for *and*, the place behind in brackets."""
    return name.replace(" and ", " & ").replace("\u2019", "'").upper()


def write_organizations(path: Path, things: Sequence[Thing], namespace: str) -> Mapping[str, str]:
    """Write the table and return the row of each thing."""
    gold, rows = {}, []
    labels = {thing.label.lower() for thing in things}
    made_up = [f"{where} {what} {form}" for where, what, form in product(_WHERE, _WHAT, _FORM)]
    for number, thing in enumerate(things):
        gold[thing.iri] = f"{namespace}ours-{number}"
        rows.append((f"ours-{number}", respell(thing.label)))
    others = [name for name in (*made_up, *_TRAPS) if name.lower() not in labels]
    rows += [(f"other-{number}", name) for number, name in enumerate(others)]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("id", "name"))
        writer.writerows(rows)
    return gold
