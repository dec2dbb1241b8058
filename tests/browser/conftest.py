"""Fixtures: one server and one browser for all tests here, a context of its own for each test."""

from __future__ import annotations

import os
import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Literal

import pytest

from tests.browser.serving import serve_graph
from tests.browser.watching import Watch
from tests.corpus.conftest import shared_home

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    from playwright.sync_api import Browser, Page

    OpenPage = Callable[..., AbstractContextManager[Page]]

CHROMIUM = "/usr/bin/chromium"
#: The browser asks nobody for anything by itself.
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
#: Milliseconds for which a test waits for something to appear.
_PATIENCE = 15_000


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep these tests in one process, which has the one server and the one browser."""
    for item in items:
        if "tests/browser/" in item.nodeid:
            item.add_marker(pytest.mark.xdist_group("browser"))


def find_chromium() -> str | None:
    """Return the path of Chromium, ``None`` where there is none."""
    return CHROMIUM if os.access(CHROMIUM, os.X_OK) else shutil.which("chromium")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Return the browser; skip where there is none, but for CI, where it has to be."""
    try:
        from playwright.sync_api import sync_playwright  # noqa: PLC0415 - may be absent
    except ImportError:
        _give_up("playwright is absent")
    chromium = find_chromium()
    if chromium is None:
        _give_up("Chromium is absent (apt-get install chromium)")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))
        yield opened
        opened.close()


def _give_up(why: str) -> None:
    if os.environ.get("CI"):
        pytest.fail(f"{why}; in CI the browser tests have to run", pytrace=False)
    pytest.skip(f"{why}: the browser tests are left out")


@pytest.fixture(scope="session")
def origin(
    browser: Browser,  # noqa: ARG001 - no server without a browser
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[str]:
    """Return where the server is: ``http://127.0.0.1:…``."""
    with serve_graph(shared_home(tmp_path_factory)) as address:
        yield address


@pytest.fixture
def open_page(browser: Browser, origin: str) -> OpenPage:
    """Return a way to open a page in a context of its own: light or dark, wide or as a phone."""

    @contextmanager
    def opening(
        path: str = "",
        *,
        scheme: Literal["light", "dark"] = "light",
        width: int = 1280,
        scripts: bool = True,
        **more: Any,  # noqa: ANN401 - options of the context
    ) -> Iterator[Page]:
        context = browser.new_context(
            base_url=origin,
            color_scheme=scheme,
            viewport={"width": width, "height": 900},
            java_script_enabled=scripts,
            reduced_motion="reduce",
            **more,
        )
        context.set_default_timeout(_PATIENCE)
        watch = Watch(origin)
        watch.over(context)
        try:
            page = context.new_page()
            if path:
                page.goto(path)
            yield page
            watch.check()
        finally:
            context.close()

    return opening


@pytest.fixture
def page(open_page: OpenPage) -> Iterator[Page]:
    """Return an empty page on a wide screen in light colours."""
    with open_page() as opened:
        yield opened


@pytest.fixture
def phone_page(open_page: OpenPage) -> Iterator[Page]:
    """Return an empty page on a phone."""
    with open_page(width=390, has_touch=True, is_mobile=True) as opened:
        yield opened
