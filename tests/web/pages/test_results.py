"""Results by version over a real archive: the current version in this process, the old ones in their office."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pytest

from carec_kg.errors import EngineFailure
from carec_kg.graph import snapshot as layout
from carec_kg.graph.history import Published, note_published
from carec_kg.graph.stored import load_engine
from carec_kg.saved_queries.catalogue import read_catalogue
from carec_kg.serving.archive import run_archive
from carec_kg.serving.seal import Limits
from carec_kg.web.application import create_app
from carec_kg.web.settings import WebSettings
from tests.serving.pools import MEMORY
from tests.serving.snapshots import QUESTIONS, SIZES, publish_version, spoil_format
from tests.web.local_pool import LocalPool

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

    from carec_kg.graph.encoding import EncodedAnswer
    from carec_kg.graph.snapshot import Snapshot
    from carec_kg.serving.messages import Task

HTML = {"Accept": "text/html"}
JSON = {"Accept": "application/json"}
GONE = Published("0.0.9+dddddddddddd", "d" * 64, "2025-01-01", "c0ffee")


class CurrentPool(LocalPool):
    """A pool over a snapshot, which names its version."""

    def __init__(self, snapshot: Snapshot) -> None:
        super().__init__(load_engine(snapshot))
        self.version = snapshot.version

    def answer(self, task: Task) -> EncodedAnswer:
        """Answer a task."""
        return replace(super().answer(task), dataset=self.version)


@dataclass(frozen=True)
class Served:
    """A server over the current of several versions."""

    client: FlaskClient
    pool: CurrentPool
    old: Snapshot
    current: Snapshot
    foreign: Snapshot

    def get(self, path: str, headers: dict[str, str] | None = None) -> TestResponse:
        """Ask for a path, in which OLD, NOW and FOREIGN stand for the versions."""
        for word, snapshot in (("OLD", self.old), ("NOW", self.current), ("FOREIGN", self.foreign)):
            path = path.replace(word, snapshot.version)
        return self.client.get(path, headers=headers)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    home = tmp_path_factory.mktemp("home")
    lost = {**QUESTIONS, "lost": SIZES.replace("Sizes", "Lost sizes")}
    foreign = publish_version(home, {"a": 0})
    spoil_format(foreign)
    old = publish_version(home, {"a": 1, "b": 2, "c": 3}, lost, "2026-01-31")
    current = publish_version(home, {"a": 1, "b": 20, "d": 4})
    note_published(home, GONE)
    with run_archive(tmp_path_factory.mktemp("place") / "pool", home, Limits(memory=MEMORY)) as place:
        settings = WebSettings(dataset=current.version, timeout=10.0, max_rows=100, home=home, archive=place)
        pool = CurrentPool(current)
        app = create_app(pool, read_catalogue(current.path(layout.QUERIES)), settings)
        yield Served(app.test_client(), pool, old, current, foreign)


def test_a_current_result_is_for_keeping_and_has_its_addresses(served: Served) -> None:
    response = served.get("/r/NOW/sizes.csv?least=2")
    assert response.text.splitlines()[1:] == [
        "http://example.org/thing/b,Thing b,20",
        "http://example.org/thing/d,Thing d,4",
    ]
    assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response.headers["X-Dataset-Version"] == served.current.version
    links = response.headers["Link"]
    assert f'</r/{served.current.version}/sizes?least=2>; rel="canonical"' in links
    assert f'<https://w3id.org/carec-kg/r/{served.current.version}/sizes?least=2>; rel="cite-as"' in links
    assert '</queries/sizes?least=2>; rel="latest-version"' in links


def test_an_old_result_is_as_it_was_in_every_format(served: Served) -> None:
    for suffix in ("csv", "tsv", "xml", "json"):
        response = served.get(f"/r/OLD/sizes.{suffix}?least=2")
        assert response.status_code == 200
        assert response.headers["X-Dataset-Version"] == served.old.version
        assert "Thing c" in response.text
    assert served.get("/r/OLD/pairs.ttl").mimetype == "text/turtle"
    assert served.get("/r/OLD/sizes", {"Accept": "text/csv"}).mimetype == "text/csv"


def test_json_says_what_became_of_the_result_and_is_asked_about_again(served: Served) -> None:
    response = served.get("/r/OLD/sizes.json")
    assert "must-revalidate" in response.headers["Cache-Control"]
    found = response.get_json()["meta"]["permalink"]
    assert found["current"] is False
    assert found["citeAs"].startswith(f"https://w3id.org/carec-kg/r/{served.old.version}/sizes")
    moved = found["movedOn"]
    assert (moved["version"], moved["rows"], moved["rowsKnownBy"]) == (
        served.current.version,
        {"then": 3, "now": 3},
        ["thing"],
    )
    names = {kind: [row["name"]["value"] for row in moved[kind]] for kind in ("added", "removed")}
    assert names == {"added": ["Thing d"], "removed": ["Thing c"]}
    [change] = moved["changed"]
    assert (change["then"]["size"]["value"], change["now"]["size"]["value"]) == ("2", "20")
    assert served.get("/r/NOW/sizes.json").get_json()["meta"]["permalink"]["current"] is True


def test_a_result_that_has_not_changed_says_so(served: Served) -> None:
    assert served.get("/r/OLD/anything.json").get_json()["meta"]["permalink"]["movedOn"]["same"] is True
    assert "Nothing in this result has changed" in served.get("/r/OLD/anything", HTML).text


def test_the_page_shows_result_state_changes_and_citation(served: Served) -> None:
    response = served.get("/r/OLD/sizes?least=1", HTML)
    page = re.sub(r"\s+", " ", response.text)
    assert response.status_code == 200
    for words in (
        "How large is each thing?",
        f"The data has moved on to version {served.current.version}",
        "3 rows then, 3 now: 1 came, 1 went, 1 changed.",
        "Rows are known again by: thing.",
        "released 2026-01-31",
        "@misc{carec-kg-sizes-1-",
        "The CAREC-KG authors (2026)",
        "sizes.csl.json?least=1",
    ):
        assert words in page
    assert "This is the current version" in served.get("/r/NOW/sizes", HTML).text


def test_a_question_that_is_no_longer_asked_has_its_old_answer(served: Served) -> None:
    moved = served.get("/r/OLD/lost.json").get_json()["meta"]["permalink"]["movedOn"]
    assert moved["same"] is None
    assert "no saved query named 'lost'" in moved["problem"]
    assert "no saved query named" in served.get("/r/OLD/lost", HTML).text
    assert served.get("/r/NOW/lost", JSON).status_code == 404


def test_an_old_result_stands_when_the_current_one_fails(served: Served) -> None:
    served.pool.error = EngineFailure("It has ended.")
    try:
        moved = served.get("/r/OLD/sizes.json").get_json()["meta"]["permalink"]["movedOn"]
    finally:
        served.pool.error = None
    assert "It was not compared" in moved["problem"]


def test_citations_come_by_suffix_and_by_accept(served: Served) -> None:
    bibtex = served.get("/r/OLD/sizes.bib?least=2")
    assert bibtex.mimetype == "application/x-bibtex"
    assert "note = {least: 2}" in bibtex.text
    assert "year = {2026},\n  month = jan" in bibtex.text
    csl = served.get("/r/OLD/sizes?least=2", {"Accept": "application/vnd.citationstyles.csl+json"})
    assert csl.mimetype == "application/vnd.citationstyles.csl+json"
    assert csl.get_json(force=True)[0]["issued"] == {"date-parts": [[2026, 1, 31]]}


def test_a_result_without_inferred_facts_is_cited_as_that(served: Served) -> None:
    response = served.get("/r/OLD/sizes.bib?inferred=false")
    assert "inferred=false" in response.text
    assert "inferred facts: left out" in response.text
    assert served.get("/r/OLD/sizes.csv?inferred=false").headers["X-Inferred"] == "excluded"


def test_the_query_of_a_version_can_be_had(served: Served) -> None:
    response = served.get("/r/OLD/lost.rq")
    assert response.mimetype == "application/sparql-query"
    assert response.text.startswith("#+ title: Lost sizes")


def test_the_beginning_of_a_digest_leads_to_the_one_address(served: Served) -> None:
    response = served.get(f"/r/{served.old.digest[:8]}/sizes.csv?least=2&limit=1")
    assert response.status_code == 302
    assert response.headers["Location"] == f"/r/{served.old.version}/sizes.csv?least=2&limit=1"


@pytest.mark.parametrize("name", ["deadbeefdead", "x", "..%2F..%2Fetc", "0.1.0+"])
def test_an_unknown_version_is_answered_with_those_that_are_kept(served: Served, name: str) -> None:
    response = served.get(f"/r/{name}/sizes", JSON)
    assert response.status_code == 404
    if "%2F" not in name:
        assert served.old.version in response.get_json()["detail"]


def test_a_version_that_is_gone_says_how_to_have_it_again(served: Served) -> None:
    response = served.get(f"/r/{GONE.version}/sizes?least=2", JSON)
    assert response.status_code == 410
    found = response.get_json()
    assert "c0ffee" in found["detail"]
    assert found["now"] == "/queries/sizes?least=2"
    assert [version["state"] for version in found["versions"]] == ["current", "kept"]
    page = served.get("/r/dddddddddddd", HTML)
    assert page.status_code == 302
    page = served.get(f"/r/{GONE.version}/sizes", HTML)
    assert page.status_code == 410
    assert 'href="/queries/sizes"' in page.text


def test_a_version_of_another_format_is_said_to_be_that(served: Served) -> None:
    response = served.get("/r/FOREIGN/sizes", JSON)
    assert response.status_code == 410
    assert "format of its time" in response.get_json()["detail"]


def test_wrong_parameters_are_refused_as_elsewhere(served: Served) -> None:
    assert served.get("/r/OLD/sizes.csv?least=many", JSON).status_code == 400
    assert "least" in served.get("/r/OLD/sizes.csv?lest=1", JSON).get_json()["detail"]
    assert served.get("/r/OLD/sizes?least=many", HTML).status_code == 400
    assert served.get("/r/OLD/sizes.pdf", JSON).status_code == 404


def test_long_results_are_paged_and_cut_as_elsewhere(served: Served) -> None:
    response = served.get("/r/OLD/sizes.csv?limit=1&offset=1")
    assert "Thing b" in response.text
    assert 'rel="next"' in response.headers["Link"]
    assert f'</r/{served.old.version}/sizes?least=0&limit=1&offset=1>; rel="canonical"' in response.headers["Link"]


def test_versions_are_listed_with_their_states(served: Served) -> None:
    found = served.get("/r.json").get_json()
    assert found["current"] == served.current.version
    assert {version["state"] for version in found["versions"]} == {"current", "kept", "unreadable", "gone"}
    assert served.old.version in served.get("/r", HTML).text


def test_a_version_lists_its_questions(served: Served) -> None:
    names = [question["name"] for question in served.get("/r/OLD", JSON).get_json()["questions"]]
    assert names == ["anything", "lost", "pairs", "sizes"]
    assert f"/r/{served.old.version}..{served.current.version}" in served.get("/r/NOW", HTML).text


def test_two_versions_are_compared_as_page_and_json(served: Served) -> None:
    found = served.get("/r/OLD..NOW.json")
    assert found.headers["Cache-Control"].endswith("immutable")
    assert {question["name"]: question["change"] for question in found.get_json()["questions"]} == {
        "lost": "removed",
        "pairs": "changed",
        "sizes": "changed",
    }
    page = served.get("/r/OLD..NOW", HTML).text
    assert "Questions that answer otherwise" in page
    assert "Thing b" in page
    assert served.get("/r/OLD..OLD", JSON).get_json()["things"] == []
    assert served.get(f"/r/{served.old.digest[:8]}..NOW", JSON).status_code == 302
    assert served.get(f"/r/{GONE.version}..NOW", JSON).status_code == 410
    assert served.get("/r/OLD..nothing", JSON).status_code == 404


def test_an_answer_over_newer_data_is_not_given_for_this_version(served: Served) -> None:
    served.pool.version = "0.1.0+newer"
    try:
        response = served.get("/r/NOW/sizes.csv")
    finally:
        served.pool.version = served.current.version
    assert response.status_code == 503
    assert "moved on" in response.text


def test_without_an_archive_old_versions_are_not_answered_from(served: Served) -> None:
    settings = WebSettings(dataset=served.current.version, home=served.old.folder.parents[1])
    client = create_app(served.pool, read_catalogue(served.current.path(layout.QUERIES)), settings).test_client()
    assert client.get(f"/r/{served.current.version}/sizes.csv").status_code == 200
    assert client.get(f"/r/{served.old.version}/sizes.csv").status_code == 410
    assert client.get(f"/r/{served.old.version}..{served.current.version}").status_code == 410
