"""Pages that are the same for everybody who asks for them so: their bytes may be given again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carec_kg.web.answering import show
from carec_kg.web.replies import Reply

if TYPE_CHECKING:
    from flask import Response


def keep(page: str, status: int = 200) -> Response:
    """Return a page that may be kept: it hangs on the address, the language and the data alone."""
    return show(Reply(page.encode(), [("Content-Type", "text/html; charset=utf-8")], status, keep=True))
