"""Why parts that hold by themselves do not hold together."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from carec_kg.evidence.case import SUGGESTED, Case, join_words
from carec_kg.evidence.diagnosis import Cause, Suggestion
from carec_kg.evidence.filter_faults import explain_filter
from carec_kg.evidence.literal_faults import find_literal
from carec_kg.evidence.pattern_faults import find_elsewhere, rank_properties, turn_pattern
from carec_kg.evidence.syntax import Pattern
from carec_kg.evidence.value_faults import explain_values
from carec_kg.iris import CAREC, RDF_TYPE, compact
from carec_kg.rdf.terms import Iri

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from carec_kg.evidence.parts import Part

_MOST = 200
_SHOWN = 3


def explain_together(case: Case, parts: Sequence[Part], every: Sequence[Part], scope: Sequence[str]) -> Cause:
    """Return the cause for parts that nothing fits together, though fewer of them are fitted.

    ``every`` part of the group says what there would be without the one that takes all away.
    """
    if not any(part.kind in {"filter", "minus"} for part in parts) and (found := find_elsewhere(case, parts)):
        return found
    for kind, explain in (("values", explain_values), ("filter", None), ("minus", None)):
        chosen = next((part for part in reversed(parts) if part.kind == kind), None)
        if chosen is None:
            continue
        others = [part for part in parts if part is not chosen]
        rest = [part for part in every if part is not chosen]
        rest = rest if case.probe.fits_all(rest) else others
        places = (*(case.place(part) for part in others), case.place(chosen))
        if explain:
            return replace(explain(case, chosen, rest), parts=places)
        if kind == "filter":
            return replace(explain_filter(case, chosen, rest, scope), parts=places)
        return Cause("minus", "MINUS takes away everything that fits the other lines.", case.place(chosen), (), places)
    return _explain_join(case, parts)


def _explain_join(case: Case, parts: Sequence[Part]) -> Cause:
    places = tuple(case.place(part) for part in parts)
    said = f"Something fits each of these {len(parts)} lines, but nothing fits all of them"
    shared = _shared_names(parts)
    if shared:
        said += f" with one {join_words(shared)}"
    for found in (*_turned(case, parts), *_other_property(case, parts), *_other_literal(case, parts)):
        text, cause = found
        return replace(cause, text=f"{said}; {text}", parts=places)
    return Cause("join", f"{said}.", places[-1], (), places)


def _shared_names(parts: Sequence[Part]) -> list[str]:
    fresh = [name for part in parts for name in part.brings]
    return sorted({name for name in fresh if fresh.count(name) > 1 and not name.startswith("?w_")})


def _turned(case: Case, parts: Sequence[Part]) -> Iterator[tuple[str, Cause]]:
    """Yield the cause that a pattern stands in the wrong direction, where all hold with it turned round.

    One with which the query gives something comes first.
    """
    found = list(_list_turned(case, parts))
    yield from sorted(found, key=lambda one: not one[1].suggestions[0].helps)


def _list_turned(case: Case, parts: Sequence[Part]) -> Iterator[tuple[str, Cause]]:
    for part in parts:
        turned = turn_pattern(case, part, part.content) if isinstance(part.content, Pattern) else None
        if turned is None or not isinstance(part.content, Pattern):
            continue
        text, place = turned
        if case.probe.holds([replace(other, text=text) if other is part else other for other in parts]):
            verb = part.content.verb
            suggestions = case.try_each(place, [Suggestion("the other way round", f"^{verb}")])
            yield f"the other way round, with ^{verb}, they hold.", Cause("join", "", place, suggestions)


def _other_property(case: Case, parts: Sequence[Part]) -> Iterator[tuple[str, Cause]]:
    """Yield the cause that things of a class have no such property, with those that they have."""
    patterns = [(part, part.content) for part in parts if isinstance(part.content, Pattern)]
    typed = {one.subject: (part, one) for part, one in patterns if case.verb_of(one.verb) == RDF_TYPE}
    variable = f"?{case.form.query.fresh}p"
    for part, pattern in patterns:
        verb = case.verb_of(pattern.verb)
        if (
            pattern.subject not in typed
            or not verb
            or verb == RDF_TYPE
            or not case.names.iri_of(typed[pattern.subject][1].object)
        ):
            continue
        class_part, class_pattern = typed[pattern.subject]
        if case.probe.holds([class_part, part]):
            continue
        properties = case.probe.values(variable, f"{class_part.written} {pattern.subject} {variable} []", _MOST)
        place = case.place_name(pattern.verb, part)
        if place is None:
            continue
        near = [case.suggest(iri, pattern.verb) for iri in rank_properties(verb, properties or ())]
        suggestions = tuple(one for one in case.try_each(place, near) if one.helps)
        classes = _classes(case, part, pattern)
        said = f"no {class_pattern.object} has {pattern.verb}"
        said += f", which is said of {join_words(classes)}" if classes else ""
        said += f"; there is {join_words([one.text for one in suggestions], 'or')}" if suggestions else ""
        yield f"{said}.", Cause("join", "", place, suggestions)


def _classes(case: Case, part: Part, pattern: Pattern) -> list[str]:
    """Return the classes of what has a property, those of most things first."""
    name, count = (f"?{case.form.query.fresh}{word}" for word in ("class", "count"))
    text = (
        f"SELECT {name} (COUNT(*) AS {count}) WHERE {{ {part.written} {pattern.subject} a {name} }} "
        f"GROUP BY {name} ORDER BY DESC({count}) {name}"
    )
    found = [row[0].value for row in case.probe.select(text, _MOST).rows if isinstance(row[0], Iri)]
    # Those of our own say more than the wide ones that they are also called by.
    found.sort(key=lambda iri: not iri.startswith(CAREC))
    return [compact(iri) for iri in found[:_SHOWN]]


def _other_literal(case: Case, parts: Sequence[Part]) -> Iterator[tuple[str, Cause]]:
    """Yield the cause that a literal has another form, where the query gives something with that."""
    for part in parts:
        found = find_literal(case, part)
        helping = tuple(one for one in found.suggestions if one.helps)[:SUGGESTED] if found else ()
        if found and helping:
            text = f"with {join_words([one.text for one in helping], 'or')} they do."
            yield text, Cause("literal", "", found.place, helping)
