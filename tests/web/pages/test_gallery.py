"""The gallery of questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carec_kg.web.pages.gallery import fold, make_gallery

if TYPE_CHECKING:
    from carec_kg.saved_queries.catalogue import Catalogue


def slugs(catalogue: Catalogue, words: str = "", topic: str = "") -> list[str]:
    return [query.slug for group in make_gallery(catalogue, words, topic).groups for query in group.queries]


def test_all_questions_stand_under_their_first_tag(catalogue: Catalogue) -> None:
    gallery = make_gallery(catalogue)
    assert gallery.found == gallery.total == len(catalogue)
    assert sorted(slugs(catalogue)) == sorted(query.slug for query in catalogue)
    assert sum(topic.count for topic in gallery.topics) >= gallery.total


def test_words_and_topic_narrow_together(catalogue: Catalogue) -> None:
    assert slugs(catalogue, "CALLED thing") == ["labels"]
    assert slugs(catalogue, "called", "no such topic") == []
    assert "labels" in slugs(catalogue, topic="things")


def test_diacritics_and_case_do_not_matter(catalogue: Catalogue) -> None:
    assert fold("Ürümqi") == "urumqi"
    assert slugs(catalogue, "cálled") == ["labels"]


def test_a_typing_error_leads_to_the_nearest(catalogue: Catalogue) -> None:
    gallery = make_gallery(catalogue, "thngs caled")
    assert gallery.found == 0
    assert gallery.nearest[0].slug == "labels"
    assert make_gallery(catalogue, "zzzzqqqq").nearest == ()
