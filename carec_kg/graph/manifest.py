"""Which file is which named graph, and the digest of everything that goes into a build."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from carec_kg import iris
from carec_kg.errors import DataProblem
from carec_kg.rdf.reading import read_file
from carec_kg.rdf.terms import Iri

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from carec_kg.config import Content

_DOCUMENT = Iri(iris.CAREC + "Document")
#: Folders of ontology/ whose files are the graph ``graph/ontology``; shapes and rules are no part of the data set.
_ONTOLOGY_FOLDERS = ("modules", "schemes", "alignments")
_SOURCE_FILE = "source.ttl"


@dataclass(frozen=True, slots=True)
class GraphFile:
    """A Turtle file, its name below the content's root, and the named graph that its triples go to."""

    path: Path
    name: str
    graph: str


def list_graph_files(content: Content) -> list[GraphFile]:
    """List every file of the data set with its graph, sorted by name; raise ``DataProblem`` for a stray file."""
    found = [*_ontology_files(content), *_data_files(content)]
    return sorted(found, key=lambda file: file.name)


def _ontology_files(content: Content) -> Iterator[GraphFile]:
    folders = [content.ontology / folder for folder in _ONTOLOGY_FOLDERS]
    paths = [content.ontology / "carec.ttl", *(path for folder in folders for path in folder.glob("*.ttl"))]
    for path in paths:
        yield GraphFile(path, path.relative_to(content.root).as_posix(), iris.ONTOLOGY_GRAPH)


def _data_files(content: Content) -> Iterator[GraphFile]:
    documents: dict[Path, str] = {}
    for path in sorted(content.data.rglob("*.ttl")):
        name = path.relative_to(content.root).as_posix()
        yield GraphFile(path, name, _graph_of_data(content, path, name, documents))


def _graph_of_data(content: Content, path: Path, name: str, documents: dict[Path, str]) -> str:
    """Return the graph of a data file; ``documents`` keeps what was read of each folder, since files share it."""
    top = path.relative_to(content.data).parts[0]
    if top == "curation":
        return iris.CURATION_GRAPH
    if top == "links":
        return iris.mint_graph(f"links/{path.stem}")
    described = path.parent / _SOURCE_FILE
    if not described.is_file():
        message = f"{name} lies in no source: give its folder a {_SOURCE_FILE} that describes the document."
        raise DataProblem(message)
    document = documents.get(described) or documents.setdefault(described, _document_of(described))
    return document if path.name == _SOURCE_FILE else f"{document}/{path.stem}"


def _document_of(described: Path) -> str:
    """Return the IRI of the document that a ``source.ttl`` describes."""
    for quad in read_file(described):
        if quad.predicate.value == iris.RDF_TYPE and quad.object == _DOCUMENT:
            return quad.subject.value
    message = f"{described} describes no carec:Document; add one."
    raise DataProblem(message)


def digest_content(content: Content, salt: str) -> str:
    """Return the SHA-256 over the names and bytes of all of ontology/, data/ and queries/, and ``salt``."""
    whole = hashlib.sha256(salt.encode())
    for folder in (content.ontology, content.data, content.queries):
        for path in sorted(folder.rglob("*")):
            if path.is_file() and not path.name.startswith("."):
                name = path.relative_to(content.root).as_posix()
                whole.update(f"{name}\0{hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return whole.hexdigest()
