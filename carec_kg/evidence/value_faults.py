"""Given values that nothing has: a line of VALUES, or the parameter of a saved query."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from carec_kg.evidence.case import Case, join_words
from carec_kg.evidence.diagnosis import Cause, Suggestion
from carec_kg.evidence.filter_faults import list_values
from carec_kg.evidence.query_forms import place_in
from carec_kg.evidence.syntax import Values
from carec_kg.evidence.term_faults import ask_meant, find_unknown
from carec_kg.evidence.value_words import describe_range, describe_values, write_short
from carec_kg.rdf.query_tokens import read_tokens
from carec_kg.rdf.terms import Iri

if TYPE_CHECKING:
    from collections.abc import Sequence

    from carec_kg.evidence.diagnosis import CauseKind, Place
    from carec_kg.evidence.parts import Part
    from carec_kg.rdf.terms import Term

#: Values that are compared with the one that is given.
_MOST_COMPARED = 200


def explain_values(case: Case, part: Part, others: Sequence[Part]) -> Cause:
    """Return the cause for values that nothing of the other parts has: a line of VALUES, or a parameter."""
    place = case.place(part)
    places = (*(case.place(other) for other in others), place)
    names = content.variables if isinstance(content := part.content, Values) else ()
    given = {name: case.parameters[name[1:]] for name in names if name[1:] in case.parameters}
    kind: CauseKind = "parameter" if given else "values"
    named = next(iter(given), "?")[1:]
    uses = [use for use in case.names.uses if place.start <= use.start < place.start + len(place.fragment)]
    unknown = find_unknown(case, ((use.text, "thing") for use in uses), part)
    what = f"the parameter {join_words([f'{name[1:]}={value}' for name, value in given.items()])}" if given else ""
    if unknown and len(uses) == len(unknown):
        said = f"{_capital(what)} is not in this graph{ask_meant(unknown[0].suggestions)}" if given else unknown[0].text
        return Cause(kind if given else "term", said, unknown[0].place, unknown[0].suggestions, places, named)
    shared = [name for name in names if any(name in other.brings for other in others)]
    found = list_values(case, shared, others)
    said = " and ".join(f"{name[1:] if given else name} {describe_values(values)}" for name, values in found.items())
    text = f"Nothing that fits the other lines has {what or 'these values'}" + (f"; there, {said}." if said else ".")
    at, suggestions = _suggest_values(case, place, found, named)
    return Cause(kind, text, at, suggestions, places, named)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _suggest_values(
    case: Case, place: Place, found: dict[str, list[Term]], named: str
) -> tuple[Place, tuple[Suggestion, ...]]:
    """Return the place of the one value of one variable, and values that it can have instead; else the whole place."""
    if len(found) != 1:
        return place, ()
    values = next(iter(found.values()))
    block = place.fragment[place.fragment.find("{") :]
    terms = [token for token in read_tokens(block) if token.kind in {"iri", "name", "string"}]
    if len(terms) != 1 or describe_range(values):
        return place, ()
    start = place.start + len(place.fragment) - len(block) + terms[0].start
    at = place_in(case.form.source, start, start + len(terms[0].text))
    alike = _order_alike(case, at.fragment, values)
    suggestions = [
        case.suggest(term.value, at.fragment)
        if isinstance(term, Iri)
        else Suggestion(write_short(term), write_short(term))
        for term in alike
    ]
    if named:
        suggestions = [replace(one, text=case.vocabulary().label_of(one.iri) or one.text) for one in suggestions]
    return at, case.try_each(at, suggestions)


def _order_alike(case: Case, text: str, values: Sequence[Term]) -> list[Term]:
    """Return values in their order by name, those first that have most classes in common with the one that is given."""
    iri = case.names.iri_of(text)
    named = [term for term in values if isinstance(term, Iri)][:_MOST_COMPARED]
    if not iri or not named:
        return sorted(values, key=lambda term: term.value)
    variable, kind, count = (f"?{case.form.query.fresh}{word}" for word in ("value", "class", "count"))
    text = (
        f"SELECT {variable} (COUNT(*) AS {count}) WHERE {{ VALUES {variable} {{ {' '.join(map(str, named))} }} "
        f"{Iri(iri)} a {kind} . {variable} a {kind} }} GROUP BY {variable}"
    )
    found = {row[0]: int(row[1].value) for row in case.probe.select(text, _MOST_COMPARED).rows if row[1]}
    return sorted(named, key=lambda term: (-found.get(term, 0), term.value))
