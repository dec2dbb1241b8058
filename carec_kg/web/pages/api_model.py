"""The description of the API as a page shows it: groups of operations, with what can be tried. No Flask here."""

from __future__ import annotations

import json
import shlex
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from carec_kg.web.openapi_parts import ERRORS, HTML

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from carec_kg.web.openapi_parts import Part

#: Bounds of a schema, in words of mathematics that need no translation.
_BOUNDS = (("minimum", "≥ {}"), ("exclusiveMinimum", "> {}"), ("maximum", "≤ {}"), ("maxLength", "≤ {} characters"))


@dataclass(frozen=True, slots=True)
class ParameterRow:
    """A parameter: where it stands, its type in words, an example and a default as texts, empty for none."""

    name: str
    place: str
    type: str
    description: str
    required: bool
    example: str
    default: str


@dataclass(frozen=True, slots=True)
class ShownOperation:
    """An operation; ``address`` is the path with an example of each parameter, ``curl`` a command for a shell."""

    name: str
    method: str
    path: str
    summary: str
    description: str
    parameters: Sequence[ParameterRow]
    media_types: Sequence[str]
    statuses: Sequence[tuple[str, str]]
    headers: Sequence[str]
    address: str
    curl: str

    @property
    def can_be_tried(self) -> bool:
        """Return whether following a link does it."""
        return self.method == "GET"


@dataclass(frozen=True, slots=True)
class OperationGroup:
    """Operations that belong together, and what they are for."""

    name: str
    description: str
    operations: Sequence[ShownOperation]


def group_operations(document: Part, root: str) -> list[OperationGroup]:
    """Return the operations of a document by its tags; ``root`` is the address of the server, without a slash."""
    shown: dict[str, list[ShownOperation]] = {tag["name"]: [] for tag in document["tags"]}
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            shown[operation["tags"][0]].append(_show(document, path, method, operation, root))
    return [OperationGroup(tag["name"], tag["description"], shown[tag["name"]]) for tag in document["tags"]]


def list_errors(document: Part) -> list[tuple[int, str]]:
    """Return each status of an error and what it means."""
    responses = document["components"]["responses"]
    return [(status, responses[name]["description"]) for status, (name, _) in sorted(ERRORS.items())]


def _show(document: Part, path: str, method: str, operation: Part, root: str) -> ShownOperation:
    parameters = [_show_parameter(parameter) for parameter in operation.get("parameters", ())]
    answers = _resolve(document, operation["responses"].get("200", {}))
    address = fill_address(path, operation.get("parameters", ()))
    media_types = list(answers.get("content", {}))
    return ShownOperation(
        operation["operationId"],
        method.upper(),
        path,
        operation["summary"],
        operation.get("description", ""),
        parameters,
        media_types,
        [(status, _resolve(document, found)["description"]) for status, found in operation["responses"].items()],
        list(answers.get("headers", {})),
        address,
        write_curl(root + address, method, media_types, operation.get("requestBody", {})),
    )


def _resolve(document: Part, part: Part) -> Part:
    reference = part.get("$ref", "")
    found: Any = document
    for step in reference.split("/")[1:]:
        found = found[step]
    return found if reference else part


def _show_parameter(parameter: Part) -> ParameterRow:
    schema = parameter["schema"]
    return ParameterRow(
        parameter["name"],
        parameter["in"],
        describe_schema(schema),
        parameter["description"],
        parameter.get("required", False),
        str(parameter.get("example", "")),
        str(schema.get("default", "")),
    )


def describe_schema(schema: Mapping[str, Any]) -> str:
    """Return the type of a value in a few words, with its bounds or its values."""
    if "enum" in schema:
        return " | ".join(map(str, schema["enum"]))
    if schema.get("type") == "array":
        return f"{describe_schema(schema['items'])} …"
    words = [str(schema.get("format") or schema.get("type", "any"))]
    words += [said.format(schema[bound]) for bound, said in _BOUNDS if bound in schema]
    return ", ".join(words)


def fill_address(path: str, parameters: Sequence[Part]) -> str:
    """Return a path with the example of each variable, and of each parameter that has one."""
    given = {}
    for parameter in parameters:
        if parameter["in"] == "path":
            path = path.replace(f"{{{parameter['name']}}}", quote(str(parameter["example"]), safe="/"))
        elif "example" in parameter and (parameter.get("required") or parameter["name"] not in _LEFT_OUT):
            given[parameter["name"]] = str(parameter["example"])
    return path + (f"?{urlencode(given)}" if given else "")


#: Parameters that mean something everywhere; an address to try is shorter without them.
_LEFT_OUT = {"timeout", "lang", "type"}


def write_curl(address: str, method: str, media_types: Sequence[str], body: Part) -> str:
    """Return a command that does it, ready to paste into a shell."""
    words = ["curl"]
    wanted = next((media_type for media_type in media_types if media_type != HTML), None)
    if wanted:
        words += ["-H", f"Accept: {wanted}"]
    if method == "post":
        words += ["-X", "POST"]
        for media_type, content in list(body.get("content", {}).items())[:1]:
            words += _write_body(media_type, content.get("example"))
    return shlex.join([*words, address])


def _write_body(media_type: str, example: object) -> list[str]:
    if media_type == "application/x-www-form-urlencoded" and isinstance(example, dict):
        return [word for name, value in example.items() for word in ("--data-urlencode", f"{name}={value}")]
    text = example if isinstance(example, str) else json.dumps(example, ensure_ascii=False)
    return ["-H", f"Content-Type: {media_type}", "--data-binary", text]
