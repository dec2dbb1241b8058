"""Describe saved queries as plain values: for ``/queries.json``, OpenAPI and ``carec-kg queries NAME``."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from carec_kg.iris import compact
from carec_kg.saved_queries.parameters import examples
from carec_kg.saved_queries.typed_values import MAX_STRING_LENGTH, describe_type

if TYPE_CHECKING:
    from carec_kg.saved_queries.catalogue import Catalogue
    from carec_kg.saved_queries.model import Column, Parameter, SavedQuery


def describe_catalogue(catalogue: Catalogue, base: str = "") -> dict[str, Any]:
    """Return all questions in the order of their names, ready for JSON; ``base`` is put before each URL."""
    return {"queries": [describe_query(query, base) for query in catalogue]}


def describe_query(query: SavedQuery, base: str = "") -> dict[str, Any]:
    """Return one query with its parameters, columns, view and an example of use, ready for JSON."""
    return {
        "name": query.slug,
        "iri": query.iri,
        "title": query.title,
        "question": query.question,
        "description": query.description,
        "tags": list(query.tags),
        "kind": query.kind,
        "parameters": [describe_parameter(parameter) for parameter in query.parameters],
        "columns": [_describe_column(column) for column in query.columns],
        "view": {"kind": query.view.kind, "roles": dict(query.view.roles)},
        "example": {"command": example_command(query), "url": example_url(query, base)},
    }


def describe_parameter(parameter: Parameter) -> dict[str, Any]:
    """Return a parameter, its type in words and as JSON Schema; ``default`` is absent where there is none."""
    described: dict[str, Any] = {
        "name": parameter.name,
        "description": parameter.help,
        "type": parameter.type.kind,
        "takes": describe_type(parameter),
        "required": parameter.required,
        "example": parameter.example,
        "schema": parameter_schema(parameter),
    }
    if parameter.default is not None:
        described["default"] = parameter.default
    if parameter.type.of_class:
        described["class"] = compact(parameter.type.of_class)
    if parameter.type.options:
        described["options"] = list(parameter.type.options)
    if parameter.type.options_from:
        described["optionsFrom"] = parameter.type.options_from
    return described


def parameter_schema(parameter: Parameter) -> dict[str, Any]:
    """Return the JSON Schema (2020-12, as OpenAPI 3.1 uses it) of a parameter's text."""
    type_ = parameter.type
    schemas: dict[str, dict[str, Any]] = {
        "string": {"type": "string", "maxLength": MAX_STRING_LENGTH},
        "integer": {"type": "integer"},
        "decimal": {"type": "number"},
        "date": {"type": "string", "format": "date"},
        "year": {"type": "integer", "minimum": 1, "maximum": 9999},
        "gYear": {"type": "string", "pattern": "^[0-9]{4}$"},
        "iri": {"type": "string"},
    }
    schema = schemas[type_.kind]
    if type_.options:
        schema = {"type": "string", "enum": list(type_.options)}
    if schema["type"] in {"integer", "number"}:
        number = int if schema["type"] == "integer" else float
        ends = {"minimum": type_.minimum, "maximum": type_.maximum}
        schema |= {key: number(end) for key, end in ends.items() if end}
    if parameter.default is not None:
        schema["default"] = _as_json(parameter.default, schema["type"])
    return schema


def _as_json(text: str, type_: str) -> str | int | float:
    if type_ == "integer":
        return int(text)
    return float(text) if type_ == "number" else text


def _describe_column(column: Column) -> dict[str, Any]:
    described: dict[str, Any] = {
        "name": column.name,
        "description": column.help,
        "type": column.type,
        "optional": column.optional,
    }
    if column.unit:
        described["unit"] = column.unit
    if column.of_class:
        described["class"] = compact(column.of_class)
    return described


def example_command(query: SavedQuery) -> str:
    """Return a command line that runs the query, ready to paste into a shell."""
    words = ["carec-kg", "query", query.slug]
    for name, value in examples(query).items():
        words += ["-p", f"{name}={value}"]
    return shlex.join(words)


def example_url(query: SavedQuery, base: str = "") -> str:
    """Return the address of the query's answer, as CSV for rows, JSON for a yes or no and Turtle for triples."""
    suffix = {"select": "csv", "ask": "json", "construct": "ttl"}[query.kind]
    given = examples(query)
    return f"{base}/queries/{query.slug}.{suffix}" + (f"?{urlencode(given)}" if given else "")
