"""Things for language-model clients: found by name, and described by facts with their passages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from carec_kg.iris import ID, compact
from carec_kg.rdf.terms import Iri
from carec_kg.session.tool import Arguments, ToolAnswer
from carec_kg.session.tool_rows import Marks, cited_by, show_cell, sign, write_records

if TYPE_CHECKING:
    from collections.abc import Mapping

    from carec_kg.graph.answers import Rows
    from carec_kg.linking.reconciling_query import Match
    from carec_kg.session.tool_graph import ToolGraph

_MOST_FOUND = 50
#: Facts of a thing, and things that point to it, in one answer.
_FACTS = 200
_POINTING = 50


def search_things(graph: ToolGraph, arguments: Arguments) -> ToolAnswer:
    """Find things by name or code; raise ``UnknownName`` for a class that is not known."""
    arguments.refuse_others("text", "type", "limit")
    text, limit = arguments.text("text"), arguments.number("limit", default=10, least=1, most=_MOST_FOUND)
    found = graph.names.completer.complete_things(text[:200], arguments.text("type", ""))
    things = [_write_match(graph, match) for match in found[:limit]]
    values = {"dataset": graph.version, "things": things, "complete": len(found) <= limit}
    lines = [f"{thing['name']}: {thing['label']} ({thing['description']})" for thing in things]
    nothing = f"Nothing is called {text[:80]!r}, nearly or exactly; try another spelling or language."
    return ToolAnswer(values, "\n".join([*(lines or [nothing]), sign(values)]))


def _write_match(graph: ToolGraph, match: Match) -> dict[str, Any]:
    known = graph.names.reconciler.graph
    place = known.find_thing(match.id)
    thing = known.things[place] if place is not None else None
    return {
        "iri": thing.iri if thing else match.id,
        "name": compact(ID + match.id) if known.own else match.id,
        "label": match.name,
        "description": match.description,
        "types": [entry.id for entry in match.types],
        "names": sorted({name.text for name in thing.names} - {match.name}) if thing else [],
    }


def describe_thing(graph: ToolGraph, arguments: Arguments) -> ToolAnswer:
    """Describe a thing by its facts, each with the passages that state it; raise ``UnknownName``."""
    arguments.refuse_others("thing", "inferred")
    iri, inferred = graph.find_thing(arguments.text("thing")), arguments.switch("inferred", default=True)
    subject = Iri(iri)
    facts = f"SELECT ?property ?value {{ {subject} ?property ?value }} ORDER BY ?property ?value"
    pointing = f"SELECT ?thing ?property {{ ?thing ?property {subject} }} ORDER BY ?property ?thing"
    rows, found = graph.find_evidence(facts, _FACTS, inferred=inferred)
    others, behind = graph.find_evidence(pointing, _POINTING, inferred=inferred)
    values = {
        "dataset": graph.version,
        "iri": iri,
        "label": graph.labels.get(iri, ""),
        "facts": _write_facts(graph, rows, found),
        "pointing": _write_facts(graph, others, behind),
        "complete": found["complete"] and behind["complete"],
        "inferred": inferred,
        "citations": {**found["citations"], **behind["citations"]},
    }
    return ToolAnswer(values, _write_description(values))


def _write_facts(graph: ToolGraph, rows: Rows, found: Mapping[str, Any]) -> list[dict[str, Any]]:
    records = write_records(rows.variables, rows.rows, graph.labels)
    return [
        {**record, "sources": cited_by(evidence), "inferred": evidence["inferred"] > 0}
        for record, evidence in zip(records, found["rows"], strict=True)
    ]


def _write_description(values: Mapping[str, Any]) -> str:
    marks = Marks(values["citations"])
    lines = [f"{values['label'] or values['iri']} <{values['iri']}>"]
    lines += [f"- {_show(fact, 'property', ': ', 'value')} {_mark(marks, fact)}" for fact in values["facts"]]
    lines += ["Things that point to it:"] if values["pointing"] else []
    lines += [f"- {_show(fact, 'thing', ' ', 'property')} {_mark(marks, fact)}" for fact in values["pointing"]]
    return "\n".join([*lines, *marks.list_passages(), sign(values)])


def _show(fact: Mapping[str, Any], first: str, between: str, second: str) -> str:
    return show_cell(fact[first]) + between + show_cell(fact[second])


def _mark(marks: Marks, fact: Mapping[str, Any]) -> str:
    return marks.mark(fact["sources"]) + (" (inferred)" if fact["inferred"] else "")
