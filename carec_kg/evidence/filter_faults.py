"""What a filter takes away: what there would be without it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapidfuzz import process

from carec_kg.evidence.case import Case, join_words
from carec_kg.evidence.diagnosis import Cause, Suggestion
from carec_kg.evidence.literal_faults import MOST_VALUES, describe_variants, find_variants, suggest_literals
from carec_kg.evidence.query_forms import place_in
from carec_kg.evidence.syntax import Filter
from carec_kg.evidence.term_faults import ask_meant, suggest_names
from carec_kg.evidence.value_words import describe_languages, describe_values
from carec_kg.rdf.query_tokens import read_tokens
from carec_kg.rdf.terms import Literal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from carec_kg.evidence.diagnosis import Place
    from carec_kg.evidence.parts import Part
    from carec_kg.rdf.terms import Term

_LIKE_A_NAME = 70.0
_LANGUAGE_FUNCTIONS = frozenset({"LANG", "LANGMATCHES"})
_MOST_VARIABLES = 4


def explain_filter(case: Case, part: Part, others: Sequence[Part], scope: Sequence[str]) -> Cause:
    """Return the cause for a filter that lets nothing of the other parts through."""
    place = case.place(part)
    places = (*(case.place(other) for other in others), place)
    content = part.content
    condition = content.condition if isinstance(content, Filter) else None
    if condition is None:
        return Cause("filter", f"{place.fragment} lets nothing through.", place, (), places)
    if cause := _find_unbound(case, part, condition.variables, scope, places):
        return cause
    names = sorted(part.needs)[:_MOST_VARIABLES] if others else []
    values = list_values(case, names, others)
    said = f"This filter lets nothing through{_describe(values, condition.functions)}"
    if cause := _find_other_form(case, place, values, places):
        return cause
    if len(condition.exists) == 1 and condition.alone:
        exists = condition.exists[0]
        said = f"{'Everything' if exists.negated else 'Nothing'} that fits the other lines has such a match"
        if not exists.negated and not case.probe.fits(exists.group.text.strip()[1:-1]):
            said += ": nothing in this graph fits what stands in EXISTS"
    unknown, suggestions = _suggest_names(case, place)
    if unknown is None:
        return Cause("filter", f"{said}.", place, (), places)
    said += f"; {unknown.fragment} is not in this graph{ask_meant(suggestions)}"
    return Cause("filter", said, unknown, suggestions, places)


def list_values(case: Case, names: Sequence[str], others: Sequence[Part]) -> dict[str, list[Term]]:
    """Return the values of variables in what fits other parts; none for a variable that has too many."""
    found = {name: case.probe.values_among(name, others, MOST_VALUES) for name in names}
    return {name: values for name, values in found.items() if values is not None}


def _describe(values: dict[str, list[Term]], functions: frozenset[str]) -> str:
    """Return what the filter's variables are without it, behind a colon."""
    said = []
    for name, found in values.items():
        languages = describe_languages(found) if functions & _LANGUAGE_FUNCTIONS else ""
        said.append(f"{name} is in {languages}" if languages else f"{name} {describe_values(found)}")
    return f": without it, {join_words(said)}" if said else ""


def _find_unbound(
    case: Case, part: Part, used: frozenset[str], scope: Sequence[str], places: tuple[Place, ...]
) -> Cause | None:
    """Return the cause where a filter uses a variable that nothing in its group gives a value."""
    unbound = sorted(used - set(scope))
    if not unbound:
        return None
    place = case.place(part)
    name = unbound[0]
    near = [found for found, _, _ in process.extract(name, list(scope), score_cutoff=_LIKE_A_NAME, limit=3)]
    token = next((one for one in read_tokens(place.fragment) if one.text[1:] == name[1:]), None)
    if token is None:
        return None
    at = place_in(case.form.source, place.start + token.start, place.start + token.end)
    suggestions = case.try_each(at, [Suggestion(other, other) for other in near])
    said = f"{name} has no value in this group, so the filter lets nothing through{ask_meant(suggestions)}"
    return Cause("filter", said, at, suggestions, places)


def _find_other_form(
    case: Case, place: Place, values: dict[str, list[Term]], places: tuple[Place, ...]
) -> Cause | None:
    """Return the cause where a text in the filter has another form in the graph, and the query with that an answer."""
    found = [term for terms in values.values() for term in terms]
    named = join_words(list(values), "or")
    for at, literal in _literals(case, place):
        variants = find_variants(literal, found)
        suggestions = suggest_literals(case, at, variants) if variants else ()
        if any(one.helps for one in suggestions):
            said = f"This filter lets nothing through: {at.fragment} is no value of {named}"
            return Cause("literal", f"{said}, but {describe_variants(variants)}.", at, suggestions, places)
    return None


def _literals(case: Case, place: Place) -> Iterator[tuple[Place, Literal]]:
    """Yield the texts within a place, with their language tag or datatype."""
    tokens = list(read_tokens(place.fragment))
    for i, token in enumerate(tokens):
        if token.kind != "string":
            continue
        end = token.end
        after = tokens[i + 1 : i + 4]
        if after and after[0].text == "@" and after[0].start == end and len(after) > 1:
            end = after[1].end
        elif len(after) > 2 and after[0].text == after[1].text == "^":
            end = after[2].end
        term = case.names.resolve(place.fragment[token.start : end])
        if isinstance(term, Literal):
            yield place_in(case.form.source, place.start + token.start, place.start + end), term


def _suggest_names(case: Case, place: Place) -> tuple[Place | None, tuple[Suggestion, ...]]:
    """Return the place of a name in the filter which the graph does not have, with names that help there."""
    for use in case.names.uses:
        if not place.start <= use.start < place.start + len(place.fragment):
            continue
        iri = case.names.iri_of(use.text)
        if iri and not case.is_known(iri):
            at = place_in(case.form.source, use.start, use.start + len(use.text))
            return at, tuple(one for one in suggest_names(case, use.text, iri, "thing") if one.helps)
    return None, ()
