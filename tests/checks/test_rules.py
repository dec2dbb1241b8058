from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from carec_kg.checks.finding import Severity
from carec_kg.checks.rules import Rule, read_rule, read_rules, run_rules, shorten_iris
from carec_kg.errors import DataProblem, QueryProblem, SyntaxProblem
from carec_kg.graph.workbench import Workbench
from carec_kg.rdf.terms import Iri
from tests.checks.rule_edits import EDITS, ONE, TWO, Edit, in_graph, replace
from tests.checks.sample_graph import edited_engine, read_triples, suite

if TYPE_CHECKING:
    from pathlib import Path

    from carec_kg.checks.finding import Finding

RULES = {rule.name: rule for rule in suite().rules}
CASES = [(name, number) for name, edits in EDITS.items() for number in range(len(edits))]


def read_iri(text: str) -> Iri:
    [triple] = read_triples(f"{text} a owl:Thing .")
    assert isinstance(triple.subject, Iri)
    return triple.subject


def run_edited(rule: Rule, edit: Edit) -> list[tuple[object, str | None]]:
    return [(finding.focus, finding.graph) for finding in find_edited(rule, edit)]


def find_edited(rule: Rule, edit: Edit) -> list[Finding]:
    with edited_engine(edit.drop, edit.add) as engine:
        return run_rules([rule], engine)


def test_a_valid_graph_breaks_no_rule() -> None:
    with edited_engine() as engine:
        assert run_rules(suite().rules, engine) == []


def test_every_rule_has_an_edit_that_breaks_it() -> None:
    assert set(EDITS) == set(RULES)


@pytest.mark.parametrize(("name", "number"), CASES)
def test_breaking_a_rule_is_noticed(name: str, number: int) -> None:
    edit = EDITS[name][number]
    found = run_edited(RULES[name], edit)
    graphs = {graph for focus, graph in found if focus == read_iri(edit.focus)}
    assert graphs
    if edit.graph:
        assert read_iri(edit.graph).value in graphs


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.name)
def test_a_rule_says_in_a_sentence_what_is_wrong(rule: Rule) -> None:
    edit = EDITS[rule.name][0]
    messages = {finding.message for finding in find_edited(rule, edit)}
    assert all(re.match(r"[A-Z0-9<]|[a-z]+:\S+ [a-z]", message) for message in messages)
    assert all(message.endswith(".") for message in messages)
    assert not any("https://w3id.org/carec-kg/id/" in message for message in messages)


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.name)
def test_a_rule_runs_as_it_stands_without_prefixes_from_elsewhere(rule: Rule) -> None:
    import pyoxigraph as ox  # noqa: PLC0415 - only to have an engine that knows no prefix

    rows = ox.Store().query(rule.query)
    assert isinstance(rows, ox.QuerySolutions)
    assert list(rows) == []


# A share is right or wrong to the precision that it states.


@pytest.mark.parametrize("share", ['"67"^^xsd:decimal', "66.7", "66.67", "66.667"])
def test_a_share_may_be_rounded_to_any_number_of_decimals(share: str) -> None:
    edit = replace(TWO, "id:figure\\/share carec:value 66.7", f"id:figure\\/share carec:value {share}", "")
    if share == "66.7":
        edit = Edit("")
    assert run_edited(RULES["shares-equal-their-parts"], edit) == []


def test_the_share_of_transport_in_the_brochure_is_right() -> None:
    values = "id:figure\\/part carec:value {} . id:figure\\/whole carec:value {} . id:figure\\/share carec:value {} ."
    new = values.format('"1820000000"^^xsd:decimal', '"2360000000"^^xsd:decimal', '"77"^^xsd:decimal')
    old = values.format('"200"^^xsd:decimal', '"300"^^xsd:decimal', "66.7")
    edit = Edit("", in_graph(TWO, new), in_graph(TWO, old))
    assert run_edited(RULES["shares-equal-their-parts"], edit) == []


def test_a_part_may_exceed_a_whole_that_is_only_a_lower_bound() -> None:
    drop = 'id:figure\\/part carec:value "200"^^xsd:decimal . id:figure\\/whole carec:qualifier s:qualifier\\/about .'
    text = (
        'id:figure\\/part carec:value "301"^^xsd:decimal . id:figure\\/whole carec:qualifier s:qualifier\\/more-than .'
    )
    assert run_edited(RULES["parts-fit-into-wholes"], Edit("", in_graph(TWO, text), in_graph(TWO, drop))) == []


