"""Property chains: one rule for each axiom, of any length."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from carec_kg.graph.workbench import Workbench
from carec_kg.reasoning.chains import expand_chains

from .small_graphs import EXAMPLE, RULES, close, read_graph, shorten_all

if TYPE_CHECKING:
    from carec_kg.reasoning.rules import Rule

TEMPLATE = next(rule for rule in RULES if rule.expand)


def expand(text: str) -> list[Rule]:
    return expand_chains(TEMPLATE, Workbench(read_graph(text)))


def steps(rule: Rule) -> list[str]:
    return [atom.predicate.removeprefix(f"<{EXAMPLE}").rstrip(">") for atom in rule.body.atoms if "?u" in atom.subject]


def test_each_axiom_gives_a_rule_with_its_own_steps() -> None:
    rules = expand(":p owl:propertyChainAxiom ( :q :r ) , ( :r :s :p ) . :q owl:propertyChainAxiom ( :s ) .")
    assert sorted(map(steps, rules)) == [["q", "r"], ["r", "s", "p"], ["s"]]
    assert {rule.name for rule in rules} == {"prp-spo2"}


def test_the_axiom_itself_is_among_the_premises() -> None:
    (rule,) = expand(":p owl:propertyChainAxiom ( :q :r ) .")
    assert [atom.predicate.split("#")[-1].rstrip(">") for atom in rule.body.atoms[:5]] == [
        "propertyChainAxiom",
        "first",
        "rest",
        "first",
        "rest",
    ]


@pytest.mark.parametrize("length", [1, 2, 3, 7])
def test_chains_of_any_length_join_their_ends(length: int) -> None:
    chain = " ".join(f":p{step}" for step in range(length))
    facts = " ".join(f":n{step} :p{step} :n{step + 1} ." for step in range(length))
    assert shorten_all(close(f":q owl:propertyChainAxiom ( {chain} ) . {facts}")) == {f"n0 q n{length}"}


def test_a_chain_with_itself_first_runs_to_the_end() -> None:
    text = ":in owl:propertyChainAxiom ( :in :part ) . :a :in :b . :b :part :c . :c :part :d ."
    assert shorten_all(close(text)) == {"a in c", "a in d"}


@pytest.mark.parametrize(
    "text",
    [
        ":p owl:propertyChainAxiom :list . :list rdf:first :q .",
        ":p owl:propertyChainAxiom :list . :list rdf:first :q ; rdf:rest :list .",
        ":p owl:propertyChainAxiom rdf:nil .",
        ':p owl:propertyChainAxiom ( "q" ) .',
    ],
)
def test_a_broken_list_gives_no_rule(text: str) -> None:
    assert expand(text) == []
