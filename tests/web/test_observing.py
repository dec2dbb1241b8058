"""What is told of each request: the log's line, the counters, and /metrics."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from werkzeug.test import Client, create_environ

from carec_kg.errors import UsageError
from carec_kg.serving.edition import Edition
from carec_kg.serving.messages import PoolStatus
from carec_kg.web.access_log import AccessLog
from carec_kg.web.metrics import Counters, sum_counters, write_requests
from carec_kg.web.monitoring import MonitoredApplication, write_pool
from carec_kg.web.observing import Exchange, Observer
from carec_kg.web.threads import Given

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path
    from wsgiref.types import StartResponse, WSGIEnvironment

EXCHANGE = Exchange("GET", "/sparql", "query=ASK", 200, 26, 0.004, "192.0.2.1", "v1", "miss")
STATUS = PoolStatus(True, "v1", 2, 1, 3, {"OutOfTime": 4}, 5, 6)  # noqa: FBT003 - as the fields come


def answer(_environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    start_response("200 OK", [("Content-Length", "3"), ("X-Dataset-Version", "v1")])
    return [b"abc"]


def test_an_exchange_is_told_as_it_was() -> None:
    told: list[Exchange] = []
    observer = Observer([told.append], "")
    environ = create_environ("/a/b?c=d") | {"REMOTE_ADDR": "192.0.2.1"}
    observer.observe(environ, Given("200 OK", [], b"abc", outcome="hit", version="v1"), 0.5)
    assert told == [Exchange("GET", "/a/b", "c=d", 200, 3, 0.5, "192.0.2.1", "v1", "hit")]
    headers = [("content-length", "7"), ("X-Dataset-Version", "v2")]
    for method, status in (("GET", "200 OK"), ("HEAD", "200 OK"), ("GET", "304 NOT MODIFIED")):
        observer.observe(environ | {"REQUEST_METHOD": method}, Given(status, headers), 0.5)
    assert [(one.size, one.version) for one in told[1:]] == [(7, "v2"), (0, "v2"), (0, "v2")]


def test_a_line_of_the_log_has_no_query_unless_asked(tmp_path: Path) -> None:
    file = tmp_path / "log"
    for queries in (False, True):
        log = AccessLog(str(file), queries=queries, clock=lambda: datetime(2024, 1, 2, tzinfo=UTC))
        log(EXCHANGE)
    without, with_query = map(json.loads, file.read_text(encoding="ascii").splitlines())
    assert without == {
        "time": "2024-01-02T00:00:00.000+00:00",
        "method": "GET",
        "path": "/sparql",
        "status": 200,
        "bytes": 26,
        "ms": 4.0,
        "client": "192.0.2.1",
        "version": "v1",
        "cache": "miss",
    }
    assert with_query == {**without, "query": "query=ASK"}


def test_nobody_writes_lines_of_his_own_into_the_log(tmp_path: Path) -> None:
    file = tmp_path / "log"
    AccessLog(str(file))(Exchange("GET", '/a\n{"status":1}\x00é' * 500, "", 404, 0, 0.0, "", "", ""))
    (line,) = file.read_text(encoding="ascii").splitlines()
    assert json.loads(line)["status"] == 404


def test_a_log_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="--access-log"):
        AccessLog(str(tmp_path / "absent" / "log"))


def test_counts_of_all_processes_are_summed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for process in (1, 2):
        monkeypatch.setattr("os.getpid", lambda process=process: process)
        counters = Counters(tmp_path)
        counters(EXCHANGE)
        counters(Exchange("GET", "/nowhere", "", 599, 0, 20.0, "", "", ""))
    lines = write_requests(sum_counters(tmp_path))
    assert 'carec_kg_requests_total{route="/sparql",status="200"} 2' in lines
    assert 'carec_kg_requests_total{route="/other",status="other"} 2' in lines
    assert 'carec_kg_request_seconds_bucket{route="/sparql",le="0.0025"} 0' in lines
    assert 'carec_kg_request_seconds_bucket{route="/sparql",le="0.005"} 2' in lines
    assert 'carec_kg_request_seconds_bucket{route="/other",le="10"} 0' in lines
    assert 'carec_kg_request_seconds_count{route="/other"} 2' in lines
    assert 'carec_kg_request_seconds_sum{route="/sparql"} 0.008000' in lines
    assert 'carec_kg_cache_lookups_total{outcome="miss"} 2' in lines


def test_metrics_tell_of_the_pool_and_pass_other_paths_on(tmp_path: Path) -> None:
    client = Client(MonitoredApplication(answer, tmp_path, lambda: STATUS, Edition))
    response = client.get("/metrics")
    assert response.content_type == "text/plain; version=0.0.4; charset=utf-8"
    assert response.text.endswith("\n")
    lines = response.text.splitlines()
    assert set(write_pool(STATUS, Edition())) <= set(lines)
    assert 'carec_kg_queries_total{ending="out-of-time"} 4' in lines
    assert 'carec_kg_snapshot_info{version="v1"} 1' in lines
    assert "carec_kg_queue_length 3" in lines
    assert "carec_kg_reloads_total 5" in lines
    assert client.head("/metrics").data == b""
    assert client.get("/sparql").data == b"abc"
