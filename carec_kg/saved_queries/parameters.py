"""Bind a saved query: what the user gave is checked, made into terms and written at the declared places."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

from carec_kg.errors import ParameterProblem
from carec_kg.saved_queries.paging import Paging, add_paging, read_paging
from carec_kg.saved_queries.typed_values import describe_type, read_term, shorten, show_term
from carec_kg.saved_queries.values_block import fill_places

if TYPE_CHECKING:
    from collections.abc import Mapping

    from carec_kg.rdf.terms import Term
    from carec_kg.saved_queries.lookup import Lookup
    from carec_kg.saved_queries.model import Parameter, SavedQuery

_PAGING_NAMES = ("limit", "offset")


@dataclass(frozen=True, slots=True)
class BoundQuery:
    """A saved query with its values; ``unpaged`` is its text without ``limit`` and ``offset``.

    ``bindings`` has every parameter in the header's order; ``None`` matches anything.
    """

    slug: str
    unpaged: str
    bindings: tuple[tuple[str, Term | None], ...]
    paging: Paging

    @property
    def text(self) -> str:
        """Return the text that gives the rows asked for, and no others."""
        return add_paging(self.unpaged, self.paging)

    @property
    def text_with_one_ahead(self) -> str:
        """Return the text that gives one row more than asked for, which shows whether there is a next page."""
        return add_paging(self.unpaged, self.paging, ahead=1)

    def given(self) -> dict[str, str]:
        """Return the parameters in one spelling, so that the same question has the same link."""
        return {name: show_term(term) for name, term in self.bindings if term is not None}


def bind(query: SavedQuery, given: Mapping[str, str], lookup: Lookup | None = None) -> BoundQuery:
    """Bind parameters given as texts, the others by their defaults; an empty text means not given.

    With a ``lookup``, things that the graph does not know are refused with the nearest that it does.
    Raises ``ParameterProblem`` for a parameter that is unknown, missing or ill-typed.
    """
    _refuse_unknown(query, given)
    paging = read_paging(given)
    if paging != Paging() and query.kind != "select":
        message = f"The query {query.slug} gives no rows; leave out limit and offset."
        raise ParameterProblem(message)
    values = {parameter.name: _read(parameter, given.get(parameter.name), lookup) for parameter in query.parameters}
    return BoundQuery(query.slug, fill_places(query.text, values), tuple(values.items()), paging)


def examples(query: SavedQuery) -> dict[str, str]:
    """Return an example of every parameter; the query can be bound with them."""
    return {parameter.name: parameter.example for parameter in query.parameters}


def _refuse_unknown(query: SavedQuery, given: Mapping[str, str]) -> None:
    paging = _PAGING_NAMES if query.kind == "select" else ()
    known = [*(parameter.name for parameter in query.parameters), *paging]
    for name in given:
        if name in known or name in _PAGING_NAMES:
            continue
        nearest = get_close_matches(name, known, 1)
        listed = f"It takes {', '.join(known)}." if known else "It takes none."
        hint = f"Did you mean {nearest[0]}?" if nearest else listed
        message = f"The query {query.slug} has no parameter named {shorten(name)!r}. {hint}"
        raise ParameterProblem(message)


def _read(parameter: Parameter, text: str | None, lookup: Lookup | None) -> Term | None:
    if text is None or _is_left_empty(parameter, text):
        if parameter.required:
            raise ParameterProblem(
                f"Parameter {parameter.name} is missing; it takes {describe_type(parameter)}, "
                f"for example {parameter.name}={parameter.example}."
            )
        return None if parameter.default is None else read_term(parameter, parameter.default)
    try:
        term = read_term(parameter, text)
    except ParameterProblem:
        # A bare "Kazakhstan" is no IRI, but the graph may know what was meant.
        if lookup and not parameter.type.options and lookup.nearest(parameter, text):
            raise lookup.unknown_thing(parameter, text) from None
        raise
    if lookup:
        lookup.verify(parameter, text, term)
    return term


def _is_left_empty(parameter: Parameter, text: str) -> bool:
    """Tell whether a form's field was left empty; for a text with a default, the empty text is a value."""
    if parameter.type.kind == "string" and not parameter.type.options:
        return not text and parameter.default is None
    return not text.strip()
