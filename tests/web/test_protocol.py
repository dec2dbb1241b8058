"""From the parts of a request to a query."""

from __future__ import annotations

import contextlib
from urllib.parse import quote, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carec_kg.errors import CarecError, NotAllowed, ParameterProblem
from carec_kg.web.problems import RequestProblem
from carec_kg.web.protocol import Question, SparqlRequest, read_fields, read_request, read_timeout

FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"


def get(query_string: str) -> SparqlRequest:
    return read_request(Question("GET", query_string.encode()), 10.0)


def post(body: bytes, content_type: str, query_string: str = "") -> SparqlRequest:
    return read_request(Question("POST", query_string.encode(), content_type, body), 10.0)


def test_a_query_comes_in_the_address() -> None:
    assert get("query=ASK+%7B%7D") == SparqlRequest("ASK {}", None, None, 10.0, inferred=True)


def test_a_query_comes_as_a_form() -> None:
    assert post(b"query=ASK%20%7B%7D&timeout=2", FORM + "; charset=UTF-8").timeout == 2.0


def test_a_query_comes_as_it_is_with_parameters_in_the_address() -> None:
    asked = post("ASK { ?s ?p 'é' }".encode(), DIRECT, "default-graph-uri=urn:g&inferred=false")
    assert asked == SparqlRequest("ASK { ?s ?p 'é' }", ("urn:g",), (), 10.0, inferred=False)


def test_no_query_asks_for_the_description() -> None:
    assert get("").query is None


@pytest.mark.parametrize(("fields", "status"), [("query=a&query=b", 400), ("query=%FF", 400), ("x=1&" * 1001, 400)])
def test_fields_that_cannot_be_read_are_refused(fields: str, status: int) -> None:
    with pytest.raises(RequestProblem) as caught:
        get(fields)
    assert caught.value.status == status


@pytest.mark.parametrize(
    ("body", "content_type", "query_string", "status"),
    [
        (b"ASK {}", "text/plain", "", 415),
        (b"ASK {}", "", "", 415),
        (b"ASK {}", DIRECT + "; charset=latin-1", "", 415),
        (b"\xff", DIRECT, "", 400),
        (b"", FORM, "", 400),
        (b"ASK {}", DIRECT, "query=ASK%7B%7D", 400),
        (b"query=a", FORM, "query=b", 400),
    ],
)
def test_bodies_that_cannot_be_read_are_refused(body: bytes, content_type: str, query_string: str, status: int) -> None:
    with pytest.raises(RequestProblem) as caught:
        post(body, content_type, query_string)
    assert caught.value.status == status


@pytest.mark.parametrize(
    ("method", "query_string", "content_type", "body"),
    [
        ("GET", b"update=DROP%20ALL", "", b""),
        ("POST", b"", FORM, b"update=DROP%20ALL"),
        ("POST", b"", "application/sparql-update", b"DROP ALL"),
    ],
)
def test_an_update_is_not_allowed(method: str, query_string: bytes, content_type: str, body: bytes) -> None:
    with pytest.raises(NotAllowed, match="read-only"):
        read_request(Question(method, query_string, content_type, body), 10.0)


def test_graphs_named_in_the_request_make_up_the_data_set() -> None:
    asked = get("query=x&named-graph-uri=urn:a&named-graph-uri=urn:b&named-graph-uri=urn:a")
    assert (asked.default_graphs, asked.named_graphs) == ((), ("urn:a", "urn:b"))


@pytest.mark.parametrize("graph", ["relative", "", "urn:a b", "urn:<a>", "urn:a\nb"])
def test_a_graph_that_is_no_iri_is_refused(graph: str) -> None:
    with pytest.raises(ParameterProblem, match="absolute IRI"):
        get(f"query=x&default-graph-uri={quote(graph)}")


@pytest.mark.parametrize(("text", "seconds"), [("", 10.0), ("2.5", 2.5), ("60", 10.0), ("1e9", 10.0)])
def test_a_timeout_can_only_shorten(text: str, seconds: float) -> None:
    assert get(f"query=x&timeout={text}").timeout == seconds


@pytest.mark.parametrize(
    "text", ["0", "-1", "soon", "nan", "inf", "-inf", "1_0", "\u0663", "e5", "5 ", "1e-999", "9" * 5000]
)
def test_a_timeout_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(ParameterProblem, match="timeout"):
        get(f"query=x&timeout={text}")


@given(st.text(alphabet="0123456789.eE+-_ naif\u0663", max_size=30))
def test_any_timeout_is_within_the_servers_or_refused(text: str) -> None:
    with contextlib.suppress(CarecError):
        assert 0 < read_timeout(text, 10.0) <= 10.0


def test_a_switch_takes_two_words() -> None:
    assert get("query=x&inferred=true").inferred
    with pytest.raises(ParameterProblem, match="inferred"):
        get("query=x&inferred=no")


@given(st.dictionaries(st.text(min_size=1), st.text(), max_size=5))
def test_fields_come_out_as_they_went_in(fields: dict[str, str]) -> None:
    assert dict(read_fields(urlencode(fields).encode())) == fields


@given(st.sampled_from(["GET", "POST"]), st.binary(), st.text(max_size=40), st.binary())
def test_any_request_is_read_or_refused(method: str, query_string: bytes, content_type: str, body: bytes) -> None:
    with contextlib.suppress(CarecError):
        assert 0 < read_request(Question(method, query_string, content_type, body), 10.0).timeout <= 10.0
