"""Every link of every page leads somewhere."""

from __future__ import annotations

import html
import re
from collections import deque
from urllib.parse import unquote

from tests.web.pages.world import open_world

_HTML = {"Accept": "text/html,*/*;q=0.8"}
#: Where the crawl ends: what needs an inquiry desk, files of the frame, and pages of other tests.
_OUTSIDE = ("/static", "/explain", "/ontology", "/shape", "/export", "/sparql", "/search", "/queries", "/quality")
_MOST = 120


def test_every_link_resolves_and_every_anchor_is_there() -> None:
    client = open_world()
    waiting = deque(["/page/country/ABC", "/source", "/scheme", "/graph/curation", "/page/figure/patients"])
    seen: dict[str, str] = {}
    wrong = []
    while waiting and len(seen) < _MOST:
        path = waiting.popleft()
        if path in seen:
            continue
        response = client.get(path, headers=_HTML)
        seen[path] = response.text
        if response.status_code not in {200, 303}:
            wrong.append((path, response.status_code))
        for link in re.findall(r'href="(/[^"]*)"', response.text):
            target, _, fragment = html.unescape(link).partition("#")
            if not target.startswith(_OUTSIDE) and target not in {"/", "/map", "/downloads", "/about", "/api"}:
                waiting.append(target)
                anchored = seen.get(target) or client.get(target, headers=_HTML).text if fragment else ""
                if fragment and f'id="{unquote(fragment)}"' not in anchored:
                    wrong.append((path, link))
    assert wrong == []
    assert len(seen) > 30
