"""Take a query apart until the parts are found that empty it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from carec_kg.evidence.diagnosis import Cause
from carec_kg.evidence.filter_faults import explain_filter
from carec_kg.evidence.join_faults import explain_together
from carec_kg.evidence.narrowing import find_conflicts
from carec_kg.evidence.parts import Part, list_parts
from carec_kg.evidence.pattern_faults import explain_pattern
from carec_kg.evidence.query_forms import place_in
from carec_kg.evidence.scope import visible
from carec_kg.evidence.syntax import Filter, InGraph, Optional, Pattern, SubSelect, Union
from carec_kg.graph.answers import Rows
from carec_kg.rdf.query_tokens import read_tokens

if TYPE_CHECKING:
    from carec_kg.evidence.case import Case
    from carec_kg.evidence.diagnosis import Place
    from carec_kg.evidence.syntax import Group, Select

#: Sets of parts that are explained.
_MOST_CONFLICTS = 5
#: Solutions that are counted.
_MOST_COUNTED = 1_000
_SLICE = re.compile(r"\b(?:LIMIT|OFFSET)\s+\d+", re.IGNORECASE)
#: What takes solutions away, so that it is worth saying how many there are without it.
_TAKING = frozenset({"filter", "values", "parameter", "minus"})


class Examination:
    """Examines one case; ``causes`` has what was found so far, ``complete`` whether that is all."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self.causes: list[Cause] = []
        self.complete = True

    def run(self) -> None:
        """Find the causes; raise ``OutOfTime`` or ``Unexplained`` where there is an end to the questions."""
        self._examine_select(self._case.form.query.select, None, outer=True)

    def _examine_select(self, select: Select, graph: str | None, *, outer: bool) -> None:
        parts = list_parts(select.group, self._case.form.text, graph)
        if select.values:
            parts = (*parts, self._behind(select))
        if self._case.probe.fits(self._write_whole(select, graph)):
            self._add(*self._find_behind(select, outer=outer))
        else:
            self._examine_parts(parts, select.group)

    def _write_whole(self, select: Select, graph: str | None) -> str:
        body = f"GRAPH {graph} {select.group.text}" if graph else f"{select.group.text}"
        return f"{body} {select.values.text if select.values else ''}"

    def _behind(self, select: Select) -> Part:
        """Return the VALUES behind a query's group as a part."""
        text, values = self._case.form.text, select.values
        block = values.text.removeprefix("VALUES ") if values else ""
        at = text.rfind(block)
        start = text.upper().rfind("VALUES", 0, at)
        names = frozenset(values.variables if values else ())
        return Part("values", text[start : at + len(block)], (start, at + len(block)), names, content=values)

    def _examine_group(self, group: Group, graph: str | None) -> None:
        self._examine_parts(list_parts(group, self._case.form.text, graph), group)

    def _examine_parts(self, parts: tuple[Part, ...], group: Group) -> None:
        conflicts, complete = find_conflicts(parts, self._case.probe.holds, _MOST_CONFLICTS)
        self.complete = self.complete and complete and bool(conflicts)
        for conflict in conflicts:
            if len(conflict) == 1:
                self._explain_alone(conflict[0], group)
                continue
            cause = explain_together(self._case, conflict, parts, tuple(visible(group)))
            self._add(self._count_without(cause, conflict, parts) if len(conflicts) == 1 else cause)
            self._examine_within(conflict)

    def _explain_alone(self, part: Part, group: Group) -> None:
        case, content = self._case, part.content
        match content:
            case Pattern():
                self._add(*explain_pattern(case, part, content))
            case Union(branches):
                for branch in branches:
                    self._examine_group(branch, part.graph)
            case InGraph(term, inner):
                self._examine_group(inner, term)
            case SubSelect(select):
                self._examine_select(select, part.graph, outer=False)
            case _ if part.kind == "filter":
                self._add(explain_filter(case, part, (), tuple(visible(group))))
            case _:
                place = case.place(part)
                self._add(Cause("join", f"Nothing fits {place.fragment}.", place, (), (place,)))

    def _examine_within(self, conflict: list[Part]) -> None:
        """Examine what stands in an EXISTS or an OPTIONAL that has a part in this, where nothing fits it by itself."""
        for part in conflict:
            groups: list[Group] = []
            if isinstance(part.content, Filter):
                groups = [exists.group for exists in part.content.condition.exists if not exists.negated]
            elif isinstance(part.content, Optional):
                groups = [part.content.group]
            for group in groups:
                if not self._case.probe.fits(group.text.strip()[1:-1]):
                    self._examine_group(group, part.graph)

    def _count_without(self, cause: Cause, conflict: list[Part], parts: tuple[Part, ...]) -> Cause:
        """Say how many solutions there are without the part that takes them away."""
        taking = [part for part in conflict if self._case.place(part) == cause.parts[-1]]
        if cause.kind not in _TAKING or not taking:
            return cause
        rest = "\n".join(part.written for part in parts if part is not taking[0])
        count = self._case.probe.count(rest, _MOST_COUNTED + 1)
        if not count:
            return cause
        said = f"more than {_MOST_COUNTED:,} solutions" if count > _MOST_COUNTED else _number(count, "solution")
        return replace(cause, text=f"{cause.text} Without it there {'is' if count == 1 else 'are'} {said}.")

    def _find_behind(self, select: Select, *, outer: bool) -> list[Cause]:
        """Return what empties a query whose group has solutions: HAVING, LIMIT and OFFSET, or a template."""
        case = self._case
        if select.having:
            at = case.form.text.rfind(select.having.text)
            place = case.form.find(at, at + len(select.having.text))
            if case.helps([(place.start, place.start + len(place.fragment), "")]):
                return [Cause("having", "There are groups, but HAVING lets none of them through.", place, (), (place,))]
        slices = self._slices(select)
        if slices and case.helps([(one.start, one.start + len(one.fragment), "") for one in slices]):
            return [self._explain_slice(slices, outer=outer)]
        return self._explain_template() if outer and case.form.form == "CONSTRUCT" else []

    def _slices(self, select: Select) -> list[Place]:
        at = self._case.form.text.rfind(select.position) if select.sliced else 0
        found = _SLICE.finditer(select.position) if select.sliced else ()
        return [self._case.form.find(at + match.start(), at + match.end()) for match in found]

    def _explain_slice(self, slices: list[Place], *, outer: bool) -> Cause:
        case = self._case
        offset = next((one for one in slices if one.fragment.upper().startswith("OFFSET")), None)
        if offset is None:
            said = f"There are rows, but {slices[0].fragment} lets none of them through."
            return Cause("slice", said, slices[0], (), tuple(slices))
        said = f"There are rows, but {offset.fragment} passes over all of them"
        if outer and case.form.form == "SELECT":
            text = case.form.source
            for one in sorted(slices, key=lambda place: -place.start):
                text = text[: one.start] + text[one.start + len(one.fragment) :]
            answer = case.engine.answer(replace(case.request, text=text, row_cap=_MOST_COUNTED))
            count = len(answer.rows) if isinstance(answer, Rows) else 0
            said += f": there {'is' if count == 1 else 'are'} {_number(count, 'row')}" if count < _MOST_COUNTED else ""
        return Cause("slice", f"{said}.", offset, (), tuple(slices))

    def _explain_template(self) -> list[Cause]:
        case = self._case
        source = case.form.source
        tokens = [token for token in read_tokens(source) if token.start >= case.form.turn]
        bound = visible(case.form.query.select.group)
        end = next((token.start for token in tokens if token.text == "}"), len(source))
        place = place_in(source, case.form.turn, end + 1)
        inside = [token for token in tokens if token.start < end and token.kind == "variable"]
        unbound = list(dict.fromkeys(token.text for token in inside if f"?{token.text[1:]}" not in bound))
        why = f"{unbound[0]} has no value" if unbound else "a term that it needs has no value, or cannot stand there"
        return [
            Cause("template", f"There are solutions, but the template makes no triple: {why}.", place, (), (place,))
        ]

    def _add(self, *causes: Cause) -> None:
        self.causes += [cause for cause in causes if cause not in self.causes]


def _number(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
