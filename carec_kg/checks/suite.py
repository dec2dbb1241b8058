"""All checks of a graph together: shapes, rules across records, the form of the data files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from carec_kg.checks.finding import sort_findings
from carec_kg.checks.formatting import FORMATTING_RULES, check_formatting
from carec_kg.checks.placement import Placement
from carec_kg.checks.rules import Rule, read_rules, run_rules
from carec_kg.checks.shapes import ShapeSets, own_terms, read_shapes, run_shapes, shape_messages
from carec_kg.iris import ONTOLOGY_GRAPH

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from carec_kg.checks.finding import Finding
    from carec_kg.checks.placement import CheckedFile
    from carec_kg.checks.rules import Check, Runner
    from carec_kg.config import Content
    from carec_kg.graph.engine import Engine
    from carec_kg.rdf.terms import Quad, Triple


@dataclass(frozen=True, slots=True)
class Suite:
    """The shapes and rules that a graph is checked with."""

    shapes: ShapeSets
    rules: tuple[Rule, ...]

    def sentences(self) -> dict[str, str]:
        """Return every rule and shape by name with the sentence that it stands for."""
        return {
            **shape_messages(self.shapes),
            **{rule.name: rule.says for rule in self.rules},
            **FORMATTING_RULES,
            "syntax": "A file parses.",
        }


@dataclass(frozen=True, slots=True)
class CheckedGraph:
    """What is checked: the parsed quads of all files, the closure, and an engine that holds both.

    ``engine`` has every named graph, ``graph/inferred`` among them, and the union of all as its default graph.
    """

    asserted: Sequence[Quad]
    inferred: Sequence[Triple]
    engine: Engine


def read_suite(content: Content) -> Suite:
    """Read the shapes and rules of a content folder; raise ``SyntaxProblem`` or ``DataProblem``."""
    return Suite(read_shapes(content.ontology / "shapes"), read_rules(content.queries / "checks"))


def check_graph(
    suite: Suite,
    graph: CheckedGraph,
    files: Sequence[CheckedFile],
    others: Iterable[Finding] = (),
    begin: Callable[[str], None] | None = None,
    beside: Callable[[Check], Check] | None = None,
    run: Runner | None = None,
) -> list[Finding]:
    """Return all findings in their one order, each placed in its file.

    ``files`` are those of the ontology and of the data; files that stand for no ontology are held to the layout of the
    one writer. ``others`` are findings made elsewhere (profile, clashes, questions), placed and sorted with these;
    they are asked for last.
    ``begin`` is told of each step: "check shapes", "check rules". ``beside`` starts a function while the rules are run
    and returns how to get its result; the shapes, which the rules do not wait for, are given to it.
    ``run`` runs the rules, as ``run_rules`` says.
    """
    tell = begin or _say_nothing
    tell("check shapes")
    shapes = (beside or _at_once)(lambda: check_shapes(suite.shapes, graph))
    tell("check rules")
    findings = run_rules(suite.rules, graph.engine, run)
    findings += check_formatting([file for file in files if file.graph != ONTOLOGY_GRAPH])
    findings += [*others, *shapes()]
    placement = Placement(files, graph.asserted)
    return sort_findings(placement.place(finding) for finding in findings)


def check_shapes(shapes: ShapeSets, graph: CheckedGraph) -> list[Finding]:
    """Run each set of shapes over what it is for; the findings have no places yet."""
    asserted = list(dict.fromkeys(quad.triple for quad in graph.asserted))
    ontology = [quad.triple for quad in graph.asserted if quad.graph == ONTOLOGY_GRAPH]
    return [
        *run_shapes(shapes.asserted, asserted),
        *run_shapes(shapes.closure, [*asserted, *graph.inferred]),
        *run_shapes(shapes.style, own_terms(ontology)),
    ]


def _at_once(check: Check) -> Check:
    found = check()
    return lambda: found


def _say_nothing(name: str) -> None:
    del name
