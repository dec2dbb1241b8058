"""Find what rows of a SELECT rest on: ask for the solutions behind them, and explain in turn what these leave open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carec_kg.evidence.atoms import ExistsAtom, Opened, PathAtom, SelectAtom
from carec_kg.evidence.failing import Unexplained
from carec_kg.evidence.grouping import Grouping
from carec_kg.evidence.model import Reliance
from carec_kg.evidence.opening import exists_atoms, open_group
from carec_kg.evidence.path_search import PathSearch
from carec_kg.evidence.reading_off import Reader, Request
from carec_kg.evidence.restricting import restrict_to, write_filters
from carec_kg.evidence.scope import certain, projected, visible
from carec_kg.evidence.support import Found, Support, combine, gather
from carec_kg.rdf.terms import Iri

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from carec_kg.evidence.atoms import Atom
    from carec_kg.evidence.model import Limits
    from carec_kg.evidence.restricting import Binding
    from carec_kg.evidence.sight import Sight
    from carec_kg.evidence.syntax import Group, Query, Select
    from carec_kg.rdf.terms import Term

#: Choices among the derivations of a solution's parts that are looked at.
_MOST_CHOICES = 32
_NONE = Found()


class Solver:
    """Explains rows of one query over the graphs of a sight; what was found once is kept."""

    def __init__(self, sight: Sight, query: Query, terms: Mapping[str, Term]) -> None:
        self._sight = sight
        self._prologue = query.prologue
        self._fresh = query.fresh
        self._reader = Reader(terms)
        self._found: dict[Request, Found] = {}
        self._opened: dict[str, Opened] = {}
        self._paths = PathSearch(self)

    @property
    def limits(self) -> Limits:
        """Return the bounds on the work."""
        return self._sight.limits

    @property
    def fresh(self) -> str:
        """Return what begins no variable of the query."""
        return self._fresh

    def solve(self, select: Select, graph: str | None, wanted: Sequence[Binding], most: int) -> list[Found]:
        """Return for each wanted row what it rests on; rows bind the same variables, and ``None`` is unbound.

        ``most`` bounds the solutions that are looked at.
        """
        if select.aggregates:
            return Grouping(self, select, graph).solve(wanted)
        opened = self.open(select.group)
        atoms = (*opened.atoms, *self._column_atoms(select))
        position = [Support(reliances=frozenset({Reliance("position", select.position)}))] if select.sliced else []
        solutions, cut = self.ask(opened, select, graph, wanted, most)
        found = self._sort_out(solutions, wanted, projected(select))
        flat = [solution for of_row in found for solution in of_row]
        derived = iter(self.derive(atoms, flat, graph))
        result = []
        for of_row in found:
            supports = [next(derived) for _ in of_row]
            result.append(gather((_add(one, position) for one in supports), cut))
        return result

    def open(self, group: Group) -> Opened:
        """Open a group, once."""
        if group.text not in self._opened:
            self._opened[group.text] = open_group(group, self._fresh)
        return self._opened[group.text]

    def ask(
        self, opened: Opened, select: Select, graph: str | None, wanted: Sequence[Binding], most: int
    ) -> tuple[list[Binding], bool]:
        """Return the solutions behind rows, and whether they were cut; some may belong to no row."""
        columns = {column.variable: column.expression for column in select.columns or () if column.expression}
        made = " ".join(f"({expression.text} AS {name})" for name, expression in columns.items())
        body = opened.write(restrict_to(wanted, opened), _write_graph(graph))
        behind = select.values.text if select.values else ""
        names = " ".join(opened.variables)
        text = f"SELECT {names or ('' if made else '*')} {made} WHERE {body} {behind}"
        loose = [name for name in wanted[0] if name in projected(select) and name not in certain(select.group)]
        if len(wanted) == 1 and loose:
            text = f"SELECT * WHERE {{ {{ {text} }} {write_filters(loose, wanted[0])} }}"
        return self.ask_text(text, most)

    def ask_text(self, text: str, most: int) -> tuple[list[Binding], bool]:
        """Return at most ``most`` solutions of a query without prologue, and whether there are others."""
        answer = self._sight.select(f"{self._prologue}\n{text}", most + 1)
        names = [f"?{name}" for name in answer.variables]
        solutions: list[Binding] = [dict(zip(names, row, strict=True)) for row in answer.rows[:most]]
        return solutions, len(answer.rows) > most

    def _sort_out(
        self, solutions: Iterable[Binding], wanted: Sequence[Binding], columns: Collection[str]
    ) -> list[list[Binding]]:
        """Return for each row the solutions that give it."""
        names = [name for name in wanted[0] if name in columns] if wanted else []
        rows: dict[tuple[Term | None, ...], list[Binding]] = {}
        for solution in solutions:
            rows.setdefault(tuple(solution.get(name) for name in names), []).append(solution)
        return [rows.get(tuple(row[name] for name in names), []) for row in wanted]

    def derive(self, atoms: Sequence[Atom], solutions: Sequence[Binding], graph: str | None) -> list[Found]:
        """Return for each solution what it rests on; none where a part of it was not found again."""
        readings = [self._reader.read(atoms, solution, graph) for solution in solutions]
        self._answer([request for reading in readings for request in reading.requests])
        result = []
        for reading in readings:
            own = Support(frozenset(reading.facts), reliances=frozenset(reading.reliances))
            parts = [self._found[request] for request in reading.requests]
            result.append(combine(own, parts, _MOST_CHOICES))
        return result

    def _answer(self, requests: Iterable[Request]) -> None:
        """Explain parts of solutions, those of one kind together."""
        kinds: dict[tuple[object, str | None, tuple[str, ...]], list[Request]] = {}
        for request in dict.fromkeys(requests):
            if request not in self._found:
                names = tuple(name for name, _ in request.values)
                kinds.setdefault((id(request.atom), request.graph, names), []).append(request)
        for alike in kinds.values():
            self._found.update(zip(alike, self._answer_alike(alike), strict=True))

    def _answer_alike(self, requests: Sequence[Request]) -> list[Found]:
        atom, graph, _ = requests[0]
        rows: list[Binding] = [dict(request.values) for request in requests]
        match atom:
            case SelectAtom(select, _):
                return self._answer_select(select, graph, rows)
            case ExistsAtom():
                return self._answer_exists(atom, graph, rows)
            case PathAtom():
                return [self._paths.find(atom, graph, row) for row in rows]

    def _answer_select(self, select: Select, graph: str | None, rows: Sequence[Binding]) -> list[Found]:
        """Explain rows of a sub-select; a variable that it may leave unbound may have its value from elsewhere."""
        inside = visible(select.group)
        made = {column.variable for column in select.columns or () if column.expression}
        inner: list[Binding] = [
            {name: term if name in inside or name in made else None for name, term in row.items()} for row in rows
        ]
        found = self.solve(select, graph, inner, self._room(inner))
        loose = inner[0].keys() - certain(select.group) - made
        missed = [i for i, one in enumerate(found) if not one.supports]
        if loose and missed:
            again_rows = [{name: None if name in loose else term for name, term in inner[i].items()} for i in missed]
            again = self.solve(select, graph, again_rows, self._room(inner))
            found = [*found]
            for i, one in zip(missed, again, strict=True):
                found[i] = one
        return found

    def _room(self, rows: Sequence[Binding]) -> int:
        limits = self.limits
        return min(limits.batch_solutions, limits.solutions * len(rows))

    def _answer_exists(self, atom: ExistsAtom, graph: str | None, rows: Sequence[Binding]) -> list[Found]:
        opened = self.open(atom.exists.group)
        names = dict.fromkeys((*opened.variables, *sorted(opened.free & set(rows[0]))))
        body = opened.write(restrict_to(rows, opened), _write_graph(graph))
        solutions, cut = self.ask_text(f"SELECT {' '.join(names) or '*'} WHERE {body}", self._room(rows))
        bound = certain(atom.exists.group) | opened.free
        found = [
            [one for one in of_row if all(one.get(name) in (None, row[name]) for name in row.keys() & names.keys())]
            for row, of_row in zip(rows, self._sort_out(solutions, rows, bound), strict=True)
        ]
        if cut and not all(found):
            message = "an EXISTS has more matches than are looked at"
            raise Unexplained(message)
        result = []
        for row, of_row in zip(rows, found, strict=True):
            supports = gather(self.derive(opened.atoms, of_row, graph), cut)
            result.append(self._judge(atom, supports, row))
        return result

    def _judge(self, atom: ExistsAtom, found: Found, row: Binding) -> Found:
        """Return what an EXISTS adds: its match, that there is none, or a match that may not have decided."""
        if not found.supports:
            if atom.alone and not atom.exists.negated:
                return _NONE
            absence = self._reader.miss("not exists", atom.exists.group.text, row)
            return Found((Support(reliances=frozenset({absence})),))
        if atom.alone:
            return _NONE if atom.exists.negated else found
        first = found.supports[0]
        return Found((Support(spare=(first.facts, *first.spare), reliances=first.reliances),), found.more)

    def _column_atoms(self, select: Select) -> list[Atom]:
        scope = (*self.open(select.group).variables,)
        return [
            atom
            for column in select.columns or ()
            if column.expression
            for atom in exists_atoms(column.expression, scope, None)
        ]


def _add(found: Found, supports: Sequence[Support]) -> Found:
    return combine(supports[0], [found], len(found.supports)) if supports else found


def _write_graph(graph: str | None) -> str | None:
    return str(Iri(graph)) if graph else None
