"""Figures as pages read them: each number with its unit, its qualifier, its time, of whom it is, and its passage."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from carec_kg.iris import INFERRED_GRAPH, PREFIXES
from carec_kg.rdf.terms import Iri
from carec_kg.web.pages.times import Span

if TYPE_CHECKING:
    from carec_kg.rdf.terms import Term
    from carec_kg.web.pages.reader import GraphReader

#: Figures that one page reads; what is beyond is said.
MOST_FIGURES = 500
_ONE = (
    "measures", "figureOf", "value", "unit", "qualifier", "earliestDay", "latestDay", "precision", "asOf", "mode",
    "trafficDirection", "referenceYear", "outlook", "reportedIn",
)  # fmt: skip
_MANY = (
    "ofWhom", "amongGroup", "paidBy", "figureLocation", "sector", "sectorOfWork", "partOfFigure", "shareNumerator",
    "shareDenominator", "doubt", "disagreesWith",
)  # fmt: skip
_MANY_NAMES = ", ".join(f"carec:{name}" for name in _MANY)
_OPTIONAL = " ".join(
    f"OPTIONAL {{ ?f carec:{name} ?{name} }}" for name in _ONE if name not in {"measures", "value", "figureOf"}
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that a source states.

    ``value`` is its lexical form in base units; all else but ``graphs``, ``notes`` and ``span`` are IRIs or empty.
    ``graphs`` are those in which it is a figure of its thing; ``notes`` has what may be there several times, by
    property.
    """

    iri: str
    of: str
    measure: str
    value: str
    unit: str = ""
    qualifier: str = ""
    span: Span | None = None
    mode: str = ""
    direction: str = ""
    year: str = ""
    outlook: str = ""
    reported_in: str = ""
    graphs: tuple[str, ...] = ()
    notes: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def is_observation(self) -> bool:
        """Return whether the figure is a point of a series."""
        return bool(self.year and self.mode)

    def note(self, name: str) -> tuple[str, ...]:
        """Return the IRIs of a property of ours that may have several."""
        return self.notes.get(name, ())

    def mentions(self) -> list[str]:
        """Return the IRIs of all that one needs a label of to say it."""
        one = [self.of, self.measure, self.unit, self.qualifier, self.mode, self.direction, self.outlook]
        return [iri for iri in (*one, *(iri for iris in self.notes.values() for iri in iris)) if iri]


def read_figures_of(reader: GraphReader, iri: str) -> list[Figure]:
    """Return the figures of a thing, at most ``MOST_FIGURES`` and one more."""
    return _read(reader, f"?f carec:figureOf {Iri(iri)}")


def read_figure(reader: GraphReader, iri: str) -> Figure | None:
    """Return one figure; ``None`` where the graph gives no value."""
    return next(iter(_read(reader, f"VALUES ?f {{ {Iri(iri)} }}")), None)


def read_figures_in(reader: GraphReader, graphs: list[str]) -> list[Figure]:
    """Return the figures that these graphs state, at most ``MOST_FIGURES`` and one more."""
    if not graphs:
        return []
    values = " ".join(str(Iri(graph)) for graph in graphs)
    return _read(reader, f"VALUES ?g {{ {values} }} GRAPH ?g {{ ?f carec:value ?stated }}")


def _read(reader: GraphReader, pattern: str) -> list[Figure]:
    names = " ".join(f"?{name}" for name in _ONE)
    inner = f"{{ SELECT DISTINCT ?f WHERE {{ {pattern} }} ORDER BY ?f LIMIT {MOST_FIGURES + 1} }}"
    rows = reader.select(
        f"SELECT ?f ?g {names} WHERE {{ {inner} GRAPH ?g {{ ?f carec:value ?value }} "
        f"FILTER(?g != {Iri(INFERRED_GRAPH)}) ?f carec:measures ?measures ; carec:figureOf ?figureOf . {_OPTIONAL} }} "
        "ORDER BY ?f ?g"
    )
    notes = _read_notes(reader, inner) if rows.rows else {}
    found: dict[str, dict[str, str]] = {}
    graphs: dict[str, list[str]] = {}
    for row in rows.rows:
        said = {name: _text(term) for name, term in zip(rows.variables, row, strict=True)}
        found.setdefault(said["f"], said)
        if said["g"] not in graphs.setdefault(said["f"], []):
            graphs[said["f"]].append(said["g"])
    return [_make(said, tuple(graphs[iri]), notes.get(iri, {})) for iri, said in found.items()]


def _read_notes(reader: GraphReader, inner: str) -> dict[str, dict[str, tuple[str, ...]]]:
    rows = reader.select(
        f"SELECT ?f ?p ?o WHERE {{ {inner} ?f ?p ?o FILTER(?p IN ({_MANY_NAMES})) }} ORDER BY ?f ?p ?o"
    )
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for figure, predicate, value in rows.rows:
        if figure and predicate and value:
            notes = found.setdefault(figure.value, {})
            name = predicate.value.removeprefix(PREFIXES["carec"])
            notes[name] = (*notes.get(name, ()), value.value)
    return found


def _make(said: dict[str, str], graphs: tuple[str, ...], notes: dict[str, tuple[str, ...]]) -> Figure:
    span = Span(said["earliestDay"], said["latestDay"], said["precision"], said["asOf"])
    return Figure(
        iri=said["f"],
        of=said["figureOf"],
        measure=said["measures"],
        value=said["value"],
        unit=said["unit"],
        qualifier=said["qualifier"],
        span=span if span.is_known else None,
        mode=said["mode"],
        direction=said["trafficDirection"],
        year=said["referenceYear"],
        outlook=said["outlook"],
        reported_in=said["reportedIn"],
        graphs=graphs,
        notes=notes,
    )


def _text(term: Term | None) -> str:
    return term.value if term else ""
