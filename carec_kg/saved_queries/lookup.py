"""What a parameter may be, as the graph knows it: choices for a form, membership, near matches."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, TypeAlias

from carec_kg.errors import ParameterProblem
from carec_kg.graph.answers import Rows
from carec_kg.iris import RDF_TYPE
from carec_kg.rdf.terms import Iri, Literal, Term
from carec_kg.saved_queries.typed_values import describe_type, read_term, shorten, show_term
from carec_kg.saved_queries.values_block import fill_places, write_value

if TYPE_CHECKING:
    from carec_kg.saved_queries.catalogue import Catalogue
    from carec_kg.saved_queries.model import Parameter

#: Runs a SELECT on the graph; in the server, in a sealed worker.
Select: TypeAlias = Callable[[str], Rows]
#: Classes with more instances than this are neither listed nor searched for near matches.
MAX_CHOICES = 5_000
_NEAR_ENOUGH = 0.5


@dataclass(frozen=True, slots=True)
class Choice:
    """A value as a user types it, and the label that a form shows."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Lookup:
    """Answers what a parameter may be, with the queries of a catalogue and a function that runs a SELECT."""

    select: Select
    catalogue: Catalogue

    def choices(self, parameter: Parameter) -> list[Choice]:
        """Return all values of an enumeration or a class; empty for free values and for very large classes."""
        type_ = parameter.type
        if type_.options:
            return [Choice(option, _last_segment(option)) for option in type_.options]
        if type_.options_from:
            return self._choices_of_query(type_.options_from)
        return self._things_of_class(type_.of_class) if type_.of_class else []

    def verify(self, parameter: Parameter, text: str, term: Term) -> None:
        """Check that the graph has the thing, of the parameter's class or among its choices.

        Raises ``ParameterProblem`` with the nearest choice.
        """
        if parameter.type.options_from:
            known = term in {read_term(parameter, choice.value) for choice in self.choices(parameter)}
        elif parameter.type.of_class:
            pattern = f"{write_value(term)} <{RDF_TYPE}> <{parameter.type.of_class}>"
            known = bool(self.select(f"SELECT (1 AS ?known) WHERE {{ {pattern} }} LIMIT 1").rows)
        else:
            known = True
        if not known:
            raise self.unknown_thing(parameter, text)

    def unknown_thing(self, parameter: Parameter, text: str) -> ParameterProblem:
        """Return the error for a value that the graph does not know, with the nearest that it does."""
        nearest = self.nearest(parameter, text)
        hint = f"did you mean {nearest.value} ({nearest.label})?" if nearest else f"for example {parameter.example!r}."
        message = f"Parameter {parameter.name} takes {describe_type(parameter)} in this graph"
        return ParameterProblem(f"{message}, which {shorten(text)!r} is not; {hint}")

    def nearest(self, parameter: Parameter, text: str) -> Choice | None:
        """Return the choice whose label or key is most like ``text``; ``None`` where none is near."""
        wanted = _last_segment(text.strip("<> \t")).casefold()
        best, best_score = None, _NEAR_ENOUGH
        for choice in self.choices(parameter):
            names = (choice.label.casefold(), _last_segment(choice.value).casefold())
            score = max(SequenceMatcher(None, wanted, name).ratio() for name in names)
            if score > best_score:
                best, best_score = choice, score
        return best

    def _choices_of_query(self, slug: str) -> list[Choice]:
        query = self.catalogue.find(slug)
        defaults = {p.name: None if p.default is None else read_term(p, p.default) for p in query.parameters}
        return _read_choices(self.select(fill_places(query.text, defaults)))

    def _things_of_class(self, class_: str) -> list[Choice]:
        label = "<http://www.w3.org/2000/01/rdf-schema#label>|<http://www.w3.org/2004/02/skos/core#prefLabel>"
        rows = self.select(
            f"SELECT ?thing (MIN(?name) AS ?label) WHERE {{ ?thing <{RDF_TYPE}> <{class_}> "
            f'OPTIONAL {{ ?thing {label} ?name FILTER(LANG(?name) IN ("en", "")) }} }} '
            f"GROUP BY ?thing ORDER BY ?label ?thing LIMIT {MAX_CHOICES + 1}"
        )
        return [] if len(rows.rows) > MAX_CHOICES else _read_choices(rows)


def _read_choices(rows: Rows) -> list[Choice]:
    choices = []
    for row in rows.rows:
        value, label = row[0], row[1] if len(row) > 1 else None
        if isinstance(value, Iri | Literal):
            shown = show_term(value)
            choices.append(Choice(shown, label.value if label else _last_segment(shown)))
    return choices


def _last_segment(name: str) -> str:
    return re.split("[/#:]", name.rstrip("/#:"))[-1]
