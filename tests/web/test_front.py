"""The cache in front of the application, over a small application that counts."""

from __future__ import annotations

import io
import threading
import time
from typing import TYPE_CHECKING

import pytest
from werkzeug.datastructures import Headers
from werkzeug.test import Client, EnvironBuilder

from carec_kg.web.caching import FinishedAnswer
from carec_kg.web.front import AnswerCache, make_key
from carec_kg.web.places import Places
from carec_kg.web.threads import FINISHED, ThreadedApplication
from tests.web.looping import as_wsgi, wait_for

if TYPE_CHECKING:
    from collections.abc import Iterable
    from wsgiref.types import StartResponse, WSGIEnvironment

    from carec_kg.web.caching import Key

FORM = "application/x-www-form-urlencoded"


class Counting:
    """An application that counts its requests, and is told how to answer them."""

    def __init__(self) -> None:
        self.seen: list[WSGIEnvironment] = []
        self.status = "200 OK"
        self.version = "v1"
        self.keep = True
        self.whole = True
        self.more: list[tuple[str, str]] = []
        self.release = threading.Event()
        self.release.set()
        self.error: Exception | None = None

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        self.seen.append(environ)
        body = b"".join([b"answer ", str(len(self.seen)).encode(), b" ", environ["wsgi.input"].read()])
        self.release.wait(10)
        if self.error:
            raise self.error
        if self.whole:
            environ[FINISHED] = FinishedAnswer("", [], b"", '"a"', self.version, keep=self.keep)
        headers = [("X-Dataset-Version", self.version), ("ETag", '"a"'), ("Content-Length", str(len(body)))]
        start_response(self.status, headers + self.more)
        return [] if environ["REQUEST_METHOD"] == "HEAD" else iter([body[:3], body[3:]])


class Served:
    """The application behind its cache, and a version that can change."""

    def __init__(self, patience: float = 10.0, capacity: int = 2**20, places: Places | None = None) -> None:
        self.version = "v1"
        self.application = Counting()
        self.cache = AnswerCache(
            ThreadedApplication(self.application, 8),
            capacity=capacity,
            current_version=lambda: self.version,
            patience=patience,
            places=places,
        )
        self.client = Client(as_wsgi(self.cache))


@pytest.fixture
def served() -> Served:
    return Served()


def test_the_second_request_is_answered_without_the_application(served: Served) -> None:
    first = served.client.get("/sparql?query=a")
    second = served.client.get("/sparql?query=a")
    assert first.data == second.data == b"answer 1 "
    assert [*first.headers, ("Server-Timing", 'cache;desc="hit"')] == [*second.headers]
    assert len(served.application.seen) == 1
    assert (served.cache.hits, served.cache.misses, served.cache.shared) == (1, 1, 0)


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        ("/sparql?query=b", {}),
        ("/sparql?query=A", {}),
        ("/queries?query=a", {}),
        ("/sparql?query=a", {"Accept": "text/csv"}),
        ("/sparql?query=a", {"Accept-Encoding": "gzip"}),
        ("/sparql?query=a", {"Host": "other.example"}),
    ],
)
def test_another_request_has_another_answer(served: Served, path: str, headers: dict[str, str]) -> None:
    served.client.get("/sparql?query=a")
    assert served.client.get(path, headers=headers).data == b"answer 2 "


def test_headers_that_change_nothing_change_nothing(served: Served) -> None:
    served.client.get("/sparql?query=a", headers={"Accept-Encoding": "gzip, br"})
    headers = {"Accept-Encoding": "br, gzip", "Origin": "https://a.example", "Cookie": "a=b", "User-Agent": "x"}
    assert served.client.get("/sparql?query=a", headers=headers).data == b"answer 1 "


def test_posts_are_told_apart_by_body_and_type(served: Served) -> None:
    def post(body: str, content_type: str = FORM) -> bytes:
        found: bytes = served.client.post("/sparql", data=body, content_type=content_type).data
        return found

    assert post("query=a") == post("query=a") == b"answer 1 query=a"
    assert post("query=b") == b"answer 2 query=b"
    assert post("query=a", "application/sparql-query") == b"answer 3 query=a"
    assert served.client.get("/sparql").data == b"answer 4 "


