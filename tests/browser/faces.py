"""The faces of the site: an address of each, for tests that look at all of them and for screenshots."""

from __future__ import annotations

#: By a short name, which is also that of the screenshot.
FACES = {
    "start": "/",
    "questions": "/queries",
    "question-table": "/queries/members",
    "question-line": "/queries/totals-by-year?view=line",
    "question-lines": "/queries/border-times?view=line&mode=road",
    "question-bar": "/queries/hosts?view=bar",
    "question-timeline": "/queries/milestones?view=timeline",
    "question-map": "/queries/places-in-box?view=map",
    "question-graph": "/queries/border-pairs?view=graph",
    "question-beyond": "/queries/figures?offset=99999",
    "question-no-rows": "/queries/figures-of-thing?thing=scheme:mode/rail",
    "country": "/page/country/KAZ",
    "corridor": "/page/corridor/5",
    "port": "/page/port/erenhot",
    "sources": "/source",
    "brochure": "/source/prc-brochure",
    "passage": "/source/prc-brochure/about-1",
    "map": "/map",
    "editor": "/sparql",
    "ontology": "/ontology",
    "quality": "/quality",
    "downloads": "/downloads",
    "api": "/api",
    "about": "/about",
    "search": "/search?q=khorgos",
    "search-nothing": "/search?q=zzzzzz",
    "explain": "/explain?s=country:KAZ&p=a&o=carec:Member",
    "not-found": "/page/country/XYZ",
}
