"""How wide pages are."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

#: Pixels of windows: the least that WCAG asks for (reflow), a phone, a large screen.
NARROWEST, PHONE, WIDEST = 320, 390, 2560


def overflow(page: Page, width: int) -> int:
    """Return by how many pixels a page is wider than a window of some width."""
    page.set_viewport_size({"width": width, "height": 900})
    return int(page.evaluate("document.documentElement.scrollWidth") - width)
