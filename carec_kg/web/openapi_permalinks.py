"""Versions and results to cite, as the description of the API has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carec_kg.web.citation import CITATION_FORMATS
from carec_kg.web.openapi_parts import ANSWER_HEADERS, HTML, JSON, Operation, Part, moved, part_of_path, schema, text
from carec_kg.web.openapi_protocol import INFERRED, LANGUAGE, type_graphs, type_results

if TYPE_CHECKING:
    from collections.abc import Iterator

    from carec_kg.saved_queries.catalogue import Catalogue
    from carec_kg.web.settings import WebSettings

_SEGMENT = text(minLength=1)
_SOURCE = "application/sparql-query"
_MOVED = {"302": moved("To the one address of the version, for the beginning of its digest.")}
_GONE: dict[str, Part] = {
    "410": {
        "description": "The version is known and no longer kept; where the result is now, and how to have it again.",
        "content": {"application/problem+json": {"schema": {"type": "object"}}},
    }
}
_VERSIONS: Part = {
    "type": "object",
    "required": ["current", "versions"],
    "properties": {
        "current": {"type": "string"},
        "versions": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["version", "state", "address"],
                "properties": {
                    "version": {"type": "string"},
                    "state": {"enum": ["current", "kept", "unreadable", "gone"]},
                    "issued": {"type": "string", "format": "date"},
                    "commit": {"type": "string"},
                    "address": {"type": "string"},
                },
            },
        },
    },
}


def describe_permalinks(catalogue: Catalogue, settings: WebSettings) -> Iterator[Operation]:
    """Yield the operations on versions, and on results at a version."""
    tag, example = "Questions", next((query.slug for query in catalogue if query.kind == "select"), "members")
    version = part_of_path(
        "version",
        "A version of the data set, or at least eight digits of its digest; two with .. between them compare them.",
        _SEGMENT,
        settings.dataset or "0.1.0+e081dcc58f10",
    )
    slug = part_of_path("slug", "The name of a saved query, and the suffix of a format if wanted.", _SEGMENT, example)
    yield Operation(
        "/r", "listVersions", tag, "The versions of the data set", {JSON: _VERSIONS, HTML: text()}, errors=(406,)
    )
    yield Operation("/r.json", "listVersionsAsJson", tag, "The versions, as JSON", {JSON: _VERSIONS}, errors=(406,))
    yield Operation(
        "/r/{version}", "readVersion", tag, "The saved queries of a version, or all that differs between two",
        {JSON: {"type": "object"}, HTML: text()}, parameters=(version, LANGUAGE), errors=(404, 406, 503),
        more={**_MOVED, **_GONE},
    )  # fmt: skip
    citations = {format_.media_type: text() for format_ in CITATION_FORMATS}
    answers = {**type_results(schema("Results")), **type_graphs(), **citations, _SOURCE: text(), HTML: text()}
    yield Operation(
        "/r/{version}/{slug}", "citeResult", tag, "A result to cite", answers,
        parameters=(version, slug, INFERRED, LANGUAGE), headers=(*ANSWER_HEADERS, "Link", "Disposition"),
        errors=(400, 404, 406, 503), more={**_MOVED, **_GONE},
        description="The answer of a saved query at a version of the data set. It takes the parameters of the query. "
        "Page and JSON also say what has changed since; .bib and .csl.json are citations.",
    )  # fmt: skip
