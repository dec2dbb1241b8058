from __future__ import annotations

import json

from carec_kg.build.comparing import (
    Comparison,
    Question,
    as_rows,
    compare_answers,
    compare_rows,
    compare_statements,
)
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


def pairs(*found: tuple[str, str]) -> Rows:
    return Rows(("thing", "size"), [(Literal(thing), Literal(size)) for thing, size in found])


def test_a_row_is_known_again_by_the_column_that_tells_rows_apart() -> None:
    changes = compare_rows(pairs(("a", "1"), ("b", "2")), pairs(("a", "1"), ("b", "3"), ("c", "4")))
    assert changes.key == ("thing",)
    assert changes.changed == (((Literal("b"), Literal("2")), (Literal("b"), Literal("3"))),)
    assert changes.added == ((Literal("c"), Literal("4")),)
    assert changes.removed == ()


def test_the_only_row_is_the_same_row_whatever_it_says() -> None:
    changes = compare_rows(rows("a"), rows("b"))
    assert changes.key == ()
    assert changes.changed == (((Literal("a"),), (Literal("b"),)),)


def test_rows_that_no_column_tells_apart_only_come_and_go() -> None:
    before, after = (pairs(("a", "1"), ("a", size), ("b", "1")) for size in "23")
    changes = compare_rows(before, after)
    assert changes.key is None
    assert changes.changed == ()
    assert (changes.added, changes.removed) == (((Literal("a"), Literal("3")),), ((Literal("a"), Literal("2")),))


def test_a_row_is_known_again_by_the_thing_that_it_is_about_rather_than_by_a_value() -> None:
    def found(*sizes: str) -> Rows:
        return Rows(("size", "thing"), [(Literal(size), Iri(f"urn:{place}")) for place, size in enumerate(sizes)])

    changes = compare_rows(found("1", "2", "3"), found("1", "2", "4"))
    assert changes.key == ("thing",)
    assert len(changes.changed) == 1


def test_a_number_names_no_row() -> None:
    number = PREFIXES["xsd"] + "integer"
    before, after = (
        Rows(("size", "word"), [(Literal(size, number), Literal("a")) for size in sizes]) for sizes in ("12", "13")
    )
    assert compare_rows(before, after).key is None


def test_a_row_is_known_again_by_as_many_columns_as_it_takes() -> None:
    def found(*last: str) -> Rows:
        cells = [("a", "x"), ("a", "y"), ("b", "x"), ("b", "y")]
        return Rows(
            ("one", "other", "size"),
            [(Literal(one), Literal(other), Literal(size)) for (one, other), size in zip(cells, last, strict=True)],
        )

    changes = compare_rows(found("1", "1", "1", "1"), found("1", "1", "1", "2"))
    assert changes.key == ("one", "other")
    assert len(changes.changed) == 1


def test_rows_in_another_order_have_not_changed() -> None:
    assert compare_rows(rows("a", "b"), rows("b", "a")).same
    assert not compare_rows(rows("a"), rows()).same


def test_rows_of_other_columns_are_other_rows() -> None:
    changes = compare_rows(rows("a"), Rows(("other",), [(Literal("a"),)]))
    assert changes.key is None
    assert (len(changes.added), len(changes.removed)) == (1, 1)


def test_a_yes_and_a_graph_have_rows_too() -> None:
    assert [row[0].value for row in as_rows(YesNo(value=True)).rows if row[0]] == ["true"]
    assert as_rows(Triples([Triple(THING, LABEL, OTHER)])).rows == [(THING, LABEL, OTHER)]
