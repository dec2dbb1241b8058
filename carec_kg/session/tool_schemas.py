"""The tools that there are: one for each saved query, and those for search, description, explanation and SPARQL."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from carec_kg.saved_queries.describe import parameter_schema
from carec_kg.saved_queries.typed_values import describe_type
from carec_kg.session.tool import Tool

if TYPE_CHECKING:
    from carec_kg.saved_queries.catalogue import Catalogue
    from carec_kg.saved_queries.model import Parameter, SavedQuery

#: Rows of an answer unless more are asked for, and at the most.
DEFAULT_ROWS = 50
MOST_ROWS = 1_000
_ARGUMENTS: dict[str, dict[str, Any]] = {
    "limit": {
        "type": "integer",
        "minimum": 1,
        "maximum": MOST_ROWS,
        "default": DEFAULT_ROWS,
        "description": "Rows at the most; the answer says whether there are more.",
    },
    "offset": {"type": "integer", "minimum": 0, "default": 0, "description": "Rows to leave out at the beginning."},
    "inferred": {
        "type": "boolean",
        "default": True,
        "description": "Whether facts count that no source states and that follow from those which are stated.",
    },
    "evidence": {
        "type": "boolean",
        "default": True,
        "description": "Whether the passages that each row rests on come along.",
    },
}
_DATASET = {"type": "string", "description": "The version of the data set that answered."}
_CITATIONS = {
    "type": "object",
    "description": "The passages by IRI: document, section, ordinal, our summary, address; text is the citation.",
    "additionalProperties": {"type": "object", "properties": {"iri": {"type": "string"}, "text": {"type": "string"}}},
}
_CELL = {
    "type": "object",
    "description": "A thing (iri, name, label), or a literal (value, datatype or language, unit).",
}
_ROW_EVIDENCE = {
    "type": "object",
    "description": "sources: passages by IRI; inferred: how many triples of the row no passage states; premises: "
    "the passages behind those; unexplained: why nothing is cited, else empty.",
}
_ROWS = {
    "type": "object",
    "required": ["dataset", "columns", "rows", "complete"],
    "properties": {
        "dataset": _DATASET,
        "question": {"type": "string"},
        "address": {"type": "string", "description": "The address to cite this result by."},
        "columns": {"type": "array", "items": {"type": "object", "required": ["name"]}},
        "rows": {"type": "array", "items": {"type": "object", "additionalProperties": _CELL}},
        "complete": {"type": "boolean", "description": "False where there are more rows than these."},
        "next": {"type": "object", "description": "The arguments for the rows that follow, where there are any."},
        "inferred": {"type": "boolean", "description": "Whether inferred facts were counted in."},
        "evidence": {"type": ["array", "null"], "items": _ROW_EVIDENCE, "description": "One entry for each row."},
        "evidenceNote": {"type": "string", "description": "Why there is no evidence, where there is none."},
        "citations": _CITATIONS,
        "empty": {"type": "array", "items": {"type": "string"}, "description": "Why there is no row, where known."},
    },
}
_ANSWER = {
    "type": "object",
    "required": ["dataset", "question"],
    "properties": {
        "dataset": _DATASET,
        "question": {"type": "string"},
        "address": {"type": "string"},
        "inferred": {"type": "boolean"},
    },
}


def describe_tools(catalogue: Catalogue, *, sparql: bool) -> list[Tool]:
    """Return every tool: those that find one's way first, then the saved queries by name; SPARQL only if wanted."""
    return [_search(), _describe(), _explain(), *([_sparql()] if sparql else []), *map(describe_question, catalogue)]


def describe_question(query: SavedQuery) -> Tool:
    """Return a saved query as a tool."""
    own = {parameter.name: _describe_parameter(parameter) for parameter in query.parameters}
    shared = ("limit", "offset", "inferred", "evidence") if query.kind == "select" else ("inferred",)
    about = [query.question, query.description]
    if query.kind == "select":
        about.append(
            "Columns: " + "; ".join(_describe_column(column.name, column.unit) for column in query.columns) + "."
        )
    return Tool(
        query.slug,
        query.title,
        " ".join(part.strip() for part in about if part.strip()),
        _object(
            {**own, **{name: _ARGUMENTS[name] for name in shared}}, [p.name for p in query.parameters if p.required]
        ),
        _ROWS if query.kind == "select" else _ANSWER,
    )


def _describe_column(name: str, unit: str | None) -> str:
    return f"{name} ({unit})" if unit else name


