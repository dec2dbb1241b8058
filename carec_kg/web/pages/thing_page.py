"""All that the page of a thing shows, read in a few queries. No Flask here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from carec_kg.iris import RDF_TYPE, expand
from carec_kg.rdf.terms import Iri, Literal
from carec_kg.web.pages.cards import read_cards, read_cares
from carec_kg.web.pages.figure_tables import write_figures, write_series
from carec_kg.web.pages.figure_words import say_figure
from carec_kg.web.pages.figures import MOST_FIGURES, read_figure, read_figures_of
from carec_kg.web.pages.marks import Marks, list_sources
from carec_kg.web.pages.prose import plain
from carec_kg.web.pages.statements import MOST_STATEMENTS, Statements, read_statements
from carec_kg.web.pages.thing_events import draw_happenings, is_whole, list_happenings
from carec_kg.web.pages.thing_facts import FactWriter, mentioned_in
from carec_kg.web.pages.thing_links import read_links, write_links
from carec_kg.web.pages.thing_pointing import write_pointing
from carec_kg.web.pages.thing_schema import describe_thing, write_block
from carec_kg.web.pages.thing_words import class_of, say_class, say_thing

if TYPE_CHECKING:
    from carec_kg.drawing.frame import Drawing
    from carec_kg.web.pages.cards import Cards
    from carec_kg.web.pages.figure_tables import FigureRow, SeriesTable
    from carec_kg.web.pages.figures import Figure
    from carec_kg.web.pages.marks import Source
    from carec_kg.web.pages.prose import Prose
    from carec_kg.web.pages.reader import GraphReader, Label
    from carec_kg.web.pages.thing_events import Happening
    from carec_kg.web.pages.thing_facts import FactGroup
    from carec_kg.web.pages.thing_links import OpenLink
    from carec_kg.web.pages.thing_pointing import Pointing

#: Figures, series of measurements and happenings that show until all of them are asked for.
SHOWN = 8
_HAS_FIGURE, _FIGURE_OF, _ANNOTATED = (
    expand(name) for name in ("carec:hasFigure", "carec:figureOf", "owl:annotatedSource")
)


@dataclass(frozen=True, slots=True)
class Name:
    """A label in some language; ``also`` says that it is another name beside the label."""

    text: str
    language: str
    also: bool = False


@dataclass(frozen=True, slots=True)
class ThingPage:
    """What the page of a thing shows; ``cut`` and ``figures_cut`` say after how many it had to stop, else 0.

    ``counts`` says of how many figures, series and happenings these are the first, ``whole`` that they are all,
    as the reader asked. ``titles`` has for each mark what it stands for, in one line.
    """

    iri: str
    label: Label
    noun: str
    sentence: Prose
    names: tuple[Name, ...]
    types: tuple[tuple[str, Label, bool], ...]
    groups: list[FactGroup]
    figures: list[FigureRow]
    series: SeriesTable
    happenings: list[Happening]
    timeline: Drawing | None
    pointing: list[Pointing]
    links: list[OpenLink]
    sources: list[Source]
    cards: Cards
    block: str
    titles: dict[int, str]
    counts: dict[str, int]
    whole: bool = False
    cut: int = 0
    figures_cut: int = 0
    happenings_cut: bool = False


@dataclass(frozen=True, slots=True)
class _Found:
    """What was read of a thing, before it is put into words."""

    said: Statements
    own: Figure | None
    figures: list[Figure]
    links: list[Any]
    definition: str


def read_thing(
    reader: GraphReader, iri: str, known: Cards, functional: frozenset[str], url: str, *, whole: bool = False
) -> ThingPage:
    """Return what the page of a thing shows, with ``whole`` long lists in full; raise whatever the pool raises.

    ``known`` are cards in the reader's language that need not be asked for; those that are read are added to them.
    """
    said = read_statements(reader, iri)
    found = _Found(
        said,
        read_figure(reader, iri) if said.values("carec:measures") else None,
        read_figures_of(reader, iri) if said.counts.get(_FIGURE_OF) else [],
        read_links(reader, iri) if said.counts.get(_ANNOTATED) else [],
        read_definition(reader, class_of(said)),
    )
    cards = read_cares(reader, read_cards(reader, _list_mentioned(iri, found), known.language, known))
    return _write(reader, iri, found, cards, functional, url, None if whole else SHOWN)


def _list_mentioned(iri: str, found: _Found) -> list[str]:
    hidden = {figure.iri for figure in found.figures if figure.is_observation}
    figures = [*found.figures, *([found.own] if found.own else [])]
    return [
        iri,
        *(name for name in mentioned_in((*found.said.outgoing, *found.said.incoming)) if name not in hidden),
        *(name for figure in figures for name in (figure.iri, *figure.mentions()) if name not in hidden),
        *(name for row in found.links for name in row.mentions()),
    ]


def _write(
    reader: GraphReader,
    iri: str,
    found: _Found,
    cards: Cards,
    functional: frozenset[str],
    url: str,
    most: int | None,
) -> ThingPage:
    said, marks, label = found.said, Marks(), cards.label(iri)
    sentence = (
        say_figure(cards.language, cards, found.own) if found.own else say_thing(cards, iri, said, found.definition)
    )
    groups = FactWriter(iri, cards, marks, functional).write(said)
    figures = found.figures[:MOST_FIGURES]
    rows, count = write_figures(figures, cards, marks, most)
    series = write_series(figures, cards, marks, most)
    pointing = write_pointing(iri, said, cards, marks)
    happenings = list_happenings(cards, (one.iri for one in (*said.outgoing, *said.incoming) if one.iri))
    sources = list_sources(reader, marks, cards.language, cards)
    return ThingPage(
        iri=iri,
        label=label,
        noun=say_class(cards, iri, said),
        sentence=sentence,
        names=_list_names(said, label),
        types=_list_types(said, cards),
        groups=groups,
        figures=rows,
        series=series,
        happenings=happenings[:most],
        timeline=draw_happenings(happenings, label.text, cards.language, 3 * most if most else None),
        pointing=pointing,
        links=write_links(found.links, cards),
        sources=sources,
        cards=cards,
        block=write_block(describe_thing(iri, said, cards, plain(sentence), url)),
        titles={source.number: str(source.citation) for source in sources},
        counts={"figures": count, "series": series.count, "happenings": len(happenings)},
        whole=most is None,
        cut=MOST_STATEMENTS if said.cut else 0,
        happenings_cut=not is_whole(said),
        figures_cut=MOST_FIGURES if len(found.figures) > MOST_FIGURES else 0,
    )


def _list_names(said: Statements, label: Label) -> tuple[Name, ...]:
    """Return the labels beside the one that heads the page, then other names."""
    found: list[Name] = []
    for also, names in ((False, ("rdfs:label", "skos:prefLabel")), (True, ("skos:altLabel",))):
        literals = (value for value in said.values(*names) if isinstance(value, Literal))
        found += [Name(value.value, value.language or "", also) for value in literals]
    heading = {(label.text, label.language)}
    return tuple(name for name in dict.fromkeys(found) if (name.text, name.language) not in heading)


def _list_types(said: Statements, cards: Cards) -> tuple[tuple[str, Label, bool], ...]:
    """Return the classes of a thing: IRI, label, and whether that is inferred; stated ones and ours first."""
    found = [statement for statement in said.outgoing if statement.predicate == RDF_TYPE and statement.iri]
    ours = [(one.inferred, not cards.has(one.iri), one.iri) for one in found]
    return tuple((iri, cards.label(iri), inferred) for inferred, _, iri in sorted(ours))


def read_definition(reader: GraphReader, class_iri: str) -> str:
    """Return the definition of a class, empty where there is none."""
    if not class_iri:
        return ""
    rows = reader.select("SELECT ?c ?d WHERE { ?c skos:definition ?d } LIMIT 1", c=Iri(class_iri))
    return next((term.value for row in rows.rows for term in row if isinstance(term, Literal)), "")


def read_functional(reader: GraphReader) -> frozenset[str]:
    """Return the properties that can have one value only."""
    rows = reader.select("SELECT ?p WHERE { ?p a owl:FunctionalProperty }")
    return frozenset(row[0].value for row in rows.rows if row[0])
