"""Rules as updates of the engine: one version a data atom, which reads that atom from the newest triples alone."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from carec_kg.iris import GRAPH, RDF_TYPE
from carec_kg.reasoning.footprint import Binding, Footprint, Key, find_bindings, find_needs, key_of
from carec_kg.reasoning.triviality import write_filter

if TYPE_CHECKING:
    from carec_kg.reasoning.rules import Atom, Body, Rule

#: The triples of the round before; these graphs live on the workbench alone.
DELTA_GRAPH = GRAPH + "round/delta"
_CANDIDATES = GRAPH + "round/candidates/"


def candidate_graph(rule: str) -> str:
    """Return the graph that takes what the rule of that name derives in a round."""
    return _CANDIDATES + rule


@dataclass(frozen=True, slots=True)
class Version:
    """Updates, and what the newest triples must have for them to give anything new.

    They fire on ``key`` if that is given; else on a predicate (or, where ``on_class``, a class) that stands in the
    places of ``bindings`` too.
    """

    updates: tuple[str, ...]
    key: Key | None
    on_class: bool = False
    bindings: tuple[Binding, ...] = ()

    def can_fire(self, everything: Footprint, delta: Footprint) -> bool:
        """Return whether the newest triples may hold a match for this version's atom."""
        if self.key:
            return delta.has(self.key)
        found = delta.classes if self.on_class else delta.predicates
        return not found.isdisjoint(everything.values(self.bindings[0])) if self.bindings else bool(found)


@dataclass(frozen=True, slots=True)
class Forward:
    """A rule ready to run forwards."""

    rule: Rule
    needs: tuple[Key, ...]
    path_properties: frozenset[str]
    whole: tuple[str, ...]
    versions: tuple[Version, ...]

    def updates(self, everything: Footprint, delta: Footprint | None) -> list[str]:
        """Return the updates worth running: the whole rule in the first round, then the versions that can fire."""
        if not everything.may_match(self.needs):
            return []
        if delta is None or not self.path_properties.isdisjoint(delta.predicates):
            return list(self.whole)
        return [
            update for version in self.versions if version.can_fire(everything, delta) for update in version.updates
        ]


@lru_cache(maxsize=256)
def compile_rule(rule: Rule) -> Forward:
    """Prepare a rule with a head to run forwards."""
    versions = [_compile_version(rule, place) for place, atom in enumerate(rule.body.atoms) if not atom.is_path]
    return Forward(
        rule=rule,
        needs=find_needs(rule),
        path_properties=rule.path_properties,
        whole=write_updates(rule),
        versions=tuple(versions),
    )


def _compile_version(rule: Rule, place: int) -> Version:
    atom = rule.body.atoms[place]
    others = rule.body.atoms[:place] + rule.body.atoms[place + 1 :]
    updates = write_updates(rule, place)
    key = key_of(atom)
    if key == (RDF_TYPE, None) and atom.object.startswith("?"):
        bindings = find_bindings(atom.object, others)
        return Version(updates, None if bindings else key, on_class=True, bindings=bindings)
    return Version(updates, key, bindings=() if key else find_bindings(atom.predicate, others))


def write_updates(rule: Rule, delta_place: int | None = None) -> tuple[str, ...]:
    """Return one update a head atom, to derive what is not there yet; atom ``delta_place`` is read from the delta."""
    body = write_body(rule.body, delta_place)
    return tuple(
        f"INSERT {{ GRAPH <{candidate_graph(rule.name)}> {{ {head} }} }}\n"
        f"WHERE {{ {body} {write_filter(head)} FILTER NOT EXISTS {{ {head} }} }}"
        for head in rule.head
    )


def write_advance(fired: list[str]) -> str:
    """Return the update that makes what these rules derived the new delta and adds it to what is there."""
    graphs = map(candidate_graph, fired)
    moves = [f"ADD SILENT <{graph}> TO <{DELTA_GRAPH}>; DROP SILENT GRAPH <{graph}>" for graph in graphs]
    return "; ".join([f"DROP SILENT GRAPH <{DELTA_GRAPH}>", *moves, f"ADD SILENT <{DELTA_GRAPH}> TO DEFAULT"])


def write_body(body: Body, delta_place: int | None = None) -> str:
    """Return the body as SPARQL."""
    parts = [_write_atom(atom, in_delta=place == delta_place) for place, atom in enumerate(body.atoms)]
    parts += body.filters
    parts += [f"FILTER NOT EXISTS {{ {write_body(absence)} }}" for absence in body.absences]
    return "\n".join(parts)


def _write_atom(atom: Atom, *, in_delta: bool) -> str:
    return f"GRAPH <{DELTA_GRAPH}> {{ {atom} }}" if in_delta else str(atom)
