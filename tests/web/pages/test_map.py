from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from carec_kg.iris import ID
from carec_kg.web.application import create_app
from carec_kg.web.pages.map_data import locate, make_region_map, overview_map
from carec_kg.web.pages.map_list import LAYERS, list_features, read_layers
from carec_kg.web.pages.map_reading import Geography, read_geography
from carec_kg.web.pages.site import Site
from carec_kg.web.settings import WebSettings
from tests.drawing.reading import of_class, read_svg
from tests.web.local_pool import LocalPool, read_library
from tests.web.pages.region import load_region, read_region

if TYPE_CHECKING:
    from pathlib import Path

    from flask.testing import FlaskClient


@pytest.fixture(scope="module")
def geography(tmp_path_factory: pytest.TempPathFactory) -> Geography:
    return read_geography(read_region(tmp_path_factory.mktemp("region")), "zh")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return Site(read_region(tmp_path_factory.mktemp("region")), read_library(), WebSettings())


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    pool = LocalPool(load_region(tmp_path_factory.mktemp("region")))
    return create_app(pool, read_library(), WebSettings(dataset="v1")).test_client()


def test_names_are_in_the_readers_language_where_they_can_be(geography: Geography) -> None:
    region = make_region_map(geography)
    assert [land.name for land in region.members] == ["哈萨克斯坦"]
    assert {mark.name for mark in region.marks} == {"Dostyk <port>", "Almaty", "Manila"}


def test_a_corridor_runs_through_its_stops_that_have_a_position(geography: Geography) -> None:
    (route,) = make_region_map(geography).routes
    assert route.stated == (((76.9, 43.25), (82.5, 45.3)),)
    assert route.computed == ()
    assert route.link == "/page/corridor/9"


def test_the_list_has_every_feature_and_says_which_have_no_position(geography: Geography) -> None:
    groups = {group.layer: group for group in list_features(geography)}
    assert tuple(groups) == LAYERS
    ports = groups["ports"]
    assert [entry.iri for entry in ports.entries] == [ID + "port/dostyk"]
    assert ports.entries[0].remarks == ("哈萨克斯坦", "faces Alashankou port")
    assert [entry.iri for entry in ports.unplaced] == [ID + "port/alashankou"]
    assert [(entry.iri, entry.remarks) for entry in groups["places"].unplaced] == [
        (ID + "place/manila", ("outside of this map",))
    ]
    assert groups["corridors"].entries[0].remarks[-1] == "1 of its stops have no position"


def test_layers_are_read_from_the_address() -> None:
    assert read_layers([]) == frozenset(LAYERS)
    assert read_layers(["ports,corridors", "places"]) == {"ports", "corridors", "places"}
    assert read_layers(["nonsense"]) == frozenset(LAYERS)
    assert read_layers(["none"]) == frozenset()


def test_the_overview_is_a_small_picture(site: Site) -> None:
    svg = overview_map(site)
    assert read_svg(svg).get("role") == "img"
    assert len(svg) < 40_000


def test_a_thing_is_located_with_what_its_position_is_that_of(site: Site) -> None:
    found = locate(site, ID + "port/dostyk")
    assert found is not None
    assert found.note == "Position: position of a town. No authority on boundaries."
    assert "Dostyk &lt;port&gt;" in found.svg


def test_a_country_is_located_as_the_area_that_it_is(site: Site) -> None:
    found = locate(site, ID + "country/KAZ")
    assert found is not None
    assert [area.get("data-code") for area in of_class(found.svg, "d-member")] == ["KAZ"]
    assert of_class(found.svg, "d-mark") == []


def test_a_corridor_is_located_with_its_stops_and_whether_their_order_is_stated(site: Site) -> None:
    found = locate(site, ID + "corridor/9")
    assert found is not None
    assert found.note.startswith("Schematic: order stated by a source.")
    assert len(of_class(found.svg, "map-route")) == 1
    assert len(of_class(found.svg, "d-mark")) == 2


@pytest.mark.parametrize("key", ["port/alashankou", "place/manila", "port/unknown"])
def test_what_has_no_position_on_the_map_has_no_locator(site: Site, key: str) -> None:
    assert locate(site, ID + key) is None


def test_the_page_has_the_map_and_the_list_of_the_same_things(client: FlaskClient) -> None:
    page = client.get("/map", headers={"Accept": "text/html"}).text
    svg = page[page.index("<svg xmlns") : page.index("</svg>", page.index("<svg xmlns")) + 6]
    drawn = {found.get("data-feature") for found in of_class(svg, "map-feature")}
    assert drawn == {"port/dostyk", "place/almaty", "corridor/9"}
    assert all(f'<li data-feature="{key}">' in page for key in drawn)
    assert 'href="/page/port/alashankou"' in page
    assert "no authority on any boundary" in page
    assert "<port>" not in page


def test_the_page_says_what_whole_and_dashed_lines_mean(client: FlaskClient) -> None:
    page = client.get("/map", headers={"Accept": "text/html"}).text
    assert "a source states the order of these stops" in page
    assert "no source states an order" in page
    assert 'aria-label="Corridor 9, order stated by a source"' in page


def test_a_layer_that_is_not_asked_for_is_not_checked(client: FlaskClient) -> None:
    page = client.get("/map?layers=ports", headers={"Accept": "text/html"}).text
    assert 'value="ports" checked' in page
    assert 'value="corridors" checked' not in page


def test_the_page_of_the_map_needs_no_inline_style_or_script(client: FlaskClient) -> None:
    page = client.get("/map", headers={"Accept": "text/html"}).text
    assert " style=" not in page
    assert "<script>" not in page


def test_a_map_of_nothing_is_a_page_all_the_same(tmp_path: Path) -> None:
    from carec_kg.graph.load import load_files  # noqa: PLC0415 - here alone

    (tmp_path / "none.nq").write_text("", encoding="utf-8")
    client = create_app(LocalPool(load_files([tmp_path / "none.nq"])), read_library(), WebSettings()).test_client()
    assert client.get("/map", headers={"Accept": "text/html"}).status_code == 200
