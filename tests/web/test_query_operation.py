"""What is answered ahead of Flask, and what is left to it."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.test import EnvironBuilder

from carec_kg.errors import SnapshotProblem
from carec_kg.web.application import create_app
from carec_kg.web.front import make_key
from carec_kg.web.query_operation import DirectOperation
from carec_kg.web.settings import WebSettings
from tests.web.looping import wait_for

if TYPE_CHECKING:
    from carec_kg.saved_queries.catalogue import Catalogue
    from carec_kg.web.caching import FinishedAnswer
    from tests.web.local_pool import LocalPool

SETTINGS = WebSettings("v1", max_rows=200, max_query=1000)
ASK = "/sparql?query=ASK%7B%7D"
FORM = "application/x-www-form-urlencoded"


def answer(pool: LocalPool, path: str, **options: Any) -> FinishedAnswer | None:  # noqa: ANN401 - a builder's
    """Answer ahead of Flask."""
    environ = EnvironBuilder(path, **options).get_environ() | {"REMOTE_ADDR": "127.0.0.1"}
    if data := options.get("data"):
        environ["wsgi.input"] = io.BytesIO(data)
    return wait_for(DirectOperation(pool, SETTINGS).answer(environ, "v1"))


@pytest.mark.parametrize(
    ("path", "options"),
    [
        ("/", {}),
        ("/sparql/", {}),
        ("/sparql", {}),
        ("/sparql?query", {"method": "PUT"}),
        (ASK, {"method": "OPTIONS"}),
        (ASK, {"headers": {"Accept": "text/html,*/*;q=0.8"}}),
        (ASK, {"headers": {"Accept-Encoding": "identity;q=0"}}),
        (ASK, {"headers": {"Content-Encoding": "gzip"}}),
        (ASK + "&why=1", {}),
        ("/sparql", {"method": "POST", "data": b"#" * 1001, "content_type": "application/sparql-query"}),
    ],
)
def test_what_is_not_plain_is_left_to_flask(pool: LocalPool, path: str, options: dict[str, Any]) -> None:
    assert answer(pool, path, **options) is None
    assert pool.tasks == []


@pytest.mark.parametrize(
    ("path", "options"),
    [
        (ASK, {}),
        (ASK, {"method": "HEAD"}),
        (ASK + "&timeout=2&inferred=false&default-graph-uri=urn:g", {"headers": {"Accept": "text/csv"}}),
        ("/sparql?query=SELECT%20*%7B?s%20?p%20?o%7D", {"headers": {"Accept-Encoding": "gzip"}}),
        ("/sparql?query=SELECT%20(BOUND(?x)%20AS%20?n)%7BBIND(NOW()%20AS%20?t)%7D", {}),
        ("/sparql?query=SELECT", {}),
        ("/sparql?query=%FF", {}),
        (ASK + "&query=ASK%7B%7D", {}),
        (ASK + "&cancel-id=short", {}),
        ("/sparql?update=DROP%20ALL", {}),
        (ASK + "&x=" + "x" * 60_001, {}),
        (ASK, {"headers": {"Accept": "image/png"}}),
        ("/sparql", {"method": "POST", "data": b"query=ASK%20%7B%7D", "content_type": FORM}),
        ("/sparql", {"method": "POST", "data": b"ASK {}", "content_type": "application/sparql-query"}),
        ("/sparql", {"method": "POST", "data": b"ASK {}", "content_type": "text/plain"}),
        ("/sparql", {"method": "POST", "data": b"x=1", "content_type": FORM}),
    ],
)
def test_both_doors_give_the_same_answer(
    pool: LocalPool, catalogue: Catalogue, path: str, options: dict[str, Any]
) -> None:
    direct = answer(pool, path, **options)
    response = create_app(pool, catalogue, SETTINGS).test_client().open(path, **options)
    assert direct
    assert direct.code == response.status_code
    if options.get("method") != "HEAD":
        assert direct.body == response.data
    timed = {"Server-Timing"}
    ours, theirs = ([one for one in found if one[0] not in timed] for found in (direct.headers, response.headers))
    assert sorted(ours) == sorted(theirs)
    assert all(task == pool.tasks[0] for task in pool.tasks)


def test_a_body_that_is_shorter_than_it_says_is_left_to_flask(pool: LocalPool) -> None:
    environ = EnvironBuilder("/sparql", method="POST", content_type="application/sparql-query").get_environ()
    environ |= {"CONTENT_LENGTH": "7", "wsgi.input": io.BytesIO(b"ASK {}")}
    assert wait_for(DirectOperation(pool, SETTINGS).answer(environ, "v1")) is None
    assert environ["wsgi.input"].read() == b"ASK {}"


def test_our_own_failures_are_logged_and_not_shown(pool: LocalPool) -> None:
    for error in (SnapshotProblem("/somewhere is broken"), RuntimeError("/somewhere is broken")):
        pool.error = error  # type: ignore[assignment] # what nobody foresaw
        environ = EnvironBuilder(ASK).get_environ()
        environ["wsgi.errors"] = log = io.StringIO()
        found = wait_for(DirectOperation(pool, SETTINGS).answer(environ, "v1"))
        assert found
        assert found.code == 500
        assert b"somewhere" not in found.body
        assert "somewhere" in log.getvalue()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from(["GET", "HEAD", "POST", "post", "QUERY", ""]),
    st.text(st.characters(max_codepoint=255), max_size=60) | st.just("query=ASK%7B%7D"),
    st.dictionaries(
        st.sampled_from(
            ["HTTP_ACCEPT", "HTTP_ACCEPT_ENCODING", "HTTP_CONTENT_ENCODING", "HTTP_X_FORWARDED_FOR", "CONTENT_TYPE"]
        ),
        st.text(st.characters(max_codepoint=255), max_size=40) | st.sampled_from([FORM, "application/sparql-query"]),
    ),
    st.text("0123456789+-, \u0663", max_size=5),
    st.binary(max_size=30),
)
def test_whatever_comes_is_answered_or_left_to_flask(
    pool: LocalPool, method: str, query: str, headers: dict[str, str], length: str, body: bytes
) -> None:
    environ = {"REQUEST_METHOD": method, "PATH_INFO": "/sparql", "QUERY_STRING": query, "wsgi.url_scheme": "http"}
    environ |= {**headers, "CONTENT_LENGTH": length}
    operation = DirectOperation(pool, SETTINGS)
    found = wait_for(operation.answer({**environ, "wsgi.input": io.BytesIO(body)}, "v1"))
    assert found is None or found.code in {200, 400, 403, 406, 414, 415}
    assert make_key({**environ, "wsgi.input": io.BytesIO(body)}) is None or length in {"", "0"} or method == "POST"
