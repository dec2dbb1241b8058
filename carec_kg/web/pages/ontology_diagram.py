"""The ontology as diagrams: the four pillars in one, and each module in one of its own. No Flask here."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from carec_kg.drawing.graph import draw_graph
from carec_kg.drawing.layering import Edge
from carec_kg.drawing.words import Words
from carec_kg.iris import CAREC, PREFIXES
from carec_kg.web.pages.languages import DEFAULT_LANGUAGE
from carec_kg.web.pages.ontology_model import list_ancestors
from carec_kg.web.pages.wording import say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from carec_kg.drawing.frame import Drawing
    from carec_kg.web.pages.ontology_model import OntologyTerm

#: The pillars, and what else relations between them need. Those above them that a relation needs come by themselves.
_PILLARS = ("Member", "Country", "Region", "Corridor", "Subcorridor", "BorderPort", "Initiative", "Programme")
#: The name of the diagram of the pillars; that of a module goes by the module's.
PILLARS = "pillars"
#: What no arrow leads to: a value of a list says nothing of how classes hang together.
_CONCEPT = PREFIXES["skos"] + "Concept"


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
    for iri, pair in _list_relations(terms, _by_use(terms, uses)):
        if {*pair} <= classes and pair[0] != pair[1]:
            found[pair].append(iri)
    kinds = [Link(one, above) for one in sorted(classes) for above in terms[one].above if above in classes]
    return [*kinds, *_link_defined(terms, pillars), *_join(found)]


def link_module(terms: Mapping[str, OntologyTerm], uses: Mapping[str, int], module: Iterable[str]) -> list[Link]:
    """Return what the classes of a module are kinds of, and where the relations that it declares lead."""
    held = {*module}
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for iri, pair in _list_relations(terms, [one for one in _by_use(terms, uses) if one in held]):
        if pair[0] != pair[1] and _CONCEPT not in pair:
            found[pair].append(iri)
    classes = sorted(one for one in held if terms[one].kind == "class")
    kinds = [Link(one, above) for one in classes for above in terms[one].above if above in terms]
    return [*kinds, *_join(found)]


def gather_families(links: list[Link]) -> tuple[dict[str, tuple[str, ...]], list[Link]]:
    """Return each class that is a kind of no other here with its kinds, and the relations between these families.

    A class that is a kind of several stands in each family; its relations are those of the first.
    """
    above: dict[str, list[str]] = defaultdict(list)
    for link in links:
        if not link.relations:
            above[link.source].append(link.target)
    classes = list(dict.fromkeys(one for link in links for one in (link.source, link.target)))
    heads = {one: _find_heads(one, above) for one in classes}
    families = {
        head: tuple(one for one in classes if head in heads[one] and one != head) for head in classes if not above[head]
    }
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for link in links:
        source, target = heads[link.source][0], heads[link.target][0]
        if link.relations and source != target:
            found[source, target] += [one for one in link.relations if one not in found[source, target]]
    return families, _join(found)


def draw_pillars(links: list[Link], name: Callable[[str], str]) -> Drawing | None:
    """Return the diagram of the pillars as families of classes; ``name`` gives the label of a term."""
    families, relations = gather_families(links)
    called = {
        head: _say("family", name=name(head), kinds=", ".join(map(name, kinds))) if kinds else name(head)
        for head, kinds in families.items()
    }
    edges = [Edge(called[link.source], called[link.target], _label(link, name)) for link in relations]
    return draw_graph(edges, [], Words(_say("diagram_title"), key=PILLARS, heading=False))


def draw_module(title: str, key: str, links: list[Link], name: Callable[[str], str]) -> Drawing | None:
    """Return the diagram of a module, ``None`` where nothing leads from one class to another."""
    edges = [Edge(name(link.source), name(link.target), _label(link, name)) for link in links]
    words = Words(_say("diagram_module", module=title), key=f"diagram-{key}", heading=False)
    return draw_graph(edges, [], words) if edges else None


def _by_use(terms: Mapping[str, OntologyTerm], uses: Mapping[str, int]) -> list[str]:
    return sorted(terms, key=lambda iri: (-uses.get(iri, 0), iri))


def _list_relations(terms: Mapping[str, OntologyTerm], wanted: Iterable[str]) -> Iterable[tuple[str, tuple[str, str]]]:
    for iri in wanted:
        term = terms[iri]
        if term.kind == "relation":
            yield from ((iri, (domain, range_)) for domain in term.domains for range_ in term.ranges)


def _join(found: Mapping[tuple[str, str], list[str]]) -> list[Link]:
    return [Link(source, target, tuple(relations)) for (source, target), relations in found.items()]


def _find_heads(one: str, above: Mapping[str, list[str]]) -> list[str]:
    """Return the classes at the top of all that a class is a kind of; itself where it is a kind of none."""
    heads: list[str] = []
    waiting, seen = [one], {one}
    for here in waiting:
        higher = above.get(here, [])
        if not higher:
            heads.append(here)
        waiting += [next_ for next_ in higher if next_ not in seen]
        seen |= {*higher}
    return heads or [one]


def _link_defined(terms: Mapping[str, OntologyTerm], pillars: list[str]) -> list[Link]:
    """Return where the relation leads by which a pillar is defined: a member is who is a member of a programme."""
    return [
        Link(pillar, range_, (restriction.on,))
        for pillar in pillars
        for restriction in terms[pillar].restrictions
        for range_ in (terms[restriction.on].ranges if restriction.on in terms else ())
    ]


def _label(link: Link, name: Callable[[str], str]) -> str:
    if not link.relations:
        return _say("kind_of_edge")
    first, rest = name(link.relations[0]), len(link.relations) - 1
    return _say("and_more", name=first, count=rest) if rest else first


def _say(key: str, **values: object) -> str:
    return say(DEFAULT_LANGUAGE, f"ontology.{key}", **values)
