"""The saved queries as the description of the API has them: one operation each, with typed parameters and columns."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from carec_kg.graph.encoding import GRAPH_FORMATS
from carec_kg.rdf.media import RESULT_FORMATS
from carec_kg.saved_queries.describe import describe_query
from carec_kg.saved_queries.paging import MAX_LIMIT, MAX_OFFSET
from carec_kg.web.openapi_parts import ANSWER_HEADERS, HTML, JSON, Operation, Part, asked, part_of_path, schema, text
from carec_kg.web.openapi_protocol import EVIDENCE, INFERRED, WHY, timeout, type_graphs, type_results

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from carec_kg.saved_queries.model import SavedQuery
    from carec_kg.web.settings import WebSettings

#: The route that answers them all.
ROUTE = "/queries/{name}"
_SOURCE = "application/sparql-query"
#: Suffixes that stand for a media type, of rows, of triples, and of both.
SUFFIXES = (*(f.suffix for f in RESULT_FORMATS), *(s for f in GRAPH_FORMATS for s in f.suffixes), "rq", "html")
_WORD_BREAK = re.compile(r"-+(\w)")


def name_operation(slug: str) -> str:
    """Return the name of a saved query's operation: ``answer`` and its words, as programs write them."""
    return "answer" + _WORD_BREAK.sub(lambda found: found[1].upper(), f"-{slug}")


def describe_saved(queries: Iterable[SavedQuery], settings: WebSettings) -> Iterator[Operation]:
    """Yield the list, an operation for each saved query, and those that hold for all of them."""
    listed: Part = schema("SavedQueries")
    yield Operation(
        "/queries", "listQueries", "Questions", "List the saved queries", {JSON: listed, HTML: text()}, errors=(406,)
    )
    yield Operation(
        "/queries.json",
        "listQueriesAsJson",
        "Questions",
        "List the saved queries, as JSON",
        {JSON: listed},
        errors=(406,),
    )
    known = list(queries)
    for query in known:
        yield _describe(query, settings)
    example = known[0].slug if known else "members"
    suffix = GRAPH_FORMATS[0].suffix if known and known[0].kind == "construct" else RESULT_FORMATS[0].suffix
    pattern = rf"^[a-z0-9-]+\.({'|'.join(SUFFIXES)})$"
    name = part_of_path(
        "name", "A saved query and the suffix of a format.", text(pattern=pattern), f"{example}.{suffix}"
    )
    answers = {**type_graphs(), **type_results(schema("Results")), _SOURCE: text(), HTML: text()}
    yield Operation(
        ROUTE, "answerAs", "Questions", "Answer a saved query in the format of a suffix", answers,
        parameters=(name, INFERRED, timeout(settings)), headers=(*ANSWER_HEADERS, "Link", "Disposition"),
        errors=(400, 403, 404, 406, 503),
        description="The same as the query's own operation, parameters and all; the suffix decides, not Accept.",
    )  # fmt: skip
    free = (q.slug for q in known if q.kind == "select" and not any(p.required for p in q.parameters))
    slug = part_of_path("slug", "The name of a SELECT.", text(pattern="^[a-z0-9-]+$"), next(free, "members"))
    row = asked("row", "The number of a row, counted from 0.", {"type": "integer", "minimum": 0}, example=0)
    page = asked("page", "The page of an aggregate's solutions, counted from 0.", {"type": "integer", "minimum": 0})
    size = asked("size", "Solutions on a page.", {"type": "integer", "minimum": 1, "maximum": 1000})
    yield Operation(
        "/queries/{slug}/explain", "explainAnswer", "Evidence", "Why a row is in the answer of a saved query",
        {JSON: schema("Explanation"), HTML: text()}, parameters=(slug, row, page, size),
        errors=(400, 403, 404, 406, 429, 503),
        description="The query's own parameters are given as when it is asked.",
    )  # fmt: skip


def _describe(query: SavedQuery, settings: WebSettings) -> Operation:
    said = describe_query(query)
    own = tuple(_write_parameter(parameter) for parameter in said["parameters"])
    rows = query.kind == "select"
    answers = type_graphs() if query.kind == "construct" else type_results(_refer_results(query))
    return Operation(
        f"/queries/{query.slug}",
        name_operation(query.slug),
        "Questions",
        query.question,
        {**answers, _SOURCE: text(), HTML: text()},
        description=query.description,
        parameters=(*own, *(_PAGING if rows else ()), INFERRED, *((WHY, EVIDENCE) if rows else ()), timeout(settings)),
        headers=(*ANSWER_HEADERS, *(("Link",) if rows else ()), "Disposition"),
        errors=(400, *((403,) if rows else ()), 406, 503),
        route=ROUTE,
    )


_PAGING = (
    asked("limit", "Rows of a page.", {"type": "integer", "minimum": 1, "maximum": MAX_LIMIT}),
    asked("offset", "Rows before the page.", {"type": "integer", "minimum": 0, "maximum": MAX_OFFSET, "default": 0}),
)


def _write_parameter(said: dict[str, Any]) -> Part:
    """Return a parameter with the schema of what is typed; its example is of the same type."""
    values = said["schema"]
    kinds = {"integer": int, "number": float}
    example = kinds.get(values["type"], str)(said["example"])
    words = f"{said['description']} Takes {said['takes']}."
    return asked(said["name"], words, values, example=example, required=said["required"])


def _name_results(query: SavedQuery) -> str:
    name = name_operation(query.slug).removeprefix("answer")
    return f"{name}Rows"


def _refer_results(query: SavedQuery) -> Part:
    if query.kind == "ask":
        return schema("YesNo")
    return schema(_name_results(query) if query.columns else "Rows")


def describe_rows(queries: Iterable[SavedQuery]) -> Iterator[tuple[str, Part]]:
    """Yield the name and the schema of the rows of each saved query, with what each column means."""
    for query in queries:
        if query.kind == "select" and query.columns:
            columns = {
                column.name: {
                    **schema("Term"),
                    "description": f"{column.help}{f' Unit: {column.unit}.' if column.unit else ''}",
                }
                for column in query.columns
            }
            needed = [column.name for column in query.columns if not column.optional]
            binding = {"properties": columns, "required": needed}
            results = {"properties": {"bindings": {"items": binding}}}
            yield _name_results(query), {"allOf": [schema("Rows"), {"properties": {"results": results}}]}
