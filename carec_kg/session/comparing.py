"""Compare two releases by name: open both, ask all their saved questions, and tell what differs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carec_kg.build.comparing import Comparison, Question, compare_answers, compare_statements
from carec_kg.build.releases import open_release
from carec_kg.session.knowledge_graph import KnowledgeGraph

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from carec_kg.config import Content


def compare_releases(
    old: str, new: str, content: Content, home: Path, begin: Callable[[str], None] | None = None
) -> Comparison:
    """Compare two releases; names are those of ``open_release``, and so are the errors."""
    with open_release(old, content, home, begin) as first, open_release(new, content, home, begin) as second:
        before, after = KnowledgeGraph(first), KnowledgeGraph(second)
        return Comparison(
            before.version,
            after.version,
            tuple(compare_statements(before.quads(inferred=True), after.quads(inferred=True))),
            tuple(compare_answers(ask_everything(before), ask_everything(after))),
        )


def ask_everything(graph: KnowledgeGraph) -> dict[str, Question]:
    """Return every saved question of a release with its answer to the defaults."""
    return {query.slug: Question(query.text, graph.query(query.slug).answer) for query in graph.catalogue}
