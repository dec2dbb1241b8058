"""Rows are explained by the triples that they rest on, or it is said why not."""

from __future__ import annotations

import pytest

from carec_kg.errors import OutOfTime, QueryProblem, UsageError
from carec_kg.evidence.explaining import explain_row, explain_rows
from carec_kg.evidence.model import CitedTriple, GroupPage, Limits, RowEvidence
from carec_kg.graph.answers import Rows
from carec_kg.graph.engine import Engine, QueryRequest
from carec_kg.rdf.terms import Iri, Literal
from tests.evidence.sample import INFERRED, PROLOGUE, build_engine, build_plain
from tests.evidence.sample_queries import CASES


@pytest.fixture(scope="module")
def engine() -> Engine:
    return build_engine()


def ask(text: str) -> QueryRequest:
    return QueryRequest(PROLOGUE + text)


def name(value: str) -> Iri:
    return Iri(f"http://example.org/{value}")


def show(cited: CitedTriple) -> str:
    words = [term.value.rpartition("/")[2].rpartition("#")[2] for term in cited.triple]
    return " ".join(words)


def triples_of(evidence: RowEvidence, number: int = 0) -> list[str]:
    assert evidence.unexplained == ""
    return [show(cited) for cited in evidence.derivations[number].triples]


@pytest.mark.parametrize(("query", "counts"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_every_row_of_every_construct_rests_on_so_many_triples(engine: Engine, query: str, counts: list[int]) -> None:
    together = explain_rows(engine, ask(query))
    assert [evidence.unexplained for evidence in together if evidence.unexplained] == []
    assert sorted(len(evidence.derivations[0].triples) for evidence in together) == counts
    alone = [explain_row(engine, ask(query), evidence.row) for evidence in together]
    assert sorted(len(evidence.derivations[0].triples) for evidence in alone) == counts


def test_a_triple_is_cited_with_every_graph_that_states_it(engine: Engine) -> None:
    evidence = explain_row(engine, ask("SELECT ?x { ?x :road :b }"), 0)
    assert evidence.derivations[0].triples[0].stated_in == ("http://example.org/p1", "http://example.org/p2")
    assert evidence.derivations[0].sources == ("http://example.org/p1",)


def test_a_triple_asked_for_in_a_graph_is_cited_from_that_graph(engine: Engine) -> None:
    evidence = explain_row(engine, ask("SELECT ?x { GRAPH :p2 { ?x :road :b } }"), 0)
    assert evidence.derivations[0].triples[0].stated_in == ("http://example.org/p2",)


def test_a_triple_of_the_closure_alone_is_marked_as_inferred(engine: Engine) -> None:
    evidence = explain_row(engine, ask("SELECT ?x { ?x a :Place ; :size 5 }"), 0)
    marked = {show(cited): (cited.inferred, INFERRED in cited.stated_in) for cited in evidence.derivations[0].triples}
    assert marked == {"a type Place": (True, False), "a size 5": (False, False)}


def test_the_fewest_sources_come_first(engine: Engine) -> None:
    evidence = explain_row(engine, ask("SELECT DISTINCT ?s { ?x :road ?y . ?y :size ?s }"), (Literal("7", INTEGER),))
    assert [len(derivation.sources) for derivation in evidence.derivations] == [1, 2]
    assert triples_of(evidence) == ["a road b", "b size 7"]
    assert evidence.more is False


def test_further_derivations_are_announced(engine: Engine) -> None:
    query = ask("SELECT DISTINCT ?s { ?x :road ?y . ?y :size ?s }")
    evidence = explain_row(engine, query, (Literal("7", INTEGER),), limits=Limits(derivations=1))
    assert (len(evidence.derivations), evidence.more) == (1, True)


INTEGER = "http://www.w3.org/2001/XMLSchema#integer"


@pytest.mark.parametrize(
    ("query", "kind", "text"),
    [
        ("SELECT ?x { ?x :name 'D'@en FILTER NOT EXISTS { ?x :size ?s } }", "not exists", "{ ?x :size ?s }"),
        ("SELECT ?x { ?x :name 'E'@en MINUS { ?x :road ?y } }", "minus", "{ ?x :road ?y }"),
        ("SELECT ?x ?s { ?x :rail :a OPTIONAL { ?x :size ?s } }", "optional", "OPTIONAL { ?x :size ?s }"),
        ("SELECT ?x { ?x :road ?y } ORDER BY ?x LIMIT 1", "position", "ORDER BY ?x LIMIT 1"),
        ("SELECT (COUNT(*) AS ?n) { ?x :none ?y }", "not exists", "{ ?x :none ?y }"),
    ],
)
def test_absences_that_were_relied_on_are_reported(engine: Engine, query: str, kind: str, text: str) -> None:
    evidence = explain_row(engine, ask(query), 0)
    assert [(reliance.kind, reliance.text) for reliance in evidence.derivations[0].reliances] == [(kind, text)]


def test_a_match_of_exists_that_did_not_decide_is_not_cited(engine: Engine) -> None:
    evidence = explain_row(engine, ask("SELECT ?x { ?x :size 5 FILTER(?x = :a || EXISTS { ?x :road ?y }) }"), 0)
    assert triples_of(evidence) == ["a size 5"]


def test_a_match_of_exists_that_decided_is_cited(engine: Engine) -> None:
    evidence = explain_row(engine, ask("SELECT ?x { ?x :size 5 FILTER(?x = :b || EXISTS { ?x :road ?y }) }"), 0)
    assert triples_of(evidence) == ["a road b", "a size 5"]


def test_a_shortest_path_is_cited() -> None:
    ring = build_engine("@prefix : <http://example.org/> . :g { :a :p :b . :b :p :c . :c :p :d . :a :p :d . }")
    evidence = explain_row(ring, ask("SELECT (:d AS ?y) { :a :p+ :d }"), 0)
    assert triples_of(evidence) == ["a p d"]


def test_a_circle_goes_all_the_way_round() -> None:
    ring = build_engine("@prefix : <http://example.org/> . :g { :a :p :b . :b :p :c . :c :p :a . :c :p :d . }")
    evidence = explain_row(ring, ask("SELECT (1 AS ?y) { :a :p+ :a }"), 0)
    assert triples_of(evidence) == ["a p b", "b p c", "c p a"]


def test_a_row_can_be_named_by_its_values(engine: Engine) -> None:
    evidence = explain_row(engine, ask("SELECT ?x ?y { ?x :road ?y }"), (name("c"), name("d")))
    assert triples_of(evidence) == ["c road d"]


def test_values_that_are_no_row_are_not_explained(engine: Engine) -> None:
    evidence = explain_row(engine, ask("SELECT ?x ?y { ?x :road ?y }"), (name("c"), name("a")))
    assert evidence.derivations == ()
    assert "does not give this row" in evidence.unexplained


def test_a_row_that_is_there_twice_is_explained_twice(engine: Engine) -> None:
    found = explain_rows(engine, ask("SELECT ?x { ?x :name ?n . ?x :size 5 }"))
    assert len(found) == 2
    assert found[0] == found[1]


def test_a_default_graph_that_is_no_union_is_kept_apart() -> None:
    plain = build_plain("@prefix : <http://example.org/> . :a :p :b . :g { :a :p :c . }")
    evidence = explain_row(plain, ask("SELECT ?y { :a :p ?y }"), 0)
    assert triples_of(evidence) == ["a p b"]
    assert evidence.derivations[0].triples[0].stated_in == ()
    assert evidence.derivations[0].triples[0].inferred is False


def test_graphs_named_from_outside_are_the_ones_that_are_cited(engine: Engine) -> None:
    request = QueryRequest(PROLOGUE + "SELECT ?x { ?x :road :b }", default_graphs=("http://example.org/p2",))
    evidence = explain_row(engine, request, 0)
    assert evidence.derivations[0].triples[0].stated_in == ("http://example.org/p2",)


LARGE = "@prefix : <http://example.org/> . :g { " + " ".join(f":n{i} :in :all ." for i in range(25)) + " }"
COUNT = "SELECT ?y (COUNT(?x) AS ?n) { ?x :in ?y } GROUP BY ?y"


def test_a_large_group_is_shown_in_pages_and_counted() -> None:
    evidence = explain_row(build_engine(LARGE), ask(COUNT), 0, limits=Limits(page_size=10), page=2)
    derivation = evidence.derivations[0]
    assert derivation.group == GroupPage(total=25, first=20, shown=5, size=10)
    assert (len(derivation.triples), derivation.check, derivation.whole) == (5, "members", False)


def test_the_pages_of_a_group_are_the_whole_group() -> None:
    engine = build_engine(LARGE)
    pages = [explain_row(engine, ask(COUNT), 0, limits=Limits(page_size=10), page=page) for page in range(3)]
    assert len({cited for page in pages for cited in page.derivations[0].triples}) == 25


def test_a_page_behind_the_last_is_refused() -> None:
    with pytest.raises(UsageError, match="There is no page 3: the last page of this group is 2"):
        explain_row(build_engine(LARGE), ask(COUNT), 0, limits=Limits(page_size=10), page=3)


def test_a_group_within_that_is_too_large_is_refused_rather_than_cut() -> None:
    query = ask("SELECT ?y ?n { ?z :in ?y { SELECT ?y (COUNT(?x) AS ?n) { ?x :in ?y } GROUP BY ?y } } LIMIT 1")
    evidence = explain_row(build_engine(LARGE), query, 0, limits=Limits(batch_solutions=10))
    assert evidence.derivations == ()
    assert "more than 10 members" in evidence.unexplained


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("SELECT ?x (RAND() AS ?r) { ?x :size 5 }", "RAND gives another value"),
        ("SELECT ?x (NOW() AS ?r) { ?x :size 5 }", "NOW gives another value"),
        ("SELECT ?x { ?x :size 5 LATERAL { ?x :road ?y } }", "'LATERAL' in line 4"),
        ("SELECT ?x { ?x :size 5 FILTER(ISTRIPLE(<<( :a :b :c )>>)) }", "'<<' in line 4"),
        (
            "SELECT ?s (COUNT(*) AS ?n) { ?x :size ?s } GROUP BY ?s HAVING (EXISTS { ?x :size ?s })",
            "tests EXISTS on groups",
        ),
    ],
)
def test_what_is_not_explained_says_why(engine: Engine, query: str, reason: str) -> None:
    rows = engine.answer(ask(query))
    assert isinstance(rows, Rows)
    wanted = rows.rows[0] if rows.rows else tuple(None for _ in rows.variables)
    evidence = explain_row(engine, ask(query), wanted)
    assert evidence.derivations == ()
    assert reason in evidence.unexplained


