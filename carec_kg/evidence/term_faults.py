"""Names that a graph does not have, or has for something else, with the nearest that it has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carec_kg.evidence.case import Case, join_words
from carec_kg.evidence.diagnosis import Cause
from carec_kg.evidence.scope import is_variable
from carec_kg.evidence.syntax import Alternative, Inverse, Negated, Pattern, Repeat, Sequence
from carec_kg.iris import RDF_TYPE
from carec_kg.rdf.terms import Iri

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from collections.abc import Sequence as Many

    from carec_kg.evidence.diagnosis import Place, Suggestion
    from carec_kg.evidence.parts import Part
    from carec_kg.evidence.syntax import Path
    from carec_kg.evidence.vocabulary import Near, Role

_ANY: tuple[Role, ...] = ("thing", "class", "property")
_WANTED: dict[Role, tuple[Role, ...]] = {"property": ("property",), "class": ("class",), "thing": _ANY}
#: What a name is, in words, for one that stands where it cannot be that.
_WORDS: dict[Role, str] = {"property": "a property", "class": "a class", "thing": "a thing"}
#: How much less near than the nearest (in hundredths) a name may be to be named beside it.
_BESIDE = 8.0
_LOOKED_AT = 5


def names_in(case: Case, pattern: Pattern, graph: str | None = None) -> Iterator[tuple[str, Role]]:
    """Yield the names of a pattern as they are written, and what each is to stand for."""
    if graph and not is_variable(graph):
        yield graph, "thing"
    if _is_name(pattern.subject):
        yield pattern.subject, "thing"
    verbs = list(_names_of_path(pattern.path))
    yield from ((verb, "property") for verb in verbs)
    if _is_name(pattern.object):
        typed = len(verbs) == 1 and case.verb_of(verbs[0]) == RDF_TYPE
        yield pattern.object, "class" if typed else "thing"


def _is_name(term: str) -> bool:
    # What else a term can be begins otherwise: variables, texts, numbers, and true and false.
    return not is_variable(term) and term[0] not in "\"'+-.0123456789" and term.lower() not in {"true", "false"}


def _names_of_path(path: Path) -> Iterator[str]:
    match path:
        case str():
            if not is_variable(path):
                yield path
        case Inverse(inner) | Repeat(inner, _, _):
            yield from _names_of_path(inner)
        case Sequence(parts) | Alternative(parts):
            for part in parts:
                yield from _names_of_path(part)
        case Negated():
            # What it shuts out need not be there.
            return


def find_unknown(case: Case, uses: Iterable[tuple[str, Role]], part: Part | None = None) -> list[Cause]:
    """Return a cause for each name that stands nowhere in the data set, or nowhere in its role."""
    causes = []
    for text, role in dict.fromkeys(uses):
        iri = case.names.iri_of(text)
        place = case.place_name(text, part)
        if not iri or place is None or iri == RDF_TYPE:
            continue
        if not case.is_known(iri):
            causes.append(_missing(case, text, iri, role, place))
        elif role != "thing" and not _stands_as(case, iri, role):
            causes.append(_misused(case, text, iri, role, place))
    return causes


def _stands_as(case: Case, iri: str, role: Role) -> bool:
    return case.probe.fits_anywhere(_write_use(iri, role))


def _write_use(iri: str, role: Role) -> str:
    body = f"?s {Iri(iri)} ?o" if role == "property" else f"?s a {Iri(iri)}"
    return f"{{ {body} }} UNION {{ GRAPH ?g {{ {body} }} }}"


def _missing(case: Case, text: str, iri: str, role: Role, place: Place) -> Cause:
    suggestions = suggest_names(case, text, iri, role)
    inferred = case.closed is not None and case.closed.fits_anywhere(
        f"{{ {Iri(iri)} ?p ?o }} UNION {{ ?s {Iri(iri)} ?o }} UNION {{ ?s ?p {Iri(iri)} }}"
    )
    if inferred:
        said = f"{text} is only in what is inferred, which this query leaves out."
        return Cause("closure", said, place, (), (place,))
    return Cause("term", f"{text} is not in this graph{ask_meant(suggestions)}", place, suggestions, (place,))


def _misused(case: Case, text: str, iri: str, role: Role, place: Place) -> Cause:
    body = _write_use(iri, role)
    if case.closed is not None and case.closed.fits_anywhere(body):
        what = "as a property" if role == "property" else "as a class"
        said = f"{text} is used {what} only in what is inferred, which this query leaves out."
        return Cause("closure", said, place, (), (place,))
    found = case.vocabulary().role_of(iri)
    suggestions = suggest_names(case, text, iri, role)
    other = _WORDS[found] if found and found != role else "known"
    used = "no statement has it as its property" if role == "property" else "nothing has it as its class"
    said = f"{text} is {other} in this graph, but {used}{ask_meant(suggestions)}"
    return Cause("term", said, place, suggestions, (place,))


def suggest_names(case: Case, text: str, iri: str, role: Role) -> tuple[Suggestion, ...]:
    """Return the names that are nearest to one, those first with which the query gives something."""
    near = case.vocabulary().find_nearest(iri, _WANTED[role], _LOOKED_AT)
    return case.try_names(text, [case.suggest(one.iri, text) for one in _keep_near(near)])


def _keep_near(near: Many[Near]) -> list[Near]:
    return [one for one in near if one.score >= near[0].score - _BESIDE]


def ask_meant(suggestions: Many[Suggestion]) -> str:
    """Return the end of a sentence that asks whether one of these was meant."""
    return f"; did you mean {join_words([one.text for one in suggestions], 'or')}?" if suggestions else "."
