"""The audit itself: every mention of every passage against that passage's graph alone."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import astuple
from typing import TYPE_CHECKING

from carec_kg.checks.audit.holding import PassageGraph
from carec_kg.checks.audit.names import NOT_HOLDING, Labels, find_names
from carec_kg.checks.audit.report import Assertion, AuditedMention, AuditFinding, AuditReport
from carec_kg.sources.lexicon import Lexicon
from carec_kg.sources.mentions import find_mentions
from carec_kg.sources.verification import fits, verify

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from carec_kg.checks.audit.reviewed import ReviewedEntry
    from carec_kg.rdf.terms import Quad
    from carec_kg.sources.document import Document, Passage
    from carec_kg.sources.model import Mention


class _Review:
    """The reviewed entries, and which of them were needed."""

    def __init__(self, entries: Iterable[ReviewedEntry]) -> None:
        self._entries: dict[tuple[str, str, str], ReviewedEntry] = {
            (entry.passage, entry.kind, entry.words): entry for entry in entries
        }
        self._used: set[tuple[str, str, str]] = set()

    def find(self, passage: str, kind: str, words: str) -> ReviewedEntry | None:
        key = (passage, kind, words)
        if key in self._entries:
            self._used.add(key)
        return self._entries.get(key)

    def unused(self) -> list[ReviewedEntry]:
        return [entry for key, entry in self._entries.items() if key not in self._used]


def audit(document: Document, text: str, quads: Iterable[Quad], reviewed: Iterable[ReviewedEntry]) -> AuditReport:
    """Hold the text of a document against the asserted quads, and return what holds each mention, or nothing.

    ``quads`` are those of all graphs of the data and the ontology, each with the name of its graph. A passage whose
    offsets or digest do not fit the text is a finding, and what it mentions is not examined.
    """
    quads = list(quads)
    graphs = _group(quads)
    review = _Review(reviewed)
    labels = Labels(quads)
    names = list(find_names(quads))
    common = Lexicon(names)
    findings = [AuditFinding(*astuple(found)) for found in verify(document, text)]
    mentions: list[AuditedMention] = []
    for passage in document.passages:
        graph = graphs.get(passage.iri, [])
        findings += _check_file(passage, graph, review)
        if fits(passage, text) and passage.start is not None and passage.end is not None:
            own = list(find_names(graph, passage.iri))
            lexicon = Lexicon([*names, *own]) if own else common
            found = find_mentions(text, passage.start, passage.end, lexicon)
            statements = PassageGraph(graph)
            mentions += [_judge(mention, passage, statements, labels, review) for mention in found]
    findings += _check_graphs(document, graphs)
    findings += _check_review(document, text, review)
    return AuditReport(document.iri, len(document.passages), tuple(mentions), tuple(findings))


def _group(quads: list[Quad]) -> dict[str, list[Quad]]:
    graphs: dict[str, list[Quad]] = defaultdict(list)
    for quad in quads:
        graphs[quad.graph or ""].append(quad)
    return graphs


def _judge(mention: Mention, passage: Passage, graph: PassageGraph, labels: Labels, review: _Review) -> AuditedMention:
    quad, reason = graph.hold(mention.value)
    if quad:
        return AuditedMention(passage, mention, Assertion(quad.triple, labels.say(quad)))
    entry = review.find(passage.key, mention.kind, mention.words)
    return AuditedMention(passage, mention, None, entry is not None, entry.reason if entry else reason)


def _check_file(passage: Passage, graph: list[Quad], review: _Review) -> Iterator[AuditFinding]:
    if any(quad.predicate.value not in NOT_HOLDING for quad in graph) or passage.kind == "heading":
        return
    if not review.find(passage.key, "passage", ""):
        message = f"{passage.key} has no file with its facts; write one, or list the passage in the reviewed file."
        yield AuditFinding("no-file", message, passage.iri, passage.start, passage.end)


def _check_graphs(document: Document, graphs: dict[str, list[Quad]]) -> Iterator[AuditFinding]:
    known = {passage.iri for passage in document.passages}
    for name in sorted(graphs):
        if name.startswith(document.iri + "/") and name not in known:
            key = name.removeprefix(document.iri + "/")
            message = f"{key} has a file, and the document has no such passage; describe it in source.ttl or rename it."
            yield AuditFinding("no-passage", message, name)


def _check_review(document: Document, text: str, review: _Review) -> Iterator[AuditFinding]:
    passages = {passage.key: passage for passage in document.passages}
    for entry in review.unused():
        passage = passages.get(entry.passage)
        what = f"{entry.kind} {entry.words!r}" if entry.words else "passage"
        if passage is None:
            message = f"The review lists the {what} of {entry.passage}, which is no passage; take it out."
            yield AuditFinding("stale-review", message)
        elif entry.kind == "passage" or fits(passage, text):
            # In a passage that does not fit the text nothing was looked for, so nothing can be missing.
            message = f"The review lists the {what} of {entry.passage}, which needs no review now; take it out."
            yield AuditFinding("stale-review", message, passage.iri)
