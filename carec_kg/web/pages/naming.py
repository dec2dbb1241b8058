"""From the parts of an address to the IRI that is meant, whether or not its characters are written as escapes."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from carec_kg.rdf.terms import Iri, escape_iri

if TYPE_CHECKING:
    from carec_kg.web.pages.reader import GraphReader

#: Longer ones are no names of ours.
_LONGEST = 500
#: What stands in the path of an IRI as it is (RFC 3986, section 3.3).
_SAFE = "-._~!$&'()*+,;=:@"


def find_iri(reader: GraphReader, namespace: str, rest: str) -> str | None:
    """Return the IRI of a namespace and the rest of a path, as the graph spells it; ``None`` for what it does not know.

    The server has undone the escapes of the path: what stands there is looked for as it is, and with escapes.
    """
    if not rest or len(rest) > _LONGEST:
        return None
    spellings = (namespace + rest, namespace + quote(rest, safe=_SAFE + "/"), *_escaped(namespace, rest))
    candidates = [iri for iri in dict.fromkeys(spellings) if escape_iri(iri) == iri]
    values = " ".join(str(Iri(iri)) for iri in candidates)
    rows = reader.select(
        f"SELECT DISTINCT ?s WHERE {{ VALUES ?s {{ {values} }} "
        "FILTER(EXISTS { ?s ?p ?o } || EXISTS { ?a ?b ?s } || EXISTS { GRAPH ?s { ?a ?b ?c } }) }"
    )
    known = {row[0].value for row in rows.rows if row[0]}
    return next((iri for iri in candidates if iri in known), None)


def _escaped(namespace: str, rest: str) -> tuple[str, ...]:
    """Return the spelling in which a slash of the key is escaped too, for a name of kind and key."""
    kind, slash, key = rest.partition("/")
    return (f"{namespace}{kind}/{quote(key, safe=_SAFE)}",) if slash and "/" in key else ()
