"""Where the things of the graph stand on this server: from an IRI of ours to a path. No Flask here."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import quote

from carec_kg.iris import CAREC, GRAPH, ID, QUERY, SCHEME, SHAPE, SOURCE

#: Our namespaces and where each is served; the rest of the IRI follows.
_PLACES = (
    (ID, "/page/"),
    (SOURCE, "/source/"),
    (SCHEME, "/scheme/"),
    (QUERY, "/queries/"),
    (GRAPH, "/graph/"),
    (CAREC, "/ontology#"),
    (SHAPE, "/shape#"),
)
#: What may stand in a path or fragment as it is (RFC 3986, section 3.3), and escapes that are there already.
_SAFE = "/:@!$&'()*+,;=~-._%"


@lru_cache(maxsize=8192)
def page_of(iri: str) -> str | None:
    """Return the path of the page about a thing of ours; ``None`` for the IRI of another."""
    for namespace, place in _PLACES:
        if iri.startswith(namespace) and len(iri) > len(namespace):
            return place + quote(iri.removeprefix(namespace), safe=_SAFE)
    return None


def data_of(iri: str, suffix: str) -> str | None:
    """Return the path of the statements about a thing, as a file with that suffix (no dot); ``None`` for no thing."""
    if not iri.startswith(ID) or len(iri) == len(ID):
        return None
    return f"/data/{quote(iri.removeprefix(ID), safe=_SAFE)}.{suffix}"


def passage_of(iri: str) -> tuple[str, str] | None:
    """Return the source's and the passage's part of a passage's IRI; ``None`` for anything else."""
    source, slash, passage = iri.removeprefix(SOURCE).partition("/")
    return (source, passage) if iri.startswith(SOURCE) and slash and passage else None
