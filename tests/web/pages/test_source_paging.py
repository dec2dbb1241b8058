"""Long documents in pages."""

from __future__ import annotations

from carec_kg.web.pages.source_paging import MOST_FACTS, find_page, make_pages
from carec_kg.web.pages.source_reading import PassageRow


def _passage(number: int, section: str, facts: int) -> PassageRow:
    return PassageRow(f"urn:p{number}", "urn:d", number, "", section, "", "", "", 0, facts)


def test_a_section_stays_whole_where_it_fits_on_a_page() -> None:
    passages = [_passage(1, "urn:a", MOST_FACTS - 10), _passage(2, "urn:b", 8), _passage(3, "urn:b", 8)]
    pages = make_pages(passages)
    assert [[one.iri for part in page for one in part.passages] for page in pages] == [["urn:p1"], ["urn:p2", "urn:p3"]]


def test_a_passage_with_more_than_a_page_bears_has_one_for_itself() -> None:
    passages = [_passage(1, "urn:a", 3), _passage(2, "urn:a", 2 * MOST_FACTS), _passage(3, "urn:a", 3)]
    pages = make_pages(passages)
    assert len(pages) == 3
    assert find_page(pages, "urn:p3") == 3
    assert find_page(pages, "urn:a") == 1


def test_no_passage_is_lost_and_an_empty_document_has_a_page() -> None:
    passages = [_passage(number, f"urn:{number // 7}", 90) for number in range(100)]
    shown = [one for page in make_pages(passages) for part in page for one in part.passages]
    assert shown == passages
    assert make_pages([]) == [[]]
