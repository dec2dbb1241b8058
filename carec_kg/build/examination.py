"""Examine content: parse it, infer what follows, and gather everything that is found."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from carec_kg import iris
from carec_kg.build.aside import Aside
from carec_kg.build.blaming import Blame
from carec_kg.build.bounded import run_bounded
from carec_kg.checks.finding import Finding, Severity, from_syntax, sort_findings
from carec_kg.checks.placement import CheckedFile
from carec_kg.checks.rules import OVERDUE
from carec_kg.checks.suite import CheckedGraph, check_graph, read_suite
from carec_kg.checks.syntax import parse_files
from carec_kg.config import read_number
from carec_kg.errors import Position
from carec_kg.graph.answers import Rows
from carec_kg.graph.manifest import list_graph_files
from carec_kg.graph.workbench import Workbench
from carec_kg.rdf.reading import read_bytes
from carec_kg.rdf.terms import Quad
from carec_kg.reasoning.closure import Closure, infer
from carec_kg.reasoning.profile import check_profile
from carec_kg.reasoning.rules import read_rules
from carec_kg.saved_queries.catalogue import Catalogue, inspect_catalogue
from carec_kg.saved_queries.expectations import find_breaches
from carec_kg.saved_queries.parameters import bind, examples

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from carec_kg.config import Content
    from carec_kg.graph.engine import Engine
    from carec_kg.reasoning.axioms import Axiom
    from carec_kg.reasoning.clashes import Clash
    from carec_kg.reasoning.profile import ProfileFinding
    from carec_kg.saved_queries.model import SavedQuery

#: The steps that ``begin`` is called for, for whoever shows progress.
STEPS = ("parse", "infer", "check shapes", "check rules", "ask the saved queries")
_LINKS = iris.GRAPH + "links/"


@dataclass(frozen=True, slots=True)
class Examination:
    """What content holds and what is wrong with it.

    ``quads`` are the asserted ones of all files, blank nodes of the ontology skolemised; ``closure`` and ``catalogue``
    are empty where a file does not parse. ``sentences`` gives each rule and shape that was run by name, ``axioms`` the
    ontology's axioms that were held against the OWL 2 RL profile, in words.
    """

    quads: list[Quad]
    closure: Closure
    catalogue: Catalogue
    findings: list[Finding]
    sentences: dict[str, str]
    axioms: tuple[Axiom, ...] = ()


def examine(
    content: Content,
    begin: Callable[[str], None],
    inferred: Callable[[list[Quad], Closure], None] | None = None,
) -> Examination:
    """Parse, infer and check the content; ``begin`` is told of each step, ``inferred`` gets graph and closure early.

    A rule or saved query that takes more than ``CAREC_KG_CHECK_SECONDS`` is ended, and is a finding.
    Raise ``SyntaxProblem`` or ``DataProblem`` for shapes or rules that cannot be read.
    """
    begin(STEPS[0])
    seconds = read_number("CAREC_KG_CHECK_SECONDS")
    suite = read_suite(content)
    files = list(_read_files(content))
    quads, findings = parse_files(files)
    if findings:
        return Examination(quads, Closure([], []), Catalogue({}, {}), sort_findings(findings), suite.sentences())
    begin(STEPS[1])
    closure = infer(premises(quads), read_rules(content.ontology / "rules"))
    if inferred:
        inferred(quads, closure)
    engine = _fill_engine(quads, closure)
    graph = CheckedGraph(quads, [item.triple for item in closure.triples], engine)
    profile = check_profile([quad.triple for quad in quads if quad.graph == iris.ONTOLOGY_GRAPH])
    catalogue, problems = inspect_catalogue(content.queries)

    def others() -> Iterator[Finding]:
        yield from map(_profile_finding, profile.findings)
        yield from map(_clash_finding, closure.clashes)
        begin(STEPS[4])
        yield from map(from_syntax, problems)
        blame = Blame(engine, files)
        yield from _ask_all(list(catalogue), engine, blame, seconds)

    found = check_graph(
        suite,
        graph,
        files,
        others(),
        begin,
        beside=lambda check: Aside(check).result,
        run=lambda checks: run_bounded(checks, seconds),
    )
    return Examination(quads, closure, catalogue, found, suite.sentences(), profile.axioms)


def premises(quads: Sequence[Quad]) -> list[Quad]:
    """Return the quads that inference rests on: all but the links, which change no fact inside."""
    return [quad for quad in quads if not (quad.graph or "").startswith(_LINKS)]


def keep_below(findings: Sequence[Finding], content: Content, paths: Sequence[Path]) -> list[Finding]:
    """Return the findings in these files and folders; all where no path is given."""
    if not paths:
        return list(findings)
    wanted = [path.resolve() for path in paths]
    return [
        finding
        for finding in findings
        if finding.position and any((content.root / finding.position.file).is_relative_to(path) for path in wanted)
    ]


def _read_files(content: Content) -> Iterator[CheckedFile]:
    for file in list_graph_files(content):
        is_ontology = file.graph == iris.ONTOLOGY_GRAPH
        scope = f"{file.path.parent.name}-{file.path.stem}" if is_ontology else None
        yield CheckedFile(file.name, file.graph, read_bytes(file.path), scope)


def _fill_engine(quads: Sequence[Quad], closure: Closure) -> Engine:
    bench = Workbench(quads)
    inferred = [item.triple for item in closure.triples]
    bench.add(Quad(*triple, iris.INFERRED_GRAPH) for triple in inferred)
    bench.add(Quad(*quad.triple) for quad in quads)
    bench.add(Quad(*triple) for triple in inferred)
    return bench


def _profile_finding(found: ProfileFinding) -> Finding:
    message = f"{found.axiom} is not in the OWL 2 RL profile: {found.reason}"
    return Finding("owl2-rl-profile", message, focus=found.subject, graph=iris.ONTOLOGY_GRAPH)


def _clash_finding(clash: Clash) -> Finding:
    return Finding(clash.rule, clash.message, Severity(clash.severity), focus=clash.focus)


def _ask_all(queries: Sequence[SavedQuery], engine: Engine, blame: Blame, seconds: float) -> Iterator[Finding]:
    """Yield what is wrong with the answers; a query without one within ``seconds`` is wrong itself."""
    asked = [partial(_ask, query, engine, blame) for query in queries]
    for query, found in zip(queries, run_bounded(asked, seconds), strict=True):
        if found is None:
            yield Finding("expectations", f"{query.slug}: {OVERDUE}", position=Position(query.path, 1))
        else:
            yield from found


def _ask(query: SavedQuery, engine: Engine, blame: Blame) -> list[Finding]:
    return list(_find_breaches(query, engine, blame))


def _find_breaches(query: SavedQuery, engine: Engine, blame: Blame) -> Iterator[Finding]:
    bound = bind(query, examples(query) if any(p.required for p in query.parameters) else {})
    answer = engine.query(bound.text)
    for breach in find_breaches(query, answer):
        behind = blame.find(bound.text, answer, breach) if isinstance(answer, Rows) else ""
        message = f"{query.slug}: {breach.message} {behind}".rstrip()
        yield Finding("expectations", message, position=Position(query.path, breach.line))
