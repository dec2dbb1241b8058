"""What strangers try. After each attempt the server answers the next request, and nobody was called."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

import pytest

from carec_kg.rdf.media import TURTLE
from carec_kg.rdf.reading import parse
from tests.serving.pools import EX, RUNAWAY, THINGS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask.testing import FlaskClient

    from tests.contract.conftest import Listener

#: Each with a place for the address that would hear a call.
SERVICES = {
    "plain": "SELECT * {{ SERVICE <{0}> {{ ?s ?p ?o }} }}",
    "silent": "SELECT * {{ SERVICE SILENT <{0}> {{ ?s ?p ?o }} }}",
    "lower case": "select * {{ service <{0}> {{ ?s ?p ?o }} }}",
    "hidden behind a comparison": "SELECT * {{ VALUES ?a {{ 'a' }} FILTER(?a<'b>c') SERVICE <{0}> {{ ?s ?p ?o }} }}",
    "nested": "SELECT * {{ {{ SELECT * {{ {{ SERVICE <{0}> {{ ?s ?p ?o }} }} }} }} }}",
    "in EXISTS": "SELECT * {{ VALUES ?a {{ 1 }} FILTER EXISTS {{ SERVICE SILENT <{0}> {{ ?s ?p ?o }} }} }}",
    "in OPTIONAL": "SELECT * {{ VALUES ?a {{ 1 }} OPTIONAL {{ SERVICE <{0}> {{ ?s ?p ?a }} }} }}",
    "in MINUS": "SELECT * {{ VALUES ?a {{ 1 }} MINUS {{ SERVICE <{0}> {{ ?s ?p ?a }} }} }}",
    "in UNION": "SELECT * {{ {{ }} UNION {{ SERVICE <{0}> {{ ?s ?p ?o }} }} }}",
    "with a variable": "SELECT * {{ VALUES ?e {{ <{0}> }} SERVICE ?e {{ ?s ?p ?o }} }}",
    "after a comment": "SELECT * {{ # }}\n SERVICE <{0}> {{ ?s ?p ?o }} }}",
    "with a prefix": "PREFIX x: <{0}> SELECT * {{ SERVICE x: {{ ?s ?p ?o }} }}",
    "relative to a base": "BASE <{0}> SELECT * {{ SERVICE <> {{ ?s ?p ?o }} }}",
    "in CONSTRUCT": "CONSTRUCT {{ ?s ?p ?o }} WHERE {{ SERVICE <{0}> {{ ?s ?p ?o }} }}",
    "in ASK": "ASK {{ SERVICE <{0}> {{ ?s ?p ?o }} }}",
    "in DESCRIBE": "DESCRIBE ?s WHERE {{ SERVICE <{0}> {{ ?s ?p ?o }} }}",
    "spelt in escapes": "SELECT * {{ \\u0053ERVICE <{0}> {{ ?s ?p ?o }} }}",
    "with its address in escapes": "PREFIX a: <{0}> SELECT * {{ SERVICE SILENT a:\\u002E\\u0041 {{ ?s ?p ?o }} }}",
    "after a line's end in a comment": "SELECT * {{ #\rSERVICE <{0}> {{ ?s ?p ?o }}\n }}",
    "without blanks": "SELECT*{{SERVICE<{0}>{{?s?p?o}}}}",
    "in a graph": "SELECT * {{ GRAPH ?g {{ SERVICE <{0}> {{ ?s ?p ?o }} }} }}",
    "beside a sub-select": "SELECT * {{ {{ SELECT (COUNT(*) AS ?n) {{ SERVICE <{0}> {{ ?s ?p ?o }} }} }} }}",
    "in LATERAL": "SELECT * {{ VALUES ?a {{ 1 }} LATERAL {{ SERVICE <{0}> {{ ?s ?p ?o }} }} }}",
    "in the expression of a BIND": "SELECT * {{ BIND(EXISTS {{ SERVICE SILENT <{0}> {{ ?s ?p ?o }} }} AS ?x) }}",
    "in ORDER BY": "SELECT * {{ VALUES ?a {{ 1 2 }} }} ORDER BY (EXISTS {{ SERVICE <{0}> {{ ?s ?p ?a }} }})",
    "in HAVING": "SELECT (1 AS ?x) {{ }} HAVING (EXISTS {{ SERVICE <{0}> {{ ?s ?p ?o }} }})",
    "within itself": "SELECT * {{ SERVICE <{0}> {{ SERVICE <{0}> {{ ?s ?p ?o }} }} }}",
}
OUTSIDE = {
    "FROM a file": "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }",
    "FROM NAMED a file": "SELECT * FROM NAMED <file:///etc/passwd> { GRAPH ?g { ?s ?p ?o } }",
    "GRAPH of a file": "SELECT * { GRAPH <file:///etc/passwd> { ?s ?p ?o } }",
    "DESCRIBE a file": "DESCRIBE <file:///etc/passwd>",
}
DEEP = 10_000
NESTED = {
    "braces": "SELECT * " + "{" * DEEP + "}" * DEEP,
    "open braces": "SELECT * " + "{" * DEEP,
    "brackets": "SELECT * { FILTER(" + "(" * DEEP + "1" + ")" * DEEP + ") }",
    "negations": "SELECT * { FILTER(" + "!" * DEEP + "1) }",
    "optionals": "SELECT * {" + " OPTIONAL {" * DEEP + "}" * DEEP + "}",
    "sub-selects": "SELECT * {" + "{ SELECT * {" * DEEP + "}}" * DEEP + "}",
    "paths": "SELECT * { ?a " + "(" * DEEP + "<a:b>" + ")" * DEEP + " ?b }",
    "twenty times more": "SELECT * " + "{" * (20 * DEEP) + "}" * (20 * DEEP),
}
LISTS = "SELECT * { ?a ?b " + "(" * 500 + ")" * 500 + " }"
EXPRESSIONS = {
    "nested repetition": "SELECT (REGEX('" + "a" * 5000 + "!', '^(a+)+$') AS ?x) {}",
    "alternatives": "SELECT (REGEX('" + "a" * 5000 + "!', '^(a|aa)+$') AS ?x) {}",
    "counted repetition": "SELECT (REGEX('a', '(((a{1,100}){1,100}){1,100}){1,100}') AS ?x) {}",
    "backreference": "SELECT (REPLACE('aaaa', '(a)\\\\1', '$1') AS ?x) {}",
    "unclosed": "SELECT (REGEX('a', '(') AS ?x) {}",
}
RUNAWAYS = {
    "cross product": RUNAWAY,
    "sorted": "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l } ORDER BY ?c ?f ?i",
    "grouped": "SELECT ?a ?d ?g (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l } GROUP BY ?a ?d ?g",
    "long text": "SELECT (GROUP_CONCAT(?c) AS ?t) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }",
    "long paths": "SELECT (COUNT(*) AS ?n) { ?a (<a:b>|!<a:c>)* ?b . ?c (<a:b>|!<a:c>)* ?d . ?e !<a:b>* ?f }",
    "deep lists": LISTS,
    "doubled text": "SELECT ?x40 { BIND('aaaaaaaaaaaaaaaa' AS ?x0) "
    + " ".join(f"BIND(CONCAT(?x{i}, ?x{i}) AS ?x{i + 1})" for i in range(40))
    + " }",
    "all of all in order": "SELECT * { { SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c LIMIT 99999999 } }",
    "many patterns": "SELECT * { " + " ".join(f"?v{i} ?p{i} ?o{i} ." for i in range(200)) + " } OFFSET 999999999",
}
CHARSETS = {
    "UTF-16 by its mark": ("ASK {}".encode("utf-16"), ""),
    "UTF-16 by its name": ("ASK {}".encode("utf-16-le"), "; charset=utf-16"),
    "UTF-7": (b"ASK +AHsAfQ-", "; charset=utf-7"),
    "half of a pair": (b"SELECT ('\xed\xa0\x80' AS ?x) {}", ""),
    "a zipped bomb": (b"\x1f\x8b\x08" + bytes(1000), ""),
}


@pytest.fixture(autouse=True)
def the_server_answers_the_next_request(client: FlaskClient) -> Iterator[None]:
    yield
    response = client.get("/sparql?query=SELECT(COUNT(*)AS?n){?s%20rdfs:label%20?l}", headers={"Accept": "text/csv"})
    assert response.text == f"n\r\n{THINGS}\r\n"


def ask(client: FlaskClient, query: str, **fields: str) -> tuple[int, str]:
    address = f"/sparql?{urlencode(fields)}"
    response = client.post(address, data=query.encode(), content_type="application/sparql-query")
    return response.status_code, response.text


@pytest.mark.parametrize("query", SERVICES.values(), ids=SERVICES)
def test_a_service_calls_nobody(client: FlaskClient, listener: Listener, query: str) -> None:
    status, text = ask(client, query.format(listener.url))
    # With a variable for its name the engine may refuse the query as it stands.
    # and escapes stand for nothing outside of names and texts.
    assert status == 403 or (status == 400 and ("SERVICE ?" in query or "\\u00" in query)), text
    assert not listener.was_called()


@pytest.mark.parametrize(
    "scheme", ["https://localhost:1/", "http://localhost/", "ftp://localhost/", "file:///etc/passwd"]
)
def test_a_service_of_any_scheme_is_refused(client: FlaskClient, scheme: str) -> None:
    assert ask(client, f"SELECT * {{ SERVICE <{scheme}> {{ ?s ?p ?o }} }}")[0] == 403


def test_a_service_that_is_never_reached_is_without_effect(client: FlaskClient, listener: Listener) -> None:
    query = f"SELECT * {{ ?s <urn:absent> ?o . SERVICE <{listener.url}> {{ ?s ?p ?o }} }}"
    assert ask(client, query)[0] in {200, 403}
    assert not listener.was_called()


@pytest.mark.parametrize("query", OUTSIDE.values(), ids=OUTSIDE)
def test_no_file_is_read(client: FlaskClient, query: str) -> None:
    status, text = ask(client, query)
    assert status == 200
    assert "root:" not in text


def test_a_graph_on_another_host_is_not_fetched(client: FlaskClient, listener: Listener) -> None:
    everything = "SELECT * { ?s ?p ?o }"
    assert ask(client, everything.replace("{", f"FROM <{listener.url}> {{"))[0] == 200
    assert ask(client, everything, **{"default-graph-uri": listener.url})[0] == 200
    assert ask(client, everything, **{"named-graph-uri": listener.url})[0] == 200
    assert not listener.was_called()


@pytest.mark.parametrize(
    "update", ["LOAD <{}>", "LOAD SILENT <{}> INTO GRAPH <urn:g>", "INSERT {{}} WHERE {{ SERVICE <{}> {{}} }}"]
)
def test_an_update_loads_nothing(client: FlaskClient, listener: Listener, update: str) -> None:
    text = update.format(listener.url)
    assert ask(client, text)[0] == 400
    assert client.post("/sparql", data={"update": text}).status_code == 403
    assert not listener.was_called()


def test_nothing_is_written(client: FlaskClient) -> None:
    for text in ("INSERT DATA { <urn:a> <urn:b> 1 }", "SELECT * {} ; INSERT DATA { <urn:a> <urn:b> 1 }"):
        assert ask(client, text)[0] == 400
    assert '"boolean":false' in ask(client, "ASK { <urn:a> <urn:b> 1 }")[1]


@pytest.mark.parametrize("query", NESTED.values(), ids=NESTED)
def test_deep_nesting_is_answered_or_refused(client: FlaskClient, query: str) -> None:
    assert ask(client, query)[0] in {200, 400}


@pytest.mark.parametrize("query", EXPRESSIONS.values(), ids=EXPRESSIONS)
def test_a_wild_regular_expression_is_answered_or_refused(client: FlaskClient, query: str) -> None:
    assert ask(client, query)[0] in {200, 400}


@pytest.mark.parametrize("query", RUNAWAYS.values(), ids=RUNAWAYS)
def test_a_runaway_ends(client: FlaskClient, query: str) -> None:
    status, text = ask(client, query, timeout="0.5")
    assert status == 503
    assert "out-of-" in text


@pytest.mark.parametrize(
    "query", ["ASK \x00", "\x00" * 1000, "ASK {} #" + "x" * 1_000_000, "\ufffe\uffff", "'" * 10_000]
)
def test_strange_text_is_answered_or_refused(client: FlaskClient, query: str) -> None:
    assert ask(client, query)[0] in {200, 400}


@pytest.mark.parametrize(("body", "charset"), CHARSETS.values(), ids=CHARSETS)
def test_another_charset_is_refused(client: FlaskClient, body: bytes, charset: str) -> None:
    response = client.post("/sparql", data=body, content_type=f"application/sparql-query{charset}")
    assert response.status_code in {400, 415}


@pytest.mark.parametrize("text", ["1e9", "99999999999999999999", "0.1000000000000000001"])
def test_a_deadline_is_not_put_off(client: FlaskClient, text: str) -> None:
    assert ask(client, "ASK {}", timeout=text)[0] == 200


@pytest.mark.parametrize("text", ["NaN", "-1", "-0", "1e999", "inf", "1_0", "\u0663", "1" * 5000])
def test_a_deadline_that_is_none_is_refused(client: FlaskClient, text: str) -> None:
    assert ask(client, "ASK {}", timeout=text)[0] == 400


def test_a_name_that_can_be_guessed_or_carries_a_line_cancels_nothing(client: FlaskClient) -> None:
    for name in ("short", "a" * 129, "a" * 20 + "\r\nX-Injected: 1", "*" * 20):
        assert ask(client, "ASK {}", **{"cancel-id": name})[0] == 400
        assert client.post(f"/cancel/{quote(name)}").status_code == 404


def test_an_endless_answer_is_cut(client: FlaskClient) -> None:
    status, text = ask(client, "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }")
    assert status == 200
    assert text.endswith('],"cut":true}}')


@pytest.mark.parametrize("host", ["evil.example", 'a"><script>', "a b", "[::1", "a\tb"])
def test_a_forged_host_harms_nobody(client: FlaskClient, host: str) -> None:
    response = client.get("/sparql", headers={"Host": host})
    assert response.status_code in {200, 400}
    if response.status_code == 200:
        assert parse(response.data, TURTLE, "description")


def test_a_header_takes_no_line_from_a_parameter(client: FlaskClient) -> None:
    response = client.get("/queries/labels.csv?limit=1&label=x%0D%0AX-Injected:%201")
    assert "X-Injected" not in response.headers


@pytest.mark.parametrize(
    "path",
    ["/queries/../../etc/passwd", "/queries/%2e%2e%2f%2e%2e%2fetc%2fpasswd.rq", "/export/..%2f..%2fetc%2fpasswd"],
)
def test_no_path_leads_to_a_file(client: FlaskClient, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 404
    assert "root:" not in response.text


def test_entities_of_a_user_are_not_in_what_is_asked(client: FlaskClient) -> None:
    # A value in a query is a value, whatever another parser would make of it.
    status, text = ask(client, "SELECT ('<!ENTITY x SYSTEM \"file:///etc/passwd\">&x;' AS ?x) {}")
    assert status == 200
    assert "root:" not in text
    assert EX not in text
