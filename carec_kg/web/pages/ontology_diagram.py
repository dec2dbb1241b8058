"""The four pillars as a diagram: classes, what they are kinds of, and the relations between them. No Flask here."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from carec_kg.drawing.graph import draw_graph
from carec_kg.drawing.layering import Edge
from carec_kg.drawing.words import Words
from carec_kg.iris import CAREC
from carec_kg.web.pages.languages import DEFAULT_LANGUAGE
from carec_kg.web.pages.ontology_model import list_ancestors
from carec_kg.web.pages.wording import say

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from carec_kg.drawing.frame import Drawing
    from carec_kg.web.pages.ontology_model import OntologyTerm

#: The pillars, and what else relations between them need. Those above them that a relation needs come by themselves.
_PILLARS = ("Member", "Country", "Region", "Corridor", "Subcorridor", "BorderPort", "Initiative", "Programme")
_KEY = "pillars"


@dataclass(frozen=True, slots=True)
class Link:
    """Relations from one class to another, the one used most first; none where the one is a kind of the other."""

    source: str
    target: str
    relations: tuple[str, ...] = ()


def link_pillars(terms: Mapping[str, OntologyTerm], uses: Mapping[str, int]) -> list[Link]:
    """Return what leads from one of the pillars, or of the classes above them, to another."""
    pillars = [CAREC + name for name in _PILLARS if CAREC + name in terms]
    classes = {*pillars, *(one for pillar in pillars for one in list_ancestors(terms, pillar) if one in terms)}
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for iri in sorted(terms, key=lambda iri: (-uses.get(iri, 0), iri)):
        term = terms[iri]
        for pair in ((domain, range_) for domain in term.domains for range_ in term.ranges):
            if term.kind == "relation" and {*pair} <= classes and pair[0] != pair[1]:
                found[pair].append(iri)
    links = [Link(source, target, tuple(relations)) for (source, target), relations in found.items()]
    kinds = [Link(one, above) for one in sorted(classes) for above in terms[one].above if above in classes]
    return [*kinds, *_link_defined(terms, pillars), *links]


def _link_defined(terms: Mapping[str, OntologyTerm], pillars: list[str]) -> list[Link]:
    """Return where the relation leads by which a pillar is defined: a member is who is a member of a programme."""
    return [
        Link(pillar, range_, (restriction.on,))
        for pillar in pillars
        for restriction in terms[pillar].restrictions
        for range_ in (terms[restriction.on].ranges if restriction.on in terms else ())
    ]


def draw_pillars(links: list[Link], name: Callable[[str], str]) -> Drawing | None:
    """Return the diagram of links between classes; ``name`` gives the label of a term."""
    edges = [Edge(name(link.source), name(link.target), _label(link, name)) for link in links]
    return draw_graph(edges, [], Words(_say("diagram_title"), key=_KEY, heading=False))


def _label(link: Link, name: Callable[[str], str]) -> str:
    if not link.relations:
        return _say("kind_of_edge")
    first, rest = name(link.relations[0]), len(link.relations) - 1
    return _say("and_more", name=first, count=rest) if rest else first


def _say(key: str, **values: object) -> str:
    return say(DEFAULT_LANGUAGE, f"ontology.{key}", **values)
