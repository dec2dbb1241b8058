"""Rewrite shapes so that a validator runs them quickly, with the same results.

pyshacl sets up every constraint again for each focus node that reaches a property shape through ``sh:property``, and
once only for a property shape that has targets of its own. Here the targets of a node shape go to its properties.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from carec_kg.iris import PREFIXES
from carec_kg.rdf.terms import BlankNode, Iri, Literal, Term, Triple

if TYPE_CHECKING:
    from collections.abc import Sequence

_SH = PREFIXES["sh"]
_RDF = PREFIXES["rdf"]
_PROPERTY = Iri(_SH + "property")
_IGNORED = Iri(_SH + "ignoredProperties")
_FIRST, _REST, _NIL = Iri(_RDF + "first"), Iri(_RDF + "rest"), Iri(_RDF + "nil")
_TARGETS = frozenset(Iri(_SH + name) for name in ("targetClass", "targetNode", "targetObjectsOf", "targetSubjectsOf"))


def flatten_shapes(shapes: Sequence[Triple]) -> list[Triple]:
    """Return shapes that find the same: property shapes with targets of their own, closed shapes with a list.

    A node shape without targets, which others refer to, stays as it is. ``sh:closed`` counts the paths of
    ``sh:property`` as allowed (W3C SHACL, section 4.8.1), so they move to ``sh:ignoredProperties``.
    """
    objects: dict[tuple[Term, Term], list[Term]] = {}
    for subject, predicate, object_ in shapes:
        objects.setdefault((subject, predicate), []).append(object_)
    aimed = {triple.subject for triple in shapes if triple.predicate in _TARGETS}
    flat: list[Triple] = []
    for triple in shapes:
        if triple.subject in aimed and triple.predicate == _PROPERTY:
            flat += _move_targets(triple, objects)
        elif triple.subject not in aimed or triple.predicate != _IGNORED:
            flat.append(triple)
    closed = [t.subject for t in shapes if t.predicate == Iri(_SH + "closed") and t.subject in aimed]
    for node in closed:
        flat += _list_allowed(node, objects)
    return flat


def _move_targets(link: Triple, objects: dict[tuple[Term, Term], list[Term]]) -> list[Triple]:
    shape = link.object
    if isinstance(shape, Literal):
        return [link]
    return [
        Triple(shape, key, target)
        for key in sorted(_TARGETS, key=str)
        for target in objects.get((link.subject, key), [])
    ]


def _list_allowed(node: Iri | BlankNode, objects: dict[tuple[Term, Term], list[Term]]) -> list[Triple]:
    paths = [
        path for shape in objects.get((node, _PROPERTY), []) for path in objects.get((shape, Iri(_SH + "path")), [])
    ]
    allowed = [path for path in paths if isinstance(path, Iri)]
    for head in objects.get((node, _IGNORED), []):
        allowed += [term for term in _read_list(head, objects) if isinstance(term, Iri)]
    cells: list[Iri | BlankNode] = [BlankNode(f"allowed-{node.value}-{i}") for i in range(len(allowed))]
    triples = [Triple(node, _IGNORED, cells[0] if cells else _NIL)]
    for cell, rest, path in zip(cells, [*cells[1:], _NIL], allowed, strict=True):
        triples += [Triple(cell, _FIRST, path), Triple(cell, _REST, rest)]
    return triples


def _read_list(head: Term, objects: dict[tuple[Term, Term], list[Term]]) -> list[Term]:
    members: list[Term] = []
    while head != _NIL:
        members += objects[head, _FIRST]
        head = objects[head, _REST][0]
    return members
