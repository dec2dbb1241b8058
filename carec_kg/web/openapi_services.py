"""Reconciliation and operation as the description of the API has them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from carec_kg.web.openapi_parts import HTML, JSON, TEXT, Operation, Part, asked, part_of_path, schema, send, text
from carec_kg.web.reconcile_reading import BATCH_SIZE, MOST_CHARACTERS, MOST_QUERIES
from carec_kg.web.reconcile_writing import DRAFT_PATH, PATH

if TYPE_CHECKING:
    from collections.abc import Iterator

_FORM = "application/x-www-form-urlencoded"
_QUERIES = '{"q0": {"query": "Khorgos", "type": "BorderPort"}}'
_EXTEND = '{"ids": ["country/KAZ"], "properties": [{"id": "alpha2Code"}]}'
_DRAFT_QUERIES = {
    "queries": [{"type": "BorderPort", "conditions": [{"matchType": "name", "propertyValue": "Khorgos"}]}]
}
_DRAFT_EXTEND = {"ids": ["country/KAZ"], "properties": [{"id": "alpha2Code"}]}
_ERRORS = (400, 404, 406, 413, 503)
_POSTED = (*_ERRORS, 415, 429)


def describe_services() -> Iterator[Operation]:
    """Yield the operations of the Reconciliation Service API, version 0.2 and the 1.0 draft."""
    tag = "Reconciliation"
    queries = text(description=f"An object of queries by names that you choose, as JSON; {MOST_QUERIES} at the most.")
    extend = text(description="Things and properties, as JSON.")
    given = (
        asked("queries", "Queries, as JSON.", queries, example=_QUERIES),
        asked("extend", "Things and properties whose values are wanted, as JSON.", extend),
    )
    answers: dict[str, Part] = {JSON: schema("ReconcileAnswer")}
    said = f"Reconciliation Service API 0.2. Send {BATCH_SIZE} queries at a time. Without parameters: the manifest."
    yield Operation(
        PATH,
        "reconcile",
        tag,
        "Find the things that the cells of a table name",
        answers,
        parameters=given,
        errors=_ERRORS,
        description=said,
    )
    form: Part = {"type": "object", "properties": {"queries": queries, "extend": extend}}
    body = send("One of the two.", {_FORM: {"schema": form, "example": {"queries": _QUERIES}}})
    yield Operation(
        PATH,
        "reconcileByPost",
        tag,
        "The same for more than an address holds",
        answers,
        "post",
        body=body,
        errors=_POSTED,
    )
    yield Operation(
        DRAFT_PATH, "readManifest", tag, "The manifest of the 1.0 draft", {JSON: schema("Manifest")}, errors=_ERRORS
    )
    yield from _describe_draft()
    for place, suffix, proposing in ((PATH, "", "/propose"), (DRAFT_PATH, "Draft", "/extend/propose")):
        yield from _describe_aids(place, suffix, proposing)


def _describe_draft() -> Iterator[Operation]:
    tag = "Reconciliation"
    for step, name, what, answer_schema, example in (
        ("match", "matchDraft", "Find things, in the 1.0 draft", "Candidates", _DRAFT_QUERIES),
        ("extend", "extendDraft", "Values of things, in the 1.0 draft", "Extension", _DRAFT_EXTEND),
    ):
        found: dict[str, Any] = {JSON: {"schema": schema(f"{answer_schema}Wanted"), "example": example}}
        yield Operation(
            f"{DRAFT_PATH}/{step}",
            name,
            tag,
            what,
            {JSON: schema(answer_schema)},
            "post",
            body=send("The queries.", found),
            errors=_POSTED,
        )


def _describe_aids(place: str, suffix: str, proposing: str) -> Iterator[Operation]:
    tag = "Reconciliation"
    kind = part_of_path("kind", "What is completed.", text(enum=["entity", "property", "type"]), "entity")
    prefix = asked("prefix", "What was typed.", text(maxLength=MOST_CHARACTERS), example="Khor")
    type_ = asked("type", "Only things of this type.", text(), example="BorderPort")
    cursor = asked("cursor", "Results to pass over.", {"type": "integer", "minimum": 0, "maximum": 999_999_999})
    yield Operation(
        f"{place}/suggest/{{kind}}", f"complete{suffix}", tag, "Complete a name, a type or a property",
        {JSON: schema("Suggestions")}, parameters=(kind, prefix, type_, cursor), errors=_ERRORS,
    )  # fmt: skip
    yield Operation(
        f"{place}/preview", f"preview{suffix}", tag, "A small page about a thing", {HTML: text()}, errors=_ERRORS,
        parameters=(asked("id", "The thing.", text(), example="country/KAZ", required=True),),
    )  # fmt: skip
    limit = asked("limit", "Properties at the most.", {"type": "integer", "minimum": 0, "maximum": 999_999_999})
    yield Operation(
        place + proposing, f"propose{suffix}", tag, "Properties that things of a type have",
        {JSON: schema("Proposal")}, parameters=(type_, limit), errors=_ERRORS,
    )  # fmt: skip


def describe_operation() -> Iterator[Operation]:
    """Yield the operations that tell operators and programs about the server itself."""
    unready = {"503": {"description": "Not ready.", "content": {JSON: {"schema": schema("Status")}}}}
    live: dict[str, Part] = {JSON: schema("Live")}
    yield Operation("/health/live", "isLive", "Operation", "Whether the server lives", live, errors=(406,))
    yield Operation(
        "/health/ready",
        "isReady",
        "Operation",
        "Whether queries are answered",
        {JSON: schema("Status")},
        errors=(406,),
        more=unready,
    )
    metrics = {"200": {"description": "Prometheus text format 0.0.4.", "content": {TEXT: {"schema": text()}}}}
    yield Operation("/metrics", "readMetrics", "Operation", "The state of all processes, for Prometheus", more=metrics)
    yield Operation(
        "/openapi.json", "readDescription", "Operation", "This description", {JSON: {"type": "object"}}, errors=(406,)
    )
