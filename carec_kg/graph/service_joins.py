"""SERVICE within rdflib's evaluator: one call for many solutions, over whatever makes the calls.

rdflib's own takes the first SERVICE of the text for each of them, knows neither SILENT nor a variable as the
endpoint, and asks once for every solution. Imported only where rdflib is wanted.
"""

from __future__ import annotations

import json
from itertools import islice
from typing import TYPE_CHECKING, Any

from rdflib import BNode, Literal, URIRef, Variable
from rdflib.plugins.sparql.sparql import FrozenBindings

from carec_kg.errors import CarecError, QueryProblem, ServiceFailure
from carec_kg.graph.known_prefixes import prefixes_for
from carec_kg.graph.rdflib_store import to_engine
from carec_kg.iris import BASE, XSD_STRING
from carec_kg.rdf.query_tokens import FORMS, read_tokens

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from rdflib.plugins.sparql.parserutils import CompValue
    from rdflib.plugins.sparql.sparql import QueryContext
    from rdflib.term import Identifier

    from carec_kg.rdf.query_tokens import Token

    #: Takes an endpoint and a query; returns SPARQL JSON or raises an error of ours.
    ServiceCaller = Callable[[str, str], bytes]

#: Where the parser leaves the text and the end of a SERVICE.
TEXT, END = "service_text", "service_end"
#: Solutions that one call is given.
_BATCH = 100
#: Solutions of one answer at the most.
_MOST_ROWS = 50_000

_Row = dict[Variable, "Identifier"]


class ServiceEvaluator:
    """Evaluates the parts of a query's algebra that have to do with SERVICE."""

    def __init__(self, call: ServiceCaller) -> None:
        self._call = call
        self._answers: dict[tuple[str, str], list[_Row]] = {}

    def __call__(self, ctx: QueryContext, part: CompValue) -> Iterator[FrozenBindings]:
        """Return the solutions of a part; raise ``NotImplementedError`` for one without SERVICE."""
        if part.name == "ServiceGraphPattern":
            return self._join(ctx, part, iter([ctx.solution()]), keep=False)
        if part.name in {"Join", "LeftJoin"} and part.p2.name == "ServiceGraphPattern":
            from rdflib.plugins.sparql.evaluate import evalPart  # noqa: PLC0415 - it imports who imports us

            optional = part.name == "LeftJoin"
            if not optional or part.expr.name == "TrueFilter":
                return self._join(ctx, part.p2, evalPart(ctx, part.p1), keep=optional)
        raise NotImplementedError

    def _join(
        self, ctx: QueryContext, part: CompValue, left: Iterator[FrozenBindings], *, keep: bool
    ) -> Iterator[FrozenBindings]:
        """Join solutions with those of an endpoint; with ``keep`` one that finds none stays as it is."""
        pattern = _Pattern(part)
        left = iter(left)
        while batch := list(islice(left, _BATCH)):
            tables = {
                endpoint: _Table(pattern.shared(rows), self._ask(endpoint, pattern, rows))
                for endpoint, rows in pattern.group(batch).items()
            }
            for row in batch:
                found = False
                for other in tables[pattern.endpoint_of(row)].matching(row):
                    found = True
                    yield FrozenBindings(ctx, {**dict(row), **other})
                if keep and not found:
                    yield row

    def _ask(self, endpoint: str, pattern: _Pattern, rows: list[FrozenBindings]) -> list[_Row]:
        query = pattern.write(rows)
        key = endpoint, query
        if key not in self._answers:
            try:
                if not endpoint:
                    message = "The variable behind SERVICE has no value; bind it to an endpoint before."
                    raise ServiceFailure(message)
                self._answers[key] = read_solutions(self._call(endpoint, query), endpoint)
            except CarecError:
                if not pattern.silent:
                    raise
                # SPARQL 1.1 Federated Query, section 2.2: one solution that binds nothing.
                self._answers[key] = [{}]
        return self._answers[key]


