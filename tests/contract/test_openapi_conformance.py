"""What the server answers is what ``/openapi.json`` says, for parameters good and bad that nobody thought of.

Schemathesis makes the requests from the description itself; the same ones each time.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error, response_schema_conformance
from schemathesis.core.failures import FailureGroup
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    status_code_conformance,
)

from carec_kg.graph.load import load_files
from carec_kg.serving.edition import Edition
from carec_kg.web.application import create_app
from carec_kg.web.bodies import BodyReader
from carec_kg.web.door import Door
from carec_kg.web.front import AnswerCache
from carec_kg.web.metrics import Counters
from carec_kg.web.monitoring import MonitoredApplication
from carec_kg.web.observing import Observer
from carec_kg.web.places import Places
from carec_kg.web.query_operation import DirectOperation
from carec_kg.web.settings import WebSettings
from carec_kg.web.threads import ThreadedApplication
from tests.serving.pools import write_things
from tests.web.local_pool import LocalPool, read_library
from tests.web.looping import door_as_wsgi

if TYPE_CHECKING:
    from pathlib import Path
    from wsgiref.types import WSGIApplication

    from schemathesis import APIOperation, BaseSchema, Case
    from schemathesis.checks import CheckFunction

_CHECKS: list[CheckFunction] = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
_BOUNDED = settings(
    max_examples=2,
    derandomize=True,
    deadline=None,
    database=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)


#: The checks read bodies as they come.
_PLAIN = {"Accept-Encoding": "identity"}


@pytest.fixture(scope="module")
def described(tmp_path_factory: pytest.TempPathFactory) -> BaseSchema:
    """Return the description of an application over the things, behind all that stands ahead of it."""
    folder: Path = tmp_path_factory.mktemp("described")
    (folder / "export").mkdir()
    (folder / "export" / "all.ttl").write_text("<a:a> <a:b> 1 .\n", encoding="utf-8")
    pool = LocalPool(load_files([write_things(folder / "things.nq")]))
    set_up = WebSettings(dataset="v1", timeout=5.0, max_rows=100, max_query=10_000, exports=folder / "export")
    app = create_app(pool, read_library(), set_up)
    return schemathesis.openapi.from_wsgi("/openapi.json", _put_in_front(app, pool, set_up, folder))


def _put_in_front(app: WSGIApplication, pool: LocalPool, set_up: WebSettings, folder: Path) -> WSGIApplication:
    """Return the application behind the metrics, the cache, the gate for bodies and the door."""
    monitored = MonitoredApplication(app, folder, pool.status, lambda: Edition("v1"))
    cache = AnswerCache(
        ThreadedApplication(monitored, 4),
        capacity=2**22,
        current_version=pool.current_version,
        patience=5.0,
        direct=DirectOperation(pool, set_up).answer,
    )
    bodies = BodyReader(Places(4, "bodies"), most=set_up.max_query, proxies="", patience=5.0)
    return door_as_wsgi(Door(cache, bodies, Observer([Counters(folder)], ""), pool.current_version))


def _try(operation: APIOperation[Any, Any, Any, Any], mode: GenerationMode) -> list[str]:
    """Return what is wrong with the answers to requests that keep to the description, or that break it."""
    wrong: list[str] = []

    @_BOUNDED
    @given(case=operation.as_strategy(generation_mode=mode))
    def ask(case: Case[Any]) -> None:
        try:
            case.call_and_validate(checks=_CHECKS, headers=_PLAIN)
        except FailureGroup as group:
            wrong.extend(f"{failure}" for failure in group.exceptions)

    with contextlib.suppress(Unsatisfiable):
        ask()
    return wrong


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=["kept", "broken"])
def test_every_operation_answers_as_described(described: BaseSchema, mode: GenerationMode) -> None:
    operations = [found.ok() for found in described.get_all_operations() if isinstance(found, Ok)]
    wrong = {f"{o.method} {o.path}": _try(o, mode) for o in operations}
    assert {name: failures for name, failures in wrong.items() if failures} == {}
    assert len(wrong) > 30
