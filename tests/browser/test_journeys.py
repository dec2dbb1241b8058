"""Journeys through the site, each as a person makes it; those into the editor are in ``test_editor``."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

import pytest

from tests.browser.widths import PHONE, overflow

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Locator, Page, expect

    from tests.browser.conftest import OpenPage

else:
    reason = "playwright is absent: the browser tests are left out"
    expect = pytest.importorskip("playwright.sync_api", reason=reason).expect

#: How many steps of Tab a person would take before giving up.
_STEPS = 120


def heading(page: Page) -> Locator:
    """Return the one heading that names a page."""
    return page.get_by_role("heading", level=1)


def tab_to(page: Page, found: Callable[[str], bool]) -> None:
    """Press Tab until what has the focus has a text that fits; fail where it never comes."""
    seen = []
    for _ in range(_STEPS):
        page.keyboard.press("Tab")
        focused = page.locator(":focus")
        seen.append(focused.get_attribute("aria-label") or focused.inner_text().strip())
        if found(seen[-1]):
            return
    message = f"The keyboard does not reach it; it went over {seen}"
    raise AssertionError(message)


def test_from_the_start_page_to_the_sentence_of_a_figure(page: Page) -> None:
    page.goto("/")
    figure = page.get_by_role("region", name="Figures with their source").get_by_role("listitem").first
    amount = re.findall(r"[\d.,]+", figure.inner_text())[0]
    figure.get_by_role("link", name=re.compile("^Source 1")).click()
    expect(heading(page)).to_have_text(re.compile(r"^Passage \S+ of "))
    # What the passage states has the figure of the start page, and where it stands in the document.
    expect(page.get_by_role("region", name="What it states")).to_contain_text(amount)
    page.get_by_role("navigation", name="You are here").get_by_role("link").last.click()
    expect(page.get_by_role("article").filter(has_text=amount).first).to_be_visible()


def test_from_a_question_with_changed_parameters_to_a_table_of_ones_own(page: Page) -> None:
    page.goto("/queries")
    page.get_by_role("link", name="Which events took place in a period?").click()
    everything = page.get_by_role("table").get_by_role("row").count()
    page.get_by_role("textbox", name="Start").fill("2023-08-01")
    page.get_by_role("textbox", name="End").fill("2023-11-30")
    page.get_by_role("button", name="Answer").click()
    page.wait_for_url("**start=2023-08-01**")
    rows = page.get_by_role("table").get_by_role("row")
    expect(page.get_by_role("status").filter(has_text="rows")).to_have_text(f"{rows.count() - 1} rows")
    assert 1 < rows.count() < everything
    with page.expect_download() as started:
        page.get_by_role("link", name="CSV", exact=True).click()
    saved = list(csv.DictReader(io.StringIO(started.value.path().read_text(encoding="utf-8"))))
    shown = [row.get_by_role("link").first.inner_text() for row in rows.all()[1:]]
    assert [row["name"] for row in saved] == shown
    assert all("2023-08-01" <= row["from"] <= row["to"] <= "2023-11-30" for row in saved)


def test_from_the_map_to_a_port_to_its_identifiers(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name="Open the map").click()
    listed = page.get_by_role("region", name="Everything on the map").get_by_role("link", name="Erenhot port")
    listed.hover()
    # The map marks what the list points at.
    expect(page.locator("svg .marked")).to_have_count(1)
    # The port that faces it stands beside it: neither covers the other from a pointer, and by keyboard each is reached.
    page.locator("a[data-feature='port/zamyn-uud'] .d-mark").click(trial=True)
    page.locator("a[data-feature='port/erenhot'] .d-mark").click(trial=True)
    page.get_by_role("group", name="Map of the CAREC Program").get_by_role("link", name="Erenhot port").focus()
    page.keyboard.press("Enter")
    expect(heading(page)).to_have_text("Erenhot port")
    links = page.get_by_role("region", name="In other open data")
    expect(links.get_by_role("link").first).to_have_attribute("href", re.compile("^https?://"))
    expect(page.get_by_role("main")).to_contain_text("https://w3id.org/carec-kg/id/port/erenhot")


def test_with_the_keyboard_alone_from_a_search_to_a_source(page: Page) -> None:
    page.goto("/queries")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()
    page.goto("/queries")
    tab_to(page, lambda text: text == "Sources")
    page.keyboard.press("Enter")
    expect(heading(page)).to_have_text("Sources")
    search = page.get_by_role("banner").get_by_role("combobox")
    for _ in range(_STEPS):
        page.keyboard.press("Tab")
        if search.evaluate("element => element === document.activeElement"):
            break
    page.keyboard.type("erenhot po")
    suggested = page.get_by_role("option", name="Erenhot port")
    suggested.first.wait_for()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("option", selected=True)).to_contain_text("Erenhot port")
    page.keyboard.press("Enter")
    expect(heading(page)).to_have_text("Erenhot port")
    # The first mark leads to the links of this graph, the second one to a passage.
    tab_to(page, lambda text: text == "Source 2")
    page.keyboard.press("Enter")
    expect(heading(page)).to_have_text(re.compile("^Passage"))


def test_on_a_phone_from_a_search_to_the_passage_of_a_fact(phone_page: Page) -> None:
    page = phone_page
    page.goto("/")
    page.get_by_role("main").get_by_role("combobox", name="Search the graph").fill("corridor 5")
    page.get_by_role("button", name="Search", exact=True).last.tap()
    expect(heading(page)).to_have_text("Search: corridor 5")
    assert overflow(page, PHONE) == 0
    page.get_by_role("main").get_by_role("link", name=re.compile("Corridor 5")).first.tap()
    expect(heading(page)).to_contain_text("Corridor 5")
    assert overflow(page, PHONE) == 0
    page.get_by_role("main").get_by_role("link", name=re.compile(r"^Source \d")).first.tap()
    expect(heading(page)).to_have_text(re.compile("^Passage"))
    expect(page.get_by_role("region", name="What it states")).to_contain_text("orridor")
    assert overflow(page, PHONE) == 0


def test_a_typo_in_the_search_still_finds(page: Page) -> None:
    page.goto("/search")
    page.get_by_role("combobox", name="What are you looking for?").fill("Kazahkstn")
    page.get_by_role("main").get_by_role("button", name="Search").click()
    found = page.get_by_role("region", name="Countries").get_by_role("listitem").first
    expect(found).to_contain_text("Kazakhstan")
    expect(found).to_contain_text("nearly its name")
    found.get_by_role("link").click()
    expect(heading(page)).to_have_text("Kazakhstan")


def test_a_long_source_is_read_section_by_section_and_fact_and_passage_mark_each_other(page: Page) -> None:
    page.goto("/source/prc-brochure")
    expect(page.get_by_role("meter", name="Passages that state a fact")).to_be_visible()
    sections = page.get_by_role("navigation", name="Sections").get_by_role("listitem")
    passages = page.get_by_role("article")
    assert passages.count() < 20
    row = passages.filter(has_text="52.5")
    for one, other in ((".reading-fact", ".reading-passage"), (".reading-passage", ".reading-fact")):
        marked, plain = row.locator(other).first, "rgba(0, 0, 0, 0)"
        expect(marked).to_have_css("background-color", plain)
        row.locator(f"{one} a").first.focus()
        expect(marked).not_to_have_css("background-color", plain)
        row.locator(f"{one} a").first.blur()
    sections.filter(has_text="South-South").get_by_role("link").click()
    expect(heading(page)).to_contain_text("brochure")
    expect(page.get_by_role("heading", level=2, name="South-South")).to_be_visible()
    page.get_by_role("link", name="The whole document on one page").click()
    expect(passages).to_have_count(49)


def test_on_a_phone_a_wide_table_and_a_drawing_say_that_they_scroll(phone_page: Page) -> None:
    page = phone_page
    page.goto("/queries/totals-by-year")
    box = page.get_by_role("region", name="Table")
    expect(box).to_have_attribute("data-wider", "")
    first = box.get_by_role("row").nth(3).locator("td").first
    before = first.bounding_box()
    box.evaluate("element => element.scrollTo(200, 0)")
    # Its first column stays in sight.
    assert before
    assert before == first.bounding_box()
    page.get_by_role("link", name="Line chart").tap()
    # What is touched is named below the drawing.
    page.locator(".d-mark").first.tap()
    expect(page.get_by_role("status").filter(has_text="US dollars")).to_have_text("2001, 247 million US dollars")
    drawing = page.get_by_role("region", name="Drawing")
    expect(drawing).to_have_attribute("data-wider", "")
    assert overflow(page, PHONE) == 0


def test_from_a_row_by_its_why_to_the_passage(page: Page) -> None:
    page.goto("/queries/investments")
    row = page.get_by_role("table").get_by_role("row").filter(has_text="1,820,000,000")
    row.get_by_role("link", name=re.compile("^Why")).click()
    expect(heading(page)).to_have_text("Why this row")
    # Facts stand below their passage, whose name leads to it.
    card = page.get_by_role("article").filter(has_text="1,820,000,000").first
    card.get_by_role("heading").get_by_role("link").last.click()
    expect(heading(page)).to_have_text(re.compile("^Passage"))
    expect(page.get_by_role("region", name="What it states")).to_contain_text("1.82")


@pytest.mark.parametrize(
    ("name", "code", "label"), [("中文", "zh", "哈萨克斯坦"), ("Русский", "ru", "Казахстан")], ids=["zh", "ru"]
)
def test_another_language_changes_labels_and_says_where_it_has_none(
    page: Page, name: str, code: str, label: str
) -> None:
    page.goto("/page/country/KAZ")
    page.get_by_role("navigation", name="Language of labels").get_by_role("link", name=name).click()
    expect(heading(page)).to_contain_text(label)
    expect(heading(page).locator(f"[lang={code}]")).to_have_text(label)
    # Words of the interface stay English, and say so.
    expect(page.locator("html")).to_have_attribute("lang", "en")
    # What has no name in this language stands in another one, with a sign that says which.
    sign = page.get_by_title(re.compile("^No label in .*; this one is in English")).first
    expect(sign).to_be_visible()
    expect(sign).to_have_text("en")


def test_without_a_script_questions_search_map_and_sources_are_read(open_page: OpenPage) -> None:
    with open_page("/queries/events-in-period", scripts=False) as page:
        page.get_by_role("textbox", name="Start").fill("2023-11-30")
        page.get_by_role("button", name="Answer").click()
        expect(page.get_by_role("table")).to_contain_text("22nd CAREC Ministerial Conference")
        search = page.get_by_role("banner").get_by_label("Search the graph")
        search.fill("erenhot")
        search.press("Enter")
        expect(page.get_by_role("link", name="Erenhot port").first).to_be_visible()
        page.get_by_role("link", name="Map", exact=True).click()
        listed = page.get_by_role("region", name="Everything on the map")
        expect(listed.get_by_role("link", name="Khorgos").first).to_be_visible()
        page.get_by_role("link", name="Sources", exact=True).first.click()
        page.get_by_role("table").get_by_role("link", name=re.compile("brochure")).first.click()
        passage = page.get_by_role("article").filter(has_text="52.5").first
        expect(passage.get_by_role("link").first).to_be_visible()


def test_a_result_has_an_address_to_cite(page: Page, open_page: OpenPage) -> None:
    page.goto("/queries/events-in-period?start=2023-11-01&end=2023-11-30")
    shown = page.get_by_role("table").get_by_role("row").count()
    page.get_by_role("link", name="Link to cite, with this version of the data").click()
    expect(page.get_by_role("main")).to_contain_text("This is the current version of the data.")
    cite = page.get_by_role("region", name="Cite this result")
    address = cite.get_by_role("link").first.inner_text()
    assert "/r/" in address
    expect(cite).to_contain_text("CAREC")
    expect(cite.locator("pre").first).to_contain_text(address)
    with open_page() as other:
        # The address is that of the world; here the server answers what it leads to.
        other.goto(address.removeprefix("https://w3id.org/carec-kg"))
        expect(heading(other)).to_have_text("Which events took place in a period?")
        expect(other.get_by_role("table").get_by_role("row")).to_have_count(shown)


def test_an_address_that_is_mistyped_leads_on(page: Page) -> None:
    for mistyped, meant, title in (
        ("/page/port/erenhott", "Erenhot port", "Erenhot port"),
        ("/querys", "Questions", "Questions that the graph answers"),
    ):
        answer = page.goto(mistyped)
        assert answer
        assert answer.status == 404
        page.get_by_role("main").get_by_role("link", name=meant).first.click()
        expect(heading(page)).to_contain_text(title)