def test_a_service_is_refused_before_it_is_asked(engine: Engine) -> None:
    evidence = explain_rows(engine, ask("SELECT ?x { ?x :size 99 . SERVICE <http://127.0.0.1:9/> { ?x :p ?y } }"))
    assert evidence == []


def test_a_row_that_is_not_there_is_refused(engine: Engine) -> None:
    with pytest.raises(UsageError, match="There is no row 5: the result has 4 rows, numbered from 0 to 3"):
        explain_row(engine, ask("SELECT ?x { ?x :road ?y }"), 5)


@pytest.mark.parametrize(("row", "page"), [(-1, 0), (0, -1)])
def test_numbers_below_zero_are_refused(engine: Engine, row: int, page: int) -> None:
    with pytest.raises(UsageError, match="count from 0"):
        explain_row(engine, ask("SELECT ?x { ?x :road ?y }"), row, page=page)


def test_a_row_of_another_width_is_refused(engine: Engine) -> None:
    with pytest.raises(UsageError, match="have 1 columns, not 2"):
        explain_row(engine, ask("SELECT ?x { ?x :road ?y }"), (name("a"), name("b")))


@pytest.mark.parametrize("query", ["ASK { ?x :road ?y }", "CONSTRUCT WHERE { ?x :road ?y }", "DESCRIBE :a"])
def test_only_a_select_is_explained(engine: Engine, query: str) -> None:
    with pytest.raises(QueryProblem, match="Only the rows of a SELECT"):
        explain_row(engine, ask(query), 0)


