"""Pictures of the site: ``python -m tests.browser.screenshots FOLDER`` takes those that the documentation shows.

With ``--all`` it takes every face instead, in light and dark, narrow and wide.
"""

from __future__ import annotations

import sys
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from tests.browser.conftest import FLAGS, find_chromium
from tests.browser.faces import FACES
from tests.browser.fewer_colours import reduce_colours
from tests.browser.serving import serve_graph

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, ViewportSize

_WIDTHS = (320, 768, 1440, 2560)
_SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
_PORTS = "/sparql?query=SELECT%20%3Fport%20%3Fpair%20%7B%20%3Fport%20carec%3ApairedWith%20%3Fpair%20%7D"


class _Picture(NamedTuple):
    """A picture: its name, its page, the window; ``height`` 0 for the whole page."""

    name: str
    path: str
    width: int = 1280
    height: int = 860
    scheme: Literal["light", "dark"] = "light"


#: What the documentation shows, a window's worth of each.
_SHOWN = (
    _Picture("start", "/"),
    _Picture("start-dark", "/", scheme="dark"),
    _Picture("question-table", "/queries/totals-by-year#answer"),
    _Picture("question-chart", "/queries/totals-by-year?view=line", height=1200),
    _Picture("source", "/source/prc-brochure"),
    _Picture("map", "/map"),
    _Picture("thing", "/page/port/erenhot"),
    _Picture("editor", _PORTS, height=1100, scheme="dark"),
    _Picture("phone-search", "/search?q=Xinjang", 390, 760),
    _Picture("phone-thing-zh", "/page/country/KAZ?lang=zh", 390, 760),
)


def _list_all() -> Iterator[_Picture]:
    for (name, path), width, scheme in product({**FACES, "editor-answer": _PORTS}.items(), _WIDTHS, _SCHEMES):
        yield _Picture(f"{name}-{width}-{scheme}", path, width, 0, scheme)


def take(browser: Browser, origin: str, folder: Path, pictures: tuple[_Picture, ...]) -> None:
    """Write the pictures into a folder."""
    for one in pictures:
        viewport: ViewportSize = {"width": one.width, "height": one.height or 900}
        context = browser.new_context(
            base_url=origin, viewport=viewport, color_scheme=one.scheme, reduced_motion="reduce"
        )
        page = context.new_page()
        page.goto(one.path, wait_until="networkidle")
        picture = page.screenshot(full_page=not one.height)
        (folder / f"{one.name}.png").write_bytes(reduce_colours(picture) if one.height else picture)
        context.close()


def main() -> int:
    """Take the pictures into the folder that is named."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - may be absent

    named = [argument for argument in sys.argv[1:] if argument != "--all"]
    chromium = find_chromium()
    if len(named) != 1 or chromium is None:
        sys.stderr.write("Name a folder for the pictures, on a machine that has Chromium.\n")
        return 2
    folder = Path(named[0])
    folder.mkdir(parents=True, exist_ok=True)
    pictures = tuple(_list_all()) if "--all" in sys.argv else _SHOWN
    with serve_graph() as origin, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))
        take(browser, origin, folder, pictures)
        browser.close()
    sys.stdout.write(f"{len(pictures)} pictures in {folder}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
