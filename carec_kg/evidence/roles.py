"""Roles: whether a triple is a fact of the row, a reading of ours, a name, or what merely holds the graph together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from carec_kg.evidence.precedence import is_passage
from carec_kg.iris import CAREC, CATALOGUE_GRAPH, GRAPH, ONTOLOGY_GRAPH, PREFIXES, RDF_TYPE, SOURCE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Role: TypeAlias = Literal["fact", "reading", "name", "structure"]
#: Roles in the order in which they are shown; those behind the second stand in a group of their own.
ROLES: tuple[Role, ...] = ("fact", "reading", "name", "structure")
_NAMES = frozenset(
    {PREFIXES["rdfs"] + "label", *(PREFIXES["skos"] + name for name in ("prefLabel", "altLabel", "notation"))}
)
#: What is said of passages and documents, rather than by them.
_PARTS = frozenset(
    {RDF_TYPE, *(CAREC + name for name in ("passageOf", "section", "sectionOf", "ordinal", "passageKind", "readingOf"))}
)
_STRUCTURAL = (ONTOLOGY_GRAPH, CATALOGUE_GRAPH, GRAPH + "links/")


def find_role(predicate: str, graphs: Sequence[str], *, read: bool, inferred: bool = False) -> Role:
    """Return the role of a triple by its predicate and the graphs that state it; ``read`` says that we read it so.

    What a passage states is a fact, whatever it is. What follows is one unless it is a name or a type.
    """
    if any(map(is_passage, graphs)):
        return "fact"
    if read:
        return "reading"
    if predicate in _NAMES:
        return "name"
    if predicate in _PARTS or (graphs and not inferred and all(graph.startswith(_STRUCTURAL) for graph in graphs)):
        return "structure"
    return "fact"


def best_role(roles: Iterable[Role]) -> Role:
    """Return the role that is shown first; ``structure`` where there is none."""
    return min(roles, key=ROLES.index, default="structure")


def role_of_graph(graph: str, role: Role) -> Role:
    """Return the role of a graph that states a triple with a role: only a source states a name as its own fact."""
    if graph.startswith(SOURCE):
        return role
    if graph.startswith(_STRUCTURAL):
        return "structure"
    return "name" if role == "reading" else role


def is_main(node: dict[str, Any]) -> bool:
    """Tell whether a triple or a citation is no mere name, type or structure; one without a role is none."""
    return bool(node.get("role", "fact") in ROLES[:2])
