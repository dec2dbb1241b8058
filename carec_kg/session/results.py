"""The answer to a query as Python values, a pandas frame or rdflib terms."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeAlias

from carec_kg.errors import UsageError
from carec_kg.graph.answers import Answer, Row, Rows, Triples, YesNo
from carec_kg.iris import PREFIXES
from carec_kg.rdf.terms import BlankNode, Iri, Literal, Term

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import pandas as pd
    import rdflib

Value: TypeAlias = str | int | float | bool | date | Decimal | None

_XSD = PREFIXES["xsd"]
_CONVERSIONS: dict[str, Callable[[str], Value]] = {
    "integer": int,
    "int": int,
    "long": int,
    "decimal": Decimal,
    "double": float,
    "float": float,
    "date": date.fromisoformat,
    "boolean": lambda text: text in {"true", "1"},
}


@dataclass(frozen=True, slots=True)
class Result:
    """The answer to a query; iterates over its rows as mappings of column to value, ``None`` where unbound.

    ``version`` is the data set's, ``cut`` says that there is more than the rows here.
    """

    answer: Answer
    version: str
    cut: bool

    @property
    def columns(self) -> tuple[str, ...]:
        """Return the names of the columns; raise ``UsageError`` for an answer without rows."""
        return self._rows().variables

    @property
    def rows(self) -> list[Row]:
        """Return the rows as terms (``carec_kg.rdf.terms``), lexical forms kept; raise ``UsageError``."""
        return self._rows().rows

    @property
    def triples(self) -> list[Any]:
        """Return the triples of a CONSTRUCT or DESCRIBE as terms; raise ``UsageError`` for another answer."""
        if not isinstance(self.answer, Triples):
            message = "This query gives no triples; use `rows`, or write a CONSTRUCT."
            raise UsageError(message)
        return list(self.answer.triples)

    def __iter__(self) -> Iterator[dict[str, Value]]:
        rows = self._rows()
        for row in rows.rows:
            yield {name: to_python(term) for name, term in zip(rows.variables, row, strict=True)}

    def __len__(self) -> int:
        return len(self._rows().rows)

    def __bool__(self) -> bool:
        """Return the answer of an ASK; otherwise whether there is a row or a triple."""
        if isinstance(self.answer, YesNo):
            return self.answer.value
        return bool(self.answer.rows if isinstance(self.answer, Rows) else self.answer.triples)

    def frame(self) -> pd.DataFrame:
        """Return the rows as a pandas frame; raise ``UsageError`` where pandas is not installed."""
        try:
            import pandas as pd  # noqa: PLC0415 - heavy, and not everybody has it
        except ImportError:
            message = "pandas is not installed; `pip install pandas`, or iterate over the result."
            raise UsageError(message) from None
        return pd.DataFrame(list(self), columns=list(self.columns))

    def rdflib_rows(self) -> list[dict[str, rdflib.term.Identifier]]:
        """Return each row as rdflib terms, unbound variables left out."""
        return [{name: to_rdflib(term) for name, term in record.items()} for record in self._rows().records()]

    def rdflib_graph(self) -> rdflib.Graph:
        """Return the triples of a CONSTRUCT or DESCRIBE as an rdflib graph."""
        import rdflib  # noqa: PLC0415 - heavy

        graph = rdflib.Graph()
        for triple in self.triples:
            graph.add(tuple(to_rdflib(term) for term in triple))  # type: ignore[arg-type] # three terms
        return graph

    def _rows(self) -> Rows:
        if not isinstance(self.answer, Rows):
            message = "This query gives no rows; use `triples` for a CONSTRUCT, `bool(result)` for an ASK."
            raise UsageError(message)
        return self.answer


def to_python(term: Term | None) -> Value:
    """Return a term as a Python value; IRIs and what Python has no type for are text."""
    if not isinstance(term, Literal):
        return None if term is None else term.value
    convert = _CONVERSIONS.get(term.datatype.removeprefix(_XSD))
    if convert is None:
        return term.value
    try:
        return convert(term.value)
    except (ValueError, ArithmeticError):
        return term.value


def to_rdflib(term: Term) -> rdflib.term.Identifier:
    """Return a term as rdflib's, the lexical form kept."""
    from rdflib import BNode, URIRef  # noqa: PLC0415 - heavy
    from rdflib import Literal as RdflibLiteral  # noqa: PLC0415

    if isinstance(term, Iri):
        return URIRef(term.value)
    if isinstance(term, BlankNode):
        return BNode(term.value)
    if term.language:
        return RdflibLiteral(term.value, lang=term.language)
    datatype = None if term.datatype == _XSD + "string" else URIRef(term.datatype)
    return RdflibLiteral(term.value, datatype=datatype, normalize=False)
