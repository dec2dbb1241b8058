"""``/reconcile`` as OpenRefine and other clients speak to it."""

from __future__ import annotations

import contextlib
import json
import re
from typing import TYPE_CHECKING, Any

import pytest

from carec_kg.errors import Busy
from carec_kg.graph.load import load_files
from carec_kg.saved_queries.catalogue import Catalogue
from carec_kg.web.application import create_app
from carec_kg.web.reconcile_index import MOST_TRIPLES, ReconcileIndexes
from carec_kg.web.settings import WebSettings
from tests.linking.border import BORDER, CITIES
from tests.web.local_pool import LocalPool
from tests.web.reconcile_schemas import Schemas

if TYPE_CHECKING:
    from pathlib import Path

    from flask.testing import FlaskClient

    from carec_kg.graph.engine import Engine

DRAFT = "/reconcile/1.0-draft"


def load(folder: Path, text: str) -> Engine:
    path = folder / "graph.ttl"
    path.write_text(text, encoding="utf-8")
    return load_files([path], union_default_graph=True)


def make_client(pool: LocalPool, **settings: Any) -> FlaskClient:  # noqa: ANN401 - fields of the settings
    return create_app(pool, Catalogue({}, {}), WebSettings(dataset="v1", **settings)).test_client()


@pytest.fixture(scope="module")
def pool(tmp_path_factory: pytest.TempPathFactory) -> LocalPool:
    return LocalPool(load(tmp_path_factory.mktemp("border"), BORDER))


@pytest.fixture(scope="module")
def client(pool: LocalPool) -> FlaskClient:
    return make_client(pool)


@pytest.fixture(scope="session", params=["0.2", "1.0-draft"])
def schemas(request: pytest.FixtureRequest, shared: Path) -> tuple[str, Schemas]:
    return request.param, Schemas(shared, request.param)


def ask(client: FlaskClient, queries: object, method: str = "POST") -> dict[str, Any]:
    given = {"queries": json.dumps(queries)}
    response = (
        client.post("/reconcile", data=given) if method == "POST" else client.get("/reconcile", query_string=given)
    )
    assert response.status_code == 200, response.text
    found: dict[str, Any] = response.get_json()
    return found


KHORGOS = {
    "query": "Khorgos",
    "type": "BorderPort",
    "type_strict": "should",
    "limit": 3,
    "properties": [{"pid": "country", "v": {"id": "country/CHN", "name": "China"}}, {"pid": "pairedWith", "v": ""}],
}


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_batch_is_answered_by_the_names_of_its_queries(client: FlaskClient, method: str) -> None:
    found = ask(client, {"q0": KHORGOS, "row 7": {"query": "KAZ"}, "none": {"query": "Vladivostok"}}, method)
    first = found["q0"]["result"][0]
    assert (first["id"], first["match"]) == ("port/khorgos-cn", True)
    (country,) = found["row 7"]["result"]
    assert (country["id"], country["name"], country["score"]) == ("country/KAZ", "Kazakhstan", 100)
    assert country["type"] == [{"id": "Country", "name": "country"}]
    assert found["none"] == {"result": []}


def test_the_endpoint_describes_itself(client: FlaskClient) -> None:
    response = client.get("/reconcile", headers={"Host": "kg.example:8000"})
    manifest = response.get_json()
    assert manifest["versions"] == ["0.2"]
    assert manifest["identifierSpace"] + "port/dostyk" == "https://w3id.org/carec-kg/id/port/dostyk"
    assert manifest["preview"]["url"] == "http://kg.example:8000/reconcile/preview?id={{id}}"
    assert manifest["suggest"]["entity"] == {
        "service_url": "http://kg.example:8000/reconcile",
        "service_path": "/suggest/entity",
    }
    assert manifest["defaultTypes"][0] == {"id": "BorderPort", "name": "border port"}
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert response.headers["X-Dataset-Version"] == "v1"


def test_behind_a_proxy_that_is_believed_the_addresses_are_secure(pool: LocalPool) -> None:
    headers = {"X-Forwarded-Proto": "https", "Host": "kg.example"}
    for proxies, scheme in (("127.0.0.1", "https"), ("", "http"), ("10.0.0.1", "http")):
        manifest = make_client(pool, proxies=proxies).get("/reconcile", headers=headers).get_json()
        assert manifest["view"]["url"] == f"{scheme}://kg.example/reconcile/preview?id={{{{id}}}}"


