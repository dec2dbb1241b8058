"""The description of the API: valid, whole, and true of the application at hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import jsonschema  # type: ignore[import-untyped]
import pytest
from openapi_spec_validator import validate

from carec_kg.saved_queries.catalogue import Catalogue
from carec_kg.web.openapi import AHEAD, LEFT_OUT, describe_api, describe_operations, find_undescribed
from carec_kg.web.openapi_parts import strip_names
from carec_kg.web.pages.api_model import fill_address
from carec_kg.web.pages.routes import list_routes
from carec_kg.web.settings import WebSettings
from tests.web.local_pool import read_library

if TYPE_CHECKING:
    from flask.testing import FlaskClient

#: Operations whose examples are of the CAREC graph.
ELSEWHERE = {"Things", "Evidence", "Reconciliation"}


@pytest.fixture
def document(client: FlaskClient) -> dict[str, Any]:
    found: dict[str, Any] = client.get("/openapi.json").get_json()
    return found


def operations(document: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    return [(path, method, found) for path, methods in document["paths"].items() for method, found in methods.items()]


def test_it_is_valid(document: dict[str, Any]) -> None:
    validate(document)
    assert document["openapi"].startswith("3.1")


def test_all_that_can_be_described_is_valid() -> None:
    settings = WebSettings(dataset="v1", federated=True)
    served = [operation.route or operation.path for operation in describe_operations(read_library(), settings)]
    document = describe_api(read_library(), settings, served)
    validate(document)
    assert "502" in document["paths"]["/sparql"]["get"]["responses"]


def test_every_route_is_described_or_left_out_for_a_reason(client: FlaskClient, document: dict[str, Any]) -> None:
    served = list_routes(client.application.url_map)
    assert find_undescribed(document, served) == []
    assert all(reason.endswith(".") for reason in LEFT_OUT.values())


def test_nothing_is_described_that_is_not_served(client: FlaskClient, document: dict[str, Any]) -> None:
    served = {strip_names(path) for path in list_routes(client.application.url_map)} | {AHEAD}
    saved = {f"/queries/{query.slug}" for query in read_library()}
    assert {strip_names(path) for path in document["paths"]} - saved - served == set()


def test_a_route_that_nobody_described_is_noticed(document: dict[str, Any]) -> None:
    assert find_undescribed(document, ["/sparql", "/new/{name}", "/static/{file}"]) == ["/new/{name}"]


def test_each_saved_query_is_an_operation_with_its_parameters_and_columns(document: dict[str, Any]) -> None:
    labels = document["paths"]["/queries/labels"]["get"]
    assert labels["operationId"] == "answerLabels"
    assert [parameter["name"] for parameter in labels["parameters"]][:3] == ["label", "limit", "offset"]
    assert labels["parameters"][0]["schema"] == {"type": "string", "maxLength": 1000}
    rows = document["components"]["schemas"]["LabelsRows"]["allOf"][1]["properties"]["results"]
    assert list(rows["properties"]["bindings"]["items"]["properties"]) == ["thing", "name"]
    assert "text/turtle" in document["paths"]["/queries/chain"]["get"]["responses"]["200"]["content"]
    needed = document["paths"]["/queries/is-there"]["get"]["parameters"][0]
    assert (needed["name"], needed["required"]) == ("label", True)


def test_names_of_operations_are_unique(document: dict[str, Any]) -> None:
    names = [found["operationId"] for _, _, found in operations(document)]
    assert len(names) == len(set(names))


def test_examples_are_of_the_type_that_they_are_examples_of(document: dict[str, Any]) -> None:
    for _, _, operation in operations(document):
        for parameter in operation.get("parameters", ()):
            if "example" in parameter:
                jsonschema.validate(parameter["example"], parameter["schema"])
        for content in operation.get("requestBody", {}).get("content", {}).values():
            schema = {**content["schema"], "components": document["components"]}
            jsonschema.validate(content["example"], schema)


def test_examples_are_answered(client: FlaskClient, document: dict[str, Any]) -> None:
    wrong = {}
    for path, method, operation in operations(document):
        fixed = path not in {AHEAD, "/export/{name}", "/.well-known/void"}
        if method == "get" and fixed and operation["tags"][0] not in ELSEWHERE:
            address = fill_address(path, operation.get("parameters", ()))
            status = client.get(address).status_code
            if status != 200:
                wrong[address] = status
    assert wrong == {}


def test_limits_are_those_of_the_settings(document: dict[str, Any]) -> None:
    assert "5 seconds" in document["info"]["description"]
    assert "10,000 bytes" in document["info"]["description"]
    assert "200 rows" in document["info"]["description"]


def test_without_saved_queries_it_is_valid_too() -> None:
    document = describe_api(Catalogue({}, {}), WebSettings(), ["/sparql", "/queries/<name>", "/queries/{name}"])
    validate(document)
    assert sorted(document["paths"]) == ["/queries/{name}", "/sparql"]


def test_it_is_kept_by_the_cache_and_has_a_tag(client: FlaskClient) -> None:
    tag = client.get("/openapi.json").headers["ETag"]
    assert client.get("/openapi.json", headers={"If-None-Match": tag}).status_code == 304
