"""The tools of language-model clients over a small graph, without their protocol."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import jsonschema  # type: ignore[import-untyped]
import pytest

from carec_kg.errors import NotAllowed, OutOfTime, ParameterProblem, QueryProblem, UnknownName, UsageError
from carec_kg.evidence.desk import Desk
from carec_kg.graph import snapshot as layout
from carec_kg.graph.stored import load_engine
from carec_kg.saved_queries.catalogue import read_catalogue
from carec_kg.session.tool_graph import ToolGraph
from carec_kg.session.tool_names import read_names
from carec_kg.session.tool_resources import RESOURCES, read_resource
from carec_kg.session.tools import Toolbox
from tests.serving.snapshots import EX, GRAPH, publish_version
from tests.web.local_pool import LocalPool

if TYPE_CHECKING:
    from carec_kg.graph.snapshot import Snapshot
    from carec_kg.session.tool import ToolAnswer

LARGE = {"a": 1, "b": 2, "c": 3, "d": 4}


class SlowDesk:
    """A desk that never has the time."""

    def answer(self, *_: object, **__: object) -> dict[str, Any]:
        """Fail."""
        message = "There was no time."
        raise OutOfTime(message)


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return publish_version(tmp_path_factory.mktemp("home"), LARGE)


@pytest.fixture(scope="module")
def pool(snapshot: Snapshot) -> LocalPool:
    engine = load_engine(snapshot)
    return LocalPool(engine, Desk(engine, engine))


@pytest.fixture
def graph(snapshot: Snapshot, pool: LocalPool) -> ToolGraph:
    catalogue = read_catalogue(snapshot.path(layout.QUERIES))
    return ToolGraph(pool, catalogue, snapshot.version, lambda: read_names(snapshot))


@pytest.fixture
def toolbox(graph: ToolGraph) -> Toolbox:
    return Toolbox(graph, sparql=True)


def call(toolbox: Toolbox, name: str, **given: object) -> ToolAnswer:
    """Call a tool; what goes in and comes out fits its schemas."""
    tool = next(tool for tool in toolbox.tools if tool.name == name)
    jsonschema.validate(given, tool.takes)
    answer = toolbox.call(name, given)
    jsonschema.validate(answer.values, tool.gives)
    return answer


def test_every_question_is_a_tool_beside_those_that_find_ones_way(toolbox: Toolbox, graph: ToolGraph) -> None:
    assert [tool.name for tool in toolbox.tools] == [
        "search",
        "describe",
        "explain",
        "sparql",
        "anything",
        "pairs",
        "sizes",
    ]
    assert "sparql" not in [tool.name for tool in Toolbox(graph).tools]
    for tool in toolbox.tools:
        jsonschema.Draft202012Validator.check_schema(tool.takes)
        jsonschema.Draft202012Validator.check_schema(tool.gives)
        assert tool.description


def test_parameters_are_typed_with_defaults_and_descriptions(toolbox: Toolbox) -> None:
    [sizes] = [tool for tool in toolbox.tools if tool.name == "sizes"]
    least = sizes.takes["properties"]["least"]
    assert (least["type"], least["default"], least["examples"]) == ("integer", 0, [0])
    assert "The least size" in least["description"]
    assert sizes.takes["additionalProperties"] is False


def test_an_answer_has_rows_labels_passages_and_version(toolbox: Toolbox, snapshot: Snapshot) -> None:
    answer = call(toolbox, "sizes", least=3)
    values = answer.values
    assert values["dataset"] == snapshot.version
    assert values["address"] == f"https://w3id.org/carec-kg/r/{snapshot.version}/sizes?least=3"
    assert values["complete"] is True
    first = values["rows"][0]
    assert first["thing"] == {"iri": f"{EX}thing/c", "name": f"<{EX}thing/c>", "label": "Thing c"}
    assert first["size"] == {"value": 3, "datatype": "xsd:integer"}
    assert [row["sources"] for row in values["evidence"]] == [[GRAPH], [GRAPH]]
    assert "| Thing c" in answer.text
    assert "[1]" in answer.text
    assert f"Dataset {snapshot.version}." in answer.text


def test_a_cut_is_said_with_the_way_on(toolbox: Toolbox) -> None:
    answer = call(toolbox, "sizes", limit=3)
    assert answer.values["complete"] is False
    assert answer.values["next"] == {"limit": 3, "offset": 3}
    assert "cut" in answer.text
    rest = call(toolbox, "sizes", **answer.values["next"])
    assert [row["size"]["value"] for row in rest.values["rows"]] == [4]
    assert rest.values["complete"] is True


def test_evidence_can_be_left_out_and_is_missed_aloud(snapshot: Snapshot, graph: ToolGraph) -> None:
    without = call(Toolbox(graph), "sizes", evidence=False, limit=2)
    assert (without.values["evidence"], len(without.values["rows"]), without.values["complete"]) == (None, 2, False)
    slow = ToolGraph(LocalPool(load_engine(snapshot), SlowDesk()), graph.catalogue, "v1", lambda: graph.names)
    answer = call(Toolbox(slow), "sizes")
    assert len(answer.values["rows"]) == 4
    assert "could not be explained in time" in answer.text


def test_no_row_is_said(toolbox: Toolbox) -> None:
    answer = call(toolbox, "sizes", least=99)
    assert answer.values["rows"] == []
    assert "No row." in answer.text


def test_a_yes_and_a_graph_are_answers_too(toolbox: Toolbox) -> None:
    assert call(toolbox, "anything").values["answer"] is True
    assert "Yes." in call(toolbox, "anything").text
    assert f"<{EX}thing/a> <{EX}size>" in call(toolbox, "pairs").values["triples"]


@pytest.mark.parametrize(
    ("name", "given", "error", "words"),
    [
        ("sizes", {"lest": 1}, ParameterProblem, "Did you mean least"),
        ("sizes", {"least": "many"}, ParameterProblem, "least"),
        ("sizes", {"least": [1]}, ParameterProblem, "not a list"),
        ("sizes", {"limit": 0}, ParameterProblem, "limit is a whole number"),
        ("sizes", {"limit": True}, ParameterProblem, "limit is a whole number"),
        ("sizes", {"evidence": "yes"}, ParameterProblem, "true or false"),
        ("anything", {"limit": 1}, ParameterProblem, "no argument 'limit'"),
        ("size", {}, UnknownName, "sizes"),
        ("search", {}, ParameterProblem, "text is missing"),
        ("search", {"text": "a", "more": 1}, ParameterProblem, "no argument 'more'"),
        ("search", {"text": "a", "type": "Nothing"}, UnknownName, "type"),
        ("describe", {"thing": "no:thing"}, UnknownName, "no thing named"),
        ("describe", {"thing": "https://example.org/nowhere"}, UnknownName, "no thing named"),
        ("describe", {"thing": "> ; DROP"}, UnknownName, "no thing named"),
        ("explain", {}, ParameterProblem, "question and row"),
        ("explain", {"question": "sizes", "row": 99}, UsageError, "no row 99"),
        ("explain", {"question": "sizes", "parameters": 1}, ParameterProblem, "an object"),
        ("explain", {"subject": "a b", "predicate": "c", "object": "d"}, UsageError, "a b"),
        ("sparql", {"query": "SELECT"}, QueryProblem, "line 1"),
        ("sparql", {"query": ""}, ParameterProblem, "query is missing"),
    ],
)
def test_what_is_wrong_is_said_with_what_to_do(
    toolbox: Toolbox, name: str, given: dict[str, Any], error: type[Exception], words: str
) -> None:
    with pytest.raises(error, match=words):
        toolbox.call(name, given)


def test_things_are_found_by_name(toolbox: Toolbox) -> None:
    answer = call(toolbox, "search", text="thing c", limit=1)
    assert answer.values["things"][0]["iri"] == f"{EX}thing/c"
    nothing = call(toolbox, "search", text="zzzzqq")
    assert nothing.values["things"] == []
    assert "Nothing is called" in nothing.text


def test_a_thing_is_described_with_the_passage_of_each_fact(toolbox: Toolbox) -> None:
    answer = call(toolbox, "describe", thing=f"<{EX}thing/c>")
    facts = {fact["property"]["iri"].rpartition("/")[2]: fact for fact in answer.values["facts"]}
    assert facts["size"]["value"]["value"] == 3
    assert facts["size"]["sources"] == [GRAPH]
    assert answer.values["pointing"] == []
    assert answer.text.startswith("Thing c <")


def test_rows_and_triples_are_explained(toolbox: Toolbox) -> None:
    row = call(toolbox, "explain", question="sizes", parameters={"least": 3}, row=0)
    assert row.values["kind"] == "row"
    assert row.values["derivations"][0]["sources"] == [GRAPH]
    triple = call(toolbox, "explain", subject=f"<{EX}thing/c>", predicate=f"<{EX}size>", object="3")
    assert triple.values["kind"] == "proved"
    absent = call(toolbox, "explain", subject=f"<{EX}thing/c>", predicate=f"<{EX}size>", object="9")
    assert absent.values["kind"] == "not-in-graph"


def test_sparql_is_answered_where_it_is_offered_and_cut_where_it_must_be(toolbox: Toolbox, graph: ToolGraph) -> None:
    answer = call(toolbox, "sparql", query=f"SELECT ?s {{ ?s <{EX}size> ?size }} ORDER BY ?s", limit=2)
    assert [row["s"]["label"] for row in answer.values["rows"]] == ["Thing a", "Thing b"]
    assert answer.values["complete"] is False
    assert call(toolbox, "sparql", query="ASK { }").values["answer"] is True
    assert "size" in call(toolbox, "sparql", query=f"DESCRIBE <{EX}thing/a>").values["triples"]
    with pytest.raises(NotAllowed, match="--sparql"):
        Toolbox(graph).call("sparql", {"query": "ASK {}"})


def test_resources_can_be_read(graph: ToolGraph) -> None:
    texts = {resource.name: read_resource(graph, resource.uri) for resource in RESOURCES}
    assert "PREFIX carec: <https://w3id.org/carec-kg/ontology#>" in texts["prefixes"]
    assert texts["classes"].startswith("# Classes")
    assert '"name": "sizes"' in texts["questions"]
    with pytest.raises(UnknownName, match="carec-kg://prefixes"):
        read_resource(graph, "file:///etc/passwd")
