"""The W3C's SPARQL 1.1 test suite, through the Flask application.

In scope is what can be asked of a server that only reads and calls no other: evaluation and syntax of queries, result
formats, the protocol but for updates, service description, and reads of the graph store. ``expected`` lists what is
out of scope and what does not pass. A machine without the suite skips this module; with ``CI=true`` it fails.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from carec_kg.iris import PREFIXES
from carec_kg.rdf import media
from carec_kg.rdf.reading import parse
from carec_kg.rdf.terms import Iri

from .application import ask, open_application
from .expected import NOT_PASSING, OUT_OF_SCOPE, OUT_OF_SCOPE_TESTS
from .http_cases import GraphStore, check_response, list_exchanges, send
from .results import Table, read_table, same_table, same_triples
from .service_schema import list_breaches
from .suite import find_suite, list_cases, locate, read_dataset, read_graph, require_suite

if TYPE_CHECKING:
    from _pytest.mark import ParameterSet

    from carec_kg.rdf.terms import Quad

    from .suite import Case

SUITE = require_suite(find_suite())
FOLDERS = {
    "evaluation": (
        *("aggregates", "bind", "bindings", "cast", "construct", "exists", "functions", "grouping", "negation"),
        *("project-expression", "property-path", "subquery"),
    ),
    "formats": ("csv-tsv-res", "json-res"),
    "syntax": ("syntax-query", "syntax-fed"),
    "protocol": ("protocol",),
    "service-description": ("service-description",),
    "graph-store": ("graph-store-protocol",),
}
_MANIFESTS = {"graph-store-protocol": "manifest-indirect.ttl"}
_MEDIA_TYPES = {
    "srx": media.RESULT_XML.media_type,
    "srj": media.RESULT_JSON.media_type,
    "csv": media.RESULT_CSV.media_type,
    "tsv": media.RESULT_TSV.media_type,
    "ttl": f"{media.TURTLE.media_type}, {media.RESULT_JSON.media_type};q=0.5",
}
#: Queries that parse and are refused all the same, with the status: a function that nobody knows, SERVICE.
REFUSED = {"syntax-query/test_4": 400, "syntax-fed/test_1": 403}


def _list_in_scope() -> dict[str, list[Case]]:
    """Return the tests in scope by group; a test of syntax is one wherever it stands."""
    found: dict[str, list[Case]] = {group: [] for group in FOLDERS}
    for group, folders in FOLDERS.items():
        for folder in folders:
            for case in list_cases(SUITE / folder, file=_MANIFESTS.get(folder, "manifest.ttl")):
                if case.name not in OUT_OF_SCOPE_TESTS:
                    found["syntax" if "SyntaxTest" in case.kind else group].append(case)
    return found


CASES = _list_in_scope()


def every(group: str) -> list[ParameterSet]:
    """Return the tests of a group, those that do not pass marked with the reason."""
    return [
        pytest.param(
            case,
            id=case.name,
            marks=[pytest.mark.xfail(reason=NOT_PASSING[case.name], raises=AssertionError, strict=True)]
            if case.name in NOT_PASSING
            else [],
        )
        for case in CASES[group]
    ]


def check_answer(case: Case) -> None:
    """Assert that the answer to a test's query says the same as its result file."""
    wanted, suffix = locate(SUITE, case.result).read_bytes(), case.result.rsplit(".", 1)[-1]
    text = f"BASE <{case.query}>\n".encode() + locate(SUITE, case.query).read_bytes()
    response = ask(open_application(read_dataset(SUITE, case)), text, _MEDIA_TYPES[suffix])
    assert response.status_code == 200, response.text
    if response.mimetype == media.TURTLE.media_type:
        assert same_triples(parse(response.data, media.TURTLE, "answer"), read_graph(SUITE, case.result))
        return
    found = read_table(response.data, "json" if suffix == "ttl" else suffix, case.query)
    expected = read_table(wanted, suffix, case.result)
    if isinstance(found, Table) and isinstance(expected, Table):
        assert same_table(found, expected), response.text
    else:
        assert found is expected


@pytest.mark.parametrize("case", every("evaluation"))
def test_query_evaluation(case: Case) -> None:
    check_answer(case)


@pytest.mark.parametrize("case", every("formats"))
def test_result_format(case: Case) -> None:
    check_answer(case)


@pytest.mark.parametrize("case", every("syntax"))
def test_syntax(case: Case) -> None:
    # The engine refuses port 1 by itself, so that SERVICE <g> opens no connection.
    base = b"BASE <http://127.0.0.1:1/>\n" if case.name.startswith("syntax-fed/") else b""
    response = ask(open_application(), base + locate(SUITE, case.query).read_bytes(), "*/*")
    if case.kind == "NegativeSyntaxTest11":
        assert response.status_code == 400, response.text
        assert "syntax error" in response.text
    else:
        assert response.status_code == REFUSED.get(case.name, 200), response.text
        assert "syntax error" not in response.text


@pytest.mark.parametrize("case", every("protocol"))
def test_protocol(case: Case) -> None:
    for direct in (False, True):
        client = open_application(read_dataset(SUITE, case), direct=direct)
        for exchange in list_exchanges(case):
            check_response(exchange, send(client, "/sparql", exchange))


@pytest.mark.parametrize("case", every("graph-store"))
def test_graph_store_reads(case: Case) -> None:
    store = GraphStore()
    for exchange in list_exchanges(case):
        if exchange.method in {"GET", "HEAD"}:
            check_response(exchange, send(open_application(store.quads()), "/graph-store", exchange))
        else:
            store.change(exchange)


def _describe_service() -> list[Quad]:
    response = open_application().get("/sparql", headers={"Accept": media.TURTLE.media_type})
    assert (response.status_code, response.mimetype) == (200, media.TURTLE.media_type)
    return parse(response.data, media.TURTLE, "description")


def _returns_rdf(description: list[Quad]) -> bool:
    return bool(description)


def _has_endpoint_triple(description: list[Quad]) -> bool:
    endpoints = [quad for quad in description if quad.predicate.value == PREFIXES["sd"] + "endpoint"]
    services = [quad.subject for quad in description if quad.object == Iri(PREFIXES["sd"] + "Service")]
    return [(quad.subject, quad.object) for quad in endpoints] == [(services[0], Iri("http://localhost/sparql"))]


def _conforms_to_schema(description: list[Quad]) -> bool:
    return not list_breaches(description)


_SERVICE_TESTS = {
    "service-description/returns-rdf": _returns_rdf,
    "service-description/has-endpoint-triple": _has_endpoint_triple,
    "service-description/conforms-to-schema": _conforms_to_schema,
}


@pytest.mark.parametrize("case", every("service-description"))
def test_service_description(case: Case) -> None:
    assert _SERVICE_TESTS[case.name](_describe_service())


def test_as_many_tests_pass_as_we_say() -> None:
    counts = {group: (len(cases), sum(case.name in NOT_PASSING for case in cases)) for group, cases in CASES.items()}
    assert counts == {
        "evaluation": (225, 10),
        "formats": (10, 1),
        "syntax": (106, 0),
        "protocol": (27, 0),
        "service-description": (3, 0),
        "graph-store": (8, 0),
    }


def test_every_test_that_does_not_pass_is_one_of_the_suite() -> None:
    assert set(NOT_PASSING) <= {case.name for cases in CASES.values() for case in cases}


def test_every_folder_is_in_scope_or_out_of_it() -> None:
    folders = {manifest.parent.name for manifest in SUITE.glob("*/manifest.ttl")}
    assert folders == {*OUT_OF_SCOPE, *(folder for group in FOLDERS.values() for folder in group)}
