"""The parts of an OpenAPI 3.1 description: operations, parameters, answers. Plain values; no Flask here."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

from carec_kg.web import problems
from carec_kg.web.replies import (
    COMPLETE_HEADER,
    CUT_HEADER,
    EVALUATOR_HEADER,
    INFERRED_HEADER,
    TIMING_HEADER,
    VERSION_HEADER,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

#: A part of the document: what JSON calls an object.
Part: TypeAlias = dict[str, Any]

JSON, HTML, TEXT = "application/json", "text/html", "text/plain"
_NAME = re.compile(r"\{[^{}]*\}")

#: Headers of answers by the name of their component: the header, what it says, and its schema.
HEADERS: dict[str, tuple[str, str, Part]] = {
    "DatasetVersion": (VERSION_HEADER, "The version of the data set that was asked.", {"type": "string"}),
    "ETag": (
        "ETag",
        "Tag of exactly these bytes, for If-None-Match; absent where an answer is not repeatable.",
        {"type": "string"},
    ),
    "CacheControl": ("Cache-Control", "What caches may do with the answer.", {"type": "string"}),
    "ResultCut": (
        CUT_HEADER,
        "There is more: after how many rows, triples or graphs the answer was cut.",
        {"type": "integer", "minimum": 0},
    ),
    "ResultComplete": (
        COMPLETE_HEADER,
        "Whether the answer holds all that there is.",
        {"type": "string", "enum": ["true", "false"]},
    ),
    "Inferred": (
        INFERRED_HEADER,
        "Whether what follows from the statements was asked too.",
        {"type": "string", "enum": ["included", "excluded"]},
    ),
    "ServerTiming": (TIMING_HEADER, "How long the steps of the answer took, in milliseconds.", {"type": "string"}),
    "Evaluator": (EVALUATOR_HEADER, "What evaluated a query with SERVICE.", {"type": "string"}),
    "Link": ("Link", "The pages beside this one: first, prev, next (RFC 8288).", {"type": "string"}),
    "Location": ("Location", "Where it is described.", {"type": "string", "format": "uri-reference"}),
    "Digest": ("Repr-Digest", "SHA-256 of the file (RFC 9530).", {"type": "string"}),
    "LastModified": ("Last-Modified", "When the file was written.", {"type": "string"}),
    "Disposition": ("Content-Disposition", "The name under which the answer is saved.", {"type": "string"}),
    "RetryAfter": ("Retry-After", "Seconds after which to try again.", {"type": "string"}),
}
#: Headers of an answer to a query.
ANSWER_HEADERS = ("ResultCut", "ResultComplete", "Inferred", "ServerTiming")

#: What can go wrong: the status, the name of its component, and when that is.
ERRORS: dict[int, tuple[str, str]] = {
    400: ("BadRequest", "A parameter, a body or a query that cannot be read; of a query with line and column."),
    403: ("Forbidden", "An operation that is refused: an update, or a SERVICE that is not allowed."),
    404: ("NotFound", "Nothing of that name; the nearest names are given where there are any."),
    405: ("MethodNotAllowed", "Another method than those that Allow lists."),
    406: ("NotAcceptable", "None of the media types or codings asked for can be given."),
    413: ("ContentTooLarge", "A body, or a list in it, that is too long."),
    414: ("UriTooLong", "An address that is too long; send the query as POST."),
    415: ("UnsupportedMediaType", "A body in a media type or coding that is not read here."),
    429: ("TooManyRequests", "This client has its share of the server already; Retry-After says when to ask again."),
    502: ("BadGateway", "An endpoint that the query's SERVICE calls gave no usable answer."),
    503: ("ServiceUnavailable", "The query ran out of time or memory or was cancelled, or the server is full."),
}
_RETRIED = {429, 503}


@dataclass(frozen=True, slots=True)
class Operation:
    """One method of one path.

    ``answers`` has the schema of each media type of a 200, ``more`` other responses by status, ``errors`` the statuses
    of ``ERRORS`` that can happen, ``headers`` names of ``HEADERS``. ``route`` is the route that answers where that is
    a wider one.
    """

    path: str
    name: str
    tag: str
    summary: str
    answers: Mapping[str, Part] = field(default_factory=dict)
    method: str = "get"
    description: str = ""
    parameters: tuple[Part, ...] = ()
    body: Part | None = None
    headers: tuple[str, ...] = ()
    errors: tuple[int, ...] = ()
    more: Mapping[str, Part] = field(default_factory=dict)
    route: str = ""

    @property
    def served_by(self) -> str:
        """Return the route that answers, without the names of its variables."""
        return strip_names(self.route or self.path)

    def write(self) -> Part:
        """Return the operation as OpenAPI has it."""
        statuses: dict[str, Part] = dict(self.more)
        if self.answers:
            statuses["200"] = answer("The answer.", self.answers, self.headers)
            if self.method == "get":
                statuses["304"] = refer("responses", "NotModified")
        statuses |= {str(status): refer("responses", ERRORS[status][0]) for status in self.errors}
        written: Part = {"operationId": self.name, "tags": [self.tag], "summary": self.summary}
        if self.description:
            written["description"] = self.description
        if self.parameters:
            written["parameters"] = list(self.parameters)
        if self.body:
            written["requestBody"] = self.body
        return {**written, "responses": dict(sorted(statuses.items()))}


def strip_names(path: str) -> str:
    """Return a path with ``{}`` in the place of each variable, since names of variables tell nothing apart."""
    return _NAME.sub("{}", path)


def refer(kind: str, name: str) -> Part:
    """Return a reference to a component."""
    return {"$ref": f"#/components/{kind}/{name}"}


def schema(name: str) -> Part:
    """Return a reference to a schema."""
    return refer("schemas", name)


def text(**facts: Any) -> Part:  # noqa: ANN401 - whatever JSON Schema says of a text
    """Return the schema of a text."""
    return {"type": "string", **facts}


def answer(description: str, answers: Mapping[str, Part], headers: Iterable[str] = ()) -> Part:
    """Return a response with a schema for each media type, and the headers that every answer has too."""
    named = ("DatasetVersion", "ETag", "CacheControl", *headers)
    return {
        "description": description,
        "headers": {HEADERS[name][0]: refer("headers", name) for name in named},
        "content": {media_type: {"schema": found} for media_type, found in answers.items()},
    }


def moved(description: str) -> Part:
    """Return a response that sends the client elsewhere."""
    return {
        "description": description,
        "headers": {HEADERS[name][0]: refer("headers", name) for name in ("DatasetVersion", "Location")},
    }


def asked(name: str, description: str, values: Part, **more: Any) -> Part:  # noqa: ANN401 - example, required, explode
    """Return a parameter of the query string."""
    return {"name": name, "in": "query", "description": description, "schema": values, **more}


def part_of_path(name: str, description: str, values: Part, example: str) -> Part:
    """Return a variable of the path."""
    return {
        "name": name,
        "in": "path",
        "required": True,
        "description": description,
        "schema": values,
        "example": example,
    }


def send(description: str, bodies: Mapping[str, Part]) -> Part:
    """Return a body that has to be sent; each media type with its schema and example."""
    return {"description": description, "required": True, "content": dict(bodies)}


def write_headers() -> Part:
    """Return the components of headers."""
    return {
        name: {"description": said, "schema": values, **({"required": True} if name == "DatasetVersion" else {})}
        for name, (_, said, values) in HEADERS.items()
    }


def write_responses() -> Part:
    """Return the components of responses: one for each thing that can go wrong, and that nothing has changed."""
    found: Part = {"NotModified": {"description": "What the client holds is what it would get."}}
    for status, (name, said) in ERRORS.items():
        headers = ("DatasetVersion", "RetryAfter") if status in _RETRIED else ("DatasetVersion",)
        found[name] = {
            "description": said,
            "headers": {HEADERS[header][0]: refer("headers", header) for header in headers},
            "content": {problems.MEDIA_TYPE: {"schema": schema("Problem")}, HTML: {"schema": text()}},
        }
    return found
