from __future__ import annotations

import re
from html.parser import HTMLParser

from carec_kg.checks.finding import Finding, Severity
from carec_kg.checks.html_report import write_html
from carec_kg.errors import Position
from carec_kg.iris import ID
from carec_kg.rdf.terms import Iri, Literal

FINDINGS = [
    Finding(
        "Figure-value", "It is <bad>.", focus=Iri(ID + "x"), value=Literal("<b>"), position=Position("a.ttl", 3, 4)
    ),
    Finding("label", "It is mild.", Severity.WARNING, position=Position("b.ttl", 1)),
    Finding("note", "It is noted.", Severity.INFO),
]


class Outline(HTMLParser):
    """Collects tags, ids, links and whether every element is closed in order."""

    VOID = frozenset({"meta", "br"})

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def outline(page: str) -> Outline:
    parser = Outline()
    parser.feed(page)
    assert parser.open == []
    return parser


def test_the_page_is_well_formed_and_says_its_language() -> None:
    tags = outline(write_html(FINDINGS)).tags
    assert ("html", {"lang": "en"}) in tags
    assert [tag for tag, _ in tags].count("h1") == 1
    assert [tag for tag, _ in tags].count("h2") == 3


def test_the_page_needs_no_script_and_no_other_file() -> None:
    page = write_html(FINDINGS)
    names = {tag for tag, _ in outline(page).tags}
    assert names.isdisjoint({"script", "link", "img", "iframe"})
    assert not re.search(r"url\(|@import|https?://(?!w3id)", page)


def test_text_of_the_data_cannot_become_markup() -> None:
    page = write_html(FINDINGS)
    assert "It is &lt;bad&gt;." in page
    assert "<bad>" not in page
    assert "<b>" not in page


def test_severity_is_told_in_words_and_not_by_colour_alone() -> None:
    page = write_html(FINDINGS)
    for word in ("Violation", "Warning", "Note"):
        assert f"</span> {word}</td>" in page


def test_the_skip_link_leads_to_the_findings() -> None:
    tags = outline(write_html(FINDINGS)).tags
    assert ("a", {"class": "skip", "href": "#findings"}) in tags
    assert ("main", {"id": "findings", "tabindex": "-1"}) in tags


def test_every_table_has_headers_with_a_scope() -> None:
    tags = outline(write_html(FINDINGS)).tags
    assert all(attributes.get("scope") in {"col", "row"} for tag, attributes in tags if tag == "th")


def test_findings_stand_under_their_file_and_those_without_one_at_the_end() -> None:
    page = write_html(reversed(FINDINGS))
    places = [page.index(text) for text in ("<code>a.ttl</code>", "<code>b.ttl</code>", "Without a place in a file")]
    assert places == sorted(places)
    assert "<td>3:4</td>" in page


def test_an_empty_page_says_that_nothing_was_found_and_how_much_was_run() -> None:
    page = write_html([], {"a": "It is so.", "b": "It is good."})
    assert "Nothing was found." in page
    assert "2 rules and shapes were run." in page
