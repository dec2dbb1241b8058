"""Where somebody may have wanted to go."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from carec_kg.web.pages.near_pages import Suggestion, suggest_pages, words_of_path

if TYPE_CHECKING:
    from carec_kg.saved_queries.catalogue import Catalogue

PAGES = [Suggestion("Questions", "/queries"), Suggestion("Map", "/map"), Suggestion("Ontology", "/ontology")]


@pytest.mark.parametrize(("path", "first"), [("/querys", "/queries"), ("/ontologie", "/ontology"), ("/Maps", "/map")])
def test_a_typing_error_leads_to_the_page(catalogue: Catalogue, path: str, first: str) -> None:
    assert suggest_pages(path, PAGES, catalogue)[0].path == first


def test_a_question_is_found_by_its_words_and_known_ones_come_first(catalogue: Catalogue) -> None:
    assert suggest_pages("/queries/lables", PAGES, catalogue, ["labels"])[0].path == "/queries/labels"
    assert suggest_pages("/wp-login-zzzz", PAGES, catalogue) == []


@pytest.mark.parametrize(
    ("path", "words"),
    [("/page/port/erenhot", "erenhot"), ("/a/b-c_d.html", "b c d"), ("/%C3%9Cr%22/", "Ür"), ("/", "")],
)
def test_the_last_part_of_a_path_is_what_to_search_for(path: str, words: str) -> None:
    assert words_of_path(path) == words
