"""An application over each edition."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from werkzeug.test import Client
from werkzeug.wrappers import Response

from carec_kg.errors import DataProblem
from carec_kg.serving.edition import Edition
from carec_kg.web.following import FollowingApplication, settings_of
from carec_kg.web.settings import WebSettings

if TYPE_CHECKING:
    from wsgiref.types import WSGIApplication


def make(edition: Edition) -> WSGIApplication:
    if edition.version == "broken":
        message = "No queries."
        raise DataProblem(message)
    return Response(edition.version)


def test_the_application_follows_the_edition_and_stays_where_that_is_broken() -> None:
    current = [Edition("v1")]
    client = Client(FollowingApplication(lambda: current[0], make))
    answers = []
    for version in ("v1", "v2", "broken", "v3"):
        current[0] = Edition(version)
        answers.append(client.get("/").text)
    assert answers == ["v1", "v2", "v2", "v3"]


def test_exports_and_queries_are_those_of_the_edition() -> None:
    found = settings_of(Edition("v2", "/snapshots/x"), WebSettings("v1"))
    assert (found.dataset, found.exports, found.queries) == (
        "v2",
        Path("/snapshots/x/export"),
        Path("/snapshots/x/queries"),
    )


def test_files_have_no_folder_and_keep_what_was_set() -> None:
    settings = WebSettings("v1", queries=Path("/q"))
    assert settings_of(Edition("v1"), settings) == settings
