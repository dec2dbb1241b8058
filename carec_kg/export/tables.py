"""CSV, one file a class: a row an instance, its direct properties as columns, labels beside IRIs.

RFC 4180: UTF-8 without a byte order mark, CRLF at line ends, quotes where a cell needs them. Several values of a cell
are sorted and joined by `` | ``; a bar or backslash inside a value has a backslash before it. A text (never a number or
date) that a spreadsheet would take for a formula, since it begins with ``=``, ``+``, ``-``, ``@``, tab or carriage
return, gets an apostrophe in front.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, TypeAlias

from carec_kg.iris import ID, PREFIXES, RDF_LANG_STRING, RDF_TYPE, SCHEME, SOURCE, XSD_STRING, compact
from carec_kg.rdf.terms import Iri, Literal, Quad, Term, Triple, order_term

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    #: Predicate -> objects of one subject.
    _Properties: TypeAlias = dict[str, list[Term]]

SEPARATOR = " | "
_LABELS = (PREFIXES["rdfs"] + "label", PREFIXES["skos"] + "prefLabel")
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_INSTANCES = (ID, SOURCE, SCHEME)
#: Texts that only the passages' own graphs explain are no columns of their own.
_PASSAGES = "passages"
_TEXT_TYPES = {XSD_STRING, RDF_LANG_STRING}


def _group(triples: Iterable[Triple]) -> dict[str, _Properties]:
    subjects: dict[str, _Properties] = {}
    for triple in sorted(triples, key=lambda item: (item.predicate.value, order_term(item.object))):
        if isinstance(triple.subject, Iri):
            properties = subjects.setdefault(triple.subject.value, {})
            properties.setdefault(triple.predicate.value, []).append(triple.object)
    return subjects


def _label(properties: _Properties) -> str:
    """Return the English label, else the first of another language, else nothing."""
    labels = [term for name in _LABELS for term in properties.get(name, ()) if isinstance(term, Literal)]
    ranked = sorted(labels, key=lambda term: (term.language != "en", term.language or "", term.value))
    return ranked[0].value if ranked else ""


def protect(text: str) -> str:
    """Put an apostrophe before a text that a spreadsheet would run as a formula."""
    return "'" + text if text.startswith(_FORMULA_STARTS) else text


def _cell(term: Term) -> str:
    if isinstance(term, Literal) and term.datatype in _TEXT_TYPES:
        return protect(term.value)
    return term.value


def _join(values: Iterable[str]) -> str:
    return SEPARATOR.join(value.replace("\\", "\\\\").replace("|", "\\|") for value in values)


def _column(predicate: str, term: Term) -> str:
    name = compact(predicate).removeprefix("carec:")
    return f"{name}@{term.language}" if isinstance(term, Literal) and term.language else name


def _row(iri: str, properties: _Properties, labels: Mapping[str, str]) -> dict[str, str]:
    cells: dict[str, list[str]] = {}
    for predicate, terms in properties.items():
        for term in terms:
            column = _column(predicate, term)
            cells.setdefault(column, []).append(_cell(term))
            if isinstance(term, Iri):
                cells.setdefault(f"{column}.label", []).append(protect(labels.get(term.value, "")))
    row = {column: _join(values) for column, values in cells.items() if any(values)}
    return {"iri": iri, "label": _join([protect(labels.get(iri, ""))]), **row}


def _write(rows: list[dict[str, str]]) -> bytes:
    columns = sorted({column for row in rows for column in row} - {"iri", "label", _PASSAGES})
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, ["iri", "label", *columns, _PASSAGES], restval="", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def _file_name(class_: str) -> str:
    name = compact(class_).removeprefix("carec:")
    return "".join(character if character.isalnum() or character in "-_" else "-" for character in name) + ".csv"


def _passages(quads: Iterable[Quad]) -> dict[str, set[str]]:
    """Return the sources' graphs that state something of each subject."""
    found: dict[str, set[str]] = {}
    for quad in quads:
        if quad.graph and quad.graph.startswith(SOURCE):
            found.setdefault(quad.subject.value, set()).add(quad.graph)
    return found


def write_tables(quads: Iterable[Quad]) -> dict[str, bytes]:
    """Return a CSV file a class, by file name: ``Figure.csv``, ``org-Membership.csv``.

    A class has a table where something under ``id/``, ``source/`` or ``scheme/`` is stated to be of it; an instance of
    two classes stands in both. Columns: ``iri``, ``label``, then properties by name (``carec:`` left out), texts a
    language apart (``rdfs:label@zh``), ``{property}.label`` beside a property of things that have labels, in the same
    order, empty for a thing without; last ``passages``, the passages that state something of the instance.
    """
    every = set(quads)
    subjects, passages = _group({quad.triple for quad in every}), _passages(every)
    labels = {iri: label for iri, properties in subjects.items() if (label := _label(properties))}
    tables: dict[str, list[dict[str, str]]] = {}
    for iri in sorted(subjects):
        if iri.startswith(_INSTANCES):
            row = _row(iri, subjects[iri], labels) | {_PASSAGES: _join(sorted(passages.get(iri, ())))}
            for class_ in subjects[iri].get(RDF_TYPE, ()):
                tables.setdefault(_file_name(class_.value), []).append(row)
    return {name: _write(tables[name]) for name in sorted(tables)}
