"""Finish an answer for JSON: readings beside what we read, roles, each triple once, citations in the order of both."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from carec_kg.evidence.citation import cite_all
from carec_kg.evidence.precedence import is_passage
from carec_kg.evidence.readings import find_readings
from carec_kg.evidence.roles import ROLES, best_role, find_role, role_of_graph
from carec_kg.iris import CURATION_GRAPH, ONTOLOGY_GRAPH, RDF_TYPE
from carec_kg.rdf.terms import Iri, Literal, Triple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from carec_kg.evidence.citation import Reader
    from carec_kg.evidence.roles import Role
    from carec_kg.rdf.terms import Term

    Node = dict[str, Any]

#: How deep below the row a triple stands: its own, or one that its inferred triples rest on.
_OWN, _BELOW = 0, 1


def finish(answer: dict[str, Any], engine: Reader, language: str) -> None:
    """Add ``readings`` and ``role`` to the triples of an answer, cite all that they name, and order both by role.

    ``answer`` is of the kinds ``row`` and ``proved``, and is changed; one of another kind stays as it is.
    """
    for derivation in answer.get("derivations", ()):
        derivation["triples"] = _unite(derivation["triples"])
    nodes = list(walk_stated(answer))
    read = _add_readings(nodes, engine, language)
    for node, _ in nodes:
        node["role"] = _find_role(node)
    for derivation in answer.get("derivations", ()):
        derivation["triples"].sort(key=lambda triple: ROLES.index(triple["role"]))
    if "citations" in answer:
        answer["citations"] = _cite(answer, engine, language, read)


def walk_stated(answer: object, depth: int = _OWN) -> Iterator[tuple[Node, int]]:
    """Yield the objects of an answer that say which graphs state a triple, with how deep they stand."""
    if isinstance(answer, dict):
        if "statedIn" in answer or "citedIn" in answer:
            yield answer, depth
            depth = _BELOW
        for key, value in answer.items():
            if key != "citations":
                yield from walk_stated(value, depth)
    elif isinstance(answer, list):
        for value in answer:
            yield from walk_stated(value, depth)


def graphs_of(node: Node) -> list[str]:
    """Return the named graphs that are cited for a triple."""
    return list(node["statedIn"] if "statedIn" in node else node["citedIn"])


def read_triple(found: Node) -> Triple:
    """Read a triple as JSON has it."""
    subject, predicate, value = (_read_term(found[name]) for name in ("subject", "predicate", "object"))
    return Triple(subject, predicate, value)  # type: ignore[arg-type] # terms of triples in the graph


def _read_term(found: dict[str, str]) -> Term:
    if "iri" in found:
        return Iri(found["iri"])
    return Literal(found["value"], found["datatype"], found.get("language"))


def _unite(triples: list[Node]) -> list[Node]:
    """Return triples each once, those that were asked for in a graph with this and with all others that state them."""
    kept: dict[Triple, Node] = {}
    for node in triples:
        triple = read_triple(node)
        if triple not in kept:
            kept[triple] = node
            continue
        first, second = sorted((kept[triple], node), key=lambda one: one["graph"] is None)
        graphs = list(dict.fromkeys([*first["statedIn"], *second["statedIn"]]))
        asked = {one.get("graph") for one in (first, second)} - {None}
        named = sorted({*first.get("graphs", ()), *second.get("graphs", ()), *asked})
        kept[triple] = {**first, "statedIn": graphs, "inferred": first["inferred"] and second["inferred"]}
        kept[triple] |= {"graphs": named} if len(named) > 1 else {}
    return list(kept.values())


def _add_readings(nodes: list[tuple[Node, int]], engine: Reader, language: str) -> dict[str, Node]:
    """Name the readings that cover a triple of the curation beside it; return their citations."""
    curated = [(node, read_triple(node.get("triple", node))) for node, _ in nodes if CURATION_GRAPH in graphs_of(node)]
    found = find_readings(engine, (triple for _, triple in curated), language)
    for node, triple in curated:
        if triple in found:
            node["readings"] = [
                {"iri": reading.iri, "label": reading.label, "passages": list(reading.passages)}
                for reading in found[triple]
            ]
    return {reading.iri: reading.to_citation() for readings in found.values() for reading in readings}


def _find_role(node: Node) -> Role:
    triple = node.get("triple", node)
    predicate = triple["predicate"]["iri"]
    inferred = bool(node.get("inferred"))
    if inferred and predicate == RDF_TYPE:
        inner = [below for below, _ in walk_stated([node.get("restsOn", []), node.get("proof", {})])]
        said = [below for below in inner if ONTOLOGY_GRAPH not in graphs_of(below)]
        # Of what was not proved here nothing is known that would make it less than a fact.
        return best_role(_find_role(below) for below in said) if inner else "fact"
    return find_role(predicate, graphs_of(node), read="readings" in node, inferred=inferred)


def _cite(answer: Node, engine: Reader, language: str, read: dict[str, Node]) -> dict[str, Any]:
    """Return the citations of all that the triples name, with their roles, those of the row's own facts first."""
    places: dict[str, tuple[int, int, bool]] = {}
    for node, depth in walk_stated(answer):
        for iri, role in _list_cited(node):
            place = (ROLES.index(role), depth, not (is_passage(iri) or iri in read))
            places[iri] = min(places.get(iri, place), place)
    known = answer["citations"]
    missing = [iri for iri in places if iri not in known and iri not in read]
    found = known | {iri: one.to_dict() for iri, one in cite_all(engine, missing, language).items()} | read
    for iri in [one for one in places if is_passage(one) and ROLES[places[one][0]] in ("fact", "reading")]:
        for earlier in found.get(iri, {}).get("goesOnFrom", ()):
            places.setdefault(earlier["iri"], places[iri])
    missing = [iri for iri in places if iri not in found]
    found |= {iri: one.to_dict() for iri, one in cite_all(engine, missing, language).items()}
    chosen = {iri for derivation in answer.get("derivations", ()) for iri in derivation["sources"]}
    ordered = sorted(places, key=lambda iri: (places[iri][0], places[iri][1], places[iri][2], iri not in chosen))
    return {iri: {**found[iri], "role": ROLES[places[iri][0]]} for iri in ordered if iri in found}


def _list_cited(node: Node) -> Iterator[tuple[str, Role]]:
    """Yield what a triple cites, with the role that it has for this triple."""
    for graph in graphs_of(node):
        if graph == CURATION_GRAPH and "readings" in node:
            continue
        yield graph, role_of_graph(graph, node["role"])
    for reading in node.get("readings", ()):
        yield reading["iri"], "reading"
        for passage in reading["passages"]:
            yield passage, "reading"