def _describe_parameter(parameter: Parameter) -> dict[str, Any]:
    schema = parameter_schema(parameter)
    takes = f"{parameter.help.rstrip('.')}. Takes {describe_type(parameter)}."
    if parameter.default is None and not parameter.required:
        takes += " Without it, any."
    example: Any = parameter.example
    if schema["type"] in {"integer", "number"}:
        example = int(example) if schema["type"] == "integer" else float(example)
    return {**schema, "description": takes, "examples": [example]}


def _object(properties: dict[str, Any], required: list[str]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


def _search() -> Tool:
    return Tool(
        "search",
        "Search things by name",
        "Find countries, corridors, ports, places, organizations, events and other things by name, in English, Chinese "
        "or Russian, or by a code such as KAZ. Gives the names that other tools take, such as country:KAZ.",
        _object(
            {
                "text": {"type": "string", "description": "A name, its beginning, or a code.", "examples": ["Khorgos"]},
                "type": {"type": "string", "description": "Only things of this class.", "examples": ["BorderPort"]},
                "limit": {"type": "integer", "minimum": 1, "maximum": 50, "default": 10},
            },
            ["text"],
        ),
        {
            "type": "object",
            "required": ["dataset", "things"],
            "properties": {"dataset": _DATASET, "things": {"type": "array", "items": {"type": "object"}}},
        },
    )


def _describe() -> Tool:
    return Tool(
        "describe",
        "Describe a thing",
        "All that the graph says of a thing, each fact with the passages that state it, and which things point to it.",
        _object(
            {
                "thing": {
                    "type": "string",
                    "description": "An IRI, a short name or a key.",
                    "examples": ["country:KAZ", "corridor/5"],
                },
                "inferred": _ARGUMENTS["inferred"],
            },
            ["thing"],
        ),
        {
            "type": "object",
            "required": ["dataset", "iri", "facts", "pointing"],
            "properties": {
                "dataset": _DATASET,
                "iri": {"type": "string"},
                "label": {"type": "string"},
                "facts": {"type": "array", "items": {"type": "object"}},
                "pointing": {"type": "array", "items": {"type": "object"}},
                "complete": {"type": "boolean"},
                "citations": _CITATIONS,
            },
        },
    )


def _explain() -> Tool:
    return Tool(
        "explain",
        "Explain a row or a triple",
        "Why a row of a saved query's answer is there, or why a triple holds: the triples and passages that it rests "
        "on, and for what is inferred the proof. Give question and row, or subject, predicate and object.",
        _object(
            {
                "question": {"type": "string", "description": "The name of a saved query, which is its tool's name."},
                "parameters": {"type": "object", "description": "The parameters that it was asked with."},
                "row": {"type": "integer", "minimum": 0, "description": "The row's number, counted from 0."},
                "subject": {"type": "string", "examples": ["country:KAZ"]},
                "predicate": {"type": "string", "examples": ["carec:memberOf"]},
                "object": {"type": "string", "examples": ["programme:carec"]},
            },
            [],
        ),
        {
            "type": "object",
            "required": ["dataset", "kind"],
            "properties": {
                "dataset": _DATASET,
                "kind": {"enum": ["row", "proved", "not-in-graph", "contradiction"]},
                "citations": _CITATIONS,
            },
        },
    )


def _sparql() -> Tool:
    return Tool(
        "sparql",
        "Ask in SPARQL",
        "A read-only SPARQL 1.1 query of one's own (SELECT, ASK, CONSTRUCT or DESCRIBE) over the graph. Every passage "
        "is a named graph: GRAPH ?passage { … } finds who says so. The prefixes of the resource "
        "carec-kg://prefixes need not be declared; SERVICE is refused.",
        _object(
            {
                "query": {"type": "string", "examples": ["SELECT ?c { ?c a carec:Corridor }"]},
                "limit": _ARGUMENTS["limit"],
                "inferred": _ARGUMENTS["inferred"],
            },
            ["query"],
        ),
        {
            "type": "object",
            "required": ["dataset", "complete"],
            "properties": {
                "dataset": _DATASET,
                "columns": _ROWS["properties"]["columns"],  # type: ignore[index] # an object's schema
                "rows": _ROWS["properties"]["rows"],  # type: ignore[index]
                "answer": {"type": "boolean"},
                "triples": {"type": "string", "description": "N-Triples."},
                "complete": {"type": "boolean"},
            },
        },
    )
