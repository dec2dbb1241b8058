"""Every face of the site by axe, in light and in dark."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.faces import FACES

if TYPE_CHECKING:
    from playwright.sync_api import Page

#: WCAG 2.2 on levels A and AA, and what axe holds to be good practice besides.
_RULES = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
#: What may differ between light and dark.
_COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
#: Parts of the editor that are there once it has been used: they are looked at open.
_EDITOR_PARTS = {
    "answer": "/sparql?query=SELECT%20%3Fs%20%3Fl%20%7B%20%3Fs%20a%20carec%3APort%20%3B%20rdfs%3Alabel%20%3Fl%20%7D",
    "nothing": "/sparql?query=SELECT%20%3Fs%20%7B%20%3Fs%20a%20carec%3AContry%20%7D",
    "error": "/sparql?query=SELECT%20oops",
}
#: Of elements alike in one place axe looks at the first ones: the hundredth row says nothing new and takes as long.
_LOOKED_AT = 12
_MARK_THE_REST = """kept => {
  for (const parent of document.querySelectorAll("main *")) {
    const seen = new Map();
    for (const child of parent.children) {
      const shape = child.tagName + child.className + child.children.length;
      seen.set(shape, (seen.get(shape) ?? 0) + 1);
      if (seen.get(shape) > kept) child.setAttribute("data-alike", "");
    }
  }
}"""


def find_violations(page: Page, run_only: dict[str, Any] | None = None, aside: str = "") -> list[str]:
    """Return what axe finds on a page, a line for each element; ``aside`` is a rule that is not held against it."""
    from axe_playwright_python.sync_playwright import Axe  # noqa: PLC0415 - may be absent

    options = {
        "runOnly": run_only or _RULES,
        "resultTypes": ["violations"],
        # Styles are the page's own and there are no frames: to read them again takes most of the time.
        "preload": False,
        "iframes": False,
        "rules": {aside: {"enabled": False}} if aside else {},
    }
    page.evaluate(_MARK_THE_REST, _LOOKED_AT)
    found = Axe().run(page, {"exclude": [["[data-alike]"]]}, options)
    return [
        f"{violation['id']} ({violation['impact']}): {node['target']} {node['failureSummary'].splitlines()[-1].strip()}"
        for violation in found.response["violations"]
        for node in violation["nodes"]
    ]


def find_in_both_schemes(page: Page) -> list[str]:
    """Return what axe finds in light colours, and then in dark ones what depends on colours."""
    found = find_violations(page)
    page.emulate_media(color_scheme="dark")
    return found + [f"dark: {violation}" for violation in find_violations(page, _COLOURS)]


@pytest.mark.parametrize("name", FACES)
def test_axe_finds_nothing(page: Page, name: str) -> None:
    response = page.goto(FACES[name])
    assert response
    assert response.status == (404 if name == "not-found" else 200)
    if name == "editor":
        page.locator(".cm-content").wait_for()
    assert find_in_both_schemes(page) == []


@pytest.mark.parametrize("path", _EDITOR_PARTS.values(), ids=_EDITOR_PARTS)
def test_axe_finds_nothing_in_the_editor_at_work(page: Page, path: str) -> None:
    page.goto(path)
    page.locator(".answer td a, .why h2, .answer .problem").first.wait_for()
    assert find_in_both_schemes(page) == []


def test_axe_finds_nothing_in_the_dialogs_and_the_completions(page: Page) -> None:
    page.goto("/sparql")
    page.locator(".cm-content").click()
    page.keyboard.press("Control+End")
    page.keyboard.press("Control+Space")
    page.locator(".cm-tooltip-autocomplete").wait_for()
    # The list is scrolled from the text it belongs to, by the arrow keys (WAI-ARIA 1.2, aria-activedescendant).
    assert find_violations(page, aside="scrollable-region-focusable") == []
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Examples").click()
    page.locator(".example").first.wait_for()
    assert find_violations(page) == []
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Keys").click()
    page.get_by_role("dialog").wait_for()
    assert find_violations(page) == []
