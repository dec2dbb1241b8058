"""The editor as its user meets it: typing, running, what goes wrong, stopping, keeping, sharing."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from urllib.parse import quote
from urllib.request import urlopen

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page, expect

    from tests.browser.conftest import OpenPage

else:
    reason = "playwright is absent: the browser tests are left out"
    expect = pytest.importorskip("playwright.sync_api", reason=reason).expect

#: Ends by itself long after any test.
RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
PORTS = "PREFIX carec: <https://w3id.org/carec-kg/ontology#>\nSELECT ?port WHERE { ?port a carec:Port } ORDER BY ?port"


def open_editor(page: Page, query: str = "") -> Locator:
    """Open the editor, empty or with a query, which runs; return the place where one types."""
    page.goto(f"/sparql?query={quote(query)}" if query else "/sparql")
    content = page.locator(".cm-content")
    content.wait_for()
    if not query:
        content.click()
        page.keyboard.press("ControlOrMeta+a")
        page.keyboard.press("Delete")
    return content


def accept(page: Page, term: str) -> None:
    """Wait until a term is on top of the list of completions, and take it."""
    page.locator(".cm-tooltip-autocomplete [aria-selected]", has_text=term).wait_for()
    # For a moment Enter still ends the line, so that nobody takes what he has not seen.
    page.wait_for_timeout(120)
    page.keyboard.press("Enter")


def running(origin: str) -> int:
    """Return how many queries the workers have at this moment."""
    with urlopen(f"{origin}/health/ready") as response:  # noqa: S310 - our own server
        return int(json.load(response)["running"])


def test_a_typo_leads_to_the_right_query(page: Page) -> None:
    content = open_editor(page, "SELECT ?c WHERE { ?c a carec:Contry }")
    page.locator(".why", has_text="carec:Contry is not in this graph").wait_for()
    page.get_by_role("button", name="Use carec:Country").click()
    expect(content).to_contain_text("carec:Country }")
    page.keyboard.press("ControlOrMeta+Enter")
    page.get_by_role("link", name="Kazakhstan").wait_for()


def test_prefixes_come_by_themselves_and_terms_are_completed(page: Page) -> None:
    content = open_editor(page)
    page.keyboard.type("SELECT * { ?c a carec:Count")
    accept(page, "carec:Country")
    expect(content).to_contain_text("PREFIX carec: <https://w3id.org/carec-kg/ontology#>")
    page.keyboard.type("; ")
    # What countries have comes before what is merely common.
    options = page.locator(".cm-tooltip-autocomplete li")
    options.first.wait_for()
    assert any("alpha3Code" in text for text in options.all_inner_texts()[:12])
    page.keyboard.type("alpha3")
    accept(page, "carec:alpha3Code")
    page.keyboard.type("?code")
    page.keyboard.press("ControlOrMeta+Enter")
    page.get_by_role("cell", name="KAZ", exact=True).wait_for()


def test_a_thing_is_found_by_its_name_in_any_language_inside_graph_too(page: Page) -> None:
    content = open_editor(page)
    for typed in ("Kazakhs", "哈萨克", "Казахс"):
        page.keyboard.press("ControlOrMeta+a")
        page.keyboard.type("SELECT * { GRAPH ?g { ?s carec:country ")
        page.keyboard.press("Escape")
        page.keyboard.type(typed)
        page.locator(".cm-tooltip-autocomplete li", has_text="country:KAZ").first.click()
        expect(content).to_contain_text("carec:country country:KAZ")


def test_graphs_are_completed_after_graph(page: Page) -> None:
    content = open_editor(page)
    page.keyboard.type("SELECT * { GRAPH infer")
    accept(page, "inferred")
    expect(content).to_contain_text("GRAPH graph:inferred")


def test_rows_stand_in_a_table_with_labels_time_and_completeness(page: Page) -> None:
    open_editor(page, PORTS)
    page.get_by_role("link", name="Aktau port").wait_for()
    state = page.locator(".answer-state")
    expect(state).to_contain_text("rows in")
    expect(state).to_contain_text("Complete.")
    expect(state).to_contain_text("Data set")
    page.get_by_role("button", name="port", exact=True).click()
    expect(page.locator("th[aria-sort=ascending]")).to_contain_text("port")
    page.get_by_label("Filter the rows").fill("erenhot")
    expect(page.locator("caption")).to_have_text("Rows 1 to 1 of 1")


def test_an_answer_is_drawn_on_a_map_and_shown_as_it_came(page: Page) -> None:
    open_editor(page, "SELECT ?p ?wkt { ?p a carec:Port ; geo:hasGeometry/geo:asWKT ?wkt }")
    page.get_by_role("tab", name="Map").click()
    page.locator("svg.drawing-map").wait_for()
    page.get_by_role("tab", name="Raw").click()
    expect(page.locator("pre.raw")).to_contain_text('"bindings"')
    page.get_by_label("Form").select_option("CSV")
    expect(page.locator("pre.raw")).to_contain_text("p,wkt")


def test_years_become_a_line(page: Page) -> None:
    values = "(2019 3) (2020 5) (2021 4)"
    open_editor(page, f"SELECT ?year ?n {{ VALUES (?year ?n) {{ {values} }} }}")
    page.get_by_role("tab", name="Chart").click()
    page.locator("svg.drawing-line").wait_for()
    page.get_by_label("Kind").select_option("Bars")
    page.locator("svg.drawing-bar").wait_for()


def test_a_file_is_saved_in_the_form_asked_for(page: Page) -> None:
    open_editor(page, PORTS)
    page.locator("summary", has_text="Download").click()
    with page.expect_download() as started:
        page.get_by_role("button", name="Download as CSV").click()
    assert started.value.suggested_filename == "shared-query.csv"
    assert started.value.path().read_text(encoding="utf-8").startswith("port\n")


def test_a_row_has_its_evidence(page: Page) -> None:
    open_editor(page, "SELECT ?p { ?p a carec:Port ; rdfs:label 'Erenhot port'@en }")
    page.get_by_role("button", name="Evidence of row 1").click()
    dialog = page.get_by_role("dialog", name="Evidence of row 1")
    dialog.get_by_role("link", name="Erenhot port").first.wait_for()
    expect(dialog).to_contain_text("stated in")


def test_a_syntax_error_is_marked_at_its_line(page: Page) -> None:
    open_editor(page, "SELECT * WHERE {\n  ?s ?p ?o .\n  ?s ?p oops .\n}")
    page.locator(".problem", has_text="Line 3, column").wait_for()
    page.locator(".cm-gutter-lint .cm-lint-marker-error").wait_for()
    page.get_by_role("button", name="Go to the line").click()
    expect(page.locator(".cm-activeLineGutter", has_text="3")).to_be_visible()
    expect(page.locator(".cm-content")).to_be_focused()


def test_a_bracket_that_is_not_closed_is_marked_while_one_types(page: Page) -> None:
    content = open_editor(page)
    page.keyboard.type("ASK {")
    page.keyboard.press("Delete")
    expect(content).to_have_text("ASK {")
    page.locator(".cm-lintRange-error").hover()
    page.get_by_text("This { is not closed.").wait_for()


def test_stopping_a_runaway_query_frees_its_worker(page: Page, origin: str) -> None:
    open_editor(page, RUNAWAY)
    stop = page.get_by_role("button", name="Stop")
    stop.wait_for()
    with page.expect_response(lambda response: "/cancel/" in response.url and response.ok):
        stop.click()
    page.locator(".answer-state", has_text="Stopped. The server has ended the query.").wait_for()
    assert running(origin) == 0
    expect(page.get_by_role("button", name="Run")).to_be_visible()


def test_what_runs_goes_by_a_name_that_is_hard_to_guess(page: Page) -> None:
    with page.expect_request(lambda request: request.method == "POST" and request.url.endswith("/sparql")) as sent:
        open_editor(page, "ASK {}")
    data = sent.value.post_data or ""
    (name,) = [part.removeprefix("cancel-id=") for part in data.split("&") if part.startswith("cancel-id=")]
    assert len(name) == 32


def test_a_share_link_opens_the_same_query(page: Page, open_page: OpenPage) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    open_editor(page)
    page.keyboard.type("ASK { ?s ?p 'é+&#'")
    page.get_by_label("Include what is inferred").uncheck()
    page.get_by_role("button", name="Copy link").click()
    page.get_by_text("The link is copied").first.wait_for()
    link = page.evaluate("navigator.clipboard.readText()")
    with open_page() as other:
        other.goto(link)
        expect(other.locator(".cm-content")).to_have_text("ASK { ?s ?p 'é+&#'}")
        expect(other.get_by_label("Include what is inferred")).not_to_be_checked()
        other.get_by_text("No", exact=True).wait_for()


def test_tabs_survive_a_reload_and_closed_ones_come_back(page: Page) -> None:
    content = open_editor(page)
    page.keyboard.type("ASK { <urn:first> ?p ?o")
    page.get_by_role("button", name="New", exact=True).click()
    content.click()
    page.keyboard.type("ASK { <urn:second> ?p ?o")
    page.reload()
    content.wait_for()
    tabs = page.get_by_role("tablist", name="Queries").get_by_role("tab")
    expect(tabs).to_have_text(["Query 1", "Query 2"])
    expect(content).to_contain_text("urn:second")
    page.get_by_role("button", name="Close Query 2").click()
    expect(content).to_contain_text("urn:first")
    page.get_by_role("button", name="Reopen Query 2").click()
    expect(content).to_contain_text("urn:second")


def test_a_saved_query_opens_with_its_parameters_filled(page: Page) -> None:
    content = open_editor(page)
    page.get_by_role("button", name="Examples").click()
    page.get_by_label("Find a question").fill("all about a thing")
    page.locator(".example").first.click()
    expect(content).to_contain_text("corridor/4")
    expect(content).to_contain_text("# What does the graph say about a thing?")


def test_the_keyboard_alone_is_enough(page: Page) -> None:
    page.goto("/sparql")
    content = page.locator(".cm-content")
    content.wait_for()
    for _ in range(40):
        page.keyboard.press("Tab")
        if content.evaluate("element => element === document.activeElement"):
            break
    expect(content).to_be_focused()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("ASK { ?s ?p ?o")
    expect(content).to_have_text("ASK { ?s ?p ?o}")
    page.keyboard.press("Tab")
    # Tab indents; only after Esc does it leave.
    expect(content).to_be_focused()
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Run")).to_be_focused()
    page.keyboard.press("Enter")
    page.locator(".verdict", has_text="Yes").wait_for()
    page.keyboard.press("F1")
    page.get_by_role("dialog", name="Keys").wait_for()


def test_what_happened_is_told_to_a_screen_reader(page: Page) -> None:
    open_editor(page, "ASK {}")
    expect(page.locator("[role=status][aria-live=polite].visually-hidden")).to_contain_text("Yes, in")


def test_the_page_works_without_a_script(open_page: OpenPage) -> None:
    with open_page("/sparql", scripts=False) as page:
        page.get_by_label("Query").fill(PORTS)
        page.get_by_role("button", name="Run").click()
        page.get_by_role("link", name="Aktau port").wait_for()
        page.get_by_label("Query").fill("SELECT oops")
        page.get_by_role("button", name="Run").click()
        page.get_by_text("syntax error").wait_for()


def test_nothing_is_wider_than_a_phone(phone_page: Page) -> None:
    open_editor(phone_page, PORTS)
    phone_page.get_by_role("link", name="Aktau port").wait_for()
    assert phone_page.evaluate("document.documentElement.scrollWidth") == 390
