"""The W3C's SPARQL 1.1 test suite: where it is, and what its manifests say."""

from __future__ import annotations

import hashlib
import os
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from carec_kg.config import read_setting
from carec_kg.iris import PREFIXES, RDF_TYPE
from carec_kg.rdf.reading import read_file
from carec_kg.rdf.terms import BlankNode, Iri, Literal, Quad

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from carec_kg.rdf.terms import Term

#: The base of the suite's files; results name graphs by it.
BASE = "http://www.w3.org/2009/sparql/docs/tests/data-sparql11/"
MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
QT = "http://www.w3.org/2001/sw/DataAccess/tests/test-query#"
UT = "http://www.w3.org/2009/sparql/tests/test-update#"
LABEL = PREFIXES["rdfs"] + "label"

_RDF = PREFIXES["rdf"]
_ROOT = Path(__file__).parents[2]


def find_suite() -> Path:
    """Return the folder of the suite, whether it is there or not."""
    shared = Path(read_setting("CAREC_KG_SHARED"))
    return (shared if shared.is_absolute() else _ROOT / shared) / "w3c" / "sparql11"


def require_suite(folder: Path, environment: Mapping[str, str] = os.environ) -> Path:
    """Return the folder; where it is absent skip the module that asks, and fail where ``CI`` is ``true``."""
    if folder.is_dir():
        return folder
    message = f"{folder} is absent; set CAREC_KG_SHARED to the folder with the test suites"
    if environment.get("CI") == "true":
        pytest.fail(message, pytrace=False)
    pytest.skip(message, allow_module_level=True)


@dataclass(frozen=True, slots=True)
class Case:
    """A test of a manifest; ``name`` is folder and local name, as in ``bind/bind01``.

    ``graphs`` pairs the name of each named graph with the IRI of its file; ``query``, ``data`` and ``result`` are
    IRIs of files too, and ``node`` is the test's own in ``manifest``.
    """

    name: str
    kind: str
    manifest: Manifest
    node: Term
    query: str = ""
    data: tuple[str, ...] = ()
    graphs: tuple[tuple[str, str], ...] = ()
    result: str = ""


@dataclass(frozen=True, slots=True)
class Manifest:
    """The triples of a file by subject and predicate."""

    objects: dict[Term, dict[str, list[Term]]] = field(repr=False)

    def values(self, subject: Term, predicate: str) -> list[Term]:
        """Return the objects of a subject and predicate, in the order of the file."""
        return self.objects.get(subject, {}).get(predicate, [])

    def value(self, subject: Term, predicate: str) -> Term | None:
        """Return the only object, or ``None``."""
        return next(iter(self.values(subject, predicate)), None)

    def text(self, subject: Term, predicate: str) -> str:
        """Return the only object's IRI or lexical form, empty where there is none."""
        term = self.value(subject, predicate)
        return term.value if term else ""

    def items(self, head: Term | None) -> list[Term]:
        """Return the members of a list."""
        found = []
        while head is not None and head != Iri(_RDF + "nil"):
            found += self.values(head, _RDF + "first")
            head = self.value(head, _RDF + "rest")
        return found


def read_manifest(triples: Iterable[Quad]) -> Manifest:
    """Arrange triples for reading."""
    objects: dict[Term, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
    for quad in triples:
        objects[quad.subject][quad.predicate.value].append(quad.object)
    return Manifest(objects)


def list_cases(folder: Path, *, file: str = "manifest.ttl") -> list[Case]:
    """Return the tests of one folder of the suite in the order of its manifest."""
    manifest = read_manifest(read_file(folder / file, base=f"{BASE}{folder.name}/{file}"))
    heads = [head for found in manifest.objects.values() for head in found.get(MF + "entries", [])]
    return [_read_case(folder.name, manifest, node) for head in heads for node in manifest.items(head)]


def _read_case(folder: str, manifest: Manifest, node: Term) -> Case:
    action = manifest.value(node, MF + "action") or Literal("")
    query = manifest.text(action, QT + "query") or (action.value if isinstance(action, Iri) else "")
    graphs = [graph.value for graph in manifest.values(action, QT + "graphData")]
    labelled = [
        (manifest.text(graph, LABEL), manifest.text(graph, UT + "graph"))
        for graph in manifest.values(node, UT + "graphData")
    ]
    return Case(
        name=f"{folder}/{node.value.rsplit('#', 1)[-1]}",
        kind=manifest.text(node, RDF_TYPE).removeprefix(MF),
        manifest=manifest,
        node=node,
        query=query,
        data=tuple(data.value for data in manifest.values(action, QT + "data")),
        graphs=(*((graph, graph) for graph in graphs), *labelled),
        result=manifest.text(node, MF + "result"),
    )


def locate(folder: Path, iri: str) -> Path:
    """Return the file of the suite that an IRI names."""
    return folder / iri.removeprefix(BASE)


def read_graph(folder: Path, iri: str, graph: str | None = None) -> list[Quad]:
    """Return the triples of a file of the suite in a graph; blank nodes are the file's own."""
    return [_own(quad, iri, graph) for quad in read_file(locate(folder, iri), base=iri)]


def read_dataset(folder: Path, case: Case) -> list[Quad]:
    """Return the data set of a test: its data in the default graph, its graphs under their names."""
    placed: list[tuple[str, str | None]] = [(iri, None) for iri in case.data]
    placed += [(iri, name) for name, iri in case.graphs]
    return [quad for iri, name in placed for quad in read_graph(folder, iri, name)]


def _own(triple: Quad, file: str, graph: str | None) -> Quad:
    """Return the triple in a graph, its blank nodes named after the file as well."""
    subject, predicate, object_, _ = triple
    mark = hashlib.sha256(file.encode()).hexdigest()[:8]
    if isinstance(subject, BlankNode):
        subject = BlankNode(f"f{mark}{subject.value}")
    if isinstance(object_, BlankNode):
        object_ = BlankNode(f"f{mark}{object_.value}")
    return Quad(subject, predicate, object_, graph)
