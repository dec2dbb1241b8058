"""Why nothing fits one pattern, though the graph has its names: where it does hold, or what was meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carec_kg.evidence.case import SUGGESTED, Case, join_words
from carec_kg.evidence.diagnosis import Cause, Suggestion
from carec_kg.evidence.literal_faults import find_literal
from carec_kg.evidence.scope import is_variable
from carec_kg.evidence.term_faults import find_unknown, names_in
from carec_kg.evidence.vocabulary import local_name, normalise
from carec_kg.iris import DEFAULT_GRAPH, RDF_TYPE, compact
from carec_kg.rdf.terms import Iri

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from carec_kg.evidence.diagnosis import Place
    from carec_kg.evidence.parts import Part
    from carec_kg.evidence.syntax import Pattern
    from carec_kg.rdf.terms import Term

_GRAPHS_SHOWN = 3
_MOST_PROPERTIES = 200
#: Similarity (0..100) from which a property may have been meant by another.
_LIKE_A_NAME = 55.0


def explain_pattern(case: Case, part: Part, pattern: Pattern) -> list[Cause]:
    """Return the causes for a pattern that nothing fits by itself."""
    if unknown := find_unknown(case, names_in(case, pattern, part.graph), part):
        return unknown
    for found in (find_elsewhere(case, [part]), find_literal(case, part), _find_turned(case, part, pattern)):
        if found:
            return [found]
    return [_find_other_property(case, part, pattern)]


def find_elsewhere(case: Case, parts: Sequence[Part]) -> Cause | None:
    """Return the cause where parts hold with what is inferred, or in other graphs than those that are asked."""
    places = tuple(case.place(part) for part in parts)
    lines = "this line" if len(parts) == 1 else "these lines"
    if case.closed is not None and case.closed.holds(parts):
        said = f"What fits {lines} is only inferred, and this query leaves out what is; ask it with what is inferred."
        return Cause("closure", said, places[-1], (), places)
    graphs = sorted({part.graph for part in parts if part.graph})
    if graphs:
        return _find_outside(case, parts, graphs, places)
    body = " ".join(part.written for part in parts)
    if any(part.kind == "nested" for part in parts):
        return None
    named = case.probe.graphs_of(body, _GRAPHS_SHOWN + 1)
    if not named or case.probe.fits(body):
        return None
    said = f"{lines.capitalize()} hold{'s' if len(parts) == 1 else ''} in {_list_graphs(named)}, which "
    if tuple(case.probe.sight.default_graphs) != (DEFAULT_GRAPH,):
        said += "this query does not look into: it names other graphs."
        return Cause("graph", said, places[-1], (), places)
    said += "is no part of the default graph; write GRAPH ?g { … } around it."
    wrapped = f"GRAPH ?{case.form.query.fresh}g {{ {places[-1].fragment} }}"
    suggestions = case.try_each(places[-1], [Suggestion(wrapped, wrapped)]) if len(parts) == 1 else ()
    return Cause("graph", said, places[-1], suggestions, places)


def _find_outside(case: Case, parts: Sequence[Part], graphs: Sequence[str], places: tuple[Place, ...]) -> Cause | None:
    """Return the cause where parts hold, but not in the graphs that GRAPH names, or not together in one."""
    if not case.probe.holds([part.without_graph() for part in parts]):
        return None
    named = join_words(graphs)
    if len(parts) > 1:
        said = "These lines hold together, but no one graph states them all"
        said += "" if all(is_variable(graph) for graph in graphs) else f", nor does {named}"
        said += ": give each a GRAPH with a variable of its own, or leave GRAPH out."
        return Cause("graph", said, places[-1], (), places)
    found = case.probe.graphs_of(parts[0].text, _GRAPHS_SHOWN + 1)
    where = f"it is stated in {_list_graphs(found)}" if found else "no named graph states it, only the default graph"
    return Cause("graph", f"This line holds, but not in {named}: {where}.", places[-1], (), places)


def _list_graphs(graphs: Sequence[Term]) -> str:
    shown = [compact(graph.value) for graph in graphs[:_GRAPHS_SHOWN]]
    more = ["others"] if len(graphs) > _GRAPHS_SHOWN else []
    return f"the graph{'s' if len(graphs) > 1 else ''} {join_words([*shown, *more])}"


def turn_pattern(case: Case, part: Part, pattern: Pattern) -> tuple[str, Place] | None:
    """Return a pattern the other way round, and the place of its property; ``None`` where it cannot be turned."""
    place = case.place_name(pattern.verb, part)
    turns = isinstance(pattern.path, str) and not is_variable(pattern.path) and pattern.object[0] not in "\"'"
    if not turns or place is None or case.verb_of(pattern.verb) == RDF_TYPE:
        return None
    return f"{pattern.subject} ^{pattern.verb} {pattern.object} .", place


def _find_turned(case: Case, part: Part, pattern: Pattern) -> Cause | None:
    turned = turn_pattern(case, part, pattern)
    if turned is None:
        return None
    text, place = turned
    if not case.probe.fits(f"GRAPH {part.graph} {{ {text} }}" if part.graph else text):
        return None
    said = f"Nothing in this graph has {pattern.verb} in this direction; the other way round it holds."
    other = Suggestion("the other way round", f"^{pattern.verb}")
    return Cause("pattern", said, place, case.try_each(place, [other]), (case.place(part),))


def _find_other_property(case: Case, part: Part, pattern: Pattern) -> Cause:
    """Return the cause that a thing has no such statement, with the properties that it has."""
    place = case.place(part)
    verb = case.verb_of(pattern.verb)
    subject, target = case.names.iri_of(pattern.subject), case.names.iri_of(pattern.object)
    said = f"Nothing in this graph fits {place.fragment}"
    at = case.place_name(pattern.verb, part)
    if verb == RDF_TYPE and target:
        return Cause("pattern", f"{said}: {pattern.subject} is not of the class {pattern.object}.", place, (), (place,))
    if not verb or not (subject or target) or at is None:
        return Cause("pattern", f"{said}.", place, (), (place,))
    thing = pattern.subject if subject else pattern.object
    body = f"{pattern.subject} ?{case.form.query.fresh}p {pattern.object}"
    properties = case.probe.values(f"?{case.form.query.fresh}p", body, _MOST_PROPERTIES)
    near = rank_properties(verb, properties or ())
    suggestions = case.try_each(
        at,
        [case.suggest(iri, pattern.verb) for iri in near],
    )
    has = f"{thing} is known, but has no {pattern.verb}" if subject else f"nothing has {thing} as its {pattern.verb}"
    others = join_words([one.text for one in suggestions[:SUGGESTED]], "or")
    return Cause("pattern", f"{said}: {has}" + (f"; there is {others}." if others else "."), at, suggestions, (place,))


def rank_properties(wanted: str, properties: Iterable[Term]) -> list[str]:
    """Return the properties whose names are like one, the most like first."""
    from rapidfuzz import fuzz  # noqa: PLC0415 - heavy, and loaded by the vocabulary

    name = normalise(local_name(wanted))
    found = {term.value for term in properties if isinstance(term, Iri) and term.value not in {wanted, RDF_TYPE}}
    scored = ((fuzz.ratio(name, normalise(local_name(iri))), iri) for iri in found)
    ranked = sorted((-score, iri) for score, iri in scored if score >= _LIKE_A_NAME)
    return [iri for _, iri in ranked][: 2 * SUGGESTED]
