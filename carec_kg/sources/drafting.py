"""Draft a new source: its description from the text alone, and for each passage a file that says what to state."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from carec_kg.iris import CAREC, PREFIXES, RDF_TYPE, mint_concept, mint_passage, mint_source
from carec_kg.rdf.terms import Iri, Literal, Term, Triple, text_literal
from carec_kg.rdf.turtle import write_iri, write_turtle
from carec_kg.sources.mentions import find_mentions
from carec_kg.sources.model import Days, Name, Quantity
from carec_kg.sources.splitting import Piece, split
from carec_kg.sources.text import digest

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from carec_kg.sources.lexicon import Lexicon
    from carec_kg.sources.model import Mention

#: What stands for words that only a curator can find; a rule of ``queries/checks/`` asks for them.
TO_SUMMARISE = "To be summarised."
TO_STATE = "To be stated."
TO_NAME = "To be named"

_DCTERMS, _RDFS, _XSD = PREFIXES["dcterms"], PREFIXES["rdfs"], PREFIXES["xsd"]
#: Names that several things bear are shown with so many of them.
_MOST_BEARERS = 4


@dataclass(frozen=True, slots=True)
class Draft:
    """The files of a new source by their names: ``source.ttl``, and one for each passage that is no heading."""

    source: str
    files: dict[str, str]
    passages: int
    mentions: int


def draft_source(text: str, source: str, title: str, language: str, lexicon: Lexicon) -> Draft:
    """Return the files of a new source: the whole of what the text alone tells, and what is left to the curator.

    ``source`` is its key (``id`` of the folder and the graphs), ``title`` our label for it. Passages are keyed by
    section and place, ``s2-3`` is the third of the second section. No word of the text goes into ``source.ttl``; the
    other files bear, as comments, numbers, dates and names with the terms that could state them.
    """
    keyed = list(_name_pieces(split(text)))
    triples = [*_describe_document(text, source, title, language), *_describe_sections(source, keyed)]
    files = {}
    found = 0
    for ordinal, (key, piece) in enumerate(keyed, 1):
        triples += _describe_passage(text, source, key, piece, ordinal)
        if piece.kind != "heading":
            mentions = find_mentions(text, piece.start, piece.end, lexicon)
            found += len(mentions)
            files[f"{key}.ttl"] = _write_skeleton(key, piece, mentions)
    return Draft(source, {"source.ttl": write_turtle(triples), **files}, len(keyed), found)


def _name_pieces(pieces: Sequence[Piece]) -> Iterator[tuple[str, Piece]]:
    counts: dict[int, int] = defaultdict(int)
    for piece in pieces:
        if piece.kind == "heading":
            yield f"s{piece.section}-heading", piece
        else:
            counts[piece.section] += 1
            yield f"s{piece.section}-{counts[piece.section]}", piece


def _describe_document(text: str, source: str, title: str, language: str) -> Iterator[Triple]:
    itself = Iri(mint_source(source))
    yield Triple(itself, Iri(RDF_TYPE), Iri(CAREC + "Document"))
    yield Triple(itself, Iri(_RDFS + "label"), text_literal(title, "en"))
    yield Triple(itself, Iri(_DCTERMS + "language"), Literal(language, _XSD + "string"))
    yield Triple(itself, Iri(_DCTERMS + "rights"), text_literal(TO_STATE, "en"))
    yield Triple(itself, Iri(CAREC + "length"), _integer(len(text)))
    yield Triple(itself, Iri(CAREC + "sha256"), Literal(digest(text), _XSD + "string"))


def _describe_sections(source: str, keyed: Sequence[tuple[str, Piece]]) -> Iterator[Triple]:
    for ordinal in sorted({piece.section for _, piece in keyed} - {0}):
        section = Iri(mint_passage(source, f"section-{ordinal}"))
        yield Triple(section, Iri(RDF_TYPE), Iri(CAREC + "Section"))
        yield Triple(section, Iri(_RDFS + "label"), text_literal(TO_NAME, "en"))
        yield Triple(section, Iri(CAREC + "ordinal"), _integer(ordinal))
        yield Triple(section, Iri(CAREC + "sectionOf"), Iri(mint_source(source)))


def _describe_passage(text: str, source: str, key: str, piece: Piece, ordinal: int) -> Iterator[Triple]:
    passage = Iri(mint_passage(source, key))
    values: list[tuple[str, Term]] = [
        (RDF_TYPE, Iri(CAREC + "Passage")),
        (_DCTERMS + "abstract", text_literal(TO_SUMMARISE, "en")),
        (CAREC + "passageOf", Iri(mint_source(source))),
        (CAREC + "passageKind", Iri(mint_concept("passage-kind", piece.kind))),
        (CAREC + "ordinal", _integer(ordinal)),
        (CAREC + "start", _integer(piece.start)),
        (CAREC + "end", _integer(piece.end)),
        (CAREC + "sha256", Literal(digest(text[piece.start : piece.end]), _XSD + "string")),
    ]
    if piece.section:
        values.append((CAREC + "section", Iri(mint_passage(source, f"section-{piece.section}"))))
    for predicate, value in values:
        yield Triple(passage, Iri(predicate), value)


def _integer(number: int) -> Literal:
    return Literal(str(number), _XSD + "integer")


def _write_skeleton(key: str, piece: Piece, mentions: Sequence[Mention]) -> str:
    lines = [f"# Draft of {key}, a {piece.kind} of {piece.end - piece.start} characters. State below what it says, and"]
    if mentions:
        lines.append("# take away these lines; `carec-kg sources audit` shows what is still uncovered.")
        for mention in mentions:
            lines += [f"#   {mention.kind:<6}  {mention.words}", *(f"#           {line}" for line in _suggest(mention))]
    else:
        lines.append("# take away these lines. It has no number, date or name that the audit would look for.")
    return "\n".join(lines) + "\n"


def _suggest(mention: Mention) -> list[str]:
    """Return Turtle that could state a mention; what only the curator knows stays open as three points."""
    value = mention.value
    if isinstance(value, Quantity):
        return _suggest_figure(value)
    return [_suggest_days(value)] if isinstance(value, Days) else _suggest_name(value)


def _suggest_figure(quantity: Quantity) -> list[str]:
    number = format(quantity.value.normalize(), "f")
    unit, qualifier = quantity.unit or "NUM", quantity.qualifier or "exactly"
    return [
        "figure:... a carec:Figure ; carec:measures measure:... ; carec:figureOf ... ;",
        f'  carec:value "{number}"^^xsd:decimal ; carec:unit unit:{unit} ; carec:qualifier qualifier:{qualifier} .',
    ]


def _suggest_days(days: Days) -> str:
    if days.as_of:
        return f'carec:asOf "{days.as_of}"^^xsd:date ; carec:precision precision:day ;'
    said = [
        f'carec:{name} "{day}"^^xsd:date'
        for name, day in (("earliestDay", days.earliest), ("latestDay", days.latest))
        if day
    ]
    if not said:
        return "The words alone do not tell which days are meant."
    return f"{' ; '.join(said)} ; carec:precision precision:{_precision(days.earliest, days.latest)} ;"


def _precision(earliest: date | None, latest: date | None) -> str:
    """Return the code of scheme/precision that a span of days looks like."""
    if (earliest is None or (earliest.month, earliest.day) == (1, 1)) and (
        latest is None or (latest.month, latest.day) == (12, 31)
    ):
        return "year"
    return "month" if earliest and earliest.day == 1 and earliest != latest else "day"


def _suggest_name(name: Name) -> list[str]:
    if not name.bearers:
        return ["No thing has this name; type and label it in data/curation, or list it in reviewed.csv."]
    more = len(name.bearers) - _MOST_BEARERS
    shown = " or ".join(write_iri(iri, set()) for iri in name.bearers[:_MOST_BEARERS])
    return [f"{shown}{f' or {more} others' if more > 0 else ''}"]
