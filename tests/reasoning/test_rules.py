"""Reading rules: every file is plain SPARQL with a header, and a mistake in one is named with its line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from carec_kg.errors import DataProblem, SyntaxProblem
from carec_kg.graph.answers import Rows, Triples
from carec_kg.graph.workbench import Workbench
from carec_kg.reasoning.rules import Atom, expand_names, parse_rule, read_rules

from .rule_cases import CLASHING, DERIVING
from .small_graphs import FOLDER, RULES, read_graph, shorten

if TYPE_CHECKING:
    from pathlib import Path

TYPE = expand_names("rdf:type")
RULE = """#+ name: cax-sco
#+ table: 7
#+ says: Whatever belongs to a class belongs to the classes above it.

PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

CONSTRUCT {
  ?x a ?c2 .
}
WHERE {
  ?c1 rdfs:subClassOf ?c2 .
  ?x a ?c1 .
}
"""


def test_a_rule_is_read_into_atoms() -> None:
    rule = parse_rule(RULE, "cax-sco.rq")
    assert (rule.name, rule.table) == ("cax-sco", 7)
    assert rule.head == (Atom("?x", TYPE, "?c2"),)
    assert rule.body.atoms == (Atom("?c1", expand_names("rdfs:subClassOf"), "?c2"), Atom("?x", TYPE, "?c1"))


def test_for_every_is_an_absence_within_an_absence() -> None:
    (rule,) = (rule for rule in RULES if rule.name == "cls-int1")
    (absence,) = rule.body.absences
    assert absence.atoms == (Atom("?list", expand_names("rdf:rest*/rdf:first"), "?ci"),)
    assert absence.absences[0].atoms == (Atom("?y", TYPE, "?ci"),)


@pytest.mark.parametrize(
    ("predicate", "is_path", "may_be_empty"),
    [
        ("?p", False, False),
        ("owl:sameAs", False, False),
        ("owl:sameAs?", True, True),
        ("rdf:rest*", True, True),
        ("rdf:rest+", True, False),
        ("rdf:rest*/rdf:first", True, False),
    ],
)
def test_a_path_is_told_from_a_property(predicate: str, is_path: bool, may_be_empty: bool) -> None:
    atom = Atom("?x", expand_names(predicate), "?y")
    assert (atom.is_path, atom.may_be_empty) == (is_path, may_be_empty)


@pytest.mark.parametrize("rule", [rule for rule in DERIVING if rule != "prp-spo2"])
def test_a_file_as_it_stands_is_sparql_that_gives_what_the_rule_gives(rule: str) -> None:
    premises, conclusion = DERIVING[rule]
    answer = Workbench(read_graph("\n".join(premises))).query((FOLDER / f"{rule}.rq").read_text())
    assert isinstance(answer, Triples)
    assert conclusion in set(map(shorten, answer.triples))


def test_the_chain_rule_as_it_stands_is_the_one_for_chains_of_two() -> None:
    bench = Workbench(read_graph(":p owl:propertyChainAxiom ( :q :r ) . :a :q :b . :b :r :c ."))
    answer = bench.query((FOLDER / "prp-spo2.rq").read_text())
    assert isinstance(answer, Triples)
    assert list(map(shorten, answer.triples)) == ["a p c"]


@pytest.mark.parametrize("rule", CLASHING)
def test_the_file_of_a_clash_selects_its_terms(rule: str) -> None:
    answer = Workbench(read_graph("\n".join(CLASHING[rule][0]))).query((FOLDER / f"{rule}.rq").read_text())
    assert isinstance(answer, Rows)
    assert answer.rows


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_every_rule_says_one_sentence_and_a_finding_names_its_terms(rule: object) -> None:
    found = next(known for known in RULES if known == rule)
    assert found.says.endswith(".")
    assert found.says.count(". ") == 0
    assert bool(found.head) == (not found.message) == (not found.variables)
    assert not found.message or all(f"{{{name}}}" in found.message for name in found.variables[:2])


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("#+ says", "#+ sings", "x.rq:1:1: the header lacks or does not know"),
        ("#+ table: 7", "#+ table: seven", "x.rq:1:1: the header lacks or does not know"),
        ("CONSTRUCT {", "INSERT {", "x.rq:7:1: a rule begins with CONSTRUCT { or SELECT ?variables"),
        ("WHERE {", "{", "x.rq:10:1: expected WHERE {"),
        ("?x a ?c1 .", "?x a ?c1 ; a ?c2 .", "x.rq:12:1: expected one triple pattern, one FILTER or one brace"),
        ("?x a ?c1 .\n}", "?x a ?c1 .", "x.rq:12:1: the file ends in the middle of the rule"),
        ("?x a ?c1 .\n}\n", "?x a ?c1 .\n}\n\nLIMIT 1\n", "x.rq:15:1: nothing may stand after the rule"),
        ("rdfs:subClassOf", "rdf-schema:subClassOf", "x.rq:11:1: the prefix 'rdf-schema' is not known here"),
    ],
)
def test_a_mistake_is_named_with_its_line(old: str, new: str, problem: str) -> None:
    with pytest.raises(SyntaxProblem) as caught:
        parse_rule(RULE.replace(old, new), "x.rq")
    assert str(caught.value).startswith(problem)


def test_a_file_with_another_rules_name_is_refused(tmp_path: Path) -> None:
    (tmp_path / "other.rq").write_text(RULE)
    with pytest.raises(DataProblem, match="holds the rule 'cax-sco'; give both the same name"):
        read_rules(tmp_path)


def test_a_folder_without_rules_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataProblem, match="holds no rule"):
        read_rules(tmp_path)
