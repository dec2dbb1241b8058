"""Why a query gives nothing: each cause at its place, with what helps."""

from __future__ import annotations

from itertools import count

import pytest

from carec_kg.errors import QueryProblem
from carec_kg.evidence.diagnosing import diagnose
from carec_kg.evidence.diagnosis import to_dict
from carec_kg.graph.answers import Rows, YesNo
from carec_kg.graph.engine import QueryRequest
from tests.evidence.empty_queries import PREFIXES, build_engine, examine, find_cause

HEADER_LINES = PREFIXES.count("\n")

#: Query, kind of its cause, fragment that is to blame, a part of the sentence, what is suggested first.
CASES = {
    "a class with a typo": (
        "SELECT ?p { ?p a :BorderPoint }",
        "term",
        ":BorderPoint",
        ":BorderPoint is not in this graph; did you mean :BorderPort?",
        ":BorderPort",
    ),
    "a property in the plural": ("ASK { ?c :connect ?x }", "term", ":connect", "did you mean :connects", ":connects"),
    "the wrong prefix": (
        "SELECT * { ?c a <http://example.com/else#Corridor> }",
        "term",
        "<http://example.com/else#Corridor>",
        "is not in this graph",
        "<http://example.org/Corridor>",
    ),
    "a name instead of a key": ("SELECT * { ?c :connects :Kazahstan }", "term", ":Kazahstan", "", ":kazakhstan"),
    "a class as a property": ("SELECT * { ?c :Corridor ?x }", "term", ":Corridor", "is a class in this graph", None),
    "a text without its language": (
        'SELECT * { ?c rdfs:label "Kazakhstan" }',
        "literal",
        '"Kazakhstan"',
        'but "Kazakhstan"@en is, which differs in the language tag',
        '"Kazakhstan"@en',
    ),
    "a text with a language too many": ('SELECT * { ?p :code "KHG"@en }', "literal", '"KHG"@en', "", '"KHG"'),
    "another datatype": (
        'SELECT * { ?p :opened "1992-06-30" }',
        "literal",
        '"1992-06-30"',
        "differs in the datatype",
        '"1992-06-30"^^xsd:date',
    ),
    "a number in another form": (
        "SELECT * { ?c :length 2400 }",
        "literal",
        "2400",
        "but 2400.0 is, which differs in the datatype",
        "2400.0",
    ),
    "capitals": ('SELECT * { ?c rdfs:label "mongolia"@en }', "literal", '"mongolia"@en', "capitals", '"Mongolia"@en'),
    "a day out of range": (
        'SELECT * { ?p :opened "2030-01-01"^^xsd:date }',
        "literal",
        '"2030-01-01"^^xsd:date',
        "run from 1992-06-30 to 2012-04-18",
        None,
    ),
    "the wrong direction": (
        "SELECT * { :mongolia :connects ?c }",
        "pattern",
        ":connects",
        "the other way round it holds",
        "^:connects",
    ),
    "a direction within a join": (
        "SELECT * { ?c a :Corridor . ?p a :BorderPort . ?p :passes ?c }",
        "join",
        ":passes",
        "the other way round, with ^:passes, they hold",
        "^:passes",
    ),
    "a property of other things": (
        "SELECT * { ?c a :Country ; :opened ?day }",
        "join",
        ":opened",
        "no :Country has :opened, which is said of <http://example.org/BorderPort>",
        None,
    ),
    "a filter on numbers": (
        "SELECT * { ?c :length ?km FILTER(?km > 5000) }",
        "filter",
        "FILTER(?km > 5000)",
        "?km runs from 2400 to 3700. Without it there are 2 solutions.",
        None,
    ),
    "a filter on a year": (
        "SELECT * { ?p :opened ?day FILTER(YEAR(?day) = 1850) }",
        "filter",
        "FILTER(YEAR(?day) = 1850)",
        "?day runs from 1992-06-30 to 2012-04-18",
        None,
    ),
    "a filter on a language": (
        'SELECT * { ?p a :BorderPort ; rdfs:label ?n FILTER(LANG(?n) = "fr") }',
        "filter",
        'FILTER(LANG(?n) = "fr")',
        "?n is in en and zh",
        None,
    ),
    "a text in a filter": (
        'SELECT * { ?c rdfs:label ?n FILTER(?n = "Mongolia") }',
        "literal",
        '"Mongolia"',
        'but "Mongolia"@en is',
        '"Mongolia"@en',
    ),
    "a name in a filter": (
        "SELECT * { ?c a ?type FILTER(?type = :Coridor) }",
        "filter",
        ":Coridor",
        ":Coridor is not in this graph; did you mean :Corridor?",
        ":Corridor",
    ),
    "a variable with a typo": (
        "SELECT * { ?c :length ?length FILTER(?lenght > 1) }",
        "filter",
        "?lenght",
        "?lenght has no value in this group",
        "?length",
    ),
    "NOT EXISTS": (
        "SELECT * { ?c a :Corridor FILTER NOT EXISTS { ?c :length ?km } }",
        "filter",
        "FILTER NOT EXISTS { ?c :length ?km }",
        "Everything that fits the other lines has such a match. Without it there are 2 solutions.",
        None,
    ),
    "MINUS": (
        "SELECT * { ?c a :Corridor MINUS { ?c :length ?km } }",
        "minus",
        "MINUS { ?c :length ?km }",
        "Without it there are 2 solutions.",
        None,
    ),
    "VALUES": (
        "SELECT * { VALUES ?p { :erenhot } ?p :locatedIn ?country }",
        "values",
        ":erenhot",
        "there, ?p is <http://example.org/khorgos>",
        ":khorgos",
    ),
    "VALUES behind the query": (
        "SELECT * { ?p :locatedIn ?country } VALUES ?p { :erenhto }",
        "term",
        ":erenhto",
        ":erenhto is not in this graph",
        None,
    ),
    "two passages in one GRAPH": (
        "SELECT * { GRAPH ?g { ?c :passes ?p . ?p :opened ?day } }",
        "graph",
        "?p :opened ?day",
        "no one graph states them all",
        None,
    ),
    "the wrong passage": (
        "SELECT * { GRAPH :p1 { ?c a :Corridor } }",
        "graph",
        "?c a :Corridor",
        "it is stated in the graph <http://example.org/p2>",
        None,
    ),
    "OFFSET": ("SELECT * { ?c a :Corridor } OFFSET 9", "slice", "OFFSET 9", "there are 2 rows", None),
    "LIMIT 0": ("SELECT * { ?c a :Corridor } LIMIT 0", "slice", "LIMIT 0", "lets none of them through", None),
    "HAVING": (
        "SELECT ?c (COUNT(*) AS ?n) { ?c :passes ?p } GROUP BY ?c HAVING (COUNT(*) > 9)",
        "having",
        "HAVING (COUNT(*) > 9)",
        "HAVING lets none of them through",
        None,
    ),
    "a template": (
        "CONSTRUCT { ?c :name ?title } { ?c a :Corridor }",
        "template",
        "{ ?c :name ?title }",
        "?title has no value",
        None,
    ),
    "a sub-select": ("SELECT * { ?c a :Corridor { SELECT ?c { ?c :lenght ?l } } }", "term", ":lenght", "", ":length"),
    "a CONSTRUCT's pattern": ("CONSTRUCT { ?a :b ?c } WHERE { ?a :lenght ?c }", "term", ":lenght", "", ":length"),
    "an aggregate over nothing": ("SELECT (COUNT(*) AS ?n) { ?c :lenght ?km }", "term", ":lenght", "", ":length"),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_the_cause_is_found_with_its_place_and_what_helps(case: tuple[str, str, str, str, str | None]) -> None:
    text, kind, fragment, said, suggested = case
    cause = find_cause(text)
    assert (cause.kind, cause.place.fragment) == (kind, fragment)
    assert said in cause.text
    assert cause.place.line == HEADER_LINES + 1
    assert text[cause.place.column - 1 :].startswith(fragment)
    if suggested is None:
        assert not any(one.helps for one in cause.suggestions)
        return
    first = cause.suggestions[0]
    assert first.replacement == suggested
    assert first.helps


@pytest.mark.parametrize("case", [case for case in CASES.values() if case[4]], ids=lambda case: case[0][:60])
def test_what_is_said_to_help_gives_an_answer_in_the_place_of_the_fragment(
    case: tuple[str, str, str, str, str | None],
) -> None:
    cause = find_cause(case[0])
    text, place = PREFIXES + case[0], cause.place
    assert text[place.start :].startswith(place.fragment)
    changed = text[: place.start] + cause.suggestions[0].replacement + text[place.start + len(place.fragment) :]
    answer = build_engine().query(changed)
    assert answer.rows if isinstance(answer, Rows) else answer != YesNo(value=False)


def test_a_query_with_an_answer_has_no_diagnosis() -> None:
    for text in ("SELECT * { ?c a :Corridor }", "ASK { ?c a :Corridor }", "SELECT (COUNT(*) AS ?n) { ?c :passes ?p }"):
        found = examine(text)
        assert (found.empty, found.causes, found.complete) == (False, (), True)


def test_lines_that_fail_together_are_named_together() -> None:
    cause = find_cause("SELECT * {\n  ?c a :Corridor ;\n    rdfs:label ?name .\n  ?c :opened ?day\n}")
    assert cause.kind == "join"
    assert [(place.line - HEADER_LINES, place.fragment) for place in cause.parts] == [
        (2, "?c a :Corridor"),
        (4, "?c :opened ?day"),
    ]


def test_each_branch_of_a_union_and_each_empty_pattern_has_its_cause() -> None:
    found = examine("SELECT * { { ?c a :Coridor } UNION { ?c :lenght ?km } OPTIONAL { ?c :never ?x } }")
    assert [cause.place.fragment for cause in found.causes] == [":Coridor", ":lenght"]
    found = examine("SELECT * { ?c a :Coridor ; :lenght ?km }")
    assert [cause.place.fragment for cause in found.causes] == [":Coridor", ":lenght"]


def test_what_stands_in_an_exists_or_an_optional_is_examined_too() -> None:
    found = examine("SELECT * { ?c a :Corridor FILTER EXISTS { ?c :lenght ?km } }")
    assert [(cause.kind, cause.place.fragment) for cause in found.causes][1:] == [("term", ":lenght")]
    found = examine("SELECT * { ?c a :Corridor OPTIONAL { ?c :lenght ?km } FILTER(BOUND(?km)) }")
    assert [(cause.kind, cause.place.fragment) for cause in found.causes][1:] == [("term", ":lenght")]


def test_what_is_only_inferred_is_said_where_the_query_leaves_it_out() -> None:
    for text in ("SELECT * { ?c a :Member }", "SELECT * { ?c :touches ?x }"):
        cause = find_cause(text, inferred=False)
        assert cause.kind == "closure"
        assert "only in what is inferred, which this query leaves out" in cause.text
        assert not examine(text).empty


def test_a_pattern_of_a_named_graph_is_said_to_be_there() -> None:
    cause = find_cause("SELECT * { ?c a :Corridor }", union=False)
    assert cause.kind == "graph"
    assert "is no part of the default graph; write GRAPH" in cause.text
    assert cause.suggestions[0].helps
    cause = find_cause("SELECT * { ?c a :Corridor }", default_graphs=("http://example.org/p1",))
    assert "which this query does not look into: it names other graphs" in cause.text
    cause = find_cause("SELECT * FROM :p1 { ?c a :Corridor }")
    assert cause.kind == "graph"


def test_a_parameter_is_called_by_its_name() -> None:
    text = "SELECT * { VALUES (?port) { (:erenhot) }  # parameters\n ?port :locatedIn ?country }"
    cause = find_cause(text, parameters={"port": "erenhot"})
    assert (cause.kind, cause.parameter) == ("parameter", "port")
    assert "has the parameter port=erenhot; there, port is" in cause.text
    assert cause.suggestions[0].text == "Khorgos"
    unknown = find_cause(text.replace(":erenhot", ":erenhto"), parameters={"port": "erenhto"})
    assert (unknown.kind, unknown.text) == (
        "parameter",
        "The parameter port=erenhto is not in this graph; did you mean :erenhot? Without it there is 1 solution.",
    )


def test_a_query_that_is_not_read_has_its_names_looked_up_and_says_so() -> None:
    for text in ("ASK { << ?a ?b ?c >> ?d :BorderPoint }", "DESCRIBE :BorderPoint"):
        found = examine(text)
        assert not found.complete
        assert found.incomplete.startswith("This query was not taken apart, because ")
        assert [cause.place.fragment for cause in found.causes] == [":BorderPoint"]


def test_when_the_time_is_over_what_was_found_comes_back_as_incomplete() -> None:
    for most in range(1, 5):
        asked = count()
        found = diagnose(
            build_engine(),
            QueryRequest(PREFIXES + "SELECT * { ?c a :Coridor ; :lenght ?km }"),
            time_left=lambda most=most, asked=asked: most - next(asked),  # type: ignore[misc] # bound now
        )
        assert found.empty
        assert not found.complete
        assert found.incomplete == "The time was over before everything was looked at."
    assert len(found.causes) < 2


def test_a_query_that_does_not_parse_is_no_empty_one() -> None:
    with pytest.raises(QueryProblem):
        examine("SELECT * { ?c a ")


def test_a_diagnosis_is_values_for_json() -> None:
    found = to_dict(examine("SELECT ?p {\n  ?p a :BorderPoint }"))
    place = {"fragment": ":BorderPoint", "line": HEADER_LINES + 2, "column": 8}
    assert found == {
        "empty": True,
        "causes": [
            {
                "kind": "term",
                "text": ":BorderPoint is not in this graph; did you mean :BorderPort?",
                **place,
                "parts": [place],
                "suggestions": [
                    {
                        "text": ":BorderPort",
                        "iri": "http://example.org/BorderPort",
                        "replacement": ":BorderPort",
                        "helps": True,
                    }
                ],
            }
        ],
        "complete": True,
    }
