from __future__ import annotations

import json

from carec_kg.build.comparing import Comparison, Question, compare_answers, compare_statements
from carec_kg.build.comparison_report import SHOWN, summarise, write_html, write_json, write_text
from carec_kg.graph.answers import Answer, Rows, Triples, YesNo
from carec_kg.iris import CATALOGUE_GRAPH, INFERRED_GRAPH, PREFIXES
from carec_kg.rdf.terms import BlankNode, Iri, Literal, Quad, Triple, text_literal

LABEL = Iri(PREFIXES["rdfs"] + "label")
THING, OTHER, KNOWS = (Iri(f"https://example.org/{name}") for name in ("thing", "other", "knows"))
NAMED = Quad(THING, LABEL, text_literal("Thing <b>", "en"), "urn:g")
KNOWN = Quad(THING, KNOWS, OTHER, "urn:g")


def question(answer: Answer, text: str = "SELECT") -> Question:
    return Question(text, answer)


def rows(*values: str | None) -> Rows:
    return Rows(("value",), [(None if value is None else Literal(value),) for value in values])


def test_equal_releases_do_not_differ() -> None:
    assert compare_statements([NAMED, KNOWN], [KNOWN, NAMED]) == []
    assert compare_answers({"q": question(rows("a", "b"))}, {"q": question(rows("b", "a"))}) == []


def test_a_thing_is_added_removed_or_changed() -> None:
    [added] = compare_statements([], [NAMED])
    [removed] = compare_statements([NAMED], [])
    [changed] = compare_statements([NAMED], [NAMED, KNOWN])
    assert [added.kind, removed.kind, changed.kind] == ["added", "removed", "changed"]
    assert [added.label, removed.label, changed.label] == ["Thing <b>"] * 3
    assert [statement.value for statement in changed.added] == [OTHER]
    assert changed.removed == ()


def test_a_statement_that_another_passage_makes_now_has_changed() -> None:
    [change] = compare_statements([KNOWN], [Quad(*KNOWN.triple, "urn:h")])
    assert [s.graph for s in change.added] == ["urn:h"]
    assert [s.graph for s in change.removed] == ["urn:g"]


def test_what_is_inferred_is_said_to_be_and_the_catalogue_does_not_count() -> None:
    [change] = compare_statements([NAMED], [NAMED, Quad(*KNOWN.triple, INFERRED_GRAPH)])
    assert [statement.inferred for statement in change.added] == [True]
    assert compare_statements([], [Quad(*KNOWN.triple, CATALOGUE_GRAPH)]) == []


def test_rows_count_as_often_as_they_come() -> None:
    [change] = compare_answers({"q": question(rows("a", "a"))}, {"q": question(rows("a", None))})
    assert change.added == ((None,),)
    assert change.removed == ((Literal("a"),),)
    assert (change.before, change.after) == (2, 2)


def test_other_columns_make_every_row_another_one() -> None:
    old, new = rows("a"), Rows(("other",), [(Literal("a"),)])
    [change] = compare_answers({"q": question(old)}, {"q": question(new)})
    assert (len(change.added), len(change.removed), change.columns) == (1, 1, ("other",))


def test_graphs_and_yes_or_no_are_compared_too() -> None:
    old = {"c": question(Triples([KNOWN.triple])), "a": question(YesNo(value=True))}
    new = {"c": question(Triples([Triple(OTHER, KNOWS, THING)])), "a": question(YesNo(value=False))}
    asked, made = compare_answers(old, new)
    assert [term.value for row in asked.added for term in row if isinstance(term, Literal)] == ["false"]
    assert made.added == ((OTHER, KNOWS, THING),)


def test_a_question_that_was_rewritten_is_told_even_with_the_same_answer() -> None:
    [change] = compare_answers({"q": question(rows("a"), "old")}, {"q": question(rows("a"), "new")})
    assert change.rewritten
    assert (change.added, change.removed) == ((), ())


def comparison() -> Comparison:
    many = [Quad(THING, KNOWS, Literal(str(n)), "urn:g") for n in range(SHOWN + 5)]
    entities = compare_statements([NAMED], [NAMED, *many, Quad(BlankNode("b"), KNOWS, OTHER, "urn:g")])
    answers = compare_answers({"gone": question(rows("a"))}, {"new": question(rows("<x>", None))})
    return Comparison("1", "2", tuple(entities), tuple(answers))


def test_text_shows_the_first_statements_and_how_many_more_there_are() -> None:
    text = write_text(comparison())
    assert "and 5 more" in text
    assert "~ <https://example.org/thing> (Thing <b>)" in text
    assert "and 5 more" not in write_text(comparison(), everything=True)
    assert summarise(comparison()) == "From 1 to 2: 2 things and 2 saved questions differ."


def test_json_holds_everything_with_terms_as_in_query_results() -> None:
    found = json.loads(write_json(comparison()))
    things = {thing["iri"]: thing for thing in found["things"]}
    assert len(things[THING.value]["added"]) == SHOWN + 5
    gone, new = found["questions"]
    assert (gone["change"], new["change"]) == ("removed", "added")
    assert new["added"] == [
        {"value": {"type": "literal", "value": "<x>", "datatype": PREFIXES["xsd"] + "string"}},
        {"value": None},
    ]


def test_the_page_escapes_what_the_data_say_and_loads_nothing() -> None:
    page = write_html(comparison())
    assert "&lt;x&gt;" in page
    assert "Thing &lt;b&gt;" in page
    assert "<script" not in page
    assert "src=" not in page


def test_equal_releases_are_told_in_a_sentence() -> None:
    same = Comparison("1", "1", (), ())
    assert write_text(same) == "Nothing differs between 1 and 1.\n"
    assert "All answer as before" in write_html(same)
