"""From files to a published snapshot: parse, infer, check, describe, publish."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from carec_kg import iris
from carec_kg.build.aside import Aside
from carec_kg.build.checked import write_checked
from carec_kg.build.current import digest_inputs, find_built
from carec_kg.build.examination import Examination, examine
from carec_kg.build.revisions import find_commit
from carec_kg.build.turns import take_turn
from carec_kg.checks.finding import Severity
from carec_kg.checks.report import write_json
from carec_kg.errors import DataProblem
from carec_kg.export.catalogue import Release, describe_release
from carec_kg.export.release import export_all
from carec_kg.graph import snapshot as layout
from carec_kg.graph.history import describe_published, note_published
from carec_kg.graph.snapshot import Snapshot, publish
from carec_kg.rdf.terms import Quad
from carec_kg.rdf.writing import write_nquads, write_ntriples
from carec_kg.reasoning.origins import write_origins
from carec_kg.version import __version__

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from carec_kg.checks.finding import Finding
    from carec_kg.config import Content
    from carec_kg.reasoning.closure import Closure

#: The steps that ``begin`` is called for, for whoever shows progress.
STEPS = ("parse", "infer", "check shapes", "check rules", "ask the saved queries", "publish")
_ISSUED = "http://purl.org/dc/terms/modified"


class BuildFailed(DataProblem):
    """Ontology, data or queries with a violation; ``findings`` holds all that was found."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        number = sum(finding.severity is Severity.VIOLATION for finding in findings)
        noun = "violation" if number == 1 else "violations"
        super().__init__(f"The graph does not build: {number} {noun}; run `carec-kg check` to see them.")
        self.findings = tuple(findings)


@dataclass(frozen=True, slots=True)
class Built:
    """What a build gave: the snapshot, what was found on the way, and whether there was anything to do."""

    snapshot: Snapshot
    findings: tuple[Finding, ...]
    fresh: bool


def build(content: Content, home: Path, begin: Callable[[str], None] | None = None) -> Built:
    """Build and publish a snapshot; unchanged input is not built again.

    Where another process builds below the same home, this one waits and takes what that has built, if it is the same.
    ``begin`` is told of each step. Raise ``BuildFailed`` with the findings where there is a violation, and
    ``SnapshotProblem`` where it cannot be written; what was published before then stays in use.
    """
    present = find_built(home, digest_inputs(content))
    if present:
        return Built(present, (), fresh=False)
    with take_turn(home, begin or _say_nothing):
        # While this process waited, another may have built the same.
        digest = digest_inputs(content)
        present = find_built(home, digest)
        return Built(present, (), fresh=False) if present else _build(content, home, digest, begin or _say_nothing)


def _build(content: Content, home: Path, digest: str, begin: Callable[[str], None]) -> Built:
    version = f"{__version__}+{digest[:12]}"
    examination, (files, counts) = _examine_and_write(content, version, begin)
    files[layout.FINDINGS] = _write_findings(examination.findings)
    files[layout.CHECKS] = write_checked(examination, content.queries / "checks")
    files |= _read_texts(content.queries, layout.QUERIES) | _read_texts(content.ontology / "rules", layout.RULES)
    files |= _read_texts(content.ontology / "modules", layout.MODULES, "ttl")
    files |= _read_texts(content.ontology / "shapes", layout.SHAPES, "ttl")
    counts["findings"] = len(examination.findings)
    snapshot = publish(home, digest, version, files, counts)
    note_published(home, describe_published(snapshot, find_commit(content.root)))
    return Built(snapshot, tuple(examination.findings), fresh=True)


def _examine_and_write(
    content: Content, version: str, begin: Callable[[str], None]
) -> tuple[Examination, tuple[dict[str, bytes], dict[str, int]]]:
    """Check the graph and, beside it, write its files, since neither needs the other; raise ``BuildFailed``."""
    writing: list[Aside[tuple[dict[str, bytes], dict[str, int]]]] = []

    def write_beside(quads: list[Quad], closure: Closure) -> None:
        writing.append(Aside(lambda: write_graph_files(quads, closure, version)))

    try:
        examination = examine(content, begin, write_beside)
        if any(finding.severity is Severity.VIOLATION for finding in examination.findings):
            raise BuildFailed(examination.findings)
        begin(STEPS[-1])
        return examination, writing[0].result()
    finally:
        for aside in writing:
            aside.end()


def write_graph_files(quads: list[Quad], closure: Closure, version: str) -> tuple[dict[str, bytes], dict[str, int]]:
    """Return the files of a snapshot that hold the graph, and the counts of it that its manifest gives."""
    inferred = [Quad(*item.triple, iris.INFERRED_GRAPH) for item in closure.triples]
    release = Release(version, _issued(quads))
    catalogue = describe_release(quads, inferred, release)
    asserted = [*quads, *catalogue]
    files = {
        layout.ASSERTED: write_nquads(quads),
        layout.CATALOGUE: write_nquads(catalogue),
        layout.INFERRED: write_nquads(inferred),
        layout.PROOFS: write_origins(closure.triples),
        layout.UNION: write_ntriples(quad.triple for quad in [*asserted, *inferred]),
        layout.UNION_ASSERTED: write_ntriples(quad.triple for quad in asserted),
    }
    counts = {
        "asserted": len({quad.triple for quad in asserted}),
        "inferred": len(inferred),
        "graphs": len({quad.graph for quad in [*asserted, *inferred]}),
    }
    exported = {layout.EXPORT + name: data for name, data in export_all(asserted, inferred, release).items()}
    return {name: text.encode() for name, text in files.items()} | exported, counts


def _write_findings(findings: Sequence[Finding]) -> bytes:
    return (json.dumps(json.loads(write_json(findings)), indent=2, sort_keys=True) + "\n").encode()


def _read_texts(folder: Path, prefix: str, suffix: str = "rq") -> dict[str, bytes]:
    """Return the files with a suffix below a folder, SPARQL unless told otherwise, by their names in the snapshot."""
    found = sorted(folder.rglob(f"*.{suffix}"))
    return {prefix + path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def _issued(quads: list[Quad]) -> str:
    """Return the day on which the ontology says that it was last changed: no clock goes into a build."""
    ontology = iris.CAREC.removesuffix("#")
    return next(q.object.value for q in quads if q.subject.value == ontology and q.predicate.value == _ISSUED)


def _say_nothing(name: str) -> None:
    del name
