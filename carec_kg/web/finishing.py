"""The last touch on every answer: coding, entity tag, what caches may do with it, and what all of them carry.

No Flask here: the same code finishes what Flask answers and what is answered ahead of it.
"""

from __future__ import annotations

import time
from http import HTTPStatus
from typing import TYPE_CHECKING

from carec_kg.web.caching import FinishedAnswer
from carec_kg.web.coding import encode_body
from carec_kg.web.replies import COMPLETE_HEADER, CUT_HEADER, INFERRED_HEADER, TIMING_HEADER, VERSION_HEADER
from carec_kg.web.validators import is_held, make_etag

if TYPE_CHECKING:
    from collections.abc import Iterable

    from carec_kg.web.coding import Coding
    from carec_kg.web.replies import Reply

#: Kept by anybody, but asked about each time: a new snapshot is seen at once.
_REVALIDATE = "public, max-age=0, must-revalidate"
_NO_STORE = "no-store"
_VARY = "Accept, Accept-Encoding"
#: Where the reader's languages decide about the words, caches have to know.
_VARY_PAGE = f"{_VARY}, Accept-Language"
_POLICY = (
    "default-src 'none'; script-src 'self'{nonce}; style-src 'self'{nonce}; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)


def write_policy(nonce: str = "") -> str:
    """Return the Content-Security-Policy: pages load files of ours alone, and run what carries their nonce."""
    return _POLICY.format(nonce=f" 'nonce-{nonce}'" if nonce else "")


#: What every answer carries; anyone may ask from a page of any host, without credentials (WHATWG Fetch, section 3.2).
COMMON_HEADERS = (
    ("Content-Security-Policy", write_policy()),
    ("Referrer-Policy", "no-referrer"),
    ("X-Content-Type-Options", "nosniff"),
    ("Access-Control-Allow-Origin", "*"),
    (
        "Access-Control-Expose-Headers",
        (
            f"{VERSION_HEADER}, {COMPLETE_HEADER}, {CUT_HEADER}, {INFERRED_HEADER}, {TIMING_HEADER}, "
            "Link, ETag, Repr-Digest, Retry-After"
        ),
    ),
    # Without it a browser shows pages of other hosts no duration.
    ("Timing-Allow-Origin", "*"),
    ("Vary", _VARY),
)
_STATUS_LINES = {status.value: f"{status.value} {status.phrase.upper()}" for status in HTTPStatus}


def finish(reply: Reply, codings: tuple[Coding, ...], dataset: str, *, begun: float | None = None) -> FinishedAnswer:
    """Return a reply as it goes out; ``dataset`` is the version that a reply has which names none.

    ``codings`` are those that the client takes, one at least. ``begun`` is when the request came
    (``time.perf_counter``); ``None`` says nothing of the time that the answer took.
    """
    said = {name.lower(): value for name, value in reply.headers}
    headers = [*reply.headers, *_common_headers(reply, said)]
    version, body, etag = reply.dataset or dataset, reply.body, None
    headers.append((VERSION_HEADER, version))
    caching = said.get("cache-control", "")
    if reply.status == 200:
        media_type = said.get("content-type", "")
        coding, body = encode_body(body, media_type, codings)
        if coding != "identity":
            headers.append(("Content-Encoding", coding))
        if not caching:
            caching = _NO_STORE if reply.changing or reply.nonce else _REVALIDATE
            headers.append(("Cache-Control", caching))
        # A page may carry what is made for one request alone, unless it is marked.
        if _is_storable(reply, caching, said) and (reply.keep or not media_type.startswith("text/html")):
            etag = make_etag(version, media_type, coding, body)
            headers.append(("ETag", etag))
    elif reply.status >= 300 and not caching:
        headers.append(("Cache-Control", _NO_STORE))
    headers.append(("Content-Length", str(len(body))))
    if begun is not None:
        headers.append((TIMING_HEADER, tell_time(begun)))
    keep = reply.status == 200 and reply.keep and etag is not None
    return FinishedAnswer(_STATUS_LINES[reply.status], headers, body, etag, version, keep=keep)


def _common_headers(reply: Reply, said: dict[str, str]) -> Iterable[tuple[str, str]]:
    own: dict[str, str] = {}
    # A page that others may show in a frame says its own.
    if "content-security-policy" in said:
        own["Content-Security-Policy"] = ""
    elif reply.nonce:
        own["Content-Security-Policy"] = write_policy(reply.nonce)
    if said.get("content-type", "").startswith("text/html"):
        own["Vary"] = _VARY_PAGE
    if not own:
        return COMMON_HEADERS
    headers = [(name, own.get(name, value)) for name, value in COMMON_HEADERS]
    return [(name, value) for name, value in headers if value]


def tell_time(begun: float) -> str:
    """Return how long an answer took that was begun then, in milliseconds (W3C Server Timing, section 3)."""
    return f"total;dur={(time.perf_counter() - begun) * 1000:.2f}"


def _is_storable(reply: Reply, caching: str, said: dict[str, str]) -> bool:
    return not reply.changing and not reply.nonce and _NO_STORE not in caching and "set-cookie" not in said


def is_not_modified(method: str, condition: str | None, answer: FinishedAnswer) -> bool:
    """Return whether the client holds an answer already, and asked whether it does."""
    return bool(condition) and method != "POST" and answer.code == 200 and is_held(condition, answer.etag)
