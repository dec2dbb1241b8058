"""What the faces weigh and keep to: bytes, policy, hosts, widths, paper; facts that do not depend on the hour."""

from __future__ import annotations

import gzip
import re
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.request import Request, urlopen

from tests.browser.faces import FACES
from tests.browser.widths import NARROWEST, WIDEST, overflow

if TYPE_CHECKING:
    from playwright.sync_api import Page, Response

_STATIC = Path(__file__).parents[2] / "carec_kg/web/static"
_KILO = 1000
#: What no policy of a face may hold: these let in what a stranger wrote.
_LOOSE = re.compile(r"unsafe-|\*|https?:")
#: What is printed, the last with a link that leaves the site; what has no use on paper; pixels of A4 in its margins.
_ON_PAPER = ("/", "/queries/totals-by-year", "/queries/hosts?view=bar", "/source/prc-brochure", "/page/country/KAZ")
_TO_CLICK = "nav.menu, nav.tongues, form, button, .button, .skip"
_PAPER = 680
_FIXED = ("default-src 'none'", "base-uri", "form-action", "frame-ancestors")


def test_the_start_page_is_light(page: Page, origin: str) -> None:
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108 - a method cannot be marked
    page.goto("/")
    page.evaluate("document.fonts.ready.then(() => true)")
    sizes = {answer.url.removeprefix(origin): answer.request.sizes()["responseBodySize"] for answer in answers}
    with urlopen(Request(f"{origin}/", headers={"Accept": "text/html"})) as answer:  # noqa: S310 - our own server
        text = answer.read().decode()
    # The map stands in the page: it adds what the compressed page loses without it.
    without = re.sub(r'(<section class="overview".*?)<svg .*?</svg>', r"\1", text, flags=re.DOTALL)
    drawn = len(gzip.compress(text.encode())) - len(gzip.compress(without.encode()))
    assert drawn > _KILO
    assert any(".woff2" in address for address in sizes)
    assert sum(sizes.values()) - drawn < 60 * _KILO, sizes
    assert sum(sizes.values()) < 150 * _KILO, sizes


def test_the_editor_is_light() -> None:
    assert len(gzip.compress((_STATIC / "editor.js").read_bytes())) < 200 * _KILO


def test_every_face_keeps_to_a_strict_policy_and_fits_every_screen(page: Page) -> None:
    """The page asks no other host, or its fixture fails."""
    faults = []
    for name, path in FACES.items():
        answer = page.goto(path)
        assert answer
        policy = answer.headers.get("content-security-policy", "")
        if _LOOSE.search(policy) or any(part not in policy for part in _FIXED):
            faults.append(f"{name}: its policy is {policy!r}")
        beyond = {width: overflow(page, width) for width in (NARROWEST, WIDEST)}
        faults += [f"{name}: {pixels} px wider than {width}" for width, pixels in beyond.items() if pixels]
    assert not faults, "\n".join(faults)


def test_on_paper_there_is_what_one_reads_and_nothing_to_click(page: Page) -> None:
    page.emulate_media(media="print")
    for path in _ON_PAPER:
        page.goto(path)
        assert page.get_by_role("heading", level=1).is_visible()
        shown = page.locator(_TO_CLICK).evaluate_all(
            "all => all.filter(one => one.checkVisibility()).map(one => one.outerHTML)"
        )
        assert not shown, f"{path}: {shown}"
        assert overflow(page, _PAPER) <= 0, path
    # A link that leaves the site has its address behind it.
    leaving = page.get_by_role("main").locator("a[rel~=external]").first
    written = leaving.evaluate("element => getComputedStyle(element, '::after').content")
    assert (leaving.get_attribute("href") or "nowhere") in written or "attr(href)" in written
