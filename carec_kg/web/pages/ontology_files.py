"""What a snapshot holds beside its graphs: the ontology's modules and the shapes, file by file. No Flask here."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from carec_kg.graph import snapshot as layout
from carec_kg.iris import RDF_TYPE
from carec_kg.rdf.canonical import relabel_blank_nodes
from carec_kg.rdf.media import TURTLE
from carec_kg.rdf.reading import parse
from carec_kg.rdf.terms import BlankNode, Iri, Triple
from carec_kg.web.pages.ontology_model import KINDS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from carec_kg.rdf.terms import Term

#: The four pillars first, then by name, and terms of others last.
_FIRST = ("actors", "corridors", "places", "undertakings")
_LAST = "borrowed"


@dataclass(frozen=True, slots=True)
class Module:
    """A file of the ontology: its name, what its first comment says of it, and the terms that it declares."""

    name: str
    title: str
    terms: tuple[str, ...]

    @property
    def short(self) -> str:
        """Return the beginning of the title: what stands before its colon."""
        return self.title.rstrip(".").partition(":")[0]


@dataclass(frozen=True, slots=True)
class OntologyFiles:
    """The modules in the order in which pages show them, and the statements of each file of shapes by its name."""

    modules: Sequence[Module] = ()
    shapes: Mapping[str, tuple[Triple, ...]] = field(default_factory=lambda: MappingProxyType({}))


def read_files(folder: Path | None) -> OntologyFiles:
    """Read the files of a snapshot; all is empty without one, and in one that does not have them."""
    if folder is None:
        return OntologyFiles()
    modules = [_read_module(path) for path in sorted((folder / layout.MODULES).glob("*.ttl"))]
    shapes = {path.stem: _read_shapes(path) for path in sorted((folder / layout.SHAPES).glob("*.ttl"))}
    return OntologyFiles(sorted(modules, key=_place), shapes)


def _place(module: Module) -> tuple[int, str]:
    if module.name in _FIRST:
        return _FIRST.index(module.name), ""
    return len(_FIRST) + (module.name == _LAST), module.name


def _read_module(path: Path) -> Module:
    data = path.read_bytes()
    lines = data.decode("utf-8").splitlines()
    title = next((line.lstrip("# ").strip() for line in lines if line.startswith("#")), path.stem)
    kinds = {*KINDS.values()}
    declared = {
        quad.subject.value
        for quad in parse(data, TURTLE, path.name)
        if quad.predicate.value == RDF_TYPE and quad.object.value in kinds and isinstance(quad.subject, Iri)
    }
    return Module(path.stem, title, tuple(sorted(declared)))


def _read_shapes(path: Path) -> tuple[Triple, ...]:
    """Return the statements of a file, its blank nodes by names that no other file has."""
    quads = parse(path.read_bytes(), TURTLE, path.name)
    return tuple(
        Triple(_rename(quad.subject, path.stem), quad.predicate, _rename_value(quad.object, path.stem))
        for quad in relabel_blank_nodes(quads)
    )


def _rename(term: Iri | BlankNode, scope: str) -> Iri | BlankNode:
    return BlankNode(f"{scope}-{term.value}") if isinstance(term, BlankNode) else term


def _rename_value(term: Term, scope: str) -> Term:
    return _rename(term, scope) if isinstance(term, BlankNode) else term
