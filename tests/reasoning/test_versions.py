"""Versions of rules: which updates a round runs."""

from __future__ import annotations

import pytest

from carec_kg.graph.workbench import Workbench
from carec_kg.reasoning.footprint import Footprint, named_properties
from carec_kg.reasoning.versions import DELTA_GRAPH, Forward, compile_rule, write_advance

from .small_graphs import RULES, read_graph

FORWARDS = {rule.name: compile_rule(rule) for rule in RULES if rule.head and not rule.expand}


def footprint(text: str) -> Footprint:
    found = Footprint(named_properties(RULES))
    found.note(quad.triple for quad in read_graph(text))
    return found


def count_updates(forward: Forward, everything: str, delta: str | None) -> int:
    return len(forward.updates(footprint(everything), None if delta is None else footprint(delta)))


@pytest.mark.parametrize(
    ("rule", "everything", "delta", "updates"),
    [
        ("prp-dom", ":p rdfs:domain :C . :a :p :b .", None, 1),
        ("prp-dom", ":a :p :b .", None, 0),
        ("prp-dom", ":p rdfs:domain :C . :a :p :b .", ":c :p :d .", 1),
        ("prp-dom", ":p rdfs:domain :C . :a :p :b .", ":c :q :d .", 0),
        ("prp-dom", ":p rdfs:domain :C . :a :p :b .", ":p rdfs:domain :D . :c :p :d .", 2),
        ("cax-sco", ":C rdfs:subClassOf :D . :a a :C .", ":b a :C .", 1),
        ("cax-sco", ":C rdfs:subClassOf :D . :a a :C .", ":b a :D .", 0),
        ("scm-eqc1", ":C owl:equivalentClass :D .", None, 2),
        ("prp-fp", ":p a owl:FunctionalProperty . :a :p :b .", ":a :p :c .", 2),
        ("prp-fp", ":p a owl:SymmetricProperty . :a :p :b .", ":a :p :c .", 0),
        ("cls-uni", ":C owl:unionOf ( :A :B ) . :a a :A .", ":c a :B .", 1),
        ("cls-uni", ":C owl:unionOf ( :A :B ) . :a a :A .", ":c a :C .", 0),
        ("eq-rep-s", ":a owl:sameAs :b . :a :p :c .", ":a :q :d .", 1),
        ("eq-rep-s", ":a :p :c .", ":a :q :d .", 0),
    ],
)
def test_only_versions_that_can_match_what_is_new_run(
    rule: str, everything: str, delta: str | None, updates: int
) -> None:
    assert count_updates(FORWARDS[rule], everything, delta) == updates


def test_a_change_inside_a_path_runs_the_rule_over_everything() -> None:
    forward = FORWARDS["cls-int1"]
    everything, delta = ":C owl:intersectionOf ( :A :B ) . :a a :A .", ":cell rdf:first :D ."
    assert forward.updates(footprint(everything), footprint(delta)) == list(forward.whole)


@pytest.mark.parametrize("forward", FORWARDS.values(), ids=FORWARDS)
def test_each_version_reads_one_atom_from_what_is_new(forward: Forward) -> None:
    plain = [atom for atom in forward.rule.body.atoms if not atom.is_path]
    assert len(forward.versions) == len(plain)
    for version, atom in zip(forward.versions, plain, strict=True):
        assert all(f"GRAPH <{DELTA_GRAPH}> {{ {atom} }}" in update for update in version.updates)


def test_advancing_makes_the_candidates_the_new_delta_and_adds_them() -> None:
    bench = Workbench(read_graph(":C rdfs:subClassOf :D . :a a :C ."))
    for update in FORWARDS["cax-sco"].whole:
        bench.update(update)
    assert len(bench) == 3
    bench.update(write_advance(["cax-sco"]))
    assert [quad.object for quad in bench.quads(DELTA_GRAPH)] == [quad.object for quad in read_graph(":a a :D .")]
    assert len(list(bench.quads())) == 3
    bench.update(write_advance([]))
    assert list(bench.quads(DELTA_GRAPH)) == []
