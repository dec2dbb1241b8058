"""Answer a query that has a SERVICE: rdflib's evaluator over the engine's store, for a sealed process of its own.

The engine calls endpoints by itself and cannot be told otherwise, so that it never sees such a query.
"""

from __future__ import annotations

import contextlib
import json
import warnings
from itertools import islice
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from carec_kg.errors import CarecError, QueryProblem
from carec_kg.graph.description import Description
from carec_kg.graph.engine import Engine
from carec_kg.graph.graph_sets import open_graphs
from carec_kg.graph.known_prefixes import prefixes_for
from carec_kg.iris import BASE
from carec_kg.rdf import conversion

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyparsing import ParseResults
    from rdflib.plugins.sparql.parserutils import CompValue

    from carec_kg.graph.engine import QueryRequest, Result
    from carec_kg.graph.service_joins import ServiceCaller, ServiceEvaluator

#: Rows of an answer, where the request has no cap of its own.
_MOST = 1_000_000


class FederatedEngine(Engine):
    """An engine that evaluates in rdflib and has somebody else make the SERVICE calls."""

    def __init__(self, engine: Engine, call: ServiceCaller) -> None:
        super().__init__(engine.store, union=engine.union, beside=not engine.holds_all)
        self._call = call

    def run(self, request: QueryRequest) -> Result:
        """Evaluate a request in full; raise ``QueryProblem``, and whatever the calls raise."""
        from carec_kg.graph.service_joins import ServiceEvaluator  # noqa: PLC0415 - heavy: rdflib

        most = _MOST if request.row_cap is None else request.row_cap
        try:
            with _rdflib_settings(ServiceEvaluator(self._call)):
                return self._evaluate(request, most)
        except (CarecError, MemoryError):
            raise
        except RecursionError:
            message = "The query is nested more deeply than can be followed with SERVICE in it; write it flatter."
            raise QueryProblem(message) from None
        except Exception as error:  # noqa: BLE001 - rdflib raises plain Exception too
            raise _problem(error) from None

    def _evaluate(self, request: QueryRequest, most: int) -> Result:
        from rdflib.plugins.sparql.evaluate import evalPart  # noqa: PLC0415 - heavy
        from rdflib.plugins.sparql.processor import prepareQuery  # noqa: PLC0415
        from rdflib.plugins.sparql.sparql import QueryContext  # noqa: PLC0415

        from carec_kg.graph.rdflib_store import EngineDataset, to_rdflib  # noqa: PLC0415 - heavy: rdflib

        query = prepareQuery(request.text, initNs=prefixes_for(request.text), base=BASE)
        default, named = _dataset_of(query.algebra.datasetClause, request)
        dataset = EngineDataset(open_graphs(self.store, default, named, union=self.holds_all))
        bindings = {name: to_rdflib(conversion.to_engine(term)) for name, term in request.bindings.items()}
        context = QueryContext(dataset, initBindings=_variables(bindings))
        context.graph, context.prologue = dataset.default_context, query.prologue
        result: dict[str, Any] = evalPart(context, query.algebra)
        if result["type_"] == "ASK":
            return _read_json({"head": {}, "boolean": result["askAnswer"]})
        if result["type_"] == "SELECT":
            return _read_json(_write_rows(result["vars_"], islice(result["bindings"], most + 1)))
        triples = list(_list_triples(result["graph"]))
        return Description(triples[:most], len(triples) > most)


def _variables(bindings: dict[str, Any]) -> dict[Any, Any]:
    from rdflib import Variable  # noqa: PLC0415 - heavy

    return {Variable(name): value for name, value in bindings.items()}


def _dataset_of(
    clauses: Iterable[Any] | None, request: QueryRequest
) -> tuple[tuple[str, ...] | None, tuple[str, ...] | None]:
    """Return the default and the named graphs of the request, else of the query's FROM; ``None`` is the data set's."""
    if request.default_graphs is not None or request.named_graphs is not None or not clauses:
        return request.default_graphs, request.named_graphs
    found = list(clauses)
    return (
        tuple(str(clause.default) for clause in found if clause.default),
        tuple(str(clause.named) for clause in found if clause.named),
    )