def test_a_large_body_goes_through_untouched(served: Served) -> None:
    body = b"x" * (2**16 + 1)
    for number in (1, 2):
        assert served.client.post("/sparql", data=body).data == b"answer %d " % number + body
    assert served.cache.misses == 0


@pytest.mark.parametrize("length", ["", "-1", "x", "1e3", "\u00b2", "9" * 5000])
def test_a_body_of_no_known_length_is_not_read(length: str) -> None:
    environ = EnvironBuilder("/sparql", method="POST").get_environ()
    environ |= {"CONTENT_LENGTH": length, "wsgi.input": io.BytesIO(b"query=a")}
    assert make_key(environ) is None
    assert environ["wsgi.input"].read() == b"query=a"


def test_a_body_that_was_read_is_put_back() -> None:
    environ = EnvironBuilder("/sparql", method="POST", data="query=a").get_environ()
    assert make_key(environ)
    assert environ["wsgi.input"].read() == b"query=a"


@pytest.mark.parametrize(
    ("method", "path", "headers"),
    [
        ("PUT", "/sparql", {}),
        ("OPTIONS", "/sparql", {}),
        ("GET", "/export/all.ttl", {}),
        ("GET", "/health/ready", {}),
        ("GET", "/metrics", {}),
        ("POST", "/cancel/x", {"Content-Length": "0"}),
        ("GET", "/sparql?" + "x" * 2**17, {}),
        ("GET", "/sparql", {"Accept": "a/b," * 300}),
        ("POST", "/sparql", {"Content-Encoding": "gzip", "Content-Length": "3"}),
    ],
)
def test_some_requests_are_not_looked_up(method: str, path: str, headers: dict[str, str]) -> None:
    assert make_key(EnvironBuilder(path, method=method, headers=Headers(headers)).get_environ()) is None


def test_a_get_with_a_body_is_not_looked_up() -> None:
    assert make_key(EnvironBuilder("/sparql").get_environ() | {"CONTENT_LENGTH": "3"}) is None


def test_a_head_is_answered_from_what_a_get_left(served: Served) -> None:
    headers = served.client.get("/sparql?query=a").headers
    response = served.client.head("/sparql?query=a")
    assert (response.data, response.headers) == (b"", headers)
    assert len(served.application.seen) == 1


def test_a_head_leaves_nothing(served: Served) -> None:
    assert served.client.head("/sparql?query=a").data == b""
    assert served.client.get("/sparql?query=a").data == b"answer 2 "


@pytest.mark.parametrize("warm", [False, True])
def test_a_client_that_holds_the_answer_gets_304_and_others_the_answer(served: Served, warm: bool) -> None:
    served.application.more = [("Content-Type", "text/csv"), ("Vary", "Accept")]
    if warm:
        served.client.get("/sparql?query=a")
    for method in ("GET", "HEAD"):
        if method == "GET" or warm:
            response = served.client.open("/sparql?query=a", method=method, headers={"If-None-Match": 'W/"a"'})
            assert (response.status_code, response.data) == (304, b"")
            assert response.headers["Vary"] == "Accept"
            assert not {"Content-Type", "Content-Length"} & set(response.headers.keys())
    assert served.client.get("/sparql?query=a", headers={"If-None-Match": '"b"'}).data == b"answer 1 "


def test_a_post_has_no_condition(served: Served) -> None:
    for _ in range(2):
        assert served.client.post("/sparql", data="q", headers={"If-None-Match": "*"}).data == b"answer 1 q"


def test_what_may_not_be_kept_is_not(served: Served) -> None:
    served.application.keep = False
    served.client.get("/sparql?query=a")
    assert served.client.get("/sparql?query=a").data == b"answer 2 "
    assert len(served.cache.store) == 0


def test_what_is_streamed_stays_a_stream(served: Served) -> None:
    served.application.whole = False
    for number in (1, 2):
        assert served.client.get("/page").data == b"answer %d " % number


def test_a_new_version_empties_it(served: Served) -> None:
    served.client.get("/sparql?query=a")
    served.version = served.application.version = "v2"
    assert served.client.get("/sparql?query=a").data == b"answer 2 "
    assert served.client.get("/sparql?query=a").data == b"answer 2 "


def test_an_answer_over_another_version_than_the_current_is_not_kept(served: Served) -> None:
    served.application.version = "v0"
    served.client.get("/sparql?query=a")
    assert served.client.get("/sparql?query=a").data == b"answer 2 "


