"""The description of the API as a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carec_kg.web.pages.api_model import describe_schema, fill_address, group_operations, write_curl

if TYPE_CHECKING:
    from flask.testing import FlaskClient

HTML = {"Accept": "text/html"}


def test_every_operation_is_on_the_page(client: FlaskClient) -> None:
    page = client.get("/api", headers=HTML).text
    document = client.get("/openapi.json").get_json()
    names = [found["operationId"] for methods in document["paths"].values() for found in methods.values()]
    assert [name for name in names if f'id="{name}"' not in page] == []


def test_the_limits_are_those_of_this_server(client: FlaskClient) -> None:
    page = client.get("/api", headers=HTML).text
    assert "5 seconds" in page
    assert "10,000 bytes" in page
    assert "<code>v1</code>" in page


def test_operations_can_be_tried_and_copied(client: FlaskClient) -> None:
    document = client.get("/openapi.json").get_json()
    shown = {o.name: o for group in group_operations(document, "http://here") for o in group.operations}
    assert shown["answerLabels"].address == "/queries/labels?label=Thing+7"
    assert client.get(shown["answerLabels"].address).status_code == 200
    assert shown["answerLabels"].can_be_tried
    assert not shown["queryByPost"].can_be_tried
    assert shown["queryByPost"].curl.startswith("curl -H 'Accept: ")
    assert "--data-urlencode 'query=SELECT" in shown["queryByPost"].curl


def test_a_forged_host_is_only_text(client: FlaskClient) -> None:
    page = client.get("/api", headers={**HTML, "Host": "evil.example"}).text
    assert 'href="http://evil.example' not in page
    assert 'src="http://evil.example' not in page


def test_values_are_described_in_a_few_words() -> None:
    assert describe_schema({"type": "integer", "minimum": 1, "maximum": 9}) == "integer, ≥ 1, ≤ 9"
    assert describe_schema({"type": "string", "format": "date"}) == "date"
    assert describe_schema({"type": "string", "enum": ["a", "b"]}) == "a | b"
    assert describe_schema({"type": "array", "items": {"type": "string", "format": "iri"}}) == "iri …"


def test_an_address_has_the_examples_in_it() -> None:
    key = {"name": "key", "in": "path", "example": "a b/c"}
    asked = {"name": "q", "in": "query", "example": "x&y"}
    assert fill_address("/id/{key}", [key, asked]) == "/id/a%20b/c?q=x%26y"


def test_a_command_is_quoted_for_a_shell() -> None:
    body = {"content": {"application/json": {"example": {"a": "it's"}}}}
    command = write_curl("http://here/x", "post", ["application/json"], body)
    assert command.endswith("""--data-binary '{"a": "it'"'"'s"}' http://here/x""")
