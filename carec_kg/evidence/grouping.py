"""Find what the rows of an aggregate rest on: the solutions of their groups."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carec_kg.evidence.failing import Unexplained
from carec_kg.evidence.model import GroupPage, Reliance
from carec_kg.evidence.restricting import restrict_to, write_filters
from carec_kg.evidence.scope import certain, projected
from carec_kg.evidence.support import Found, Support, gather, merge
from carec_kg.rdf.terms import BlankNode, Iri

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from carec_kg.evidence.asking import Asking
    from carec_kg.evidence.restricting import Binding
    from carec_kg.evidence.syntax import Select
    from carec_kg.rdf.terms import Quad, Term

#: Groups whose members are asked for one by one rather than together.
_FEW_GROUPS = 4


class Grouping:
    """The groups of one SELECT with aggregates, in one graph."""

    def __init__(self, solver: Asking, select: Select, graph: str | None) -> None:
        self._solver = solver
        self._select = select
        self._graph = str(Iri(graph)) if graph else None
        self._graph_name = graph
        self._keys = select.keys or ()
        self._opened = solver.open(select.group)
        self._check()

    def _check(self) -> None:
        select = self._select
        expressions = [column.expression for column in (*(select.columns or ()), *self._keys)]
        if any(expression.exists for expression in (*expressions, select.having) if expression):
            message = "it tests EXISTS on groups, beside an aggregate"
            raise Unexplained(message)

    @property
    def names(self) -> tuple[str, ...]:
        """Return the variables of the keys."""
        return tuple(key.variable for key in self._keys)

    def solve(self, wanted: Sequence[Binding]) -> list[Found]:
        """Return for each row what it rests on: all members of its group, or of each group that gives the row."""
        groups = [self.find_groups(row) for row in wanted]
        distinct = list(dict.fromkeys(_freeze(key) for of_row in groups for key in of_row))
        members = dict(zip(distinct, self._list_members([dict(key) for key in distinct]), strict=True))
        flat = [member for key in distinct for member in members[key]]
        derived = iter(self._solver.derive(self._opened.atoms, flat, self._graph_name))
        supports = {key: self._unite([next(derived) for _ in members[key]]) for key in distinct}
        return [gather((supports[_freeze(key)] for key in of_row), more=False) for of_row in groups]

    def find_groups(self, row: Binding) -> list[Binding]:
        """Return the keys of the groups that give a row."""
        plain = {column.variable for column in self._select.columns or () if column.expression is None}
        if all(key.variable in plain and key.variable in row for key in self._keys):
            return [{name: row[name] for name in self.names}]
        keys = " ".join(
            f"({key.expression.text} AS {key.variable})" if key.expression else key.variable for key in self._keys
        )
        extra = " ".join(name for name in self.names if name not in projected(self._select))
        having = self._select.having.text if self._select.having else ""
        where = self._select.group.text
        if self._graph:
            where = f"{{ GRAPH {self._graph} {where} }}"
        text = f"SELECT {self._select.head} {extra} WHERE {where} GROUP BY {keys} {having}"
        loose = write_filters(row, row)
        limits = self._solver.limits
        found, _ = self._solver.ask_text(f"SELECT * WHERE {{ {{ {text} }} {loose} }}", limits.batch_solutions)
        keys_found: list[Binding] = [
            {name: one.get(name) for name in self.names}
            for one in found
            if all(one.get(name) == term for name, term in row.items())
        ]
        return keys_found[: limits.derivations]

    def _list_members(self, keys: Sequence[Binding]) -> list[list[Binding]]:
        most = self._solver.limits.batch_solutions
        if len(keys) > _FEW_GROUPS and self._is_exact(keys):
            found, cut = self._solver.ask_text(self.members_text(keys), most)
            if not cut:
                by_key: dict[object, list[Binding]] = {}
                for member in found:
                    by_key.setdefault(_freeze({name: member.get(name) for name in self.names}), []).append(member)
                return [by_key.get(_freeze(key), []) for key in keys]
        return [self._list_one(key, most) for key in keys]

    def _list_one(self, key: Binding, most: int) -> list[Binding]:
        found, cut = self._solver.ask_text(self.members_text([key]), most)
        if cut:
            message = f"a group within it has more than {most:,} members"
            raise Unexplained(message)
        return self._pick(found, key)

    def _pick(self, found: Iterable[Binding], key: Binding) -> list[Binding]:
        return [member for member in found if all(member.get(name) == term for name, term in key.items())]

    def _is_exact(self, keys: Sequence[Binding]) -> bool:
        """Tell whether keys can be held to their values in the query."""
        bound = certain(self._select.group)
        return all(name in bound for name in self.names) and not any(_has_blank(key) for key in keys)

    def members_text(self, keys: Sequence[Binding]) -> str:
        """Write the query for the members of groups; of one group only, where its keys need filters."""
        made = {key.variable: key.expression for key in self._keys if key.expression}
        columns = " ".join(f"({expression.text} AS {name})" for name, expression in made.items())
        names = " ".join(self._opened.variables)
        body = self._opened.write(restrict_to(keys, self._opened), self._graph)
        text = f"SELECT {names or ('' if columns else '*')} {columns} WHERE {body}"
        loose = [name for name in self.names if name not in certain(self._select.group)]
        if len(keys) == 1 and loose:
            return f"SELECT * WHERE {{ {{ {text} }} {write_filters(loose, keys[0])} }}"
        return text

    def read_page(self, key: Binding, page: int) -> tuple[list[Binding], GroupPage]:
        """Return the members of one page of a group, with their number in all."""
        size = self._solver.limits.page_size
        text = self.members_text([key])
        first = page * size
        found, cut = self._solver.ask_text(f"{text} OFFSET {first} LIMIT {size + 1}" if first else text, size)
        if _has_blank(key):
            if cut or first:
                message = "its group has a blank node for a key, and more members than a page"
                raise Unexplained(message)
            found = self._pick(found, key)
        total = self._count(text) if cut or first else len(found)
        return found, GroupPage(total, first, len(found), size)

    def _count(self, text: str) -> int:
        counted, _ = self._solver.ask_text(f"SELECT (COUNT(*) AS ?n) WHERE {{ {text} }}", 1)
        return int(_value(counted[0]["?n"]))

    def derive_page(self, members: Sequence[Binding], page: GroupPage) -> Support:
        """Return what the members of a page rest on, together."""
        derived = self._solver.derive(self._opened.atoms, members, self._graph_name)
        united = self._unite(derived).supports
        if not united:
            message = "a member of its group was not found again"
            raise Unexplained(message)
        return Support(united[0].facts, united[0].spare, united[0].reliances, page)

    def _unite(self, derived: Sequence[Found]) -> Found:
        if not all(found.supports for found in derived):
            return Found()
        own = set()
        if self._select.sliced:
            own.add(Reliance("position", self._select.position))
        if not derived:
            own.add(Reliance("not exists", self._select.group.text))
        return Found((merge([Support(reliances=frozenset(own)), *_choose(derived)]),))


def _choose(derived: Iterable[Found]) -> Iterator[Support]:
    """Yield one support for each member; members that are alike, as DISTINCT would not leave them, take others."""
    seen: dict[frozenset[Quad], int] = {}
    for found in derived:
        nth = seen.get(found.supports[0].facts, 0)
        seen[found.supports[0].facts] = nth + 1
        yield found.supports[nth % len(found.supports)]


def _freeze(key: Binding) -> tuple[tuple[str, Term | None], ...]:
    return tuple(key.items())


def _has_blank(key: Binding) -> bool:
    return any(isinstance(term, BlankNode) for term in key.values())


def _value(term: Term | None) -> str:
    return term.value if term else "0"