def test_a_query_that_does_not_parse_keeps_the_engines_message(engine: Engine) -> None:
    with pytest.raises(QueryProblem, match="line 4"):
        explain_row(engine, ask("SELECT ?x { ?x :road }"), 0)


def test_bindings_from_outside_are_refused(engine: Engine) -> None:
    with pytest.raises(UsageError, match="as VALUES"):
        explain_row(engine, QueryRequest("SELECT ?x { ?x ?p ?y }", {"p": name("road")}), 0)


def test_it_ends_when_the_time_is_over(engine: Engine) -> None:
    with pytest.raises(OutOfTime, match="is over"):
        explain_row(engine, ask("SELECT ?x { ?x :road ?y }"), 0, time_left=lambda: 0.0)


def test_what_was_found_before_the_time_was_over_is_kept_and_never_looks_whole() -> None:
    roads = " ".join(f":a :road :m{i} . :m{i} :road :z ." for i in range(6))
    engine = build_engine(f"@prefix : <http://example.org/> . :g {{ {roads} }}")
    query = ask("SELECT DISTINCT ?z { :a :road ?m . ?m :road ?z }")
    whole = explain_row(engine, query, 0)
    assert (len(whole.derivations), whole.more, whole.incomplete) == (6, False, "")
    for asked in range(1, 40):
        left = iter([1.0] * asked)
        try:
            found = explain_row(engine, query, 0, time_left=lambda left=left: next(left, 0.0))  # type: ignore[misc] # bound now
        except OutOfTime:
            continue
        if len(found.derivations) == len(whole.derivations):
            break
        assert set(found.derivations) < set(whole.derivations)
        assert found.more
        assert f"of 6 derivations that were found, the {len(found.derivations)} are shown" in found.incomplete
    else:
        pytest.fail("more time never finds all")
    assert asked > 5