@pytest.mark.parametrize(("year", "day"), [("2024", "29"), ("2023", "28"), ("1900", "28"), ("2000", "29")])
def test_february_ends_when_it_ends(year: str, day: str) -> None:
    days = 'id:figure\\/part carec:earliestDay "2024-02-01"^^xsd:date ; carec:latestDay "2024-02-29"^^xsd:date .'
    new = f'id:figure\\/part carec:earliestDay "{year}-02-01"^^xsd:date ; carec:latestDay "{year}-02-{day}"^^xsd:date .'
    assert run_edited(RULES["dates-fit-precision"], Edit("", in_graph(TWO, new), in_graph(TWO, days))) == []


def test_two_passages_may_date_one_thing_differently() -> None:
    text = 'id:event\\/fair-2 carec:earliestDay "2024-03-06"^^xsd:date .'
    assert run_edited(RULES["one-dating-per-passage"], Edit("", in_graph(ONE, text))) == []


def test_a_country_that_a_corridor_connects_may_stay_outside_of_the_programme() -> None:
    # Southland is connected by corridor 1 and holds no membership; neither rule asks for one.
    names = ("membership-is-never-asserted", "members-hold-memberships", "domains-hold")
    with edited_engine() as engine:
        assert run_rules([RULES[name] for name in names], engine) == []


def test_a_finding_of_a_rule_names_graph_property_and_value() -> None:
    edit = EDITS["dates-in-order"][0]
    [finding] = find_edited(RULES["dates-in-order"], edit)
    assert finding.rule == "dates-in-order"
    assert finding.severity is Severity.VIOLATION
    assert finding.path == "https://w3id.org/carec-kg/ontology#latestDay"
    assert finding.value is not None
    assert finding.value.value == "2024-03-05"
    assert finding.message.startswith("The span ends on 2024-03-05, before it begins on 2024-03-07;")


def test_iris_in_messages_are_shortened() -> None:
    text = "It has <https://w3id.org/carec-kg/id/place/x>, <http://unknown.org/y> and a < b > c."
    assert shorten_iris(text) == "It has place:x, <http://unknown.org/y> and a < b > c."


HEADER = "#+ says: It is so.\n#+ severity: info\n"
QUERY = "SELECT ?message WHERE { VALUES ?message { 'x' } }\n"


def test_the_header_gives_sentence_and_severity() -> None:
    rule = read_rule(HEADER + QUERY, "so", "so.rq")
    assert (rule.name, rule.says, rule.severity) == ("so", "It is so.", Severity.INFO)


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("#+ says: It is so.\n", "f.rq:1:1", "no line '#\\+ severity"),
        ("#+ severity: info\n", "f.rq:1:1", "no line '#\\+ says"),
        ("#+ says: It is so.\n#+ severity: bad\n", "f.rq:1:1", "violation, warning or info"),
        ("#+ says: it is so\n#+ severity: info\n", "f.rq:1:1", "full stop"),
        (HEADER + "#+ says: Twice.\n", "f.rq:3:1", "expected one line"),
        ("#+ sais: It is so.\n", "f.rq:1:1", "expected one line"),
        ("\n#+says: It is so.\n", "f.rq:2:1", "expected one line"),
    ],
)
def test_a_faulty_header_names_its_line(text: str, place: str, words: str) -> None:
    with pytest.raises(SyntaxProblem, match=words) as caught:
        read_rule(text, "f", "f.rq")
    assert str(caught.value.position) == place


def test_a_rule_that_does_not_parse_is_named() -> None:
    rule = read_rule(HEADER + "SELECT ?message WHERE { ?s ?p }", "halved", "halved.rq")
    with pytest.raises(QueryProblem, match="rule halved: ") as caught:
        run_rules([rule], Workbench())
    assert caught.value.line == 3


def test_a_folder_without_rules_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataProblem, match="would pass unchecked"):
        read_rules(tmp_path)


def test_rules_come_in_the_order_of_their_names(tmp_path: Path) -> None:
    for name in ("b", "a", "c"):
        (tmp_path / f"{name}.rq").write_text(HEADER + QUERY, encoding="utf-8")
    assert [rule.name for rule in read_rules(tmp_path)] == ["a", "b", "c"]
