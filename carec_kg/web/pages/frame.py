"""What every template finds: the reader's language, words, addresses, the menu, versions of static files."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlencode

from flask import Flask, Response, current_app, g, request, send_from_directory
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from carec_kg.web.pages import addresses
from carec_kg.web.pages.languages import DEFAULT_LANGUAGE, LANGUAGES, choose_language, is_fallback
from carec_kg.web.pages.near_pages import Suggestion
from carec_kg.web.pages.values import say_date
from carec_kg.web.pages.wording import find_words, say

if TYPE_CHECKING:
    from carec_kg.web.settings import WebSettings

STATIC = Path(__file__).parent.parent / "static"
#: What the menu offers: the word's key, and the addresses of which the first that is served is taken.
_MENU = (
    ("questions", ("/queries",)),
    ("map", ("/map",)),
    ("sources", ("/sources", "/source", "/source/prc-brochure")),
    ("ontology", ("/ontology",)),
    ("sparql", ("/sparql",)),
    ("downloads", ("/downloads", "/export/")),
    ("about", ("/about",)),
)
#: What the foot of each page offers beside that.
_FOOT = (("quality", ("/quality",)), ("api", ("/api", "/openapi.json")))
#: Files of text, which are sent packed.
_TEXTS = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".txt": "text/plain"}
_FOREVER = "public, max-age=31536000, immutable"
_LATER = "public, max-age=0, must-revalidate"


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """A place in the menu; ``here`` says that the reader is there or below."""

    word: str
    path: str
    here: bool


def add_frame(app: Flask, settings: WebSettings) -> None:
    """Give an application the frame of its pages and the files that they load."""
    app.add_url_rule("/static/<path:filename>", endpoint="static", view_func=serve_static)

    @app.context_processor
    def frame() -> dict[str, Any]:
        return {
            "page_language": page_language(),
            "interface_language": DEFAULT_LANGUAGE,
            "languages": LANGUAGES,
            "is_fallback": is_fallback,
            "say": lambda key, **values: say(DEFAULT_LANGUAGE, key, **values),
            "find_words": lambda key: find_words(DEFAULT_LANGUAGE, key),
            "say_date": lambda day: say_date(DEFAULT_LANGUAGE, day),
            # Asked for hundreds of times on a page: without a language in the address it is a mere look-up.
            "page_of": page_of if request.args.get("lang") in LANGUAGES else addresses.page_of,
            "data_of": addresses.data_of,
            "link": link,
            "here": here,
            "menu": _list_menu(_MENU),
            "foot": _list_menu(_FOOT),
            "asset": asset,
            "search_served": is_served("/search"),
            "dataset_version": settings.dataset,
            "nonce": nonce,
        }


def page_language() -> str:
    """Return the language that the reader at hand wants labels in."""
    if "page_language" not in g:
        g.page_language = choose_language(request.args.get("lang"), request.headers.get("Accept-Language"))
    language: str = g.page_language
    return language


def nonce() -> str:
    """Return the nonce of the page at hand, which is then never kept; scripts and styles may carry it."""
    if "nonce" not in g:
        g.nonce = secrets.token_urlsafe(16)
    value: str = g.nonce
    return value


def link(path: str, **changes: object) -> str:
    """Return an address on this server with a query string; the language goes along where it was asked for."""
    asked = request.args.get("lang")
    if not changes and asked not in LANGUAGES:
        return path
    path, sign, fragment = path.partition("#")
    given = {"lang": asked, **changes} if asked in LANGUAGES else changes
    query = urlencode({name: value for name, value in given.items() if value is not None})
    return path + (f"?{query}" if query else "") + sign + fragment


def here(**changes: object) -> str:
    """Return the address of the page at hand with other parameters; ``None`` takes one away."""
    given: dict[str, object] = dict(parse_qsl(request.query_string.decode("utf-8", "replace"), keep_blank_values=True))
    query = urlencode({name: value for name, value in {**given, **changes}.items() if value is not None})
    return request.path + (f"?{query}" if query else "")


def page_of(iri: str) -> str | None:
    """Return the address of the page about a thing of ours in the reader's language; ``None`` for another's."""
    path = addresses.page_of(iri)
    return None if path is None else link(path)


def _list_menu(entries: tuple[tuple[str, tuple[str, ...]], ...]) -> list[MenuEntry]:
    found = []
    for word, paths in entries:
        path = next((path for path in paths if is_served(path)), None)
        if path:
            here_now = request.path == path or request.path.startswith(path.rstrip("/") + "/")
            found.append(MenuEntry(f"frame.nav.{word}", link(path), here_now))
    return found


def list_places(app: Flask) -> list[Suggestion]:
    """Return the pages that have an address of their own, each by its name in the menu or its address."""
    named = {path: say(DEFAULT_LANGUAGE, f"frame.nav.{word}") for word, paths in (*_MENU, *_FOOT) for path in paths}
    plain = {
        rule.rule
        for rule in app.url_map.iter_rules()
        if not rule.arguments and "GET" in (rule.methods or ()) and "." not in rule.rule
    }
    return [Suggestion(named.get(path, path), path) for path in sorted(plain - {"/"})]


def is_served(path: str) -> bool:
    """Return whether this server has a page of that path."""
    adapter = current_app.url_map.bind("localhost")
    try:
        adapter.match(path, "GET")
    except RequestRedirect:
        return True
    except HTTPException:
        return False
    return True


@lru_cache(maxsize=256)
def _digest(name: str) -> str:
    file = STATIC / name
    return hashlib.sha256(file.read_bytes()).hexdigest()[:8] if file.is_file() else ""


def asset(name: str) -> str:
    """Return the address of a file that pages load, with its version, so that browsers may keep it forever."""
    version = _digest(name)
    return f"/static/{name}" + (f"?v={version}" if version else "")


def serve_static(filename: str) -> Response:
    """Serve a file that pages load; texts go through the last touch of all answers, and so are packed."""
    media_type = _TEXTS.get(Path(filename).suffix)
    response = send_from_directory(STATIC, filename)
    version = request.args.get("v")
    # Asked for by the version that it has, it is the same for ever.
    caching = _FOREVER if version and version == _digest(filename) else _LATER
    if media_type and response.status_code == 200:
        response.close()
        response = Response((STATIC / filename).read_bytes(), content_type=f"{media_type}; charset=utf-8")
    response.headers["Cache-Control"] = caching
    return response
