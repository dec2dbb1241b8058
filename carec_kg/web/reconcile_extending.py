"""Data extension: the values of properties of things that a client has matched (version 0.2, section 7). No Flask."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from carec_kg.iris import PREFIXES
from carec_kg.linking.reconciling_values import EntityValue
from carec_kg.web.problems import RequestProblem
from carec_kg.web.reconcile_reading import read_json, read_list, read_object, refuse_many
from carec_kg.web.reconcile_writing import write_named

if TYPE_CHECKING:
    from collections.abc import Sequence

    from carec_kg.linking.reconciling import Reconciler
    from carec_kg.linking.reconciling_graph import Entry
    from carec_kg.rdf.terms import Literal

MOST_THINGS, MOST_PROPERTIES = 200, 30
_XSD = PREFIXES["xsd"]
_INTEGERS = {_XSD + name for name in ("integer", "int", "long", "short", "nonNegativeInteger", "positiveInteger")}
_DECIMALS = {_XSD + name for name in ("decimal", "double", "float")}
_DATE, _DATE_TIME = _XSD + "date", _XSD + "dateTime"
_DATE_CHARACTERS = 10


@dataclass(frozen=True, slots=True)
class ExtensionQuery:
    """Things by identifier, and properties each with the most values that are wanted, 0 for all."""

    ids: tuple[str, ...]
    properties: tuple[tuple[str, int], ...]


def read_extension(text: str | bytes, name: str) -> ExtensionQuery:
    """Read a query for values; raise ``RequestProblem`` with the place."""
    found = read_object(read_json(text, name), name)
    ids, properties = read_list(found.get("ids"), "ids"), read_list(found.get("properties"), "properties")
    refuse_many(len(ids), MOST_THINGS, "ids")
    refuse_many(len(properties), MOST_PROPERTIES, "properties")
    for place, id_ in enumerate(ids):
        if not isinstance(id_, str):
            message = f"ids[{place}] must be a text."
            raise RequestProblem(400, message)
    return ExtensionQuery(tuple(ids), tuple(_read_property(item, at) for at, item in enumerate(properties)))


def _read_property(value: object, at: int) -> tuple[str, int]:
    found = read_object(value, f"properties[{at}]")
    id_, limit = found.get("id"), (found.get("settings") or {})
    if not isinstance(id_, str):
        message = f"properties[{at}].id must be a text."
        raise RequestProblem(400, message)
    most = limit.get("limit", 0) if isinstance(limit, dict) else None
    # OpenRefine sends what was typed into the field: a text.
    text = str(most if most not in {None, ""} else 0) if not isinstance(most, list | dict) else "?"
    if not (text.isdecimal() and len(text) < _DATE_CHARACTERS):
        message = f"properties[{at}].settings.limit must be a whole number, 0 for all values."
        raise RequestProblem(400, message)
    return id_, int(text)


def extend(reconciler: Reconciler, query: ExtensionQuery, *, draft: bool = False) -> dict[str, Any]:
    """Return the values; a thing that is not known has none. Raise ``UnknownName`` for a property."""
    entries = [(name, reconciler.values.find(name), most) for name, most in query.properties]
    rows: dict[str, dict[str, list[dict[str, Any]]]] = {}
    types: dict[str, Counter[Entry]] = {name: Counter() for name, _, _ in entries}
    for id_ in query.ids:
        place = reconciler.graph.find_thing(id_)
        rows[id_] = {}
        for name, entry, most in entries:
            values = reconciler.values.read(place, entry) if place is not None else []
            values = values[:most] if most else values
            rows[id_][name] = [_write_value(value) for value in values]
            types[name].update(_types_of(reconciler, values))
    meta = [_write_meta(name, entry, types[name]) for name, entry, _ in entries]
    return {"meta": meta, "rows": _write_draft_rows(rows) if draft else rows}


def _write_meta(name: str, entry: Entry, types: Counter[Entry]) -> dict[str, Any]:
    commonest = types.most_common(1)
    described = {"id": name, "name": entry.name}
    return {**described, "type": write_named(commonest[0][0])} if commonest else described


def _types_of(reconciler: Reconciler, values: Sequence[EntityValue | str | Literal]) -> list[Entry]:
    places = [reconciler.graph.find_thing(value.id) for value in values if isinstance(value, EntityValue)]
    return [entry for place in places if place is not None for entry in reconciler.graph.types_of(place)[:1]]


def _write_draft_rows(rows: dict[str, dict[str, list[dict[str, Any]]]]) -> list[dict[str, Any]]:
    return [
        {"id": id_, "properties": [{"id": name, "values": values} for name, values in columns.items()]}
        for id_, columns in rows.items()
    ]


def _write_value(value: EntityValue | str | Literal) -> dict[str, Any]:
    """Return a value in the form that its type has: a thing, a number, a date, a text."""
    if isinstance(value, EntityValue):
        return {"id": value.id, "name": value.name}
    return {"str": value} if isinstance(value, str) else _write_literal(value)


def _write_literal(value: Literal) -> dict[str, Any]:
    text = value.value.strip()
    if value.datatype in _INTEGERS and text.removeprefix("-").isdecimal() and len(text) <= _DATE_CHARACTERS + 6:
        return {"int": int(text)}
    if value.datatype in _DECIMALS and text.removeprefix("-").replace(".", "", 1).isdecimal():
        return {"float": float(text)}
    if value.datatype == _DATE and len(text) == _DATE_CHARACTERS:
        return {"date": f"{text}T00:00:00Z"}
    if value.datatype == _DATE_TIME and text[:4].isdecimal():
        return {"date": text}
    return {"str": value.value}
