"""Each rule alone: it fires on its smallest graph, and on no smaller one."""

from __future__ import annotations

import pytest

from .rule_cases import CLASHING, DERIVING
from .small_graphs import EXAMPLE, RULES, close, close_with_owlrl, close_with_rules, read_graph, shorten_all

_NEEDS = [(rule, place) for rule, (premises, _) in {**DERIVING, **CLASHING}.items() for place in range(len(premises))]
#: What owlrl gets wrong on these graphs: it skips the last key of a list (see `test_owlrl_differs`).
_OWLRL_IS_WRONG = {"prp-key"}


def _expand(message: str) -> str:
    return message.replace("<", f"<{EXAMPLE}")


def test_every_rule_has_a_case() -> None:
    deriving = {rule.name for rule in RULES if rule.head}
    assert (set(DERIVING), set(CLASHING)) == (deriving, {rule.name for rule in RULES} - deriving)


@pytest.mark.parametrize("rule", DERIVING)
def test_a_rule_fires_on_its_premises(rule: str) -> None:
    premises, conclusion = DERIVING[rule]
    closure = close("\n".join(premises), rule)
    assert conclusion in shorten_all(closure)
    assert {(item.round, item.rule) for item in closure.triples if item.round == 1} == {(1, rule)}


@pytest.mark.parametrize("rule", CLASHING)
def test_a_clash_is_found_and_said_in_words(rule: str) -> None:
    premises, message = CLASHING[rule]
    clashes = close("\n".join(premises), rule).clashes
    assert [(clash.rule, clash.severity, clash.message) for clash in clashes] == [(rule, "violation", _expand(message))]


@pytest.mark.parametrize(("rule", "place"), _NEEDS)
def test_a_rule_needs_each_of_its_premises(rule: str, place: int) -> None:
    premises, conclusion = {**DERIVING, **CLASHING}[rule]
    closure = close("\n".join(premises[:place] + premises[place + 1 :]), rule)
    assert conclusion not in shorten_all(closure)
    assert not closure.clashes


@pytest.mark.parametrize("rule", sorted(DERIVING.keys() - _OWLRL_IS_WRONG))
def test_owlrl_agrees_on_the_smallest_graph_of_a_rule(rule: str) -> None:
    quads = read_graph("\n".join(DERIVING[rule][0]))
    assert close_with_rules(quads) == close_with_owlrl(quads)
