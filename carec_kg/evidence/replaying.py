"""Replay a query over a few triples alone, to see that a row follows from them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from carec_kg.evidence.restricting import Binding
    from carec_kg.evidence.sight import Sight
    from carec_kg.evidence.support import Support
    from carec_kg.graph.answers import Row
    from carec_kg.rdf.terms import Quad, Term

#: Rows of a replay that are looked at.
_MOST_ROWS = 20_000
#: Sets of triples that may not be needed, of which each is left out in turn.
_MOST_TRIED = 6


class Replay:
    """Replays one query; ``text`` has no LIMIT and no OFFSET, since a row's place depends on the other rows."""

    def __init__(self, sight: Sight, text: str, stated: Mapping[Quad, tuple[str, ...]]) -> None:
        self._sight = sight
        self._text = text
        self._stated = stated

    def confirm(self, support: Support, row: Row) -> Support | None:
        """Return the support with the facts that are needed, none to spare; ``None`` where the row does not follow."""
        if self._gives(support.facts, row):
            return replace(support, spare=())
        if not support.spare:
            return None
        kept = list(support.spare)
        if not self._gives(_join(support.facts, kept), row):
            return None
        for part in support.spare[:_MOST_TRIED]:
            fewer = [other for other in kept if other is not part]
            if self._gives(_join(support.facts, fewer), row):
                kept = fewer
        return replace(support, facts=frozenset(_join(support.facts, kept)), spare=())

    def _gives(self, facts: Collection[Quad], row: Row) -> bool:
        return row in self._sight.replay(self._text, facts, self._stated, _MOST_ROWS).rows

    def confirm_members(self, support: Support, text: str, members: Sequence[Binding]) -> Support | None:
        """Return the support if the members of a group's page are all found again, by the query for them."""
        facts = _join(support.facts, support.spare)
        answer = self._sight.replay(text, facts, self._stated, _MOST_ROWS)
        found = {tuple(row) for row in answer.rows}
        names = [f"?{name}" for name in answer.variables]
        wanted: Iterable[tuple[Term | None, ...]] = (tuple(member.get(name) for name in names) for member in members)
        return replace(support, facts=frozenset(facts), spare=()) if all(row in found for row in wanted) else None


def _join(facts: Collection[Quad], spare: Iterable[frozenset[Quad]]) -> set[Quad]:
    return set(facts).union(*spare)
