"""Results of queries as the suite writes them and as the server sends them, and whether both say the same.

The readers are the tests' own, so that what the engine writes is not read by its own parser. As the suite demands,
rows are a multiset, blank nodes are compared by isomorphism, and literals by value within their datatype. (Order
would count where a result file gives ``rs:index``; none does.)
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from carec_kg.iris import RDF_LANG_STRING, XSD_STRING
from carec_kg.rdf.compare import same_graph
from carec_kg.rdf.media import TURTLE
from carec_kg.rdf.reading import parse
from carec_kg.rdf.terms import BlankNode, Iri, Literal, Triple

from .suite import read_manifest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from carec_kg.rdf.terms import Quad, Term

_XSD = "http://www.w3.org/2001/XMLSchema#"
_RS = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"
_XML = "{http://www.w3.org/2005/sparql-results#}"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_BOOLEANS = {"0": "false", "1": "true"}
_EXACT = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)")
_FLOATING = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")
_EXACT_TYPES = frozenset(
    _XSD + name
    for name in (
        *("decimal", "integer", "long", "int", "short", "byte", "nonNegativeInteger", "positiveInteger"),
        *("nonPositiveInteger", "negativeInteger", "unsignedLong", "unsignedInt", "unsignedShort", "unsignedByte"),
    )
)
_FLOATING_TYPES = frozenset({_XSD + "double", _XSD + "float"})


@dataclass(frozen=True, slots=True)
class Table:
    """Variables and rows; a variable that a row does not bind is absent from it."""

    variables: frozenset[str]
    rows: tuple[dict[str, Term], ...]


def same_table(one: Table, other: Table) -> bool:
    """Return whether two tables have the same variables and, as multisets and up to blank nodes, the same rows."""
    return one.variables == other.variables and same_graph(_as_graph(one), _as_graph(other))


def same_triples(one: Iterable[Triple | Quad], other: Iterable[Triple | Quad]) -> bool:
    """Return whether two graphs are isomorphic, literals compared by value."""
    return same_graph(*([Triple(t.subject, t.predicate, by_value(t.object)) for t in graph] for graph in (one, other)))


def _as_graph(table: Table) -> Iterator[Triple]:
    """Yield each distinct row as a blank node with its terms and the number of times that it occurs."""
    rows = Counter(frozenset((name, by_value(term)) for name, term in row.items()) for row in table.rows)
    for number, (row, times) in enumerate(rows.items()):
        node = BlankNode(f"row{number}")
        yield Triple(node, Iri("row:times"), Literal(str(times)))
        for name, term in row:
            own = BlankNode(f"node{term.value}") if isinstance(term, BlankNode) else term
            yield Triple(node, Iri(f"row:column:{name}"), own)


def by_value(term: Term) -> Term:
    """Return a literal with the same value, written in one way: numbers shortest, language tags in lower case."""
    if not isinstance(term, Literal):
        return term
    text = term.value
    if term.datatype in _EXACT_TYPES and _EXACT.fullmatch(text):
        text = str(Decimal(text).normalize())
    elif term.datatype in _FLOATING_TYPES and _FLOATING.fullmatch(text):
        text = repr(float(text))
    elif term.datatype == _XSD + "boolean":
        text = _BOOLEANS.get(text, text)
    return Literal(text, term.datatype, term.language.lower() if term.language else None)


def read_table(body: bytes, suffix: str, base: str) -> Table | bool:
    """Read rows, or the yes or no of an ASK, by the suffix of a result file; raise ``KeyError`` for another."""
    if suffix in {"srx", "xml"}:
        return _read_xml(body)
    if suffix in {"srj", "json"}:
        return _read_json(body)
    if suffix == "ttl":
        return _read_result_set(body, base)
    return {"csv": _read_csv, "tsv": _read_tsv}[suffix](body)


def _read_xml(body: bytes) -> Table | bool:
    document = ET.fromstring(body)  # noqa: S314 - the suite's files and our own server's answers
    if (answer := document.find(_XML + "boolean")) is not None:
        return {"true": True, "false": False}[(answer.text or "").strip()]
    variables = frozenset(variable.attrib["name"] for variable in document.iterfind(f"{_XML}head/{_XML}variable"))
    rows = tuple(
        {binding.attrib["name"]: _read_xml_term(binding[0]) for binding in row.iterfind(_XML + "binding")}
        for row in document.iterfind(f"{_XML}results/{_XML}result")
    )
    return Table(variables, rows)


def _read_xml_term(element: ET.Element) -> Term:
    text = element.text or ""
    if element.tag == _XML + "uri":
        return Iri(text)
    if element.tag == _XML + "bnode":
        return BlankNode(text)
    return _literal(text, element.get("datatype"), element.get(_XML_LANG))


def _literal(text: str, datatype: str | None, language: str | None) -> Literal:
    return Literal(text, RDF_LANG_STRING, language) if language else Literal(text, datatype or XSD_STRING)


def _read_json(body: bytes) -> Table | bool:
    document = json.loads(body)
    if "boolean" in document:
        return bool(document["boolean"])
    rows = document["results"]["bindings"]
    return Table(
        frozenset(document["head"].get("vars", ())),
        tuple({name: _read_json_term(term) for name, term in row.items()} for row in rows),
    )


def _read_json_term(term: dict[str, str]) -> Term:
    if term["type"] == "uri":
        return Iri(term["value"])
    if term["type"] == "bnode":
        return BlankNode(term["value"])
    return _literal(term["value"], term.get("datatype"), term.get("xml:lang"))


def _read_result_set(body: bytes, base: str) -> Table:
    manifest = read_manifest(parse(body, TURTLE, "result", base=base))
    (result,) = (subject for subject, found in manifest.objects.items() if _RS + "resultVariable" in found)
    return Table(
        frozenset(variable.value for variable in manifest.values(result, _RS + "resultVariable")),
        tuple(
            {
                manifest.text(binding, _RS + "variable"): manifest.values(binding, _RS + "value")[0]
                for binding in manifest.values(solution, _RS + "binding")
            }
            for solution in manifest.values(result, _RS + "solution")
        ),
    )


def _read_csv(body: bytes) -> Table:
    """Read what CSV keeps of rows: texts, of which those that start with ``_:`` name blank nodes."""
    header, *lines = csv.reader(io.StringIO(body.decode(), newline=""))
    return Table(frozenset(header), tuple(_row(header, line, _read_csv_term) for line in lines))


def _row(names: list[str], cells: list[str], read: Callable[[str], Term]) -> dict[str, Term]:
    return {name: read(cell) for name, cell in zip(names, cells, strict=True) if cell}


def _read_csv_term(cell: str) -> Term:
    if cell.startswith("_:"):
        return BlankNode(cell[2:])
    return Literal(repr(float(cell))) if _FLOATING.fullmatch(cell) else Literal(cell)


def _read_tsv(body: bytes) -> Table:
    header, *lines = (line.split("\t") for line in body.decode().splitlines())
    names = [name.removeprefix("?") for name in header]
    return Table(frozenset(names), tuple(_row(names, line, _read_tsv_term) for line in lines))


def _read_tsv_term(cell: str) -> Term:
    (quad,) = parse(f"<a:a> <a:a> {cell} .".encode(), TURTLE, "cell")
    return quad.object
