"""What a thing is, in a sentence or two: composed from its class and its most telling facts."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from carec_kg.iris import CAREC, ID, RDF_TYPE
from carec_kg.rdf.terms import Iri, Literal
from carec_kg.web.pages.cards import read_span
from carec_kg.web.pages.prose import Piece, article_for, begin, fill, name, name_all, words
from carec_kg.web.pages.times import say_day, say_in_sentence, say_span
from carec_kg.web.pages.wording import say

if TYPE_CHECKING:
    from carec_kg.rdf.terms import Term
    from carec_kg.web.pages.cards import Cards
    from carec_kg.web.pages.prose import Prose
    from carec_kg.web.pages.statements import Statements


@dataclass(frozen=True, slots=True)
class _Clause:
    """A part of a sentence: its key in the words, the place in it, and the property that fills it."""

    key: str
    place: str
    predicate: str


#: Clauses of the first sentence in their order; those that find no fact fall away.
_CLAUSES = (
    _Clause("corridor_of", "programme", "carec:corridorOf"),
    _Clause("subcorridor_of", "corridor", "carec:subcorridorOf"),
    _Clause("strategy_of", "programme", "carec:strategyOf"),
    _Clause("series_of", "owner", "carec:seriesOf"),
    _Clause("group", "kind", "carec:groupOf"),
    _Clause("issued_by", "actors", "carec:issuedBy"),
    _Clause("located", "place", "carec:locatedIn"),
    _Clause("subregion", "place", "carec:m49Subregion"),
    _Clause("unit", "whole", "carec:unitOf"),
    _Clause("part_of", "whole", "carec:partOfInitiative"),
    _Clause("edition_of", "series", "carec:editionOf"),
    _Clause("capital", "place", "carec:capital"),
    _Clause("paired", "place", "carec:pairedWith"),
    _Clause("pursued_by", "actors", "carec:pursuedBy"),
    _Clause("led_by", "actors", "carec:ledBy"),
    _Clause("created_by", "actors", "carec:createdBy"),
    _Clause("held_in", "places", "carec:tookPlaceIn"),
    _Clause("hosted_by", "actors", "carec:hostedBy"),
    _Clause("implemented", "places", "carec:implementedIn"),
    _Clause("seat", "place", "carec:seat"),
    _Clause("acts", "country", "carec:actsFor"),
    _Clause("expected_from", "group", "carec:expectedFrom"),
)
#: The most that a first sentence bears.
_MOST_CLAUSES = 4
#: Further sentences, each from one property.
_SENTENCES = (
    _Clause("joins", "routes", "carec:accessRouteOf"),
    _Clause("connects", "places", "carec:connects"),
    _Clause("passes", "places", "carec:passesThrough"),
    _Clause("secretariat", "secretariat", "carec:secretariat"),
)
#: Kinds of records, and how the first sentence goes on for each: its key, and what fills its places.
_RECORDS = MappingProxyType(
    {
        "membership": ("membership", {"member": "org:member", "programme": "org:organization"}),
        "participation": ("participation", {"participant": "carec:participant", "programme": "carec:participationIn"}),
        "standing": (
            "standing",
            {"holder": "carec:holder", "other": "carec:standingWith", "kind": "carec:standingKind"},
        ),
        "milestone": ("milestone", {"thing": "carec:milestoneOf", "kind": "carec:milestoneKind"}),
        "stop": ("stop", {"position": "carec:stopPosition", "route": "carec:stopOf", "place": "carec:stopAt"}),
        "trend": ("trend", {"thing": "carec:trendOf", "direction": "carec:direction"}),
        "website": ("web", {"address": "carec:webAddress"}),
        "reading": ("reading", {}),
        "geometry": ("geometry", {"thing": "^geo:hasGeometry"}),
        "link": ("link", {"thing": "owl:annotatedSource", "target": "sssom:object_source"}),
    }
)
#: Classes that say more than the kind in the IRI does, the most telling first.
_TELLING = (
    "BorderPort", "SeaPort", "EconomicZone", "Railway", "InvestmentProgramme", "Tranche", "Component",
    "KnowledgeInitiative", "MonitoringInitiative", "Forum", "Strategy", "Training", "Report", "VideoSeries", "Video",
)  # fmt: skip
#: Kinds whose labels are names that can stand as the subject of a sentence; other labels are titles or plurals.
_NAMED = frozenset({
    "country", "region", "place", "port", "zone", "programme", "organization", "corridor", "subcorridor", "route",
    "economic-corridor", "legal-text",
})  # fmt: skip
#: Kinds of locations from the narrow to the wide, which is how an address gives them.
_WIDTHS = ("facility", "port", "zone", "place", "region", "country", "area")
#: Clauses in which one place, the narrowest, is enough: the facts below have all of them.
_NARROWEST = frozenset({"located", "held_in"})
#: Kinds whose date is that of a work.
_WORKS = frozenset({"product"})


def say_thing(cards: Cards, iri: str, said: Statements, definition: str = "") -> Prose:
    """Return what a thing is, in words; figures have a sentence of their own in ``figure_words``.

    ``definition`` is that of its class, for a thing of which there is nothing more telling to say.
    """
    language, noun, kind = cards.language, say_class(cards, iri, said), kind_of(iri)
    clauses = _record(cards, kind, said) or _clauses(cards, said) or _define(language, definition)
    if kind in _NAMED:
        label = tuple(Piece(piece.text, "", piece.language) for piece in name(iri, cards.label(iri), article=True))
        head = begin(fill(language, "things.sentence.is", label=label, a=article_for(noun), type=noun))
    else:
        head = fill(language, "things.sentence.this_is", a=article_for(noun), type=noun)
    first = (*head, *clauses, *_dated(cards, kind, said), *words(say(language, "things.sentence.end")))
    found = list(first)
    for sentence in _further(cards, said):
        found += [Piece(" "), *sentence]
    return tuple(found)


def kind_of(iri: str) -> str:
    """Return the kind of a thing, as its IRI gives it; empty for what is no thing."""
    return iri.removeprefix(ID).partition("/")[0] if iri.startswith(ID) else ""


def class_of(said: Statements) -> str:
    """Return the IRI of the most telling class of a thing, else of one that is stated; empty where none is."""
    classes = [statement for statement in said.outgoing if statement.predicate == RDF_TYPE]
    known = {statement.iri for statement in classes}
    telling = next((CAREC + short for short in _TELLING if CAREC + short in known), "")
    return telling or next((statement.iri for statement in classes if not statement.inferred), "")


def say_kind(language: str, kind: str) -> str:
    """Return a kind of things as a noun; one without a word goes by its own name."""
    try:
        return say(language, f"things.kind.{kind}")
    except KeyError:
        return kind.replace("-", " ")


def say_class(cards: Cards, iri: str, said: Statements) -> str:
    """Return the most telling class of a thing as a noun."""
    found = class_of(said)
    if found.removeprefix(CAREC) in _TELLING and cards.has(found):
        return cards.label(found).text
    return say_kind(cards.language, kind_of(iri)) if kind_of(iri) else say(cards.language, "things.kind.other")


def _record(cards: Cards, kind: str, said: Statements) -> Prose:
    if kind not in _RECORDS:
        return ()
    key, places = _RECORDS[kind]
    filled = {place: _say_values(cards, _find(said, predicate)) for place, predicate in places.items()}
    return fill(cards.language, f"things.sentence.{key}", **filled) if all(filled.values()) else ()


def _find(said: Statements, predicate: str) -> list[Term]:
    if predicate.startswith("^"):
        return [Iri(iri) for iri in said.pointing(predicate[1:])]
    return said.values(predicate)


def _say_values(cards: Cards, values: list[Term]) -> Prose:
    iris = [value.value for value in values if isinstance(value, Iri)]
    if iris:
        return name_all(cards.language, cards, list(dict.fromkeys(iris)), 3)
    return words(next((value.value for value in values if isinstance(value, Literal)), ""))


def _clauses(cards: Cards, said: Statements) -> Prose:
    found: list[Prose] = []
    for clause in _CLAUSES:
        iris = _stated(said, clause.predicate)
        if iris and len(found) < _MOST_CLAUSES:
            most = 1 if clause.key in _NARROWEST else 3
            filled = {clause.place: name_all(cards.language, cards, iris[:most] if most == 1 else iris, most)}
            found.append(fill(cards.language, f"things.sentence.{clause.key}", **filled))
    return tuple(piece for part in found for piece in part)


def _stated(said: Statements, predicate: str) -> list[str]:
    """Return the values that are stated, which follow from nothing: what contains a place would only be said again."""
    stated = {statement.iri for statement in said.outgoing if not statement.inferred}
    iris = sorted(said.iris(predicate), key=_wideness)
    return [iri for iri in iris if iri in stated] or iris


def _wideness(iri: str) -> int:
    kind = kind_of(iri)
    return _WIDTHS.index(kind) if kind in _WIDTHS else 0


def _define(language: str, definition: str) -> Prose:
    text = definition.strip().rstrip(".")
    return fill(language, "things.sentence.defined", text=text[:1].lower() + text[1:]) if text else ()


def _dated(cards: Cards, kind: str, said: Statements) -> Prose:
    found: dict[str, list[Term]] = {}
    for statement in said.outgoing:
        found.setdefault(statement.predicate, []).append(statement.value)
    span = read_span(found)
    if kind in _WORKS:
        time = say_span(cards.language, span)
        return fill(cards.language, "things.sentence.published", time=time) if time else ()
    time = say_in_sentence(cards.language, span)
    return fill(cards.language, "things.sentence.dated", time=time) if time else ()


def _further(cards: Cards, said: Statements) -> list[Prose]:
    language = cards.language
    found = [
        *_since(cards, said, "member", "carec:memberOf", "org:member"),
        *_since(cards, said, "participant", "carec:participatesIn", "carec:participant"),
    ]
    count = len(said.iris("carec:hasSubcorridor"))
    if count:
        key = "subcorridors_one" if count == 1 else "subcorridors"
        found.append(words(say(language, f"things.sentence.{key}", count=count)))
    for clause in _SENTENCES:
        iris = _stated(said, clause.predicate)
        if iris:
            filled = {clause.place: name_all(language, cards, iris, 6)}
            found.append(begin(fill(language, f"things.sentence.{clause.key}", **filled)))
    listed = said.text("carec:completelyListed")
    if listed:
        found.append(words(say(language, f"things.sentence.group_{'listed' if listed == 'true' else 'open'}")))
    return found


def _since(cards: Cards, said: Statements, key: str, predicate: str, record: str) -> list[Prose]:
    """Say in what a thing takes part, and since when; where sources differ, all years are said."""
    programmes = said.iris(predicate)
    if not programmes:
        return []
    language = cards.language
    spans = [span for iri in said.pointing(record) if (span := cards[iri].span) and span.earliest]
    years = sorted({say_day(language, span.earliest, span.grain) for span in spans})
    named = name_all(language, cards, programmes)
    if not years:
        return [fill(language, f"things.sentence.{key}", programme=named)]
    ending = "since" if len(years) == 1 else "since_either"
    text = say(language, "things.sentence.or").join(years)
    return [fill(language, f"things.sentence.{key}_{ending}", programme=named, years=text)]
