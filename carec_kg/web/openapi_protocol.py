"""The SPARQL protocol, whole graphs, explanations and cancelling, as the description of the API has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carec_kg.graph.encoding import GRAPH_FORMATS
from carec_kg.rdf.media import JSON_LD, RESULT_FORMATS, RESULT_JSON
from carec_kg.web.openapi_parts import (
    ANSWER_HEADERS,
    HTML,
    JSON,
    Operation,
    Part,
    asked,
    moved,
    part_of_path,
    schema,
    send,
    text,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from carec_kg.rdf.media import Format
    from carec_kg.web.settings import WebSettings

_QUERY = "SELECT ?thing ?label WHERE { ?thing rdfs:label ?label } LIMIT 5"
_GRAPHS: Part = {"type": "array", "items": text(format="iri", pattern="^[A-Za-z][A-Za-z0-9+.-]*:")}
INFERRED = asked(
    "inferred", "Whether what follows from the statements is asked too.", text(enum=["true", "false"], default="true")
)
_ASK_DEFAULT = asked(
    "default", "Asks for the default graph; has no value.", text(maxLength=0), allowEmptyValue=True, example=""
)
_YES = text(enum=["0", "1", "true", "false"], default="0")
WHY = asked("why", "Whether an empty result in JSON says why there is nothing.", _YES)
EVIDENCE = asked("evidence", "Whether each row of a result in JSON names the passages that it rests on.", _YES)
_CANCEL_NAME = text(pattern="^[A-Za-z0-9_-]{16,128}$")
LANGUAGE = asked("lang", "Language of labels, as a BCP 47 tag.", text(), example="en")


def timeout(settings: WebSettings) -> Part:
    """Return the parameter for the seconds that a query may run."""
    said = f"Seconds that the query may run; {settings.timeout:g} at the most, and by default."
    return asked("timeout", said, {"type": "number", "exclusiveMinimum": 0}, example=min(5, settings.timeout))


def type_graphs(formats: Iterable[Format] = GRAPH_FORMATS) -> dict[str, Part]:
    """Return the media types in which triples can be had, each with its schema."""
    return {
        media_type: schema("JsonLd") if format_ is JSON_LD else text()
        for format_ in formats
        for media_type in format_.media_types
    }


def type_results(json: Part) -> dict[str, Part]:
    """Return the media types in which rows or a yes or no can be had; ``json`` is the schema of the JSON format."""
    return {
        media_type: json if format_ is RESULT_JSON else text()
        for format_ in RESULT_FORMATS
        for media_type in format_.media_types
    }


def describe_protocol(settings: WebSettings) -> Iterator[Operation]:
    """Yield the operations of the protocol, of the graph store, and of cancelling."""
    shared = (
        asked("default-graph-uri", "A graph whose triples the default graph holds; may be repeated.", _GRAPHS),
        asked("named-graph-uri", "A graph that GRAPH finds; may be repeated.", _GRAPHS),
        timeout(settings),
        INFERRED,
        WHY,
        asked("cancel-id", "A name that is hard to guess, by which the query can be cancelled.", _CANCEL_NAME),
    )
    answers = {**type_graphs(), **type_results(schema("Results")), HTML: text()}
    headers = (*ANSWER_HEADERS, "Evaluator")
    failing = (400, 403, 406, 429, *((502,) if settings.federated else ()), 503)
    yield Operation(
        "/sparql", "query", "SPARQL", "Ask a query", answers, parameters=(_ask_query(), *shared), headers=headers,
        errors=(*failing, 414), more={"303": moved("To the editor, for a browser.")},
        description="SPARQL 1.1 Protocol, query by GET. SELECT and ASK answer in the formats of results, CONSTRUCT and "
        "DESCRIBE in those of graphs. Without a query: the service description, and for a browser the editor.",
    )  # fmt: skip
    yield Operation(
        "/sparql", "queryByPost", "SPARQL", "Ask a query that is too long for an address", answers, "post",
        parameters=shared, headers=headers, errors=(*failing, 413, 414, 415), body=_write_body(),
        description="SPARQL 1.1 Protocol, query by POST: as a form, or as the body itself. An update is refused.",
    )  # fmt: skip
    yield Operation(
        "/graph-store", "readGraph", "SPARQL", "Read a whole graph", type_graphs(),
        parameters=(
            _ASK_DEFAULT, asked("graph", "The name of another graph.", text(format="iri")), timeout(settings), INFERRED,
        ), headers=ANSWER_HEADERS, errors=(400, 404, 406, 429, 503),
        description="SPARQL 1.1 Graph Store HTTP Protocol, read: one of `default` and `graph`.",
    )  # fmt: skip
    yield Operation(
        "/cancel/{id}", "cancel", "SPARQL", "Stop a query under way", {JSON: schema("Cancelled")}, "post",
        parameters=(part_of_path("id", "The query's cancel-id.", text(), "3f1c6e0a-7f55-4c0e-9a51-0d9c1be2a7d4"),),
        errors=(404, 406, 413, 415, 429, 503),
    )  # fmt: skip


def _ask_query() -> Part:
    return asked("query", "The query; the prefixes of /prefixes are declared already.", text(), example=_QUERY)


def _write_body() -> Part:
    form: Part = {
        "type": "object",
        "required": ["query"],
        "properties": {"query": text(), "default-graph-uri": _GRAPHS, "named-graph-uri": _GRAPHS},
    }
    return send(
        "The query, in UTF-8.",
        {
            "application/x-www-form-urlencoded": {"schema": form, "example": {"query": _QUERY}},
            "application/sparql-query": {"schema": text(), "example": _QUERY},
        },
    )


def describe_evidence(settings: WebSettings) -> Iterator[Operation]:
    """Yield the operations that say why the graph believes something."""
    answers = {JSON: schema("Explanation"), HTML: text()}
    errors = (400, 403, 404, 406, 429, 503)
    triple = tuple(
        asked(name, f"The {said}: an IRI, a name with a prefix, or a literal as in Turtle.", text(), example=example)
        for name, said, example in (
            ("s", "subject", "country:KAZ"),
            ("p", "predicate", "rdf:type"),
            ("o", "object", "carec:Country"),
        )
    )
    yield Operation(
        "/explain", "explainStatement", "Evidence", "Why the graph believes a statement", answers, parameters=triple,
        errors=errors, description="The passages that state it and, for what follows, the proofs down to passages.",
    )  # fmt: skip
    asked_row: Part = {
        "type": "object",
        "required": ["query", "row"],
        "properties": {
            "query": text(),
            "row": {"type": "integer", "minimum": 0},
            "page": {"type": "integer", "minimum": 0},
            "size": {"type": "integer", "minimum": 1, "maximum": 1000},
        },
    }
    forms = ("application/x-www-form-urlencoded", JSON)
    bodies = {form: {"schema": asked_row, "example": {"query": _QUERY, "row": 0}} for form in forms}
    yield Operation(
        "/explain", "explainRow", "Evidence", "Why a row is in an answer", answers, "post",
        body=send("A query and the number of a row, counted from 0.", bodies), errors=(*errors, 413, 415),
        description=f"The statements that the row rests on. The query may run for {settings.timeout:g} seconds.",
    )  # fmt: skip
