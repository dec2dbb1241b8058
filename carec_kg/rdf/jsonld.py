"""JSON-LD 1.1 of a whole data set: flattened nodes, named graphs, lexical forms as strings, keys in one order."""

from __future__ import annotations

import json
from itertools import groupby
from typing import TYPE_CHECKING, TypeAlias

from carec_kg.iris import PREFIXES, RDF_TYPE, XSD_STRING
from carec_kg.rdf.terms import BlankNode, Iri, Literal, Quad, Term, Triple
from carec_kg.rdf.turtle import order_triple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    _Name: TypeAlias = Callable[[str], str]

#: A JSON value, as the standard library reads and writes it.
Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | float | bool | None"


def write_json(document: Json) -> str:
    """Return JSON as text with sorted keys (``@`` sorts before letters), two spaces a level and a final line end."""
    return json.dumps(document, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def _value(term: Term, name: _Name) -> Json:
    if isinstance(term, Iri):
        return {"@id": name(term.value)}
    if isinstance(term, BlankNode):
        return {"@id": str(term)}
    if term.language:
        return {"@language": term.language, "@value": term.value}
    if term.datatype == XSD_STRING:
        return {"@value": term.value}
    # Always a string: a JSON number would be read back in another lexical form.
    return {"@type": name(term.datatype), "@value": term.value}


def _identifier(term: Iri | BlankNode, name: _Name) -> str:
    return name(term.value) if isinstance(term, Iri) else str(term)


def _node(subject: Iri | BlankNode, triples: Iterable[Triple], name: _Name) -> dict[str, Json]:
    types: list[Json] = []
    node: dict[str, Json] = {"@id": _identifier(subject, name)}
    values: dict[str, list[Json]] = {}
    for triple in triples:
        if triple.predicate.value == RDF_TYPE and not isinstance(triple.object, Literal):
            types.append(_identifier(triple.object, name))
        else:
            values.setdefault(name(triple.predicate.value), []).append(_value(triple.object, name))
    if types:
        node["@type"] = types
    return {**node, **values}


def expand_nodes(triples: Iterable[Triple], name: _Name = str) -> list[Json]:
    """Return one node object a subject, flattened and in expanded form, sorted; ``name`` may shorten IRIs."""
    ordered = sorted(set(triples), key=order_triple)
    return [_node(subject, group, name) for subject, group in groupby(ordered, lambda triple: triple.subject)]


def _iris(quads: Iterable[Quad]) -> set[str]:
    found: set[str] = set()
    for quad in quads:
        terms = (quad.subject, quad.predicate, quad.object)
        found.update(term.value for term in terms if isinstance(term, Iri))
        if isinstance(quad.object, Literal):
            found.add(quad.object.datatype)
        if quad.graph:
            found.add(quad.graph)
    return found


def _mistakable(iris: Iterable[str]) -> set[str]:
    """Return prefixes that are also the scheme of an IRI here: ``geo:1,2`` would be read as a shortened name."""
    parts = (iri.partition(":") for iri in iris)
    return {scheme for scheme, _, rest in parts if scheme in PREFIXES and not rest.startswith("//")}


class _Shortener:
    def __init__(self, iris: set[str]) -> None:
        barred = _mistakable(iris)
        usable = [(prefix, iri) for prefix, iri in PREFIXES.items() if prefix not in barred]
        self._namespaces = sorted(usable, key=lambda item: (-len(item[1]), item[0]))
        self._known: dict[str, str] = {}
        self.context: dict[str, Json] = {}

    def __call__(self, iri: str) -> str:
        if iri not in self._known:
            self._known[iri] = self._shorten(iri)
        return self._known[iri]

    def _shorten(self, iri: str) -> str:
        for prefix, namespace in self._namespaces:
            local = iri[len(namespace) :]
            if iri.startswith(namespace) and local and not local.startswith("//"):
                self.context[prefix] = namespace
                return f"{prefix}:{local}"
        return iri


def write_jsonld(quads: Iterable[Quad]) -> str:
    """Return the quads as one JSON-LD document: prefixes, the default graph's nodes, then the named graphs.

    Property values are always arrays and every literal is a string with its datatype, so that shapes do not change
    with the data and no lexical form is lost.
    """
    distinct = set(quads)
    name = _Shortener(_iris(distinct))
    graphs: dict[str, list[Triple]] = {}
    for quad in distinct:
        graphs.setdefault(quad.graph or "", []).append(quad.triple)
    nodes = expand_nodes(graphs.pop("", []), name)
    for graph in sorted(graphs):
        nodes.append({"@id": name(graph), "@graph": expand_nodes(graphs[graph], name)})
    return write_json({"@context": name.context, "@graph": nodes})
