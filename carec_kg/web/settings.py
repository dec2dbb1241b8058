"""What the web room needs to know, as plain values that travel to granian's processes as JSON."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class WebSettings:
    """Limits and places: ``timeout`` in seconds, ``max_rows`` of an answer, ``max_query`` bytes of a request.

    ``dataset`` is the version of what is served; ``exports`` a folder of finished files, ``queries`` a folder of
    saved queries, ``sources`` one of the sources' texts, each ``None`` where there is none. ``cache`` is in bytes, of
    finished answers in each process.

    ``proxies`` are addresses whose X-Forwarded-For is believed, ``access_log`` a file (``-`` for stderr, empty for
    none), ``log_queries`` whether the text of queries goes there. ``union_default_graph`` says that
    the default graph holds the triples of all others, ``federated`` that SERVICE may call some endpoints. ``home`` is
    the folder of the snapshots, ``archive`` the socket of what answers from old ones, ``None`` without snapshots.
    ``threads`` is how many requests Flask answers at once in each process.
    ``report`` is where readers report a wrong fact, empty where nobody wants to know.
    """

    dataset: str = ""
    title: str = "CAREC-KG"
    timeout: float = 10.0
    max_rows: int = 100_000
    max_query: int = 2**20
    exports: Path | None = None
    queries: Path | None = None
    cache: int = 64 * 2**20
    proxies: str = ""
    access_log: str = ""
    log_queries: bool = False
    union_default_graph: bool = False
    federated: bool = False
    sources: Path | None = None
    home: Path | None = None
    report: str = ""
    archive: Path | None = None
    threads: int = 32


def write_web_settings(settings: WebSettings) -> str:
    """Return the settings as JSON."""
    return json.dumps(asdict(settings), default=str)


def read_web_settings(text: str) -> WebSettings:
    """Read what ``write_web_settings`` wrote."""
    found = json.loads(text)
    for place in ("exports", "queries", "sources", "home", "archive"):
        found[place] = Path(found[place]) if found[place] else None
    return WebSettings(**found)
