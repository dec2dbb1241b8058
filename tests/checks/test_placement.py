from __future__ import annotations

from carec_kg.checks.finding import Finding
from carec_kg.checks.placement import CheckedFile, Placement
from carec_kg.checks.syntax import parse_files
from carec_kg.errors import Position
from carec_kg.iris import CAREC, CURATION_GRAPH, ID, ONTOLOGY_GRAPH, PREFIXES
from carec_kg.rdf.terms import BlankNode, Iri, Literal, text_literal

HEAD = f"@prefix carec: <{CAREC}> .\n@prefix id: <{ID}> .\n@prefix rdfs: <{PREFIXES['rdfs']}> .\n\n"
ONE = CheckedFile(
    "data/one.ttl",
    "urn:one",
    (HEAD + "id:a\n  carec:value 3 ;\n  carec:value 4 .\n\nid:b\n  carec:figureOf id:a .\n").encode(),
)
THINGS = CheckedFile(
    "data/curation/things.ttl", CURATION_GRAPH, (HEAD + 'id:a\n  a carec:Figure ;\n  rdfs:label "A"@en .\n').encode()
)
MORE = CheckedFile("data/curation/more.ttl", CURATION_GRAPH, (HEAD + "id:c\n  a carec:Figure .\n").encode())
FILES = (ONE, THINGS, MORE)
A, B, C = (Iri(ID + name) for name in "abc")
INTEGER = PREFIXES["xsd"] + "integer"


def place(finding: Finding) -> Finding:
    quads, findings = parse_files(FILES)
    assert findings == []
    return Placement(FILES, quads).place(finding)


def test_a_wrong_value_is_placed_at_its_line_in_the_file_of_its_graph() -> None:
    placed = place(Finding("r", "m", focus=A, path=CAREC + "value", value=Literal("4", INTEGER)))
    assert placed.graph == "urn:one"
    assert placed.position == Position("data/one.ttl", 7, 15)


def test_a_property_with_too_many_values_is_placed_at_the_property() -> None:
    assert place(Finding("r", "m", focus=A, path=CAREC + "value")).position == Position("data/one.ttl", 6, 3)


def test_a_missing_value_is_placed_where_the_thing_has_its_type() -> None:
    placed = place(Finding("r", "m", focus=A, path=CAREC + "unit"))
    assert placed.position == Position("data/curation/things.ttl", 5, 1)
    assert placed.graph == CURATION_GRAPH


def test_the_right_one_of_several_files_of_a_graph_is_found() -> None:
    assert place(Finding("r", "m", focus=C)).position == Position("data/curation/more.ttl", 5, 1)


def test_a_graph_that_is_known_is_kept() -> None:
    assert place(Finding("r", "m", focus=A, graph="urn:one")).position == Position("data/one.ttl", 5, 1)


def test_a_thing_that_is_only_mentioned_is_placed_at_the_first_line_of_its_graph() -> None:
    assert place(Finding("r", "m", focus=Iri(ID + "missing"), graph="urn:one")).position == Position("data/one.ttl", 1)


def test_a_value_that_the_graph_describes_stands_for_a_focus_that_it_does_not() -> None:
    placed = place(Finding("r", "m", focus=Iri(ID + "missing"), value=B, graph="urn:one"))
    assert placed.position == Position("data/one.ttl", 9, 1)


def test_an_inferred_value_is_placed_where_the_property_or_the_thing_stands() -> None:
    placed = place(Finding("r", "m", focus=B, path=CAREC + "figureOf", value=C))
    assert placed.position == Position("data/one.ttl", 10, 3)


def test_a_finding_with_a_place_is_left_alone() -> None:
    finding = Finding("r", "m", focus=A, position=Position("elsewhere.rq", 2))
    assert place(finding) is finding


def test_nothing_is_guessed_about_what_no_file_speaks_of() -> None:
    for focus in (None, Literal("text"), Iri("urn:stranger")):
        finding = Finding("r", "m", focus=focus)
        assert place(finding) == finding


def test_a_blank_node_of_the_ontology_is_found_by_its_skolem_iri() -> None:
    text = HEAD + f"carec:A a <{PREFIXES['owl']}Class> .\n\n[] a <{PREFIXES['owl']}AllDisjointClasses> .\n"
    file = CheckedFile("ontology/m.ttl", ONTOLOGY_GRAPH, text.encode(), scope="m")
    quads, _ = parse_files([file])
    [node] = {quad.subject for quad in quads if quad.subject != Iri(CAREC + "A")}
    assert not isinstance(node, BlankNode)
    assert Placement([file], quads).place(Finding("r", "m", focus=node)).position == Position("ontology/m.ttl", 7, 1)


def test_a_file_that_does_not_parse_does_not_hinder_the_others() -> None:
    broken = CheckedFile("data/curation/broken.ttl", CURATION_GRAPH, b"id:a a .")
    latin = CheckedFile("data/curation/latin.ttl", CURATION_GRAPH, b"# caf\xe9\n")
    files = (broken, latin, THINGS)
    quads, findings = parse_files(files)
    assert [finding.rule for finding in findings] == ["syntax"]
    placed = Placement(files, quads).place(Finding("r", "m", focus=A, value=text_literal("A", "en")))
    assert placed.position == Position("data/curation/things.ttl", 5, 1)
