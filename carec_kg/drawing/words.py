"""The words in a drawing: its title and source, labels of things, and phrases that a translation may replace."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

#: English; ``{name}`` is filled in. No phrase depends on singular or plural.
PHRASES: Mapping[str, str] = MappingProxyType(
    {
        "source": "Source: {source}",
        "million": "million",
        "billion": "billion",
        "trillion": "trillion",
        "bar": "Bar chart",
        "line": "Line chart",
        "timeline": "Timeline",
        "graph": "Diagram of nodes and arrows",
        "map": "Map",
        "alt-bar": "{kind}: {measure} in {count} bars.",
        "alt-extremes": "Largest: {largest}. Smallest: {smallest}.",
        "alt-line": "{kind}: {measure} from {first} to {last}; series: {series}.",
        "alt-timeline": "{kind} of {count} entries, from {first} to {last}.",
        "alt-graph": "{kind}: {nodes} names, {edges} arrows.",
        "alt-map": "{kind} with {count} marked places.",
        "no-value": "Without {column} and so in the table alone: {count} of {all} rows.",
        "bars-cut": "Drawn: the first {drawn} of {all} bars, in the order of the table. The table has them all.",
        "panels-cut": "Drawn: the first {drawn} of {all} panels, in the order of the table. The table has them all.",
        "series-cut": "Left out where a panel has more than {most} lines: {count} rows, which are in the table.",
        "rows-cut": "Drawn from the first {drawn} rows; the answer has more.",
        "merged": "One mark stands for several rows where only their sources differ: {count} rows share a mark.",
        "qualified": "Hollow marks and open ends are values that a source does not state as exact: about, almost, "
        "more than, at least.",
        "gap": "A line stops where a year has no value.",
        "stroke": "An upright stroke joins values that are given for one and the same time.",
        "units": "Values in different units stand in charts of their own.",
        "undated": "Without a date ({count}): {names}.",
        "and-others": "{names} and {count} others",
        "entries-cut": "Drawn: the first {drawn} of {all} entries in the order of the table. The table has them all.",
        "spans": "A dot is a day. A bar is the time that a source gives: a month or year in which it was, or from "
        "first to last day.",
        "open-end": "An arrow marks entries for which no end is stated.",
        "nodes-cut": "Drawn: {drawn} of {all} names, those with most links first. The table has them all.",
        "literals": "Left out: {count} statements whose value is a text, number or date; the table has them.",
        "no-target": "Without a second name and so not joined: {count} rows.",
        "loops": "Left out: {count} links of a name to itself.",
        "not-placed": "Without a position ({count}): {names}.",
        "no-authority": "Boundaries: Natural Earth, lines of de facto control. This map is no authority on any "
        "boundary, and naming a territory makes no judgement on its legal status.",
    }
)


@dataclass(frozen=True, slots=True)
class Words:
    """What a drawing is called, where its rows come from, and what IRIs in them are called.

    ``key`` begins the ids in the drawing, so that a page can hold several. With ``heading`` the title is drawn too,
    as a file that stands alone needs it. ``cut`` is how many rows there are here where the answer has more, else 0.
    """

    title: str
    source: str = ""
    labels: Mapping[str, str] = field(default_factory=dict)
    key: str = "drawing"
    heading: bool = True
    cut: int = 0
    phrases: Mapping[str, str] = field(default_factory=lambda: PHRASES)

    def say(self, phrase: str, **values: object) -> str:
        """Return a phrase with its values filled in."""
        return self.phrases.get(phrase, PHRASES[phrase]).format(**values)

    def list_names(self, names: list[str], most: int = 8) -> str:
        """Return names with commas between, the first ``most`` of them and how many others there are."""
        if len(names) <= most:
            return ", ".join(names)
        return self.say("and-others", names=", ".join(names[:most]), count=len(names) - most)
