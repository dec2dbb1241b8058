"""Read an answer in SPARQL JSON back into terms: for tables, and for looking things up."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from carec_kg.errors import DataProblem
from carec_kg.graph.answers import Rows
from carec_kg.iris import RDF_LANG_STRING, XSD_STRING
from carec_kg.rdf.terms import BlankNode, Iri, Literal, Term

if TYPE_CHECKING:
    from carec_kg.graph.encoding import EncodedAnswer


def read_rows(answer: EncodedAnswer) -> Rows:
    """Return the rows of a SELECT that was answered as ``json``; raise ``DataProblem`` for another answer.

    See SPARQL 1.1 Query Results JSON Format, section 3.
    """
    if answer.kind != "rows" or answer.format != "json":
        message = f"Rows in JSON were expected, not {answer.kind} in {answer.format}."
        raise DataProblem(message)
    found = json.loads(answer.body)
    variables = tuple(found["head"]["vars"])
    rows = [tuple(_read_cell(cells.get(name)) for name in variables) for cells in found["results"]["bindings"]]
    return Rows(variables, rows)


def _read_cell(cell: dict[str, Any] | None) -> Term | None:
    if cell is None:
        return None
    kind, value = cell["type"], cell["value"]
    if kind == "uri":
        return Iri(value)
    if kind == "bnode":
        return BlankNode(value)
    if kind == "literal":
        language = cell.get("xml:lang")
        return Literal(value, RDF_LANG_STRING if language else cell.get("datatype", XSD_STRING), language)
    message = "The answer holds a triple term, which RDF 1.1 does not have; leave it out of the query."
    raise DataProblem(message)
