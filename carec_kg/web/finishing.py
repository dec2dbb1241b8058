"""The last touch on every answer: coding, entity tag, what caches may do with it, and what all of them carry.

No Flask here: the same code finishes what Flask answers and what is answered ahead of it.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from carec_kg.web.caching import FinishedAnswer
from carec_kg.web.coding import encode_body
from carec_kg.web.replies import CUT_HEADER, VERSION_HEADER
from carec_kg.web.validators import is_held, make_etag

if TYPE_CHECKING:
    from carec_kg.web.coding import Coding
    from carec_kg.web.replies import Reply

#: Kept by anybody, but asked about each time: a new snapshot is seen at once.
_REVALIDATE = "public, max-age=0, must-revalidate"
_NO_STORE = "no-store"
_VARY = "Accept, Accept-Encoding"
#: Pages have no script and load nothing from another host; answers are no pages at all.
_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
#: What every answer carries; anyone may ask from a page of any host, without credentials (WHATWG Fetch, section 3.2).
COMMON_HEADERS = (
    ("Content-Security-Policy", _POLICY),
    ("Referrer-Policy", "no-referrer"),
    ("X-Content-Type-Options", "nosniff"),
    ("Access-Control-Allow-Origin", "*"),
    (
        "Access-Control-Expose-Headers",
        f"{VERSION_HEADER}, {CUT_HEADER}, Link, ETag, Repr-Digest, Retry-After",
    ),
    ("Vary", _VARY),
)
_STATUS_LINES = {status.value: f"{status.value} {status.phrase.upper()}" for status in HTTPStatus}


def finish(reply: Reply, codings: tuple[Coding, ...], dataset: str) -> FinishedAnswer:
    """Return a reply as it goes out; ``dataset`` is the version that a reply has which names none.

    ``codings`` are those that the client takes, one at least.
    """
    said = {name.lower(): value for name, value in reply.headers}
    # Policy comes first; a page that others may show in a frame says its own.
    common = COMMON_HEADERS[1:] if "content-security-policy" in said else COMMON_HEADERS
    headers = [*reply.headers, *common]
    version, body, etag = reply.dataset or dataset, reply.body, None
    headers.append((VERSION_HEADER, version))
    caching = said.get("cache-control", "")
    if reply.status == 200:
        media_type = said.get("content-type", "")
        coding, body = encode_body(body, media_type, codings)
        if coding != "identity":
            headers.append(("Content-Encoding", coding))
        if not caching:
            caching = _NO_STORE if reply.changing else _REVALIDATE
            headers.append(("Cache-Control", caching))
        # A page may carry what is made for one request alone, unless it is marked.
        if _is_storable(reply, caching, said) and (reply.keep or not media_type.startswith("text/html")):
            etag = make_etag(version, media_type, coding, body)
            headers.append(("ETag", etag))
    elif reply.status >= 300 and not caching:
        headers.append(("Cache-Control", _NO_STORE))
    headers.append(("Content-Length", str(len(body))))
    keep = reply.status == 200 and reply.keep and etag is not None
    return FinishedAnswer(_STATUS_LINES[reply.status], headers, body, etag, version, keep=keep)


def _is_storable(reply: Reply, caching: str, said: dict[str, str]) -> bool:
    return not reply.changing and _NO_STORE not in caching and "set-cookie" not in said


def is_not_modified(method: str, condition: str | None, answer: FinishedAnswer) -> bool:
    """Return whether the client holds an answer already, and asked whether it does."""
    return bool(condition) and method != "POST" and answer.code == 200 and is_held(condition, answer.etag)
