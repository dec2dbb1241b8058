"""Write a comparison of two releases as text, JSON or one HTML page that needs nothing else."""

from __future__ import annotations

import json
from html import escape
from typing import TYPE_CHECKING, Any

from carec_kg.build.comparing import AnswerChange, Comparison, EntityChange, Statement, describe_subject
from carec_kg.checks.html_report import STYLE
from carec_kg.iris import compact
from carec_kg.rdf.terms import Iri, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from carec_kg.graph.answers import Row
    from carec_kg.rdf.terms import Term

#: Statements of a thing and rows of a question that a reader is shown.
SHOWN = 10
_SIGNS = {"added": "+", "removed": "-", "changed": "~"}
_WORDS = {"added": "new", "removed": "gone", "changed": "changed"}
_STYLE = f"""{STYLE}
ul {{ list-style: none; padding-left: 16px; overflow-wrap: anywhere; }} ins {{ color: var(--accent); }}
del {{ color: var(--warm); }} small {{ color: var(--muted); }}"""


def summarise(comparison: Comparison) -> str:
    """Return one sentence on how much differs."""
    if comparison.same:
        return f"Nothing differs between {comparison.old} and {comparison.new}."
    things, questions = len(comparison.entities), len(comparison.answers)
    return (
        f"From {comparison.old} to {comparison.new}: {_count(things, 'thing')} and "
        f"{_count(questions, 'saved question')} differ."
    )


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def write_text(comparison: Comparison, *, everything: bool = False) -> str:
    """Return the comparison for a terminal; of each change the first lines unless ``everything`` is wanted."""
    most = None if everything else SHOWN
    lines = [summarise(comparison)]
    if comparison.entities:
        lines += ["", "Things"]
    for entity in comparison.entities:
        lines.append(f"{_SIGNS[entity.kind]} {name_of(entity)}")
        lines += (f"    {line}" for line in _cut(list(_entity_lines(entity)), most))
    if comparison.answers:
        lines += ["", "Saved questions"]
    for answer in comparison.answers:
        lines.append(f"{_SIGNS[answer.kind]} {answer.slug}: {_tell(answer)}")
        lines += (f"    {line}" for line in _cut(list(_answer_lines(answer)), most))
    return "\n".join(lines) + "\n"


def name_of(entity: EntityChange) -> str:
    """Return how a changed thing is called: its short IRI, and its label where it has one."""
    short = compact(describe_subject(entity))
    return f"{short} ({entity.label})" if entity.label else short


def _tell(answer: AnswerChange) -> str:
    told = {
        "added": f"new, {_count(answer.after, 'row')}",
        "removed": f"gone, had {_count(answer.before, 'row')}",
        "changed": f"{_count(answer.after, 'row')}, had {answer.before:,}",
    }[answer.kind]
    return f"{told}; its text changed" if answer.rewritten else told


def _cut(lines: Sequence[str], most: int | None) -> Iterator[str]:
    yield from lines[:most]
    if most is not None and len(lines) > most:
        yield f"and {len(lines) - most:,} more"


def _entity_lines(entity: EntityChange) -> Iterator[str]:
    for sign, statements in (("+", entity.added), ("-", entity.removed)):
        for statement in statements:
            yield f"{sign} {_say(statement)}"


def _say(statement: Statement) -> str:
    where = "inferred" if statement.inferred else compact(statement.graph)
    return f"{compact(statement.predicate)} {_show(statement.value)}   [{where}]"


def _answer_lines(answer: AnswerChange) -> Iterator[str]:
    for sign, rows in (("+", answer.added), ("-", answer.removed)):
        for row in rows:
            yield f"{sign} {' | '.join(_show(term) for term in row)}"


def _show(term: Term | None) -> str:
    if term is None:
        return ""
    if isinstance(term, Iri):
        return compact(term.value)
    return term.value if isinstance(term, Literal) else str(term)


def write_json(comparison: Comparison) -> str:
    """Return the comparison as JSON, whole; terms as in SPARQL 1.1 Query Results JSON, unbound ones null."""
    whole = {
        "old": comparison.old,
        "new": comparison.new,
        "things": [
            {
                "iri": describe_subject(entity),
                "label": entity.label or None,
                "change": entity.kind,
                "added": [_write_statement(statement) for statement in entity.added],
                "removed": [_write_statement(statement) for statement in entity.removed],
            }
            for entity in comparison.entities
        ],
        "questions": [_write_answer(answer) for answer in comparison.answers],
    }
    return json.dumps(whole, indent=2, ensure_ascii=False) + "\n"


def _write_statement(statement: Statement) -> dict[str, Any]:
    return {
        "predicate": statement.predicate,
        "value": _write_term(statement.value),
        "graph": statement.graph,
        "inferred": statement.inferred,
    }


def _write_answer(answer: AnswerChange) -> dict[str, Any]:
    def rows(found: Sequence[Row]) -> list[dict[str, Any]]:
        return [dict(zip(answer.columns, map(_write_term, row), strict=False)) for row in found]

    return {
        "name": answer.slug,
        "change": answer.kind,
        "rewritten": answer.rewritten,
        "rows": {"old": answer.before, "new": answer.after},
        "added": rows(answer.added),
        "removed": rows(answer.removed),
    }


def _write_term(term: Term | None) -> dict[str, str] | None:
    if term is None:
        return None
    if isinstance(term, Iri):
        return {"type": "uri", "value": term.value}
    if not isinstance(term, Literal):
        return {"type": "bnode", "value": str(term).removeprefix("_:")}
    tag = {"xml:lang": term.language} if term.language else {"datatype": term.datatype}
    return {"type": "literal", "value": term.value, **tag}


def write_html(comparison: Comparison) -> str:
    """Return the comparison as a page without script or request; signs and words, never colour alone."""
    entities = "".join(_section(name_of(e), _WORDS[e.kind], list(_entity_lines(e))) for e in comparison.entities)
    answers = "".join(_section(a.slug, _tell(a), list(_answer_lines(a))) for a in comparison.answers)
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>What changed</title>\n<style>\n{_STYLE}\n</style>\n</head>\n<body>\n<main>\n<h1>What changed</h1>\n"
        f"<p>{escape(summarise(comparison))}</p>\n"
        f"<h2>Saved questions</h2>\n{answers or '<p>All answer as before.</p>'}\n"
        f"<h2>Things</h2>\n{entities or '<p>Nothing is stated otherwise.</p>'}\n</main>\n</body>\n</html>\n"
    )


def _section(title: str, told: str, lines: Sequence[str]) -> str:
    items = "".join(f"<li>{_mark(line)}</li>\n" for line in lines)
    return f"<section>\n<h3>{escape(title)} <small>{escape(told)}</small></h3>\n<ul>\n{items}</ul>\n</section>\n"


def _mark(line: str) -> str:
    tag = "ins" if line.startswith("+") else "del"
    return f"<{tag}>{escape(line)}</{tag}>"
