"""The API described as OpenAPI 3.1: every route, and each saved query as an operation of its own. No Flask here.

It is made from the saved queries and the settings, and lists what the application at hand serves and nothing else.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from carec_kg.version import __version__
from carec_kg.web.openapi_parts import Operation, Part, strip_names, write_headers, write_responses
from carec_kg.web.openapi_permalinks import describe_permalinks
from carec_kg.web.openapi_protocol import describe_evidence, describe_protocol
from carec_kg.web.openapi_resources import (
    describe_files,
    describe_pages,
    describe_resources,
    describe_search,
)
from carec_kg.web.openapi_saved import ROUTE as SAVED_ROUTE
from carec_kg.web.openapi_saved import describe_rows, describe_saved
from carec_kg.web.openapi_schemas import write_schemas
from carec_kg.web.openapi_services import describe_operation, describe_services

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from carec_kg.saved_queries.catalogue import Catalogue
    from carec_kg.web.settings import WebSettings

PATH = "/openapi.json"
#: What is answered ahead of Flask, so that no map of its routes has it.
AHEAD = "/metrics"
#: Beginnings of paths that are no operations, each with the reason.
LEFT_OUT = {
    "/static/": "Style sheets, scripts and fonts that pages load by themselves.",
    "/editor/": "What the editor asks while somebody types; it changes with the editor.",
    "/.well-known/genid/": "Says that names of blank nodes lead nowhere.",
    "/chart/": "Drawings that pages show; the rows behind them are the answers of saved queries.",
}
#: Groups of operations in the order in which people read them.
TAGS = {
    "Questions": "Saved queries: questions with typed parameters whose answers are tested.",
    "SPARQL": "Any query, and whole graphs.",
    "Search": "Find things, passages, questions and terms by words.",
    "Things": "What has an IRI here: things, sources, passages, codes, the ontology.",
    "Evidence": "Why the graph believes what it answers.",
    "Files": "The data set to take away, with its description.",
    "Reconciliation": "Match the cells of a table with things of this graph (OpenRefine and others).",
    "Operation": "For those who run the server or watch it.",
    "Pages": "For people; programs need none of them.",
}
_DESCRIPTION = """\
Every fact in this graph is held together with the passage that states it. All of it can be read by anybody, nothing
can be changed.

Each answer names the version of the data set in X-Dataset-Version; one that was cut says so in X-Result-Cut. HEAD and
OPTIONS work on every path, CORS is open to all origins without credentials, gzip is spoken. Errors are
application/problem+json, or a page for a browser. A query may run for {timeout:g} seconds; an answer has at most
{rows:,} rows; a request has at most {bytes:,} bytes of body."""


def describe_api(catalogue: Catalogue, settings: WebSettings, served: Collection[str]) -> Part:
    """Return the OpenAPI document of the paths in ``served``, which are templates such as ``/id/{type}/{key}``."""
    known = {strip_names(path) for path in served}
    paths: dict[str, Part] = defaultdict(dict)
    for operation in describe_operations(catalogue, settings):
        if operation.served_by in known:
            paths[operation.path][operation.method] = operation.write()
    used = {tag for path in paths.values() for operation in path.values() for tag in operation["tags"]}
    limits = {"timeout": settings.timeout, "rows": settings.max_rows, "bytes": settings.max_query}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": settings.title,
            "version": settings.dataset or __version__,
            "summary": "A knowledge graph to ask, with the passage behind every fact.",
            "description": _DESCRIPTION.format(**limits),
            "license": {"name": "CC BY 4.0", "identifier": "CC-BY-4.0"},
        },
        "servers": [{"url": "/"}],
        "tags": [{"name": name, "description": said} for name, said in TAGS.items() if name in used],
        "paths": dict(paths),
        "components": {
            "schemas": {**write_schemas(), **dict(describe_rows(catalogue))},
            "responses": write_responses(),
            "headers": write_headers(),
        },
    }


def describe_operations(catalogue: Catalogue, settings: WebSettings) -> Iterator[Operation]:
    """Yield every operation that the contract knows, whether or not an application serves it."""
    yield from describe_saved(catalogue, settings)
    yield from describe_protocol(settings)
    yield from describe_search(())
    yield from describe_resources()
    yield from describe_evidence(settings)
    yield from describe_permalinks(catalogue, settings)
    yield from describe_files()
    yield from describe_services()
    yield from describe_operation()
    yield from describe_pages()


def find_undescribed(document: Part, served: Iterable[str]) -> list[str]:
    """Return the templates that are served, are no operation, and are not left out for a reason."""
    described = {strip_names(path) for path in document["paths"]} | {strip_names(SAVED_ROUTE)}
    return sorted(
        path
        for path in served
        if strip_names(path) not in described and not any(path.startswith(beginning) for beginning in LEFT_OUT)
    )