def _write_rows(names: Iterable[Any], rows: Iterable[Any]) -> dict[str, Any]:
    columns = [(name, str(name)) for name in dict.fromkeys(names)]
    bindings = [{name: _write_term(row[key]) for key, name in columns if row.get(key) is not None} for row in rows]
    return {"head": {"vars": [name for _, name in columns]}, "results": {"bindings": bindings}}


def _write_term(term: object) -> dict[str, str]:
    from carec_kg.graph.rdflib_store import to_engine  # noqa: PLC0415 - heavy: rdflib

    found = to_engine(term)
    if isinstance(found, ox.NamedNode):
        return {"type": "uri", "value": found.value}
    if isinstance(found, ox.BlankNode):
        return {"type": "bnode", "value": found.value}
    if found.language:
        return {"type": "literal", "value": found.value, "xml:lang": found.language}
    return {"type": "literal", "value": found.value, "datatype": found.datatype.value}


def _read_json(document: dict[str, Any]) -> ox.QuerySolutions | ox.QueryBoolean:
    return ox.parse_query_results(json.dumps(document).encode(), format=ox.QueryResultsFormat.JSON)


def _list_triples(graph: Iterable[tuple[Any, Any, Any]]) -> Iterator[ox.Triple]:
    from carec_kg.graph.rdflib_store import to_engine  # noqa: PLC0415 - heavy: rdflib

    for triple in graph:
        # What is no triple, such as one with a literal as its subject, is passed over (SPARQL 1.1 Query, section 16.2).
        with contextlib.suppress(ValueError, TypeError):
            yield ox.Triple(*map(to_engine, triple))  # type: ignore[arg-type]


@contextlib.contextmanager
def _rdflib_settings(evaluator: ServiceEvaluator) -> Iterator[None]:
    """Have rdflib leave SERVICE to us, load no graph from anywhere, keep lexical forms; as before afterwards."""
    import rdflib  # noqa: PLC0415 - heavy
    from rdflib.plugins import sparql  # noqa: PLC0415
    from rdflib.plugins.sparql import parser, parserutils  # noqa: PLC0415

    from carec_kg.graph.service_joins import END, TEXT  # noqa: PLC0415 - heavy: rdflib

    pattern = parser.ServiceGraphPattern
    plain = parserutils.Comp("Plain", pattern.expr)

    def note_place(instring: str, loc: int, tokens: ParseResults) -> CompValue:
        found = plain.postParse(instring, loc, tokens)
        found.name = pattern.name
        found[TEXT], found[END] = instring, loc
        return found

    before = sparql.SPARQL_LOAD_GRAPHS, rdflib.NORMALIZE_LITERALS, dict(sparql.CUSTOM_EVALS)
    try:
        sparql.SPARQL_LOAD_GRAPHS = rdflib.NORMALIZE_LITERALS = False
        sparql.CUSTOM_EVALS.clear()
        sparql.CUSTOM_EVALS["service"] = evaluator
        pattern.postParse = note_place  # type: ignore[assignment, method-assign]
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        sparql.SPARQL_LOAD_GRAPHS, rdflib.NORMALIZE_LITERALS = before[:2]
        sparql.CUSTOM_EVALS.clear()
        sparql.CUSTOM_EVALS.update(before[2])
        del pattern.postParse


def _problem(error: Exception) -> QueryProblem:
    line, column = getattr(error, "lineno", None), getattr(error, "column", None)
    if isinstance(line, int) and isinstance(column, int):
        return QueryProblem("syntax error (as the evaluator of queries with SERVICE reads it).", line, column)
    return QueryProblem(f"A query with SERVICE cannot be evaluated so: {error or type(error).__name__}.")
