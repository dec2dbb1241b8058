from __future__ import annotations

import json
import shlex
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest

from carec_kg.saved_queries.describe import (
    describe_catalogue,
    describe_query,
    example_command,
    example_url,
    parameter_schema,
)
from carec_kg.saved_queries.model import Parameter, ParameterType
from carec_kg.saved_queries.parameters import bind, examples

if TYPE_CHECKING:
    from carec_kg.saved_queries.catalogue import Catalogue


def test_the_catalogue_is_plain_json_and_leaves_the_choices_out(library: Catalogue) -> None:
    described = describe_catalogue(library, "https://example.org")
    assert json.loads(json.dumps(described)) == described
    assert [query["name"] for query in described["queries"]] == [query.slug for query in library]
    assert described["queries"][0]["example"]["url"].startswith("https://example.org/queries/")


def test_a_query_is_described_with_parameters_columns_and_view(library: Catalogue) -> None:
    described = describe_query(library.find("figures-of-a-thing"))
    thing, measure, since = described["parameters"]
    assert (thing["class"], thing["default"], thing["takes"]) == (
        "carec:Programme",
        "id:programme/carec",
        "the IRI of a carec:Programme",
    )
    assert (measure["optionsFrom"], "default" in measure, measure["required"]) == ("measures", False, False)
    assert since["schema"] == {"type": "integer", "minimum": 1997, "maximum": 2030, "default": 2001}
    assert described["columns"][2] == {
        "name": "amount",
        "description": "The value in base units.",
        "type": "figure",
        "optional": False,
    }
    assert described["view"] == {"kind": "bar", "roles": {"x": "measure", "y": "amount"}}


def test_the_example_can_be_pasted_into_a_shell_and_a_browser(library: Catalogue) -> None:
    query = library.find("things-by-name")
    words = shlex.split(example_command(query))
    assert words == ["carec-kg", "query", "things-by-name", "-p", "text=land", "-p", "kind=carec:Country"]
    given = {name: values[0] for name, values in parse_qs(urlsplit(example_url(query)).query).items()}
    assert given == examples(query)
    assert bind(query, given).slug == query.slug


@pytest.mark.parametrize(
    ("name", "url"),
    [
        ("is-a-member", "/queries/is-a-member.json?country=id%3Acountry%2FCHN"),
        ("names-of-members", "/queries/names-of-members.ttl"),
    ],
)
def test_the_example_asks_for_a_format_that_the_answer_has(library: Catalogue, name: str, url: str) -> None:
    assert example_url(library.find(name)) == url


@pytest.mark.parametrize(
    ("type_", "default", "schema"),
    [
        (ParameterType("string"), "x", {"type": "string", "maxLength": 1000, "default": "x"}),
        (ParameterType("decimal", minimum="0.5"), "1.5", {"type": "number", "minimum": 0.5, "default": 1.5}),
        (ParameterType("integer", maximum="9"), None, {"type": "integer", "maximum": 9}),
        (ParameterType("date"), None, {"type": "string", "format": "date"}),
        (ParameterType("gYear"), None, {"type": "string", "pattern": "^[0-9]{4}$"}),
        (ParameterType("iri", options=("carec:A",)), None, {"type": "string", "enum": ["carec:A"]}),
    ],
)
def test_a_parameter_has_a_json_schema(type_: ParameterType, default: str | None, schema: dict[str, object]) -> None:
    assert parameter_schema(Parameter("p", type_, "P.", default, "x", required=False, line=1)) == schema
