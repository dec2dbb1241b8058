"""The parameters of a saved query as fields of a form, and what was typed into them as values. No Flask here."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from carec_kg.iris import expand
from carec_kg.rdf.terms import Iri, Literal
from carec_kg.saved_queries.lookup import Choice
from carec_kg.saved_queries.typed_values import show_term
from carec_kg.web.pages.columns import humanize

if TYPE_CHECKING:
    from collections.abc import Mapping

    from carec_kg.saved_queries.lookup import Lookup
    from carec_kg.saved_queries.model import Parameter, SavedQuery
    from carec_kg.web.pages.reader import GraphReader

#: A list with more choices than this is one to type in.
_MOST_IN_LIST = 60
_NAMED = (
    "SELECT DISTINCT ?thing WHERE { ?thing rdfs:label|skos:prefLabel|skos:altLabel ?name "
    "FILTER(LCASE(STR(?name)) = LCASE(?wanted)) "
)
_INPUTS = {"date": "date", "year": "number", "gYear": "number", "integer": "number", "decimal": "number"}


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the form: what it asks for, how, and what stands in it.

    ``kind`` is ``select``, ``suggest`` (a text with suggestions), ``search`` (a thing of any kind) or the type of an
    input. ``shown`` is what a reader sees for ``value``; one that is ``settled`` has a default in place of "any".
    """

    name: str
    label: str
    help: str
    kind: str
    value: str
    shown: str
    required: bool
    settled: bool
    choices: tuple[Choice, ...] = ()
    minimum: str = ""
    maximum: str = ""
    step: str = ""
    example: str = ""


def make_fields(
    query: SavedQuery, given: Mapping[str, str], lookup: Lookup, reader: GraphReader, language: str
) -> list[Field]:
    """Return the fields, filled with what is given, else with the defaults."""
    fields = [
        _make_field(parameter, given, _choices(parameter, lookup, reader, language)) for parameter in query.parameters
    ]
    things = {field.name: _expand(field.value) for field in fields if field.kind == "search" and ":" in field.value}
    labels = reader.labels(things.values(), language) if things else {}
    # What has no label is called by its short name, which stands in the field already.
    named = {name: labels[iri].text for name, iri in things.items() if labels[iri].language}
    return [replace(field, shown=named.get(field.name, field.shown)) for field in fields]


def _make_field(parameter: Parameter, given: Mapping[str, str], choices: list[Choice]) -> Field:
    type_ = parameter.type
    value = given.get(parameter.name, parameter.default or "")
    shown = value
    if choices:
        kind = "select" if len(choices) <= _MOST_IN_LIST else "suggest"
        fitting = [choice for choice in choices if _same(choice.value, value)]
        # Only a value that is in the list is chosen there; another, typed into the address, stays to be seen.
        value, shown = (fitting[0].value, fitting[0].label) if fitting else (value, value)
        if kind == "select" and value and not fitting:
            choices = [Choice(value, value), *choices]
    elif type_.kind == "iri":
        kind = "search"
    else:
        kind = _INPUTS.get(type_.kind, "text")
    return Field(
        parameter.name,
        humanize(parameter.name.removesuffix("Iri")),
        parameter.help,
        kind,
        value,
        shown,
        parameter.required,
        parameter.default is not None,
        tuple(choices),
        type_.minimum or ("1" if type_.kind in {"year", "gYear"} else ""),
        type_.maximum or ("9999" if type_.kind in {"year", "gYear"} else ""),
        "any" if type_.kind == "decimal" else "",
        parameter.example,
    )


def _choices(parameter: Parameter, lookup: Lookup, reader: GraphReader, language: str) -> list[Choice]:
    choices = lookup.choices(parameter)
    if parameter.type.options:
        return [Choice(choice.value, choice.label.replace("-", " ")) for choice in choices]
    if language == "en" or parameter.type.kind != "iri":
        return choices
    iris = {choice.value: _expand(choice.value) for choice in choices}
    labels = reader.labels(iris.values(), language)
    return [
        Choice(choice.value, found.text if (found := labels[iris[choice.value]]).language else choice.label)
        for choice in choices
    ]


def resolve_names(given: Mapping[str, str], fields: list[Field], reader: GraphReader) -> dict[str, str]:
    """Return what is given with each name of a thing, as people type it, in its IRI's place.

    A name that several have stays, and is then refused with the nearest.
    """
    resolved = dict(given)
    for field in fields:
        text = given.get(field.name, "").strip()
        if not text or ":" in text:
            continue
        if field.kind == "search":
            fitting = _find_by_name(text, reader)
        else:
            named = (choice for choice in field.choices if choice.value != given[field.name])
            fitting = {choice.value for choice in named if choice.label.casefold() == text.casefold()}
        if len(fitting) == 1:
            resolved[field.name] = fitting.pop()
    return resolved


def _find_by_name(text: str, reader: GraphReader) -> set[str]:
    # A term writes itself with all that it has to escape.
    rows = reader.select(_NAMED + f"VALUES ?wanted {{ {Literal(text)} }} }} LIMIT 2").rows
    return {show_term(thing) for (thing,) in rows if isinstance(thing, Iri)}


def _same(one: str, other: str) -> bool:
    return one == other or _expand(one) == _expand(other)


def _expand(text: str) -> str:
    """Return a value with its prefix written out, without brackets; what is no IRI stays as it is."""
    bare = text.strip().removeprefix("<").removesuffix(">")
    try:
        return expand(bare) if ":" in bare and "://" not in bare else bare
    except (KeyError, ValueError):
        return bare
