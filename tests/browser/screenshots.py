"""Pictures of every face, in light and dark, narrow and wide: ``python -m tests.browser.screenshots FOLDER``."""

from __future__ import annotations

import sys
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from tests.browser.conftest import FLAGS, find_chromium
from tests.browser.faces import FACES
from tests.browser.serving import serve_graph

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ViewportSize

_WIDTHS = (320, 390, 1280)
_SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
#: An editor is more to look at with an answer.
_SHOWN = {**FACES, "editor-answer": "/sparql?query=SELECT%20*%20%7B%20%3Fport%20a%20carec%3APort%20%7D"}


def take(browser: Browser, origin: str, folder: Path) -> int:
    """Write the pictures as ``{face}-{width}-{scheme}.png``; return how many there are."""
    pictures = 0
    for width, scheme in product(_WIDTHS, _SCHEMES):
        viewport: ViewportSize = {"width": width, "height": 900}
        context = browser.new_context(base_url=origin, viewport=viewport, color_scheme=scheme, reduced_motion="reduce")
        page = context.new_page()
        for name, path in _SHOWN.items():
            page.goto(path, wait_until="networkidle")
            page.screenshot(path=folder / f"{name}-{width}-{scheme}.png", full_page=True)
            pictures += 1
        context.close()
    return pictures


def main() -> int:
    """Take all pictures into the folder that is named."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - may be absent

    chromium = find_chromium()
    if len(sys.argv) != 2 or chromium is None:
        sys.stderr.write("Name a folder for the pictures, on a machine that has Chromium.\n")
        return 2
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    with serve_graph() as origin, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))
        pictures = take(browser, origin, folder)
        browser.close()
    sys.stdout.write(f"{pictures} pictures in {folder}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