def test_without_room_nothing_is_kept() -> None:
    served = Served(capacity=0)
    served.client.get("/sparql?query=a")
    assert served.client.get("/sparql?query=a").data == b"answer 2 "


def ask_at_once(served: Served, times: int, accept: str = "*/*", *, waiting: bool = True) -> list[bytes]:
    """Ask at the same time; the application answers when all have come to it or, ``waiting``, wait for one that has."""
    answers: list[bytes] = []

    def ask() -> None:
        answers.append(served.client.get("/sparql?query=a", headers={"Accept": accept}).data)

    served.application.release.clear()
    threads = [threading.Thread(target=ask) for _ in range(times)]
    for thread in threads:
        thread.start()
    while len(served.application.seen) + (served.cache.waiting if waiting else 0) < times:
        time.sleep(0.001)
    served.application.release.set()
    for thread in threads:
        thread.join()
    return answers


def test_simultaneous_identical_requests_are_computed_once(served: Served) -> None:
    assert ask_at_once(served, 5) == [b"answer 1 "] * 5
    assert (served.cache.misses, served.cache.shared, served.cache.hits) == (1, 4, 0)
    assert served.cache.waiting == 0


def test_simultaneous_refusals_are_the_same_for_all(served: Served) -> None:
    served.application.status, served.application.keep = "503 SERVICE UNAVAILABLE", False
    assert ask_at_once(served, 4) == [b"answer 1 "] * 4
    assert len(served.cache.store) == 0


def test_the_refusal_of_one_clients_share_is_its_own(served: Served) -> None:
    served.application.status, served.application.keep = "429 TOO MANY REQUESTS", False
    assert len(set(ask_at_once(served, 3))) == 3


def test_answers_that_differ_are_not_shared(served: Served) -> None:
    served.application.keep = False
    assert len(set(ask_at_once(served, 3))) == 3


def test_browsers_do_not_wait_for_each_other(served: Served) -> None:
    ask_at_once(served, 3, accept="text/html")
    assert len(served.application.seen) == 3


def test_nobody_waits_longer_than_the_patience() -> None:
    served = Served(patience=0.0)
    assert len(set(ask_at_once(served, 3, waiting=False))) == 3


def test_who_waits_for_an_answer_that_takes_long_needs_a_place() -> None:
    served = Served(patience=20.0, places=Places(2, "requests"))
    statuses: list[int] = []

    def ask(address: str) -> None:
        environ = {"REMOTE_ADDR": address}
        statuses.append(served.client.get("/sparql?query=a", environ_base=environ).status_code)

    served.application.release.clear()
    threads = [threading.Thread(target=ask, args=(f"192.0.2.{number}",)) for number in (1, 1, 1, 2, 3)]
    for thread in threads:
        thread.start()
    # One computes, two wait, and two hear at once that they cannot.
    while len(statuses) < 2:
        time.sleep(0.001)
    refused = sorted(statuses)
    served.application.release.set()
    for thread in threads:
        thread.join()
    assert set(refused) <= {429, 503}
    assert sorted(statuses) == [200, 200, 200, *refused]
    assert served.cache.waiting == 0


def test_a_failure_of_the_application_leaves_nothing_behind(served: Served) -> None:
    served.application.error = RuntimeError("broken")
    with pytest.raises(RuntimeError, match="broken"):
        served.client.get("/sparql?query=a")
    served.application.error = None
    assert served.client.get("/sparql?query=a").data == b"answer 2 "


def test_the_outcome_is_told_to_whoever_stands_in_front(served: Served) -> None:
    found = [wait_for(served.cache.answer(EnvironBuilder("/sparql?query=a").get_environ())) for _ in range(2)]
    assert [(given.outcome, given.version) for given in found] == [("miss", "v1"), ("hit", "v1")]


def test_keys_of_different_requests_differ() -> None:
    def key(method: str, **more: str) -> Key | None:
        environ = EnvironBuilder("/sparql", method=method).get_environ()
        return make_key(environ | {"CONTENT_LENGTH": "0"} | more)

    assert key("GET") == key("HEAD")
    assert key("GET") != key("POST")
    assert key("POST", CONTENT_TYPE="a") != key("POST", CONTENT_TYPE="b")
