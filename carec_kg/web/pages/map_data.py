"""The maps of the pages: that of the region, the small one of the start page, and where a single thing lies.

No Flask here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from carec_kg.drawing.locator import draw_area, draw_corridor, draw_locator, has_area, is_on_base_map, runs_beyond
from carec_kg.drawing.point_map import Place
from carec_kg.drawing.region_map import Land, Mark, RegionMap, Route, draw_region
from carec_kg.drawing.wkt import read_point
from carec_kg.iris import ID
from carec_kg.rdf.terms import Iri
from carec_kg.web.pages.addresses import page_of
from carec_kg.web.pages.languages import DEFAULT_LANGUAGE
from carec_kg.web.pages.map_reading import Geography, Located, TracedCorridor, read_geography
from carec_kg.web.pages.wording import say

if TYPE_CHECKING:
    from collections.abc import Callable

    from carec_kg.web.pages.site import Site

#: Widths in the units of a drawing: of the map of the region, of the start page's, of a thing's.
_WIDE, _SMALL, _LOCATOR = 900.0, 640.0, 320.0


@dataclass(frozen=True, slots=True)
class Locator:
    """A small map as SVG, and what is to be said below it."""

    svg: str
    note: str


_POSITIONS = """PREFIX geo: <http://www.opengis.net/ont/geosparql#>
PREFIX carec: <https://w3id.org/carec-kg/ontology#>
SELECT DISTINCT ?thing ?wkt ?basis WHERE {
  ?thing geo:hasDefaultGeometry ?node .
  ?node geo:asWKT ?wkt .
  OPTIONAL { ?node carec:positionBasis/<http://www.w3.org/2004/02/skos/core#prefLabel> ?basis }
  FILTER(!BOUND(?basis) || LANG(?basis) = "en")
} ORDER BY ?wkt ?basis"""


def key_of(iri: str) -> str:
    """Return the short key of a thing in ids and attributes: ``port/erenhot``."""
    return iri.removeprefix(ID)


def make_region_map(geography: Geography, link: Callable[[str], str | None] = page_of) -> RegionMap:
    """Return what the map draws; ``link`` gives the address of a thing's page."""
    lands = {
        layer: tuple(_land(one, geography, link) for one in geography.lands if one.layer == layer)
        for layer in ("member", "region")
    }
    return RegionMap(
        lands["member"],
        lands["region"],
        tuple(_route(one, index, geography, link) for index, one in enumerate(geography.corridors)),
        tuple(mark for one in geography.points if (mark := _mark(one, geography, link))),
        {
            "title": say(DEFAULT_LANGUAGE, "map.name"),
            "description": say(
                DEFAULT_LANGUAGE,
                "map.description",
                members=len(lands["member"]),
                corridors=len(geography.corridors),
                points=sum(1 for one in geography.points if one.position),
            ),
        },
    )


def _land(one: Located, geography: Geography, link: Callable[[str], str | None]) -> Land:
    return Land(one.iri.rsplit("/", 1)[-1], geography.name(one.iri), one.position, link(one.iri))


def _mark(one: Located, geography: Geography, link: Callable[[str], str | None]) -> Mark | None:
    if one.position is None:
        return None
    country = geography.name(one.country) if one.country else ""
    return Mark(key_of(one.iri), geography.name(one.iri), one.layer, one.position, link(one.iri), country)


def _route(one: TracedCorridor, index: int, geography: Geography, link: Callable[[str], str | None]) -> Route:
    stated = tuple(tuple(one.positions[place] for place in chain) for chain in one.line.stated)
    computed = tuple(tuple(one.positions[place] for place in pair) for pair in one.line.computed)
    key, name, detail = key_of(one.iri), geography.name(one.iri), say_order(one)
    return Route(key, name, one.number, index, stated, computed, link(one.iri), detail)


def say_order(corridor: TracedCorridor) -> str:
    """Return in words whether a source states the order of a corridor's stops."""
    return say(DEFAULT_LANGUAGE, f"map.order.{corridor.line.order.replace(' ', '_')}")


def region_svg(geography: Geography, link: Callable[[str], str | None] = page_of) -> str:
    """Return the map of the region with links, layers and labels for four degrees of zoom, as SVG."""
    return draw_region(make_region_map(geography, link), _WIDE, "map", linked=True, detail=0.6)


def overview_map(site: Site, language: str = DEFAULT_LANGUAGE) -> str:
    """Return the small map of the start page as SVG, one picture without links; raise whatever the pool raises."""
    return draw_region(make_region_map(read_geography(site.reader, language)), _SMALL, "overview", linked=False)


def locate(site: Site, iri: str, language: str = DEFAULT_LANGUAGE) -> Locator | None:
    """Return a small map of where a thing lies, ``None`` where its position is unknown or off the base map.

    A country or region is shown whole, as far as the base map goes. For others the note says what the position is that
    of: the thing, its town, a point for a label. Raise whatever the pool raises.
    """
    kind, _, code = key_of(iri).partition("/")
    if kind in {"country", "region"} and has_area(code):
        return _locate_area(site, iri, code, language)
    if kind == "corridor":
        return _locate_corridor(site, iri, language)
    rows = site.reader.select(_POSITIONS, thing=Iri(iri)).texts()
    positions = [(position, basis) for _, wkt, basis in rows if (position := read_point(wkt))]
    if not positions or not is_on_base_map(positions[0][0]):
        return None
    position, basis = positions[0]
    name = site.reader.labels([iri], language)[iri].text
    said = [say(DEFAULT_LANGUAGE, "map.locator_basis", basis=basis)] if basis else []
    title = say(DEFAULT_LANGUAGE, "map.locator", name=name)
    svg = draw_locator(Place(name, position), _LOCATOR, "locator", title=title, description=" ".join(said))
    return Locator(svg, _note(said))


def _locate_area(site: Site, iri: str, code: str, language: str) -> Locator:
    name = site.reader.labels([iri], language)[iri].text
    said = [say(DEFAULT_LANGUAGE, "map.locator_cut")] if runs_beyond(code) else []
    title = say(DEFAULT_LANGUAGE, "map.locator_area", name=name)
    svg = draw_area(code, name, _LOCATOR, "locator", title=title, description=" ".join(said))
    return Locator(svg, _note(said))


def _locate_corridor(site: Site, iri: str, language: str) -> Locator | None:
    """Return one corridor with its stops, ``None`` where fewer than two of its stops have a position."""
    geography = read_geography(site.reader, language)
    corridor = next((one for one in geography.corridors if one.iri == iri), None)
    if corridor is None or not (corridor.line.stated or corridor.line.computed):
        return None
    route = next(one for one in make_region_map(geography).routes if one.key == key_of(iri))
    stops = [Place(geography.name(place), position) for place, position in corridor.positions.items()]
    said = [say(DEFAULT_LANGUAGE, "map.locator_corridor", order=say_order(corridor))]
    title = say(DEFAULT_LANGUAGE, "map.locator", name=geography.name(iri))
    return Locator(
        draw_corridor(route, stops, _LOCATOR, "locator", title=title, description=said[0]),
        _note(said),
    )


def _note(said: list[str]) -> str:
    return " ".join([*said, say(DEFAULT_LANGUAGE, "map.locator_no_authority")])
