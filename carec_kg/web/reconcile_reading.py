"""From what clients of the reconciliation service send to plain queries; every refusal names the place. No Flask."""

from __future__ import annotations

import json
from math import isfinite
from typing import TYPE_CHECKING, Any, cast

from carec_kg.linking.reconciling_query import DEFAULT_LIMIT, Condition, ReconciliationQuery
from carec_kg.web.problems import RequestProblem

if TYPE_CHECKING:
    from collections.abc import Mapping

    from carec_kg.linking.reconciling_query import TypeStrictness

#: Queries that a client should send at once, and that are taken at the most.
BATCH_SIZE, MOST_QUERIES = 50, 100
MOST_CHARACTERS = 500
_MOST_CONDITIONS = 20
_MOST_VALUES = 20
_MOST_CANDIDATES = 50


def read_json(text: str | bytes, name: str) -> object:
    """Read JSON; raise ``RequestProblem`` with line and column."""
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        message = f"{name} is not JSON at line {error.lineno}, column {error.colno}: {error.msg}."
    except (ValueError, RecursionError) as error:
        reason = "it is nested too deeply" if isinstance(error, RecursionError) else "it holds what cannot be read"
        message = f"{name} is not JSON that can be read: {reason}."
    raise RequestProblem(400, message)


def read_batch(text: str | bytes) -> dict[str, ReconciliationQuery]:
    """Read a batch of version 0.2: an object of queries by names that the client chose."""
    batch = read_object(read_json(text, "queries"), "queries")
    refuse_many(len(batch), MOST_QUERIES, "queries")
    return {name: _read_query(query, f"queries.{name[:40]}") for name, query in batch.items()}


def read_draft_batch(text: str | bytes) -> list[ReconciliationQuery]:
    """Read a batch of the 1.0 draft: an object with a list of queries."""
    batch = read_object(read_json(text, "The body"), "The body")
    queries = read_list(batch.get("queries"), "queries")
    refuse_many(len(queries), MOST_QUERIES, "queries")
    return [_read_draft_query(query, f"queries[{place}]") for place, query in enumerate(queries)]


def _read_query(value: object, place: str) -> ReconciliationQuery:
    found = read_object(value, place)
    conditions = read_list(found.get("properties") or [], f"{place}.properties")
    refuse_many(len(conditions), _MOST_CONDITIONS, f"{place}.properties")
    strictness = found.get("type_strict") or "any"
    if strictness not in {"any", "all", "should"}:
        raise _wrong(f"{place}.type_strict", "any, all or should")
    if "query" not in found and not conditions:
        raise _wrong(place, "an object with a query, or with properties")
    return ReconciliationQuery(
        _read_text(found.get("query") or "", f"{place}.query"),
        _read_types(found.get("type"), f"{place}.type"),
        cast("TypeStrictness", strictness),
        _drop_blank([_read_property(item, f"{place}.properties[{at}]") for at, item in enumerate(conditions)]),
        _read_limit(found.get("limit"), f"{place}.limit"),
    )


def _read_property(value: object, place: str) -> Condition:
    found = read_object(value, place)
    return Condition(_read_text(found.get("pid"), f"{place}.pid"), _read_values(found.get("v"), f"{place}.v"))


def _read_draft_query(value: object, place: str) -> ReconciliationQuery:
    found = read_object(value, place)
    conditions = read_list(found.get("conditions"), f"{place}.conditions")
    refuse_many(len(conditions), _MOST_CONDITIONS, f"{place}.conditions")
    names: list[str] = []
    ids: list[str] = []
    compared: list[Condition] = []
    for at, item in enumerate(conditions):
        where = f"{place}.conditions[{at}]"
        condition = read_object(item, where)
        values = _read_values(condition.get("propertyValue"), f"{where}.propertyValue")
        kind = condition.get("matchType")
        if condition.get("matchQualifier"):
            raise _wrong(f"{where}.matchQualifier", "nothing: there are no qualifiers here")
        if kind == "property":
            compared.append(_read_draft_property(condition, values, where))
        elif kind in {"name", "id"}:
            (names if kind == "name" else ids).extend(values)
        else:
            raise _wrong(f"{where}.matchType", "name, id or property")
    if len(names) > 1:
        raise _wrong(f"{place}.conditions", "one name")
    types, limit = _read_types(found.get("type"), f"{place}.type"), _read_limit(found.get("limit"), f"{place}.limit")
    return ReconciliationQuery(
        "".join(names), types, conditions=_drop_blank(compared), limit=limit, ids=tuple(filter(None, ids))
    )


def _read_draft_property(condition: Mapping[str, object], values: tuple[str, ...], place: str) -> Condition:
    quantifier = condition.get("matchQuantifier", "any")
    if quantifier not in {"any", "all", "none"}:
        raise _wrong(f"{place}.matchQuantifier", "any, all or none")
    name = _read_text(condition.get("propertyId"), f"{place}.propertyId")
    return Condition(name, values, bool(condition.get("required")), quantifier)


def _read_types(value: object, place: str) -> tuple[str, ...]:
    if not value:
        return ()
    values = value if isinstance(value, list) else [value]
    refuse_many(len(values), _MOST_VALUES, place)
    # OpenRefine's own exchange with services of version 0.1 gave a type as an object.
    texts = [item.get("id") if isinstance(item, dict) else item for item in values]
    return tuple(_read_text(text, place) for text in texts)


def _read_values(value: object, place: str) -> tuple[str, ...]:
    values = value if isinstance(value, list) else [value]
    refuse_many(len(values), _MOST_VALUES, place)
    return tuple(filter(None, (_read_value(item, place) for item in values if item is not None)))


def _drop_blank(conditions: list[Condition]) -> tuple[Condition, ...]:
    """Return the conditions with a value: the cell of another column may be empty, which says nothing."""
    return tuple(condition for condition in conditions if condition.values)


def _read_value(value: object, place: str) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, dict):
        return _read_text(value.get("id"), f"{place}.id")
    return _read_text(value, place)


def _read_text(value: object, place: str) -> str:
    if not isinstance(value, str):
        raise _wrong(place, "a text")
    if len(value) > MOST_CHARACTERS:
        message = f"{place} has {len(value):,} characters; names have {MOST_CHARACTERS} at the most."
        raise RequestProblem(413, message)
    # Spaces in a row would only cost time; what is half of a pair is no character.
    return " ".join(value.encode("utf-8", "replace").decode().split())


def _read_limit(value: object, place: str) -> int:
    if value is None:
        return DEFAULT_LIMIT
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value) or value < 1:
        raise _wrong(place, "a number above 0")
    return int(min(value, _MOST_CANDIDATES))


def read_object(value: object, place: str) -> dict[str, Any]:
    """Return a JSON object; raise ``RequestProblem`` with the place for anything else."""
    if not isinstance(value, dict):
        raise _wrong(place, "an object in braces")
    return value


def read_list(value: object, place: str) -> list[Any]:
    """Return a JSON list; raise ``RequestProblem`` with the place for anything else."""
    if not isinstance(value, list):
        raise _wrong(place, "a list in brackets")
    return value


def refuse_many(count: int, most: int, place: str) -> None:
    """Refuse (413) a list that is longer than what is answered within a second."""
    if count > most:
        message = f"{place} holds {count:,} entries; send {most} at the most at a time."
        raise RequestProblem(413, message)


def _wrong(place: str, wanted: str) -> RequestProblem:
    return RequestProblem(400, f"{place} must be {wanted}.")
