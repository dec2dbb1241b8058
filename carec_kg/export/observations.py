"""One CSV file a data set (RDF Data Cube): a row an observation, with ISO codes to join other tables by.

RFC 4180 with CRLF at line ends, and the same guard against formulas as in the tables of classes.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from carec_kg.export.tables import SEPARATOR, protect
from carec_kg.iris import RDF_TYPE, expand
from carec_kg.rdf.terms import Iri, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from carec_kg.rdf.terms import Quad

_COUNTRY = expand("carec:Country")
_LOCATED_IN = expand("carec:locatedIn")
#: How far up a place may lie in another before a country comes.
_LEVELS = 6
#: The columns in their order; a code is the last part of an IRI, a text is in English.
COLUMNS = (
    *("indicator", "indicator_name", "place", "place_name", "place_kind"),
    *("country_alpha3", "country_alpha2", "country_m49", "mode", "direction", "year", "value", "unit", "qualifier"),
    *("doubts", "contradicted_by", "edition", "section", "locator", "page", "passage", "observation"),
)


class _Store:
    """The objects of each subject and property."""

    def __init__(self, quads: Iterable[Quad]) -> None:
        self._objects: dict[tuple[str, str], list[Iri | Literal]] = {}
        seen = {(quad.subject.value, quad.predicate.value, quad.object) for quad in quads}
        for subject, predicate, object_ in seen:
            if isinstance(object_, (Iri, Literal)):
                self._objects.setdefault((subject, predicate), []).append(object_)

    def all(self, subject: str, name: str) -> list[str]:
        """Return the values of a property, sorted."""
        return sorted(term.value for term in self._objects.get((subject, expand(name)), ()))

    def one(self, subject: str, name: str) -> str:
        """Return the first value of a property, empty where there is none."""
        return next(iter(self.all(subject, name)), "")

    def label(self, subject: str) -> str:
        """Return the English label, empty where there is none."""
        labels = self._objects.get((subject, expand("rdfs:label")), ())
        return min((term.value for term in labels if isinstance(term, Literal) and term.language == "en"), default="")

    def country(self, subject: str) -> str:
        """Return the country that a thing is or lies in, empty where the graph does not say."""
        level = [subject]
        for _ in range(_LEVELS):
            for place in level:
                if _COUNTRY in self.all(place, RDF_TYPE):
                    return place
            level = sorted({above for place in level for above in self.all(place, _LOCATED_IN)})
        return ""


def write_observations(quads: Iterable[Quad]) -> dict[str, bytes]:
    """Return a CSV file a data set, by file name: ``observations-cpmm.csv``; none where there is no data set.

    Columns: codes and names of indicator and place, the country that the place is or lies in (ISO 3166-1 alpha-3 and
    alpha-2, M49), mode, direction, year, value in base units, unit, qualifier, reasons for doubt, observations that
    say otherwise, and where it was read. Several values of a cell are joined by `` | ``.
    """
    store_quads = list(quads)
    members: dict[str, set[str]] = {}
    for quad in store_quads:
        if quad.predicate.value == expand("qb:dataSet") and isinstance(quad.object, Iri):
            members.setdefault(quad.object.value, set()).add(quad.subject.value)
    if not members:
        return {}
    store, against = _Store(store_quads), _disagreements(store_quads)
    return {
        f"observations-{_code(dataset)}.csv": _write(sorted(_row(store, against, node) for node in nodes))
        for dataset, nodes in sorted(members.items())
    }


def _disagreements(quads: Iterable[Quad]) -> dict[str, set[str]]:
    """Return what each record disagrees with; the data state one direction of a pair."""
    against: dict[str, set[str]] = {}
    for quad in quads:
        if quad.predicate.value == expand("carec:disagreesWith"):
            one, other = quad.subject.value, quad.object.value
            against.setdefault(one, set()).add(other)
            against.setdefault(other, set()).add(one)
    return against


def _code(iri: str) -> str:
    return iri.rpartition("/")[2]


def _row(store: _Store, against: dict[str, set[str]], node: str) -> list[str]:
    return list(_cells(store, against, node))


def _cells(store: _Store, against: dict[str, set[str]], node: str) -> Iterator[str]:
    indicator, place = store.one(node, "carec:measures"), store.one(node, "carec:figureOf")
    country, passage = store.country(place), store.one(node, "carec:reportedIn")
    section, document = store.one(passage, "carec:section"), store.one(passage, "carec:passageOf")
    yield from (_code(indicator), protect(store.label(indicator)), place, protect(store.label(place)))
    yield _code(store.one(place, RDF_TYPE)).rpartition("#")[2]
    yield from (store.one(country, f"carec:{name}") for name in ("alpha3Code", "alpha2Code", "numericCode"))
    yield from (_code(store.one(node, f"carec:{name}")) for name in ("mode", "trafficDirection"))
    yield from (store.one(node, f"carec:{name}") for name in ("referenceYear", "value"))
    yield from (_code(store.one(node, f"carec:{name}")) for name in ("unit", "qualifier"))
    yield SEPARATOR.join(map(_code, store.all(node, "carec:doubt")))
    yield SEPARATOR.join(sorted(against.get(node, ())))
    yield from (protect(store.label(document)), protect(store.label(section)))
    yield protect(store.one(passage, "carec:locator"))
    yield next(filter(None, (store.one(part, "carec:pageAddress") for part in (passage, section, document))), "")
    yield from (passage, node)


def _write(rows: list[list[str]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows(rows)
    return text.getvalue().encode()