@pytest.mark.parametrize(
    ("form", "status", "words"),
    [
        ({"queries": '{"q0": {"query": "x",}}'}, 400, "line 1, column 22"),
        ({"queries": "[" * 50_000}, 400, "nested too deeply"),
        ({"queries": '{"q0": {"query": "x", "limit": ' + "9" * 5000 + "}}"}, 400, "cannot be read"),
        ({"queries": "[]"}, 400, "queries must be an object"),
        ({"queries": '{"q0": 5}'}, 400, "queries.q0 must be an object"),
        ({"queries": '{"q0": {}}'}, 400, "queries.q0 must be an object with a query"),
        ({"queries": '{"q0": {"query": 5}}'}, 400, "queries.q0.query must be a text"),
        ({"queries": '{"q0": {"query": "x", "limit": -1}}'}, 400, "queries.q0.limit"),
        ({"queries": '{"q0": {"query": "x", "limit": 1e999}}'}, 400, "queries.q0.limit"),
        ({"queries": '{"q0": {"query": "x", "type": "BordrPort"}}'}, 400, "queries.q0: .* BorderPort"),
        ({"queries": '{"q0": {"query": "x", "type_strict": "very"}}'}, 400, "any, all or should"),
        ({"queries": '{"q0": {"query": "x", "properties": {}}}'}, 200, ""),
        ({"queries": '{"q0": {"query": "x", "properties": [{"v": 1}]}}'}, 400, r"properties\[0\].pid must be a text"),
        ({"queries": '{"q0": {"query": "x", "properties": [{"pid": "contry", "v": 1}]}}'}, 400, "country"),
        (
            {"queries": '{"q0": {"query": "x", "properties": [{"pid": "country", "v": [[]]}]}}'},
            400,
            r"\.v must be a text",
        ),
        ({"queries": '{"q0": {"query": "' + "x" * 501 + '"}}'}, 413, "501 characters"),
        ({"queries": json.dumps({str(i): {"query": "x"} for i in range(101)})}, 413, "101 entries; send 100"),
        ({"queries": "{}", "callback": "f"}, 400, "JSONP"),
        ({"extend": "{}"}, 400, "ids must be a list"),
        ({"extend": '{"ids": [5], "properties": []}'}, 400, r"ids\[0\]"),
        ({"extend": '{"ids": [], "properties": [{}]}'}, 400, r"properties\[0\].id"),
        ({"extend": '{"ids": [], "properties": [{"id": "country", "settings": {"limit": "x"}}]}'}, 400, "limit"),
        ({"extend": '{"ids": [], "properties": [{"id": "contry"}]}'}, 400, "country"),
        ({"extend": json.dumps({"ids": ["x"] * 201, "properties": []})}, 413, "ids holds 201"),
        ({"quaries": "{}"}, 400, "queries, or extend"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_place(
    client: FlaskClient, form: dict[str, str], status: int, words: str
) -> None:
    response = client.post("/reconcile", data=form)
    assert response.status_code == status
    if words:
        assert re.search(words, response.get_json(force=True)["detail"])


def test_half_of_a_pair_is_no_character(client: FlaskClient) -> None:
    response = client.post("/reconcile", data={"queries": '{"q0": {"query": "\\ud800"}}'})
    assert response.get_json() == {"q0": {"result": []}}


@pytest.mark.parametrize("path", ["/reconcile?callback=f", "/reconcile/suggest/entity?prefix=a&callback=f"])
def test_jsonp_is_not_spoken(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 400


def test_names_types_and_properties_are_completed(client: FlaskClient) -> None:
    entity = client.get("/reconcile/suggest/entity?prefix=dost").get_json()["result"]
    assert entity[1] == {
        "id": "port/dostyk",
        "name": "Dostyk port",
        "description": "border port, Kazakhstan",
        "notable": [{"id": "BorderPort", "name": "border port"}],
    }
    assert client.get("/reconcile/suggest/entity?prefix=dost&cursor=1").get_json()["result"] == entity[1:]
    (type_,) = client.get("/reconcile/suggest/type?prefix=border").get_json()["result"]
    assert type_ == {"id": "BorderPort", "name": "border port", "description": "A port at a land border."}
    assert client.get("/reconcile/suggest/property?prefix=is pai").get_json()["result"][0]["id"] == "pairedWith"
    for path in ("entity?prefix=a&cursor=-1", "entity?prefix=" + "a" * 501, "entity?prefix=a&type=Harbur"):
        assert client.get(f"/reconcile/suggest/{path}").status_code == 400
    assert client.get("/reconcile/suggest/nothing").status_code == 404


def test_properties_are_proposed_by_type(client: FlaskClient) -> None:
    found = client.get("/reconcile/propose?type=Country&limit=30").get_json()
    names = [entry["id"] for entry in found["properties"]]
    assert found["type"] == "Country"
    assert "area" in names
    assert "pairedWith" not in names
    assert len(client.get("/reconcile/propose?limit=2").get_json()["properties"]) == 2


def test_a_table_is_extended_with_things_texts_numbers_and_dates(client: FlaskClient) -> None:
    names = ("country", "locatedIn", "unLocode", "area", "regions", "earliestDay", "rdfs:label")
    asked = {"ids": ["port/dostyk", "country/KAZ", "port/nowhere"], "properties": [{"id": name} for name in names]}
    found = client.post("/reconcile", data={"extend": json.dumps(asked)}).get_json()
    kazakhstan = {"id": "country/KAZ", "name": "Kazakhstan"}
    assert found["meta"][0] == {"id": "country", "name": "country", "type": {"id": "Country", "name": "country"}}
    assert found["rows"]["port/dostyk"]["country"] == [kazakhstan]
    assert found["rows"]["port/dostyk"]["unLocode"] == [{"str": "KZDOS"}]
    country = found["rows"]["country/KAZ"]
    assert country["area"] == [{"float": 2724900.5}]
    assert country["regions"] == [{"int": 17}]
    assert country["earliestDay"] == [{"date": "1991-12-16T00:00:00Z"}]
    assert len(country["rdfs:label"]) == 2
    assert found["rows"]["port/nowhere"] == {name: [] for name in names}


@pytest.mark.parametrize("limit", [1, "1"])
def test_the_limit_of_values_is_kept(client: FlaskClient, limit: object) -> None:
    asked = {"ids": ["country/KAZ"], "properties": [{"id": "rdfs:label", "settings": {"limit": limit}}]}
    found = client.get("/reconcile", query_string={"extend": json.dumps(asked)}).get_json()
    assert len(found["rows"]["country/KAZ"]["rdfs:label"]) == 1


def test_the_preview_is_a_page_without_script_that_may_stand_in_a_frame(client: FlaskClient) -> None:
    response = client.get("/reconcile/preview?id=port/dostyk")
    assert response.status_code == 200
    for words in ("Dostyk port", "border port, Kazakhstan", "On the line to Alashankou.", "KZDOS"):
        assert words in response.text
    assert "<script" not in response.text
    (policy,) = response.headers.getlist("Content-Security-Policy")
    assert "default-src 'none'" in policy
    assert "frame-ancestors" not in policy
    assert client.get("/reconcile/preview?id=port%2Fdostyk").status_code == 200
    assert client.get("/reconcile/preview?id=<b>").status_code == 404


def test_the_draft_has_its_own_manifest_and_paths(client: FlaskClient) -> None:
    assert client.get(DRAFT).get_json()["versions"] == ["1.0-draft"]
    name = {"matchType": "name", "propertyValue": "Khorgos"}
    side = {"matchType": "property", "propertyId": "country", "propertyValue": ["KZ"], "required": True}
    queries = [
        {"type": "BorderPort", "conditions": [name, side]},
        {"conditions": [{"matchType": "id", "propertyValue": "Q232"}]},
    ]
    found = client.post(f"{DRAFT}/match", json={"queries": queries}).get_json()["results"]
    assert [[c["id"] for c in result["candidates"]] for result in found] == [["port/khorgos-kz"], ["country/KAZ"]]
    asked = {"ids": ["country/KAZ"], "properties": [{"id": "regions"}]}
    (row,) = client.post(f"{DRAFT}/extend", json=asked).get_json()["rows"]
    assert row == {"id": "country/KAZ", "properties": [{"id": "regions", "values": [{"int": 17}]}]}
    for path in ("preview?id=port/dostyk", "suggest/entity?prefix=dost", "extend/propose?type=Country"):
        assert client.get(f"{DRAFT}/{path}").status_code == 200


@pytest.mark.parametrize(
    ("condition", "place"),
    [
        ({"matchType": "sound", "propertyValue": "x"}, "matchType"),
        ({"matchType": "name", "propertyValue": "x", "matchQualifier": "fuzzy"}, "matchQualifier"),
        ({"matchType": "name", "propertyValue": ["x", "y"]}, "one name"),
        (
            {"matchType": "property", "propertyId": "country", "propertyValue": "x", "matchQuantifier": "few"},
            "any, all",
        ),
    ],
)
def test_the_draft_names_the_place_too(client: FlaskClient, condition: dict[str, object], place: str) -> None:
    response = client.post(f"{DRAFT}/match", json={"queries": [{"conditions": [condition]}]})
    assert response.status_code == 400
    assert place in response.get_json(force=True)["detail"]


def test_every_answer_is_valid(client: FlaskClient, schemas: tuple[str, Schemas]) -> None:
    version, check = schemas
    root = "/reconcile" if version == "0.2" else DRAFT
    propose = f"{root}/propose" if version == "0.2" else f"{root}/extend/propose"
    names = [entry["id"] for entry in client.get(propose).get_json()["properties"]]
    asked = {"ids": ["country/KAZ", "port/dostyk", "x"], "properties": [{"id": name} for name in names]}
    if version == "0.2":
        matches = ask(client, {"q0": KHORGOS, "q1": {"query": "KZDOS"}, "q2": {"query": "nothing"}})
        extended = client.post(root, data={"extend": json.dumps(asked)}).get_json()
    else:
        queries = [{"conditions": [{"matchType": "name", "propertyValue": text}]} for text in ("Khorgos", "KZDOS")]
        matches = client.post(f"{root}/match", json={"queries": queries}).get_json()
        extended = client.post(f"{root}/extend", json=asked).get_json()
    documents = {
        "manifest": client.get(root).get_json(),
        "reconciliation-result-batch": matches,
        "suggest-entities-response": client.get(f"{root}/suggest/entity?prefix=kh").get_json(),
        "suggest-types-response": client.get(f"{root}/suggest/type?prefix=").get_json(),
        "suggest-properties-response": client.get(f"{root}/suggest/property?prefix=").get_json(),
        "data-extension-property-proposal": client.get(propose).get_json(),
        "data-extension-response": extended,
    }
    faults = {name: check.find_faults(name, document) for name, document in documents.items()}
    assert {name: found for name, found in faults.items() if found} == {}


def test_any_other_graph_has_whole_iris_for_identifiers(tmp_path: Path) -> None:
    client = make_client(LocalPool(load(tmp_path, CITIES)))
    (found,) = ask(client, {"q0": {"query": "Osh"}})["q0"]["result"]
    assert found["id"] == "http://example.org/osh"
    assert client.get("/reconcile").get_json()["defaultTypes"] == [{"id": "http://example.org/City", "name": "City"}]
    assert client.get("/reconcile/preview", query_string={"id": found["id"]}).status_code == 200


def test_names_in_a_named_graph_count_too(tmp_path: Path) -> None:
    path = tmp_path / "graph.nq"
    path.write_text('<http://e.org/a> <http://www.w3.org/2000/01/rdf-schema#label> "Osh" <http://e.org/g> .\n')
    client = make_client(LocalPool(load_files([path])))
    assert ask(client, {"q0": {"query": "Osh"}})["q0"]["result"][0]["id"] == "http://e.org/a"


def test_a_graph_without_names_or_too_large_a_one_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bare = make_client(LocalPool(load(tmp_path, "<http://e.org/a> <http://e.org/b> 1 .")))
    for _ in range(2):
        response = bare.get("/reconcile")
        assert response.status_code == 404
        assert "nothing to reconcile with" in response.get_json(force=True)["detail"]
    monkeypatch.setattr("carec_kg.web.reconcile_index.MOST_TRIPLES", 3)
    large = make_client(LocalPool(load(tmp_path, CITIES)))
    assert large.get("/reconcile").status_code == 404
    assert MOST_TRIPLES > 100_000


def test_who_waits_too_long_for_a_turn_is_told_to_come_again(pool: LocalPool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("carec_kg.web.reconcile_index._PATIENCE", 0.01)
    indexes = ReconcileIndexes(pool, WebSettings(union_default_graph=True))
    with contextlib.ExitStack() as stack:
        monkeypatch.setattr(indexes, "find", lambda: None)
        for _ in range(4):
            stack.enter_context(indexes.use())
        with pytest.raises(Busy, match="try again"):
            stack.enter_context(indexes.use())
    with indexes.use() as index:
        assert index is None


def test_the_index_is_read_once_and_anew_for_another_edition(pool: LocalPool) -> None:
    before = len(pool.tasks)
    client = make_client(pool)
    for _ in range(3):
        ask(client, {"q0": {"query": "Dostyk"}})
    assert len(pool.tasks) == before + 1
    ask(make_client(pool), {"q0": {"query": "Dostyk"}})
    assert len(pool.tasks) == before + 2
    assert {task.lane for task in pool.tasks} == {"saved"}