def test_rows_that_were_explained_before_the_time_was_over_are_kept(engine: Engine) -> None:
    query = ask("SELECT ?x ?y { ?x :name ?y } ORDER BY ?x ?y")
    whole = explain_rows(engine, query)
    kept = set()
    for asked in range(1, 40):
        left = iter([1.0] * asked)
        try:
            found = explain_rows(engine, query, time_left=lambda left=left: next(left, 0.0))  # type: ignore[misc] # bound now
        except OutOfTime:
            continue
        explained = [one for one in found if not one.unexplained]
        assert explained == whole[: len(explained)]
        kept.add(len(explained))
    assert kept == set(range(1, len(whole) + 1))


def test_rows_for_which_the_time_did_not_suffice_say_so(engine: Engine) -> None:
    left = iter([1.0] * 12)
    query = ask("SELECT ?x (COUNT(*) AS ?n) { ?x :name ?y } GROUP BY ?x HAVING (COUNT(*) < 9) ORDER BY ?x")
    limits = Limits(batch_solutions=2)
    evidence = explain_rows(engine, query, limits=limits, time_left=lambda: next(left, 0.0))
    said = [one.unexplained for one in evidence]
    assert said[0] == ""
    assert "time for all rows together was over" in said[-1]


def test_it_ends_when_its_queries_are_used_up(engine: Engine) -> None:
    evidence = explain_row(engine, ask("SELECT ?x { ?x :road ?y }"), 0, limits=Limits(queries=2))
    assert "more queries than are allowed" in evidence.unexplained


def test_a_path_through_more_nodes_than_allowed_is_given_up() -> None:
    chain = " ".join(f":n{i} :p :n{i + 1} ." for i in range(40))
    engine = build_engine(f"@prefix : <http://example.org/> . :g {{ {chain} }}")
    evidence = explain_row(engine, ask("SELECT (1 AS ?y) { :n0 :p+ :n40 }"), 0, limits=Limits(path_nodes=10))
    assert "visits more nodes than are allowed" in evidence.unexplained


def test_texts_that_look_like_escapes_are_bound_as_they_are() -> None:
    engine = build_engine(r'@prefix : <http://example.org/> . :g { :a :p "\\u0041 \"q\" \n" , "A" . }')
    for evidence in explain_rows(engine, ask("SELECT ?v { ?x :p ?v }")):
        assert len(evidence.derivations[0].triples) == 1
