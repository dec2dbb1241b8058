"""Citations: the passage that a fact rests on, as source, section and ordinal, with our own summary of it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any, Protocol

from carec_kg.errors import UnknownName
from carec_kg.iris import (
    CAREC,
    CATALOGUE_GRAPH,
    CURATION_GRAPH,
    GRAPH,
    INFERRED_GRAPH,
    ONTOLOGY_GRAPH,
    PREFIXES,
    RDF_TYPE,
)
from carec_kg.rdf.terms import Iri, Literal
from carec_kg.reasoning.grounds import is_absolute_iri

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from carec_kg.graph.answers import Rows
    from carec_kg.rdf.terms import Term

_LABEL = PREFIXES["rdfs"] + "label"
_ABSTRACT = PREFIXES["dcterms"] + "abstract"
_LINKS = GRAPH + "links/"
#: What the graphs are called that are no passage.
_OWN_GRAPHS = {
    ONTOLOGY_GRAPH: "Ontology of this knowledge graph",
    CURATION_GRAPH: "Names, types and notes given by this graph",
    CATALOGUE_GRAPH: "Catalogue of this knowledge graph",
    INFERRED_GRAPH: "Inferred, not stated",
}
#: Things that one query describes.
_BATCH = 500


class Reader(Protocol):
    """What citations are read from: an engine, or who asks one."""

    def select(self, text: str, **bindings: Term) -> Rows:
        """Answer a SELECT query."""


@dataclass(frozen=True, slots=True)
class Named:
    """A thing with its label, which is empty where it has none in any language."""

    iri: str
    label: str


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a statement stands.

    ``iri`` is the passage, which is also the name of the graph; ``document`` is the source that it stands in. A graph
    that is no passage has no ordinal: a source's own description, the ontology, the curation, the links. ``start`` and
    ``end`` are offsets in Unicode code points, the end excluded; they and the digests are absent where the text is not
    held. ``address`` is of the web page that was read, ``locator`` the spot on it in our words, ``doubts`` are reasons
    to take care with the passage. ``goes_on_from`` are the IRIs and ordinals of the passages before it that name what
    it speaks of. ``summary`` is ours, not the wording.
    """

    iri: str
    document: Named
    section: Named | None = None
    ordinal: int | None = None
    kind: str = ""
    summary: str = ""
    address: str = ""
    locator: str = ""
    doubts: tuple[Named, ...] = ()
    goes_on_from: tuple[tuple[str, int], ...] = ()
    start: int | None = None
    end: int | None = None
    sha256: str = ""
    document_sha256: str = ""

    def __str__(self) -> str:
        """Write the citation in one line: source, section, passage, spot, summary, address, doubts."""
        places = [self.document.label or self.document.iri]
        if self.section:
            places.append(f"section “{self.section.label or self.section.iri}”")
        if self.ordinal is not None:
            places.append(f"passage {self.ordinal}")
        if self.locator:
            places.append(self.locator.rstrip("."))
        text = ", ".join(places) + (f": {self.summary}" if self.summary else "")
        earlier = ", ".join(str(ordinal) for _, ordinal in self.goes_on_from)
        text += f" (goes on from passage {earlier})" if earlier else ""
        doubts = ", ".join(doubt.label or doubt.iri for doubt in self.doubts)
        return text + (f" <{self.address}>" if self.address else "") + (f" [doubt: {doubts}]" if doubts else "")

    def to_dict(self) -> dict[str, Any]:
        """Return the citation for JSON, without what is absent; ``text`` is its one line."""
        offsets = None if self.start is None else {"start": self.start, "end": self.end}
        found = {
            "iri": self.iri,
            "text": str(self),
            "document": _to_dict(self.document),
            "section": _to_dict(self.section) if self.section else None,
            "ordinal": self.ordinal,
            "kind": self.kind,
            "summary": self.summary,
            "address": self.address,
            "locator": self.locator,
            "doubts": [_to_dict(doubt) for doubt in self.doubts],
            "goesOnFrom": [{"iri": iri, "ordinal": ordinal} for iri, ordinal in self.goes_on_from],
            "offsets": offsets,
            "sha256": self.sha256,
            "documentSha256": self.document_sha256,
        }
        return {key: value for key, value in found.items() if value not in (None, "", [])}


def _to_dict(thing: Named) -> dict[str, str]:
    return {"iri": thing.iri, "label": thing.label}


def cite(engine: Reader, passage: str, language: str = "en") -> Citation:
    """Return the citation of a passage, or of another named graph, by its IRI; raise ``UnknownName``."""
    found = cite_all(engine, [passage], language).get(passage)
    if found is None:
        raise UnknownName("passage", passage, [])
    return found


