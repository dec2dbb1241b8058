"""Small graphs in Turtle, the rules of the repository, and what owlrl makes of the same graph."""

from __future__ import annotations

from pathlib import Path

from carec_kg.iris import PREFIXES
from carec_kg.rdf.media import N_TRIPLES, TURTLE
from carec_kg.rdf.reading import parse
from carec_kg.rdf.skolem import skolemise
from carec_kg.rdf.terms import Iri, Quad, Triple, format_triple
from carec_kg.reasoning.closure import Closure, infer
from carec_kg.reasoning.rules import Rule, read_rules
from carec_kg.reasoning.triviality import is_trivial

FOLDER = Path(__file__).parents[2] / "ontology" / "rules"
RULES: tuple[Rule, ...] = read_rules(FOLDER)
EXAMPLE = "http://example.org/"
_PREFIXES = "".join(f"@prefix {name}: <{PREFIXES[name]}> .\n" for name in ("owl", "rdf", "rdfs", "xsd"))
_OWL, _RDFS = PREFIXES["owl"], PREFIXES["rdfs"]
#: What owlrl adds of its own: its error reports, and what holds of OWL's vocabulary and of datatypes.
_OWN_TALK = ("http://www.daml.org/2002/03/agents/agent-ont#",)
_ABOUT_VOCABULARY = tuple(PREFIXES[name] for name in ("owl", "rdf", "rdfs", "xsd"))


def read_graph(text: str) -> list[Quad]:
    """Return the quads of a Turtle text with the usual prefixes (``:`` for examples), blank nodes skolemised."""
    return skolemise(parse(f"{_PREFIXES}@prefix : <{EXAMPLE}> .\n{text}".encode(), TURTLE, "graph"), "graph")


def close(text: str, *names: str) -> Closure:
    """Return the closure of a Turtle text by the rules of those names; by all rules if none is named."""
    return infer(read_graph(text), [rule for rule in RULES if not names or rule.name in names])


def shorten(triple: Triple) -> str:
    """Return a triple as ``s p o`` with the local names of its IRIs."""
    return " ".join(
        term.value.removeprefix(EXAMPLE) if not isinstance(term, Iri) else _local(term.value) for term in triple
    )


def _local(iri: str) -> str:
    return iri.replace("#", "/").rsplit("/", 1)[-1]


def shorten_all(closure: Closure) -> set[str]:
    """Return the triples of a closure as ``s p o``."""
    return {shorten(item.triple) for item in closure.triples}


def close_with_owlrl(quads: list[Quad]) -> set[Triple]:
    """Return asserted and inferred triples according to owlrl, what says nothing left out."""
    from owlrl import OWLRL_Semantics  # noqa: PLC0415 - heavy
    from rdflib import Graph, Literal  # noqa: PLC0415 - heavy

    graph = Graph()
    graph.parse(data="\n".join(map(format_triple, quads)), format="nt")
    OWLRL_Semantics(graph, axioms=False, daxioms=False).closure()
    for triple in list(graph):
        if isinstance(triple[0], Literal):
            graph.remove(triple)
    written = graph.serialize(format="nt", encoding="utf-8")
    return {quad.triple for quad in parse(written, N_TRIPLES, "owlrl") if not _says_nothing(quad.triple)}


def close_with_rules(quads: list[Quad]) -> set[Triple]:
    """Return asserted and inferred triples according to our rules, what says nothing left out."""
    every = {quad.triple for quad in quads} | {item.triple for item in infer(quads, RULES).triples}
    return {triple for triple in every if not _says_nothing(triple)}


def _says_nothing(triple: Triple) -> bool:
    """Return whether a triple is reflexive, axiomatic or about a datatype."""
    if is_trivial(triple) or triple.predicate.value.startswith(_OWN_TALK):
        return True
    if triple.subject == Iri(_OWL + "Nothing") and triple.predicate == Iri(_RDFS + "subClassOf"):
        return True
    return triple.subject.value.startswith(_ABOUT_VOCABULARY) or str(triple.subject).startswith("_:")
