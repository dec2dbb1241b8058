"""The ontology in one piece: terms, modules, shapes and uses, with the names of terms in a language. No Flask here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from carec_kg.iris import CAREC, PREFIXES
from carec_kg.rdf.terms import Iri
from carec_kg.web.pages.ontology_files import Module, OntologyFiles
from carec_kg.web.pages.ontology_model import (
    OntologyTerm,
    Vocabulary,
    list_ancestors,
    name_node,
    read_terms,
    restore_blank_nodes,
)
from carec_kg.web.pages.ontology_use import count_uses, read_ontology
from carec_kg.web.pages.reader import Label, choose_label
from carec_kg.web.pages.shape_words import ShapeWords, describe_shapes, shapes_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from carec_kg.rdf.terms import Triple
    from carec_kg.web.pages.reader import GraphReader

ONTOLOGY = CAREC.removesuffix("#")


@dataclass(frozen=True, slots=True)
class Declared:
    """A property of a class, and the class that it is declared for: the class itself, or one above it."""

    term: OntologyTerm
    through: str


@dataclass(frozen=True, slots=True)
class OntologyView:
    """All that pages know of the ontology; ``uses`` is by IRI, ``shapes`` by name, ``modules`` hold every term once."""

    triples: tuple[Triple, ...]
    terms: Mapping[str, OntologyTerm]
    modules: tuple[Module, ...]
    shapes: Mapping[str, ShapeWords]
    uses: Mapping[str, int]
    version: str
    modified: str

    def find(self, name: str) -> OntologyTerm | None:
        """Return the term with a name on pages, or with an IRI."""
        return self.terms.get(CAREC + name) or next((one for one in self.terms.values() if one.name == name), None)

    def label(self, iri: str, language: str) -> Label:
        """Return what a term is called: by its label, else by the short name of its IRI."""
        term = self.terms.get(iri)
        return choose_label(iri, term.labels if term else (), language)

    def count(self, kind: str) -> int:
        """Return how many terms of our own are of a kind."""
        return sum(term.kind == kind and not term.borrowed for term in self.terms.values())

    def module_of(self, iri: str) -> Module | None:
        """Return the module that declares a term."""
        return next((module for module in self.modules if iri in module.terms), None)

    def below(self, iri: str) -> list[str]:
        """Return the terms right below a term."""
        return [one.iri for one in self.terms.values() if iri in one.above]

    def ancestors(self, iri: str) -> list[str]:
        """Return all that is above a term, but for what is right above it."""
        return [one for one in list_ancestors(self.terms, iri) if one not in self.terms[iri].above]

    def properties(self, iri: str) -> list[Declared]:
        """Return the properties that are declared for a class or one above it, its own first."""
        classes = [iri, *list_ancestors(self.terms, iri)]
        return [Declared(term, one) for one in classes for term in self.terms.values() if one in term.domains]

    def pointing(self, iri: str) -> list[Declared]:
        """Return the properties that lead to a class or one above it."""
        classes = [iri, *list_ancestors(self.terms, iri)]
        return [Declared(term, one) for one in classes for term in self.terms.values() if one in term.ranges]

    def shapes_of(self, iri: str) -> list[ShapeWords]:
        """Return the shapes that are about a term."""
        return shapes_of(self.shapes, iri)

    def describe(self, iri: str) -> list[Triple]:
        """Return what the ontology says of a term, with the lists and restrictions that belong to it."""
        found: list[Triple] = []
        wanted = [iri]
        for node in wanted:
            said = [triple for triple in self.triples if name_node(triple.subject) == node]
            found += said
            blank = [name_node(t.object) for t in said if name_node(t.object).startswith("_:")]
            wanted += [one for one in blank if one not in wanted]
        return found


def read_view(reader: GraphReader, files: OntologyFiles) -> OntologyView | None:
    """Return the ontology of the graph that is served, ``None`` where it has none; raise whatever the pool raises."""
    triples = tuple(restore_blank_nodes(read_ontology(reader)))
    terms = read_terms(triples)
    if not terms:
        return None
    header = Vocabulary(triple for triple in triples if triple.subject == Iri(ONTOLOGY))
    version = header.texts(ONTOLOGY, PREFIXES["owl"] + "versionInfo")
    modified = header.texts(ONTOLOGY, PREFIXES["dcterms"] + "modified")
    return OntologyView(
        triples,
        terms,
        tuple(_fill_modules(files, terms)),
        describe_shapes(files.shapes),
        count_uses(reader),
        version[0].value if version else "",
        modified[0].value if modified else "",
    )


def _fill_modules(files: OntologyFiles, terms: Mapping[str, OntologyTerm]) -> list[Module]:
    """Return the modules with the terms that the graph has; one without a name has those that no file declares."""
    seen: set[str] = set()
    modules = []
    for module in files.modules:
        held = tuple(iri for iri in module.terms if iri in terms and iri not in seen)
        seen |= {*held}
        if held:
            modules.append(Module(module.name, module.title, held))
    rest = tuple(iri for iri in terms if iri not in seen)
    return [*modules, Module("", "", rest)] if rest else modules
