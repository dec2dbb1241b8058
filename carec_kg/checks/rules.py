"""Rules across records: queries that must return nothing, one file a rule."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from carec_kg.checks.finding import Finding, Severity
from carec_kg.errors import DataProblem, Position, QueryProblem, SyntaxProblem
from carec_kg.iris import compact
from carec_kg.rdf.terms import Iri

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path
    from typing import TypeAlias

    from carec_kg.graph.engine import Engine
    from carec_kg.rdf.terms import Term

    Check: TypeAlias = Callable[[], list[Finding]]
    Runner: TypeAlias = Callable[[Sequence[Check]], Iterable[list[Finding] | None]]

#: What is said of a query that was ended.
OVERDUE = "It took too long and was ended; let its patterns join step by step, or raise CAREC_KG_CHECK_SECONDS."
_ENTRY = re.compile(r"#\+ ([a-z]+): (\S.*)")
_KEYS = ("says", "severity")
_IRI_IN_TEXT = re.compile(r'<([a-z][a-z0-9+.-]*:[^<>"{}|^`\\\s]*)>', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: its slug, what it says in one sentence, how bad a breach is, and the query that finds breaches."""

    name: str
    says: str
    severity: Severity
    query: str


def read_rule(text: str, name: str, file: str) -> Rule:
    """Read a rule with its ``#+ says:`` and ``#+ severity:`` lines; raise ``SyntaxProblem`` with the line."""
    entries: dict[str, str] = {}
    for number, line in enumerate(text.split("\n"), 1):
        if not line.startswith("#+"):
            continue
        entry = _ENTRY.fullmatch(line.rstrip())
        if entry is None or entry[1] not in _KEYS or entry[1] in entries:
            message = "expected one line '#+ says: …' and one line '#+ severity: violation', 'warning' or 'info'."
            raise SyntaxProblem(message, Position(file, number))
        entries[entry[1]] = entry[2]
    missing = [key for key in _KEYS if key not in entries]
    if missing:
        message = f"the rule has no line '#+ {missing[0]}: …'; write it at the top."
        raise SyntaxProblem(message, Position(file, 1))
    if not entries["says"].endswith(".") or entries["severity"] not in set(Severity):
        message = "'says' is a sentence with a full stop, and 'severity' is violation, warning or info."
        raise SyntaxProblem(message, Position(file, 1))
    return Rule(name, entries["says"], Severity(entries["severity"]), text)


def read_rules(folder: Path) -> tuple[Rule, ...]:
    """Read every ``*.rq`` of a folder in the order of their names; raise ``SyntaxProblem`` or ``DataProblem``."""
    rules = tuple(
        read_rule(path.read_text(encoding="utf-8"), path.stem, str(path)) for path in sorted(folder.glob("*.rq"))
    )
    if not rules:
        message = f"{folder} holds no rules (*.rq); a graph without rules would pass unchecked."
        raise DataProblem(message)
    return rules


def run_rules(rules: Sequence[Rule], engine: Engine, run: Runner | None = None) -> list[Finding]:
    """Return the breaches of the rules in a data set.

    The data set has the named graphs of the release, ``graph/inferred`` among them, and their union as its default
    graph. A rule selects ``?message`` and, where it knows them, ``?focus ?property ?value ?graph``. ``run`` runs the
    checks that it is given, and gives ``None`` for one that took too long, which is a finding too. Raise
    ``QueryProblem`` with the name of a rule that does not parse.
    """
    found = (run or _run_at_once)([partial(_run_rule, rule, engine) for rule in rules])
    return [
        finding
        for rule, findings in zip(rules, found, strict=True)
        for finding in (_find_overdue(rule) if findings is None else findings)
    ]


def _run_at_once(checks: Sequence[Check]) -> Iterator[list[Finding]]:
    return (check() for check in checks)


def _run_rule(rule: Rule, engine: Engine) -> list[Finding]:
    try:
        rows = engine.select(rule.query)
    except QueryProblem as problem:
        message = f"rule {rule.name}: {problem.message}"
        raise QueryProblem(message, problem.line, problem.column) from None
    return [_to_finding(rule, record) for record in rows.records()]


def _find_overdue(rule: Rule) -> list[Finding]:
    return [Finding(rule.name, OVERDUE, position=Position(f"queries/checks/{rule.name}.rq", 1))]


def shorten_iris(text: str) -> str:
    """Return a text with every ``<iri>`` in it as ``prefix:name``, where there is a prefix."""
    return _IRI_IN_TEXT.sub(lambda match: compact(match[1]), text)


def _to_finding(rule: Rule, record: dict[str, Term]) -> Finding:
    path, graph, message = (record.get(name) for name in ("property", "graph", "message"))
    return Finding(
        rule.name,
        shorten_iris(message.value) if message else rule.says,
        rule.severity,
        record.get("focus"),
        path.value if isinstance(path, Iri) else None,
        record.get("value"),
        graph=graph.value if graph else None,
    )
