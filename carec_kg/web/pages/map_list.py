"""The list beside the map: every feature, with or without a position. No Flask here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from carec_kg.drawing.region_map import is_inside
from carec_kg.web.pages.languages import DEFAULT_LANGUAGE
from carec_kg.web.pages.map_data import key_of, say_order
from carec_kg.web.pages.wording import say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from carec_kg.web.pages.map_reading import Geography, Located, TracedCorridor
    from carec_kg.web.pages.reader import Label

#: The layers in the order in which they are offered and listed.
LAYERS = ("members", "regions", "corridors", "ports", "seaports", "places")


@dataclass(frozen=True, slots=True)
class ListEntry:
    """A feature in the list: its key on the map (empty where it is not drawn), its thing, and what is said of it."""

    key: str
    iri: str
    label: Label
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ListGroup:
    """A layer: what has a place on the map, then what has none."""

    layer: str
    entries: tuple[ListEntry, ...]
    unplaced: tuple[ListEntry, ...]

    @property
    def count(self) -> int:
        """Return how many features there are."""
        return len(self.entries) + len(self.unplaced)


def list_features(geography: Geography) -> tuple[ListGroup, ...]:
    """Return the list, one group for each layer; every feature is in it, those without a position marked so."""
    kinds = {"members": "member", "regions": "region"}
    groups = []
    for layer in LAYERS:
        if layer == "corridors":
            corridors = tuple(_corridor(one, geography) for one in geography.corridors)
            groups.append(ListGroup(layer, corridors, ()))
            continue
        wanted = kinds.get(layer, layer)
        things = [one for one in (*geography.lands, *geography.points) if one.layer == wanted]
        land = layer in kinds
        groups.append(
            ListGroup(
                layer,
                _entries((one for one in things if land or _is_drawn(one)), geography),
                _entries((one for one in things if not land and not _is_drawn(one)), geography),
            )
        )
    return tuple(groups)


def read_layers(asked: Iterable[str]) -> frozenset[str]:
    """Return the layers that are asked for, with commas between or one by one; ``none`` is none of them.

    All are shown where none is named that there is.
    """
    names = {name.strip() for text in asked for name in text.split(",")}
    known = frozenset(LAYERS) & names
    return known if known or "none" in names else frozenset(LAYERS)


def _is_drawn(one: Located) -> bool:
    return one.position is not None and is_inside(one.position)


def _entries(things: Iterable[Located], geography: Geography) -> tuple[ListEntry, ...]:
    entries = [_entry(one, geography) for one in things]
    return tuple(sorted(entries, key=lambda entry: (entry.label.text.casefold(), entry.iri)))


def _entry(one: Located, geography: Geography) -> ListEntry:
    remarks = []
    if one.country:
        remarks.append(geography.name(one.country))
    if one.other:
        remarks.append(say(DEFAULT_LANGUAGE, "map.facing", name=geography.name(one.other)))
    if one.position and not is_inside(one.position):
        remarks.append(say(DEFAULT_LANGUAGE, "map.outside"))
    key = key_of(one.iri) if _is_drawn(one) and one.layer not in {"member", "region"} else ""
    return ListEntry(key, one.iri, geography.labels[one.iri], tuple(remarks))


def _corridor(one: TracedCorridor, geography: Geography) -> ListEntry:
    remarks = [say_order(one)]
    if one.line.unplaced:
        remarks.append(say(DEFAULT_LANGUAGE, "map.stops_unplaced", count=len(one.line.unplaced)))
    drawn = one.line.stated or one.line.computed
    return ListEntry(key_of(one.iri) if drawn else "", one.iri, geography.labels[one.iri], tuple(remarks))
