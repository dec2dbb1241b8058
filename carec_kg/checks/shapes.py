"""Run the SHACL shapes over a graph and turn the validation report into findings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from carec_kg.checks.finding import Finding, Severity
from carec_kg.checks.flattening import flatten_shapes
from carec_kg.errors import DataProblem
from carec_kg.iris import CAREC, PREFIXES, SHAPE, XSD_STRING
from carec_kg.rdf.media import TURTLE
from carec_kg.rdf.reading import parse, read_bytes
from carec_kg.rdf.terms import BlankNode, Iri, Literal, Term, Triple, text_literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from rdflib import Graph

_SH = PREFIXES["sh"]
#: What a constraint found, in words that follow on the shape's own message.
_FOUND = {
    "MinCount": "There are fewer here.",
    "MaxCount": "There are more here.",
    "UniqueLang": "One language has two here.",
    "QualifiedMinCount": "There are fewer here.",
    "QualifiedMaxCount": "There are more here.",
    "HasValue": "The value is missing here.",
}
#: Files of shapes that are not for the asserted graphs.
CLOSURE = "closure"
STYLE = "style"


@dataclass(frozen=True, slots=True)
class ShapeSets:
    """The shapes by what they are run over: the asserted graphs, these with the closure, the ontology's own terms."""

    asserted: tuple[Triple, ...]
    closure: tuple[Triple, ...]
    style: tuple[Triple, ...]


def read_shapes(folder: Path) -> ShapeSets:
    """Read ``*.ttl`` of a folder: ``closure.ttl``, ``style.ttl``, others; raise ``SyntaxProblem``, ``DataProblem``."""
    sets: dict[str, list[Triple]] = {"asserted": [], CLOSURE: [], STYLE: []}
    files = sorted(folder.glob("*.ttl"))
    if not files:
        message = f"{folder} holds no shapes (*.ttl); a graph without shapes would pass unchecked."
        raise DataProblem(message)
    for path in files:
        quads = parse(read_bytes(path), TURTLE, str(path))
        sets[path.stem if path.stem in sets else "asserted"] += [quad.triple for quad in quads]
    return ShapeSets(tuple(sets["asserted"]), tuple(sets[CLOSURE]), tuple(sets[STYLE]))


def run_shapes(shapes: Sequence[Triple], data: Iterable[Triple]) -> list[Finding]:
    """Return what a graph does against the shapes, as pyshacl finds it (W3C SHACL, Core); nothing is inferred."""
    from pyshacl import validate  # noqa: PLC0415 - heavy

    flat = flatten_shapes(shapes)
    _, report, _ = validate(
        to_rdflib([*data, *flat.classes]),
        shacl_graph=to_rdflib(flat.shapes),
        inference="none",
        advanced=False,
        inplace=True,
    )
    return list(_read_report(report))


def own_terms(ontology: Iterable[Triple]) -> list[Triple]:
    """Return the statements about the ontology itself and its own terms: what the style shapes are run over."""
    own = (CAREC, CAREC.removesuffix("#"))
    return [
        triple
        for triple in ontology
        if isinstance(triple.subject, Iri)
        and (triple.subject.value.startswith(own[0]) or triple.subject.value == own[1])
    ]


def to_rdflib(triples: Iterable[Triple]) -> Graph:
    """Return the triples as an rdflib graph with every lexical form as it is."""
    from rdflib import BNode, Graph, URIRef  # noqa: PLC0415 - heavy
    from rdflib import Literal as Text  # noqa: PLC0415 - heavy

    known: dict[Term, URIRef | BNode | Text] = {}

    def convert(term: Term) -> URIRef | BNode | Text:
        if term not in known:
            if isinstance(term, Iri):
                known[term] = URIRef(term.value)
            elif isinstance(term, BlankNode):
                known[term] = BNode(term.value)
            else:
                datatype = None if term.language or term.datatype == XSD_STRING else URIRef(term.datatype)
                known[term] = Text(term.value, lang=term.language, datatype=datatype, normalize=False)
        return known[term]

    graph = Graph(bind_namespaces="none")
    graph.addN((convert(s), convert(p), convert(o), graph) for s, p, o in triples)
    return graph


def _read_report(report: Graph) -> Iterator[Finding]:
    from rdflib import URIRef  # noqa: PLC0415 - heavy

    for result in report.objects(None, URIRef(_SH + "result")):
        entry = {str(key).removeprefix(_SH): value for key, value in report.predicate_objects(result)}
        component = str(entry["sourceConstraintComponent"]).removeprefix(_SH).removesuffix("ConstraintComponent")
        path = entry.get("resultPath")
        yield Finding(
            str(entry["sourceShape"]).removeprefix(SHAPE),
            " ".join(filter(None, (str(entry["resultMessage"]), _FOUND.get(component)))),
            Severity(str(entry["resultSeverity"]).removeprefix(_SH).lower()),
            _from_rdflib(entry["focusNode"]),
            str(path) if isinstance(path, URIRef) else None,
            _from_rdflib(entry["value"]) if "value" in entry else None,
        )


def _from_rdflib(node: object) -> Term:
    from rdflib import BNode  # noqa: PLC0415 - heavy
    from rdflib import Literal as Text  # noqa: PLC0415 - heavy

    if isinstance(node, Text):
        text = str(node)
        return text_literal(text, node.language) if node.language else Literal(text, str(node.datatype or XSD_STRING))
    return BlankNode(str(node)) if isinstance(node, BNode) else Iri(str(node))


def shape_messages(sets: ShapeSets) -> dict[str, str]:
    """Return each shape that can be broken, by its short name, with its message."""
    message = Iri(_SH + "message")
    triples = [*sets.asserted, *sets.closure, *sets.style]
    return {t.subject.value.removeprefix(SHAPE): t.object.value for t in triples if t.predicate == message}
