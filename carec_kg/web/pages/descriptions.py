"""What is told of a thing to programs: a bounded description, with what points at it, labels, and sources."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from carec_kg.iris import BASE, INFERRED_GRAPH, PREFIXES, RDF_TYPE, SOURCE
from carec_kg.rdf.media import N_QUADS, RDF_FORMATS, TRIG
from carec_kg.rdf.terms import Iri, Quad, Triple, text_literal
from carec_kg.rdf.writing import write

if TYPE_CHECKING:
    from collections.abc import Iterable

    from carec_kg.rdf.media import Format
    from carec_kg.rdf.terms import BlankNode, Term
    from carec_kg.web.pages.reader import GraphReader

#: Statements about a thing, and statements that point at it, which a description holds at the most.
MOST_EACH_WAY = 2000
_LABEL = PREFIXES["rdfs"] + "label"
#: Things whose labels one query asks for.
_BATCH = 400


@dataclass(frozen=True, slots=True)
class Description:
    """The statements of a description in their graphs; what is about the document itself is in none.

    ``cut`` says after how many statements it had to stop, 0 where it is whole.
    """

    quads: tuple[Quad, ...]
    cut: int = 0

    def write(self, format_: Format) -> bytes:
        """Return the description in a format; but for TriG and N-Quads they hold each triple once, in no graph.

        JSON-LD could hold graphs; but who reads it as a graph would find nothing in them.
        """
        if format_.name in {TRIG.name, N_QUADS.name}:
            return write(self.quads, format_)
        known = next(known for known in RDF_FORMATS if known.name == format_.name)
        return write((Quad(*quad.triple) for quad in self.quads), known)


def describe(reader: GraphReader, iri: str, *, inferred: bool = True) -> Description:
    """Return what the graph says of a thing both ways, with or without what only follows; raise what pools raise."""
    node = str(Iri(iri))
    keep = "" if inferred else f"FILTER(?g != {Iri(INFERRED_GRAPH)}) "
    rows = []
    cut = False
    for pattern, order in (
        (f"{node} ?p ?o BIND({node} AS ?s)", "?p ?o ?g"),
        (f"?s ?p {node} BIND({node} AS ?o)", "?p ?s ?g"),
    ):
        statement, binding = pattern.split(" BIND")
        text = f"SELECT ?s ?p ?o ?g WHERE {{ GRAPH ?g {{ {statement} }} BIND{binding} {keep}}} ORDER BY {order}"
        found = reader.select(f"{text} LIMIT {MOST_EACH_WAY + 1}").rows
        cut = cut or len(found) > MOST_EACH_WAY
        rows += found[:MOST_EACH_WAY]
    quads = [Quad(_subject(s), Iri(p.value), o, g.value) for s, p, o, g in rows if s and p and o and g]
    mentioned = {term.value for quad in quads for term in (quad.subject, quad.object) if isinstance(term, Iri)}
    labels = read_labels(reader, sorted(iri for iri in mentioned if iri.startswith(BASE)))
    about = _describe_document(iri, quads, len(quads) if cut else 0)
    return Description((*quads, *labels, *about), len(quads) if cut else 0)


def read_graph(reader: GraphReader, graph: str) -> Description:
    """Return the statements of one named graph, whole: a passage's or a source's are few."""
    node = str(Iri(graph))
    triples = reader.construct(f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH {node} {{ ?s ?p ?o }} }}")
    return Description(tuple(Quad(*triple, graph) for triple in triples))


def read_labels(reader: GraphReader, iris: list[str]) -> Iterable[Quad]:
    """Return the labels of things, as statements in no graph."""
    found = []
    for start in range(0, len(iris), _BATCH):
        values = " ".join(str(Iri(iri)) for iri in iris[start : start + _BATCH])
        for thing, name in reader.select(f"SELECT ?s ?n WHERE {{ VALUES ?s {{ {values} }} ?s <{_LABEL}> ?n }}").rows:
            if thing and name:
                found.append(Quad(_subject(thing), Iri(_LABEL), name))
    return found


def _describe_document(iri: str, quads: list[Quad], cut: int) -> list[Quad]:
    """Return what is said of the description itself: what it is about, its sources, and that it was cut."""
    document = Iri(BASE + "data/" + iri.removeprefix(BASE).removeprefix("id/"))
    triples = [
        Triple(document, Iri(RDF_TYPE), Iri(PREFIXES["foaf"] + "Document")),
        Triple(document, Iri(PREFIXES["foaf"] + "primaryTopic"), Iri(iri)),
    ]
    sources = sorted({quad.graph for quad in quads if quad.graph and quad.graph.startswith(SOURCE)})
    triples += [Triple(document, Iri(PREFIXES["dcterms"] + "source"), Iri(graph)) for graph in sources]
    if cut:
        words = f"Holds the first {cut} statements about its topic; there are more, which SPARQL gives."
        triples.append(Triple(document, Iri(PREFIXES["rdfs"] + "comment"), text_literal(words, "en")))
    return [Quad(*triple) for triple in triples]


def _subject(term: Term) -> Iri | BlankNode:
    if isinstance(term, Iri):
        return term
    message = f"{term} is no name of a thing."
    raise TypeError(message)