def cite_all(engine: Reader, passages: Iterable[str], language: str = "en") -> dict[str, Citation]:
    """Return the citations of passages and other named graphs by their IRIs; what is not known is left out.

    Labels and summaries are in the language where the graph has them in it, else in English, else in any. Three
    queries, whatever their number up to 500.
    """
    wanted = list(dict.fromkeys(passages))
    nodes = _describe(engine, [iri for iri in wanted if iri not in _OWN_GRAPHS and is_absolute_iri(iri)], language)
    near = ("passageOf", "section", "doubt", "goesOnFrom")
    around = {iri for node in nodes.values() for name in near for iri in node.iris(name)}
    nodes |= _describe(engine, sorted(around - nodes.keys()), language)
    citations = ((iri, _cite(iri, nodes)) for iri in wanted)
    return {iri: citation for iri, citation in citations if citation}


class _Node:
    """What the graph says of one thing."""

    def __init__(self, language: str) -> None:
        self._languages = (language, "en", "")
        self._values: dict[str, list[Term]] = {}

    def add(self, predicate: str, value: Term) -> None:
        self._values.setdefault(predicate, []).append(value)

    def iris(self, name: str) -> list[str]:
        return sorted(term.value for term in self._values.get(CAREC + name, []) if isinstance(term, Iri))

    def types(self) -> set[str]:
        """Return the local names of our own classes that the thing belongs to."""
        return {term.value.removeprefix(CAREC) for term in self._values.get(RDF_TYPE, [])}

    def text(self, predicate: str) -> str:
        """Return the value of a predicate, the first in the order of the languages wanted and of the text."""
        found = [term for term in self._values.get(predicate, []) if isinstance(term, Literal)]
        return min(found, key=self._order).value if found else ""

    def _order(self, literal: Literal) -> tuple[int, str]:
        spoken = literal.language or ""
        return self._languages.index(spoken) if spoken in self._languages else len(self._languages), literal.value

    def number(self, name: str) -> int | None:
        text = self.text(CAREC + name)
        return int(text) if text.isascii() and text.isdigit() else None


def _describe(engine: Reader, things: list[str], language: str) -> dict[str, _Node]:
    nodes: dict[str, _Node] = {}
    left = iter(things)
    while batch := list(islice(left, _BATCH)):
        values = " ".join(str(Iri(iri)) for iri in batch)
        for subject, predicate, value in engine.select(
            f"SELECT ?s ?p ?o WHERE {{ VALUES ?s {{ {values} }} ?s ?p ?o }}"
        ).rows:
            if subject and predicate and value:
                nodes.setdefault(subject.value, _Node(language)).add(predicate.value, value)
    return nodes


def _cite(iri: str, nodes: Mapping[str, _Node]) -> Citation | None:
    if iri in _OWN_GRAPHS or iri.startswith(_LINKS):
        return Citation(iri, Named(iri, _OWN_GRAPHS.get(iri, f"Links to {iri.removeprefix(_LINKS)}")))
    node = nodes.get(iri)
    if node is None:
        return None
    documents, sections = node.iris("passageOf"), node.iris("section")
    if not documents:
        if "Document" not in node.types():
            return None
        address, sha256 = node.text(CAREC + "pageAddress"), node.text(CAREC + "sha256")
        return Citation(iri, _name(iri, nodes), address=address, document_sha256=sha256)
    document = nodes.get(documents[0])
    return Citation(
        iri=iri,
        document=_name(documents[0], nodes),
        section=_name(sections[0], nodes) if sections else None,
        ordinal=node.number("ordinal"),
        kind="".join(node.iris("passageKind")[:1]).rpartition("/")[2],
        summary=node.text(_ABSTRACT),
        address=next(_find_addresses(nodes, [iri, *sections, *documents]), ""),
        locator=node.text(CAREC + "locator"),
        doubts=tuple(_name(doubt, nodes) for doubt in node.iris("doubt")),
        goes_on_from=tuple((one, nodes[one].number("ordinal") or 0) for one in node.iris("goesOnFrom") if one in nodes),
        start=node.number("start"),
        end=node.number("end"),
        sha256=node.text(CAREC + "sha256"),
        document_sha256=document.text(CAREC + "sha256") if document else "",
    )


def _find_addresses(nodes: Mapping[str, _Node], places: list[str]) -> Iterator[str]:
    """Yield the page addresses of a passage, its section and its document: the nearest one holds."""
    for place in places:
        if place in nodes and (address := nodes[place].text(CAREC + "pageAddress")):
            yield address


def _name(iri: str, nodes: Mapping[str, _Node]) -> Named:
    return Named(iri, nodes[iri].text(_LABEL) if iri in nodes else "")