class _Pattern:
    """One SERVICE: its endpoint, its text, its variables."""

    def __init__(self, part: CompValue) -> None:
        self._term = part.term
        self.silent = bool(part.silent)
        text = part[TEXT]
        tokens = list(read_tokens(text))
        body = _find_body(text, tokens, part[END])
        self._variables = sorted({Variable(token.text[1:]) for token in read_tokens(body) if token.kind == "variable"})
        self._query = f"{_write_prologue(text, tokens, body)}SELECT * WHERE {body}"

    def endpoint_of(self, row: FrozenBindings) -> str:
        term = row.get(self._term) if isinstance(self._term, Variable) else self._term
        return str(term) if isinstance(term, URIRef) else ""

    def group(self, rows: Iterable[FrozenBindings]) -> dict[str, list[FrozenBindings]]:
        groups: dict[str, list[FrozenBindings]] = {}
        for row in rows:
            groups.setdefault(self.endpoint_of(row), []).append(row)
        return groups

    def shared(self, rows: Iterable[FrozenBindings]) -> list[Variable]:
        """Return the variables of the pattern that a solution has a value for which can be sent."""
        bound = {name for row in rows for name, value in row.items() if not isinstance(value, BNode)}
        return [name for name in self._variables if name in bound]

    def write(self, rows: list[FrozenBindings]) -> str:
        names = self.shared(rows)
        if not names:
            return self._query
        lines = dict.fromkeys(" ".join(_write_value(row.get(name)) for name in names) for row in rows)
        head = " ".join(f"?{name}" for name in names)
        return f"{self._query}\nVALUES ({head}) {{\n" + "".join(f"({line})\n" for line in lines) + "}"


class _Table:
    """The solutions of an endpoint, found by the values that they share with ours."""

    def __init__(self, names: list[Variable], rows: list[_Row]) -> None:
        self._names = names
        self._rows = rows
        self._found: dict[tuple[Identifier, ...], list[_Row]] = {}
        self._others: list[_Row] = []
        for row in rows:
            if all(name in row for name in names):
                self._found.setdefault(tuple(row[name] for name in names), []).append(row)
            else:
                self._others.append(row)

    def matching(self, row: FrozenBindings) -> Iterator[_Row]:
        values = dict(row)
        whole = all(name in values for name in self._names)
        candidates = [*self._found.get(tuple(map(values.get, self._names)), ()), *self._others] if whole else self._rows  # type: ignore[arg-type]
        for other in candidates:
            if all(values.get(name, value) == value for name, value in other.items()):
                yield other


def _find_body(text: str, tokens: list[Token], end: int) -> str:
    """Return the group of a SERVICE that ends at a place of the text, brackets included."""
    last = next((place for place, token in enumerate(tokens) if token.text == "}" and token.end == end), None)
    if last is not None:
        for token in reversed(tokens[:last]):
            if token.text == "{" and token.depth == tokens[last].depth:
                return text[token.start : end]
    message = "It cannot be told where a SERVICE begins and ends; put spaces around each bracket and operator."
    raise QueryProblem(message)


def _write_prologue(text: str, tokens: list[Token], body: str) -> str:
    form = next(token for token in tokens if token.is_word(*FORMS))
    own = text[: form.start]
    declared = {token.text for token in tokens if token.kind == "name" and token.start < form.start}
    known = {prefix: iri for prefix, iri in prefixes_for(body).items() if f"{prefix}:" not in declared}
    return f"BASE <{BASE}>\n" + "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in known.items()) + own + "\n"


def _write_value(value: object) -> str:
    if value is None or isinstance(value, BNode):
        return "UNDEF"
    try:
        return str(to_engine(value))
    except ValueError:
        return "UNDEF"


def read_solutions(body: bytes, endpoint: str) -> list[_Row]:
    """Read SPARQL JSON; raise ``ServiceFailure`` for what is none, and for too many solutions.

    Blank nodes get labels of their own in each answer.
    """
    nodes: dict[str, BNode] = {}
    try:
        found = json.loads(body)["results"]["bindings"]
        if len(found) > _MOST_ROWS:
            message = f"{endpoint} answered with more than {_MOST_ROWS} solutions; narrow what SERVICE asks."
            raise ServiceFailure(message)
        return [{Variable(name): _read_value(value, nodes) for name, value in row.items()} for row in found]
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        message = f"{endpoint} answered with what is no SPARQL JSON of solutions."
        raise ServiceFailure(message) from None


def _read_value(value: dict[str, Any], nodes: dict[str, BNode]) -> Identifier:
    kind, text = value["type"], value["value"]
    if kind == "uri":
        return URIRef(text)
    if kind == "bnode":
        return nodes.setdefault(text, BNode())
    if kind not in {"literal", "typed-literal"} or not isinstance(text, str):
        raise ValueError(kind)
    if language := value.get("xml:lang"):
        return Literal(text, lang=language)
    datatype = value.get("datatype")
    plain = datatype is None or datatype == XSD_STRING
    return Literal(text, datatype=None if plain else URIRef(str(datatype)), normalize=False)
