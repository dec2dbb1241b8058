"""The files of a release in words, and what the catalogue says of the data set and its graphs. No Flask here."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from carec_kg.export.catalogue import DATASET
from carec_kg.export.release import DIGESTS
from carec_kg.iris import CATALOGUE_GRAPH, GRAPH, SOURCE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from carec_kg.web.files import ExportFile
    from carec_kg.web.pages.reader import GraphReader

#: Groups of files in the order in which a page shows them.
GROUPS = ("whole", "closure", "derived", "tables", "description", "others")
_WHOLE, _CLOSURE, _TABLES = "carec-kg.", "carec-kg-inferred.", "csv/"
#: Files that are told by their name.
_NAMED = {
    "carec-kg-framed.jsonld": "derived",
    "carec-kg.geojson": "derived",
    "context.jsonld": "description",
    "void.ttl": "description",
    DIGESTS: "description",
}
_DATASET = f"""SELECT ?property ?value WHERE {{ GRAPH <{CATALOGUE_GRAPH}> {{ <{DATASET}> ?property ?value
  VALUES ?property {{
    dcterms:title dcterms:description dcterms:license dcterms:issued dcat:version void:triples void:entities }} }} }}
ORDER BY ?property ?value"""
_GRAPHS = f"""SELECT ?name ?triples WHERE {{
  GRAPH <{CATALOGUE_GRAPH}> {{ ?graph sd:name ?name ; void:triples ?triples }} }}
ORDER BY ?name"""


@dataclass(frozen=True, slots=True)
class FileGroup:
    """Files that belong together; ``name`` is the key of its words."""

    name: str
    files: Sequence[ExportFile]


@dataclass(frozen=True, slots=True)
class GraphRow:
    """A named graph that is no passage: its triples, and for a source how many passages state how many triples."""

    iri: str
    triples: int
    passages: int = 0
    stated: int = 0


@dataclass(frozen=True, slots=True)
class Described:
    """What the catalogue says: facts of the data set by the property's local name, and the graphs."""

    facts: Mapping[str, str]
    graphs: Sequence[GraphRow]
    sources: Sequence[GraphRow]


def group_files(files: Iterable[ExportFile]) -> list[FileGroup]:
    """Return the files in groups, each in the order of its names; groups without a file are left out."""
    found: dict[str, list[ExportFile]] = defaultdict(list)
    for file in files:
        found[_group_of(file.name)].append(file)
    return [FileGroup(name, found[name]) for name in GROUPS if name in found]


def _group_of(name: str) -> str:
    if name in _NAMED:
        return _NAMED[name]
    beginnings = {_WHOLE: "whole", _CLOSURE: "closure", _TABLES: "tables"}
    return next((group for beginning, group in beginnings.items() if name.startswith(beginning)), "others")


def name_words(name: str) -> str:
    """Return the key of the words that say what a file is: by its name, else by its suffix, else by its folder."""
    if name.startswith(_TABLES):
        return "observations" if "observations-" in name else "table"
    return name.replace(".", "-") if name in _NAMED else name.rsplit(".", 1)[-1]


def read_facts(reader: GraphReader) -> dict[str, str]:
    """Return what the catalogue says of the data set, by the property's local name; raise whatever the pool raises."""
    found = reader.select(_DATASET).texts()
    return {property_.replace("#", "/").rsplit("/", 1)[-1]: value for property_, value in found}


def read_described(reader: GraphReader) -> Described:
    """Ask the catalogue; raise whatever the pool raises."""
    return Described(read_facts(reader), *group_graphs(reader.select(_GRAPHS).texts()))


def group_graphs(rows: Iterable[tuple[str, ...]]) -> tuple[list[GraphRow], list[GraphRow]]:
    """Return the graphs that are neither source nor passage, and the sources with what their passages hold."""
    others: list[GraphRow] = []
    own: dict[str, int] = defaultdict(int)
    passages: dict[str, list[int]] = defaultdict(list)
    for name, triples in rows:
        source, _, passage = name.removeprefix(SOURCE).partition("/")
        if not name.startswith(SOURCE):
            others.append(GraphRow(name, int(triples)))
        elif passage:
            passages[SOURCE + source].append(int(triples))
        else:
            own[name] += int(triples)
    sources = [
        GraphRow(iri, own.get(iri, 0), len(passages[iri]), sum(passages[iri])) for iri in sorted({*own, *passages})
    ]
    return sorted(others, key=lambda row: (not row.iri.startswith(GRAPH), row.iri)), sources
