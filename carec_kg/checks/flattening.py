"""Rewrite shapes so that a validator runs them quickly, with the same results.

pyshacl sets up every constraint again for each focus node that reaches a property shape through ``sh:property``, and
once only for a property shape that has targets of its own; so the targets of a node shape go to its properties. It also
writes a report for each branch of ``sh:or`` that fails; so a choice of classes becomes one class above them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from carec_kg.iris import PREFIXES
from carec_kg.rdf.terms import BlankNode, Iri, Literal, Term, Triple

if TYPE_CHECKING:
    from collections.abc import Sequence

_Objects: TypeAlias = dict[tuple[Term, Term], list[Term]]

_SH = PREFIXES["sh"]
_RDF = PREFIXES["rdf"]
_CLASS = Iri(_SH + "class")
_BELOW = Iri(PREFIXES["rdfs"] + "subClassOf")
_PROPERTY = Iri(_SH + "property")
_IGNORED = Iri(_SH + "ignoredProperties")
_FIRST, _REST, _NIL = Iri(_RDF + "first"), Iri(_RDF + "rest"), Iri(_RDF + "nil")
_TARGETS = frozenset(Iri(_SH + name) for name in ("targetClass", "targetNode", "targetObjectsOf", "targetSubjectsOf"))


class FlatShapes(NamedTuple):
    """Shapes that find the same as those that they were made from, in data to which ``classes`` are added."""

    shapes: list[Triple]
    classes: list[Triple]


def flatten_shapes(shapes: Sequence[Triple]) -> FlatShapes:
    """Move targets to property shapes, list what closed shapes allow, and join choices of classes.

    A node shape without targets, which others refer to, keeps its properties. ``sh:closed`` counts the paths of
    ``sh:property`` as allowed (W3C SHACL, section 4.8.1), so they move to ``sh:ignoredProperties``.
    """
    objects: _Objects = {}
    for subject, predicate, object_ in shapes:
        objects.setdefault((subject, predicate), []).append(object_)
    aimed = {triple.subject for triple in shapes if triple.predicate in _TARGETS}
    flat, classes = FlatShapes([], []), set[Triple]()
    for triple in shapes:
        choice = _read_choice(triple, objects)
        if choice:
            flat.shapes.append(Triple(triple.subject, _CLASS, choice[0].object))
            classes.update(choice)
        elif triple.subject in aimed and triple.predicate == _PROPERTY:
            flat.shapes.extend(_move_targets(triple, objects))
        elif triple.subject not in aimed or triple.predicate != _IGNORED:
            flat.shapes.append(triple)
    for triple in shapes:
        if triple.predicate == Iri(_SH + "closed") and triple.subject in aimed:
            flat.shapes.extend(_list_allowed(triple.subject, objects))
    flat.classes.extend(classes)
    return flat


def _read_choice(triple: Triple, objects: _Objects) -> list[Triple]:
    """Return the classes of a choice, each below the one that stands for them; none for a choice of other things."""
    if triple.predicate != Iri(_SH + "or"):
        return []
    branches = _read_list(triple.object, objects)
    classes = [objects.get((branch, _CLASS), []) for branch in branches]
    plain = all(sum(key[0] == branch for key in objects) == 1 for branch in branches)
    if not plain or any(len(found) != 1 for found in classes):
        return []
    above = Iri("urn:x-any-of:" + ",".join(sorted(found[0].value for found in classes)))
    return [Triple(found[0], _BELOW, above) for found in classes if isinstance(found[0], Iri)]


def _move_targets(link: Triple, objects: _Objects) -> list[Triple]:
    shape = link.object
    if isinstance(shape, Literal):
        return [link]
    return [
        Triple(shape, key, target)
        for key in sorted(_TARGETS, key=str)
        for target in objects.get((link.subject, key), [])
    ]


def _list_allowed(node: Iri | BlankNode, objects: _Objects) -> list[Triple]:
    paths = [
        path for shape in objects.get((node, _PROPERTY), []) for path in objects.get((shape, Iri(_SH + "path")), [])
    ]
    allowed = [path for path in paths if isinstance(path, Iri)]
    for head in objects.get((node, _IGNORED), []):
        allowed += [term for term in _read_list(head, objects) if isinstance(term, Iri)]
    cells: list[Iri | BlankNode] = [BlankNode(f"allowed-{node.value}-{i}") for i in range(len(allowed))]
    triples = [Triple(node, _IGNORED, cells[0] if cells else _NIL)]
    for cell, rest, path in zip(cells, [*cells, _NIL][1:], allowed, strict=True):
        triples += [Triple(cell, _FIRST, path), Triple(cell, _REST, rest)]
    return triples


def _read_list(head: Term, objects: _Objects) -> list[Term]:
    members: list[Term] = []
    while head != _NIL:
        members += objects[head, _FIRST]
        head = objects[head, _REST][0]
    return members
