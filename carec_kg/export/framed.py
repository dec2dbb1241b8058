"""JSON-LD framed by entity: one node object a thing, its figures and memberships inside it (JSON-LD 1.1 Framing)."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from carec_kg.export.compacting import Compaction
from carec_kg.export.context import EMBEDDED
from carec_kg.iris import ID, expand
from carec_kg.rdf.jsonld import Json, expand_nodes, write_json
from carec_kg.rdf.terms import Iri, Quad, Triple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

#: The property by which a node points at the thing that shows it, and the name under which that shows it.
_EMBEDDING = {expand(name): alias for alias, name in EMBEDDED.items()}


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
    compaction = Compaction(context)
    return [_frame(nodes, thing, guests.get(thing, ()), compaction) for thing in chosen]


def _frame(nodes: Mapping[str, Json], thing: str, guests: Iterable[str], compaction: Compaction) -> Json:
    framed = compaction.compact(cast("dict[str, Json]", nodes.get(thing, {"@id": thing})))
    inside: dict[str, list[Json]] = {}
    for guest in guests:
        node = cast("dict[str, Json]", nodes[guest])
        shown = compaction.compact(node)
        for alias in sorted({alias for iri, alias in _EMBEDDING.items() if iri in node}):
            inside.setdefault(alias, []).append(shown)
    return {**framed, **inside}


def write_framed(
    quads: Iterable[Triple | Quad], context: Mapping[str, Json], things: Iterable[str] | None = None
) -> bytes:
    """Return the framed things as one JSON-LD file with its context inside."""
    return write_json({"@context": context["@context"], "@graph": frame_things(quads, context, things)}).encode()
