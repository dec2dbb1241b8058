"""JSON-LD framed by entity: one node object a thing, its figures and memberships inside it (JSON-LD 1.1 Framing)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from carec_kg.errors import NotAllowed
from carec_kg.export.context import CONTEXT_IRI, EMBEDDED
from carec_kg.iris import ID, expand
from carec_kg.rdf.jsonld import Json, expand_nodes, write_json
from carec_kg.rdf.terms import Iri, Quad, Triple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

_EMBEDDING = frozenset(expand(name) for name in EMBEDDED.values())
#: Framing looks at every node for every thing, so it gets few things at a time.
_BATCH = 40


def _only_ours(context: Mapping[str, Json]) -> Callable[[str, object], dict[str, Any]]:
    """Return a document loader that knows one document and reaches no network."""

    def load(url: str, _options: object) -> dict[str, Any]:
        if url != CONTEXT_IRI:
            message = f"The context {url} is not loaded; only {CONTEXT_IRI} is known here."
            raise NotAllowed(message)
        return {"contentType": "application/ld+json", "contextUrl": None, "documentUrl": url, "document": context}

    return load


def find_hosts(triples: Iterable[Triple | Quad]) -> dict[str, str]:
    """Return each node that is shown inside another thing, with that thing; hosts are never inside a third.

    A node that points at several things, or at a thing that is itself shown inside another, stands on its own.
    """
    targets: dict[str, set[str]] = {}
    for subject, predicate, object_, *_ in triples:
        if predicate.value in _EMBEDDING and isinstance(subject, Iri) and isinstance(object_, Iri):
            targets.setdefault(subject.value, set()).add(object_.value)
    return {
        node: host
        for node, (host, *others) in ((node, sorted(hosts)) for node, hosts in targets.items())
        if not others and host.startswith(ID) and host not in targets
    }


def _batches(things: list[str]) -> Iterator[list[str]]:
    return (things[start : start + _BATCH] for start in range(0, len(things), _BATCH))


def _frame(nodes: list[Json], things: list[str], context: Mapping[str, Json]) -> list[Json]:
    from pyld import jsonld  # noqa: PLC0415 - heavy

    # What is inside a thing names others by IRI; the flag of the guest itself would be handed down to them.
    properties = {key for node in nodes for key in cast("dict[str, Json]", node) if not key.startswith("@")}
    guest = {"@embed": "@always", **{name: {"@embed": "@never"} for name in properties}}
    frame = {"@context": context["@context"], "@id": things, "@reverse": dict.fromkeys(sorted(_EMBEDDING), guest)}
    options = {
        "documentLoader": _only_ours(context),
        "embed": "@never",
        "omitDefault": True,
        "omitGraph": False,
        "processingMode": "json-ld-1.1",
    }
    return cast("list[Json]", jsonld.frame(nodes, frame, options)["@graph"])


def frame_things(
    quads: Iterable[Triple | Quad], context: Mapping[str, Json], things: Iterable[str] | None = None
) -> list[Json]:
    """Return one node object a thing, sorted by IRI; ``things`` (IRIs) narrows it, else all of ``id/``.

    The nodes that belong to a thing stand in it (``figures``, ``memberships``, ...), all others are named by IRI.
    ``context`` is what ``build_context`` gives. A thing of which nothing is said is left out.
    """
    triples = {Triple(*quad[:3]) for quad in quads if quad.subject.value.startswith(ID)}
    hosts = find_hosts(triples)
    nodes = {cast("str", cast("dict[str, Json]", node)["@id"]): node for node in expand_nodes(triples)}
    guests: dict[str, list[str]] = {}
    for guest in sorted(hosts):
        guests.setdefault(hosts[guest], []).append(guest)
    # A host of which nothing is said but by its guests is a thing too.
    known = (nodes.keys() | guests.keys()) - hosts.keys()
    chosen = sorted(known if things is None else known.intersection(things))
    framed: list[Json] = []
    for batch in _batches(chosen):
        members = [name for thing in batch for name in (thing, *guests.get(thing, ()))]
        framed += _frame([nodes.get(name, {"@id": name}) for name in members], batch, context)
    return framed


def write_framed(
    quads: Iterable[Triple | Quad], context: Mapping[str, Json], things: Iterable[str] | None = None
) -> bytes:
    """Return the framed things as one JSON-LD file with its context inside."""
    return write_json({"@context": context["@context"], "@graph": frame_things(quads, context, things)}).encode()
