"""What has a name like one that the graph does not know."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from carec_kg.iris import ID
from carec_kg.rdf.terms import Literal
from carec_kg.web.pages.reader import Label, choose_label

if TYPE_CHECKING:
    from carec_kg.web.pages.reader import GraphReader

_MOST = 5
_NEAR_ENOUGH = 60.0
#: Longer names are no typing errors, and cost time to compare.
_LONGEST = 100
#: Kinds whose names nobody types.
_RECORDS = frozenset({"link", "figure", "geometry", "component", "stop", "reading"})


@dataclass(frozen=True, slots=True)
class NearThing:
    """A thing whose key or label is like the one that was asked for."""

    iri: str
    label: Label


def find_near(reader: GraphReader, namespace: str, rest: str, language: str) -> list[NearThing]:
    """Return the things whose IRIs or labels are nearest to a name, best first."""
    from rapidfuzz import fuzz, process, utils  # noqa: PLC0415 - wanted where nothing fits

    wanted = rest[:_LONGEST]
    names: dict[str, list[Literal]] = {}
    text = f'SELECT ?s ?n WHERE {{ ?s rdfs:label ?n FILTER(STRSTARTS(STR(?s), "{namespace}")) }}'
    for thing, name in reader.select(text).rows:
        if thing and isinstance(name, Literal):
            names.setdefault(thing.value, []).append(name)
    kind = wanted.partition("/")[0] if namespace == ID else ""
    known = {
        iri: iri.removeprefix(namespace)
        for iri in names
        if not kind or kind in _RECORDS or iri.removeprefix(ID).partition("/")[0] not in _RECORDS
    }
    key = wanted.rpartition("/")[2]
    labels = {iri: name.value for iri in known for name in names[iri] if name.language in {"en", None}}
    scores: dict[str, float] = {}
    for given, among in (
        (wanted, known),
        (key, {iri: name.rpartition("/")[2] for iri, name in known.items()}),
        (key, labels),
    ):
        for _, score, iri in process.extract(
            given, among, scorer=fuzz.ratio, processor=utils.default_process, limit=_MOST, score_cutoff=_NEAR_ENOUGH
        ):
            scores[iri] = max(score, scores.get(iri, 0.0))
    best = sorted(scores, key=lambda iri: (-scores[iri], iri))[:_MOST]
    return [NearThing(iri, choose_label(iri, names[iri], language)) for iri in best]
