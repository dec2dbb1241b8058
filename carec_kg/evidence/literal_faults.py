"""Literals that a graph has in another form: another language tag, datatype, case or spelling."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz import fuzz

from carec_kg.evidence.case import SUGGESTED, Case, join_words
from carec_kg.evidence.diagnosis import Cause, Suggestion
from carec_kg.evidence.restricting import write_term
from carec_kg.evidence.syntax import Pattern
from carec_kg.evidence.value_words import describe_range, number_of, write_short
from carec_kg.iris import RDF_LANG_STRING, XSD_STRING
from carec_kg.rdf.terms import Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from carec_kg.evidence.diagnosis import Place
    from carec_kg.evidence.parts import Part
    from carec_kg.rdf.terms import Term

#: Values that are looked through.
MOST_VALUES = 20_000
#: Characters of a text that is compared, and how alike (0..100) a misspelt one is.
_LONGEST = 300
_ALIKE = 82.0
_YEAR = 4
_TEXTS = frozenset({XSD_STRING, RDF_LANG_STRING})


class Variant(NamedTuple):
    """A literal that is like the one that was wanted, what it differs in, and how far off that is."""

    literal: Literal
    differs: str
    distance: float


def find_literal(case: Case, part: Part) -> Cause | None:
    """Return the cause where a pattern asks for a literal that stands there in another form, or out of range."""
    pattern = part.content
    wanted = case.names.resolve(pattern.object) if isinstance(pattern, Pattern) and pattern.object[0] != "?" else None
    if not isinstance(pattern, Pattern) or not isinstance(wanted, Literal):
        return None
    start, end = part.place[1] - len(pattern.object), part.place[1]
    place = case.form.find(start, end)
    variable = f"?{case.form.query.fresh}value"
    inner = f"{pattern.subject} {pattern.verb} {variable} ."
    body = f"GRAPH {part.graph} {{ {inner} }}" if part.graph else inner
    values = case.probe.values(variable, f"{body} FILTER(isLITERAL({variable}))", MOST_VALUES)
    if values is None:
        # Of too many to compare, those of the same letters.
        same = f"LCASE(STR({variable})) = LCASE({write_term(Literal(wanted.value))})"
        values = case.probe.values(variable, f"{body} FILTER({same})", MOST_VALUES)
    if not values:
        return None
    variants = find_variants(wanted, values)
    said = f"{pattern.object} is no value of {pattern.verb} here"
    if not variants:
        within = describe_range(values)
        return Cause("literal", f"{said}; its values run {within}.", place, (), (place,)) if within else None
    return Cause(
        "literal",
        f"{said}, but {describe_variants(variants)}.",
        place,
        suggest_literals(case, place, variants),
        (place,),
    )


def find_variants(wanted: Literal, values: Iterable[Term]) -> list[Variant]:
    """Return the values that differ from a literal in its form alone, else those spelt nearly so; the nearest first."""
    literals = [value for value in values if isinstance(value, Literal) and len(value.value) <= _LONGEST]
    found = [Variant(value, differs, 0.0) for value in literals if (differs := _compare(wanted, value))]
    if not found and wanted.datatype in _TEXTS:
        text = wanted.value[:_LONGEST].casefold()
        scored = ((value, fuzz.ratio(text, value.value.casefold())) for value in literals)
        found = [Variant(value, "spelling", 100 - score) for value, score in scored if score >= _ALIKE]
    return sorted(found, key=lambda one: (one.distance, one.literal.language or "", one.literal.value))


def _compare(wanted: Literal, value: Literal) -> str:
    """Return what differs between two literals that say the same, empty where they do not, or are the same."""
    if wanted.value == value.value:
        if (wanted.language or "") != (value.language or ""):
            return "the language tag"
        return "the datatype" if wanted.datatype != value.datatype else ""
    number = number_of(wanted)
    if number is not None and number == number_of(value):
        return "the way the number is written"
    if wanted.value.strip().casefold() == value.value.strip().casefold():
        return "capitals or space"
    if number is not None and len(wanted.value) == _YEAR and value.value.startswith(f"{wanted.value}-"):
        return "precision, being days"
    return ""


def describe_variants(variants: Sequence[Variant]) -> str:
    """Return the nearest of the variants in words, as what is a value, with what they differ in."""
    shown = [one for one in variants if one.differs == variants[0].differs][:SUGGESTED]
    named = join_words([write_short(one.literal) for one in shown])
    verbs = ("is", "differs") if len(shown) == 1 else ("are", "differ")
    return f"{named} {verbs[0]}, which {verbs[1]} in {shown[0].differs}"


def suggest_literals(case: Case, place: Place, variants: Sequence[Variant]) -> tuple[Suggestion, ...]:
    """Return the variants as suggestions, those first with which the query gives something."""
    written = [write_short(one.literal) for one in variants]
    return case.try_each(place, [Suggestion(text, text) for text in dict.fromkeys(written)])
