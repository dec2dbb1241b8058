"""What a page did that no page may do: requests to other hosts, errors in the console, breaches of the policy."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request

#: Chromium writes this for each answer that is no success; a test that wants such an answer looks at it itself.
_STATUS = "Failed to load resource"
#: Ways of loading that reach no host.
_LOCAL = {"data", "blob", "about"}


@dataclass
class Watch:
    """Keeps what the pages of a context did; ``origin`` is the server's own, such as ``http://127.0.0.1:8000``."""

    origin: str
    foreign: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    requests: list[Request] = field(default_factory=list)

    def over(self, context: BrowserContext) -> None:
        """Watch the pages of a context."""
        context.on("request", self._note_request)
        context.on("page", self._watch_page)

    def _watch_page(self, page: Page) -> None:
        page.on("console", self._note_console)
        page.on("pageerror", lambda error: self.complaints.append(f"error on {page.url}: {error}"))

    def _note_request(self, request: Request) -> None:
        self.requests.append(request)
        address = urlsplit(request.url)
        if address.scheme not in _LOCAL and f"{address.scheme}://{address.netloc}" != self.origin:
            self.foreign.append(request.url)

    def _note_console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and not message.text.startswith(_STATUS):
            self.complaints.append(f"{message.type}: {message.text} ({message.location.get('url', '')})")

    def check(self) -> None:
        """Fail where a page asked another host for something, or the console holds a complaint."""
        if self.foreign or self.complaints:
            message = f"Asked of other hosts: {self.foreign}; said in the console: {self.complaints}"
            raise AssertionError(message)
