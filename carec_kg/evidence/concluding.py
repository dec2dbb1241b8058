"""Make evidence of what was found for rows: check it by replay, rank it, and say what cannot be explained."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carec_kg.errors import OutOfTime, UsageError
from carec_kg.evidence.absence import unite
from carec_kg.evidence.failing import Unexplained
from carec_kg.evidence.grouping import Grouping
from carec_kg.evidence.model import Derivation, RowEvidence
from carec_kg.evidence.preparing import prepare
from carec_kg.evidence.replaying import Replay
from carec_kg.evidence.solving import Solver
from carec_kg.evidence.stating import choose_sources, cite, find_stating
from carec_kg.evidence.support import Found

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from carec_kg.evidence.model import Check
    from carec_kg.evidence.preparing import Prepared
    from carec_kg.evidence.restricting import Binding
    from carec_kg.evidence.sight import Sight
    from carec_kg.evidence.support import Support
    from carec_kg.graph.answers import Row
    from carec_kg.rdf.terms import Quad

_NOT_GIVEN = "the engine does not give this row when it is asked for what is behind it"
_NOT_REPLAYED = "the query does not give the row over the triples that were found for it alone"
_ENDED = (
    "The search ended, its time or its number of queries being used up, before all was checked: of {found} derivations "
    "that were found, the {confirmed} are shown that were checked."
)
_NO_TIME = "the time for all rows together was over; ask for this one alone"


class Explanation:
    """Explains rows of one query's result."""

    def __init__(self, sight: Sight, text: str, variables: tuple[str, ...]) -> None:
        self._sight = sight
        self._text = text
        self._variables = variables

    def explain_one(self, row: Row, page: int) -> RowEvidence:
        """Return the evidence of one row."""
        try:
            prepared = prepare(self._text)
            solver = Solver(self._sight, prepared.query, prepared.terms)
            if prepared.query.select.aggregates:
                return self._explain_group(prepared, solver, row, page)
            limits = self._sight.limits
            found = solver.solve(prepared.query.select, None, [self._bind(row)], limits.solutions)
            return self._conclude(prepared, row, found[0], limits.derivations)
        except Unexplained as reason:
            return self._give_up(row, str(reason))

    def explain_many(self, rows: Sequence[Row]) -> list[RowEvidence]:
        """Return the evidence of many rows, one derivation each; a row that is there twice has the same twice."""
        distinct = list(dict.fromkeys(rows))
        if not distinct:
            return []
        try:
            evidence = self._explain_together(distinct)
        except Unexplained:
            # One row may be the reason, and the others none.
            evidence = self._explain_in_turn(distinct)
        return [evidence[row] for row in rows]

    def _explain_together(self, rows: Sequence[Row]) -> dict[Row, RowEvidence]:
        prepared = prepare(self._text)
        solver = Solver(self._sight, prepared.query, prepared.terms)
        wanted = [self._bind(row) for row in rows]
        found = solver.solve(prepared.query.select, None, wanted, self._sight.limits.batch_solutions)
        stated = find_stating(self._sight, _all_facts(found))
        of_row = dict(zip(rows, found, strict=True))
        return self._explain_each(rows, lambda row: self._conclude(prepared, row, of_row[row], 1, stated))

    def _explain_in_turn(self, rows: Sequence[Row]) -> dict[Row, RowEvidence]:
        return self._explain_each(rows, lambda row: self.explain_one(row, 0))

    def _explain_each(self, rows: Sequence[Row], explain: Callable[[Row], RowEvidence]) -> dict[Row, RowEvidence]:
        """Explain rows until the time is over; those behind it say so, and what was found before is kept."""
        evidence: dict[Row, RowEvidence] = {}
        for row in rows:
            try:
                evidence[row] = explain(row)
            except OutOfTime:
                if not evidence:
                    raise
                break
        return {row: evidence.get(row) or self._give_up(row, _NO_TIME) for row in rows}

    def _bind(self, row: Row) -> Binding:
        return {f"?{name}": term for name, term in zip(self._variables, row, strict=True)}

    def _conclude(
        self,
        prepared: Prepared,
        row: Row,
        found: Found,
        most: int,
        stated: Mapping[Quad, tuple[str, ...]] | None = None,
    ) -> RowEvidence:
        """Return the evidence with the derivations that the replay confirms, those of the fewest sources first."""
        if not found.supports:
            return self._give_up(row, _NOT_GIVEN)
        stated = stated if stated is not None else find_stating(self._sight, _all_facts([found]))
        replay = Replay(self._sight, prepared.query.uncut, stated)
        confirmed: dict[frozenset[Quad], Derivation] = {}
        ranked = sorted(found.supports, key=lambda support: _rank(support, stated, self._sight.registers))
        looked_at, incomplete = 0, ""
        for support in ranked:
            if len(confirmed) == most:
                break
            try:
                kept = replay.confirm(support, row)
            except (OutOfTime, Unexplained):
                if not confirmed:
                    raise
                incomplete = _ENDED.format(confirmed=len(confirmed), found=len(ranked))
                break
            looked_at += 1
            if kept:
                confirmed.setdefault(kept.facts, self._derive(kept, stated, "row"))
        if not confirmed:
            return self._give_up(row, _NOT_REPLAYED)
        more = found.more or looked_at < len(ranked)
        return RowEvidence(self._variables, row, tuple(confirmed.values()), more, incomplete=incomplete)

    def _explain_group(self, prepared: Prepared, solver: Solver, row: Row, page: int) -> RowEvidence:
        grouping = Grouping(solver, prepared.query.select, None)
        keys = grouping.find_groups(self._bind(row))
        if not keys:
            return self._give_up(row, _NOT_GIVEN)
        derivations: list[Derivation] = []
        incomplete = ""
        for key in keys:
            try:
                derivation = self._derive_page(prepared, grouping, key, row, page)
            except (OutOfTime, Unexplained):
                if not derivations:
                    raise
                incomplete = _ENDED.format(confirmed=len(derivations), found=len(keys))
                break
            derivations += [derivation] if derivation else []
        if not derivations:
            return self._give_up(row, _NOT_REPLAYED)
        more = len(keys) > len(derivations)
        return RowEvidence(self._variables, row, tuple(derivations), more, incomplete=incomplete)

    def _derive_page(
        self, prepared: Prepared, grouping: Grouping, key: Binding, row: Row, page: int
    ) -> Derivation | None:
        members, shown = grouping.read_page(key, page)
        if shown.first and not members:
            last = max(0, (shown.total - 1) // self._sight.limits.page_size)
            message = f"There is no page {page}: the last page of this group is {last}."
            raise UsageError(message)
        support = grouping.derive_page(members, shown)
        stated = find_stating(self._sight, _all_facts([Found((support,))]))
        replay = Replay(self._sight, prepared.query.uncut, stated)
        if shown.whole:
            kept = replay.confirm(support, row)
            return self._derive(kept, stated, "row") if kept else None
        text = f"{prepared.query.prologue}\n{grouping.members_text([key])}"
        kept = replay.confirm_members(support, text, members)
        return self._derive(kept, stated, "members") if kept else None

    def _derive(self, support: Support, stated: Mapping[Quad, tuple[str, ...]], check: Check) -> Derivation:
        sources = choose_sources(support.facts, stated, self._sight.registers)
        return Derivation(cite(support.facts, stated), sources, unite(support.reliances), support.group, check)

    def _give_up(self, row: Row, reason: str) -> RowEvidence:
        return RowEvidence(self._variables, row, (), unexplained=f"This row is not explained, because {reason}.")


def _all_facts(found: Sequence[Found]) -> set[Quad]:
    facts: set[Quad] = set()
    for one in found:
        for support in one.supports:
            facts |= support.facts.union(*support.spare)
    return facts


def _rank(
    support: Support, stated: Mapping[Quad, tuple[str, ...]], registers: frozenset[str]
) -> tuple[int, int, list[str]]:
    sources = choose_sources(support.facts, stated, registers)
    follows = sum(cited.inferred for cited in cite(support.facts, stated))
    return len(sources) + follows, len(support.facts), list(sources)
