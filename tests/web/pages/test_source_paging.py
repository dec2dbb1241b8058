"""Long documents in pages."""

from __future__ import annotations

from carec_kg.web.pages.source_paging import MOST_FACTS, MOST_PASSAGES, can_be_whole, find_page, make_pages, make_whole
from carec_kg.web.pages.source_reading import PassageRow


def _passage(number: int, section: str, facts: int) -> PassageRow:
    return PassageRow(f"urn:p{number}", "urn:d", number, "", section, "", "", "", 0, facts)


def test_a_section_stays_whole_where_it_fits_on_a_page() -> None:
    passages = [_passage(1, "urn:a", MOST_FACTS - 10), _passage(2, "urn:b", 8), _passage(3, "urn:b", 8)]
    pages = make_pages(passages)
    assert [[one.iri for part in page for one in part.passages] for page in pages] == [["urn:p1"], ["urn:p2", "urn:p3"]]


def test_a_long_document_has_a_page_for_each_section_and_a_short_one_is_one_page() -> None:
    sections = [_passage(number, f"urn:{number // 10}", 5) for number in range(MOST_PASSAGES + 6)]
    pages = make_pages(sections)
    assert [[part.section for part in page] for page in pages] == [["urn:0"], ["urn:1"], ["urn:2"]]
    assert len(make_pages(sections[:MOST_PASSAGES])) == 1
    assert can_be_whole(sections)
    assert [part.section for part in make_whole(sections)[0]] == ["urn:0", "urn:1", "urn:2"]


def test_a_section_that_is_too_short_for_a_page_stands_with_the_one_before() -> None:
    passages = [*(_passage(number, "urn:a", 5) for number in range(MOST_PASSAGES - 1)), _passage(98, "urn:b", 5)]
    passages += [_passage(99, "urn:c", 5), _passage(100, "urn:c", 5), _passage(101, "urn:c", 5)]
    pages = make_pages(passages)
    assert [[part.section for part in page] for page in pages] == [["urn:a", "urn:b"], ["urn:c"]]


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
