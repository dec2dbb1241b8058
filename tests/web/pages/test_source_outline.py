"""The sections of a document."""

from __future__ import annotations

from carec_kg.web.pages.source_outline import OutlineEntry, make_outline
from carec_kg.web.pages.source_paging import SectionPart
from carec_kg.web.pages.source_reading import PassageRow


def _part(section: str, *facts: int) -> SectionPart:
    return SectionPart(section, tuple(PassageRow("urn:p", "urn:d", 1, "", section, "", "", "", 0, n) for n in facts))


def test_a_section_is_counted_over_its_pages_and_leads_to_where_it_begins() -> None:
    pages = [[_part("s/a", 1, 2), _part("s/b", 3)], [_part("s/b", 4)], [_part("", 9)]]
    outline = make_outline(pages, 1, lambda number: f"?page={number}")
    assert outline == [
        OutlineEntry("s/a", "?page=1#a", 2, 3, here=True),
        OutlineEntry("s/b", "?page=1#b", 2, 7, here=True),
    ]
