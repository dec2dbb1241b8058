"""Complete what somebody types: the things, types and properties whose names begin so."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from carec_kg.iris import CAREC
from carec_kg.linking.names import normalise
from carec_kg.linking.reconciling_query import Match, ReconciliationQuery

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from carec_kg.linking.reconciling import Reconciler
    from carec_kg.linking.reconciling_graph import Entry

#: Entries of the index that are looked at for one prefix.
_MOST_READ = 2000


class Completer:
    """Completes names over the graph of a reconciler."""

    def __init__(self, reconciler: Reconciler) -> None:
        self._reconciler = reconciler
        self._index = sorted(self._index_words())

    def _index_words(self) -> Iterator[tuple[str, bool, int]]:
        """Yield each name of each thing from each of its words on, and whether that is its first word."""
        for place, thing in enumerate(self._reconciler.graph.things):
            for normal in {normalise(name.text) for name in thing.names}:
                words = normal.split(" ")
                yield from ((" ".join(words[start:]), start > 0, place) for start in range(min(len(words), 12)))

    def complete_things(self, prefix: str, type_: str = "") -> list[Match]:
        """Return the things with a name that has this beginning, or nearly this name; exact identifiers first.

        ``type_`` is the identifier of a type that all of them have. Raise ``UnknownName`` for one that is not known.
        """
        graph = self._reconciler.graph
        kind = self._reconciler.find_type(type_).iri if type_ else ""
        asked = ReconciliationQuery(prefix, types=(type_,) if type_ else (), limit=50)
        near = self._reconciler.reconcile(asked)
        found = {match.id: match for match in near if match.score == 100}
        for place in self._find_prefix(normalise(prefix)):
            thing = graph.things[place]
            if not kind or kind in graph.kinds[place]:
                shown = tuple(graph.types_of(place))
                match = Match(graph.write_id(thing.iri), thing.label, graph.describe(place), shown, 0.0, False, ())  # noqa: FBT003
                found.setdefault(match.id, match)
        return list(found.values()) + [match for match in near if match.id not in found]

    def _find_prefix(self, normal: str) -> list[int]:
        if not normal:
            return []
        start = bisect_left(self._index, (normal, False, -1))
        hits: dict[int, tuple[bool, int]] = {}
        for word, inner, place in self._index[start : start + _MOST_READ]:
            if not word.startswith(normal):
                break
            hits[place] = min(hits.get(place, (inner, len(word))), (inner, len(word)))
        return sorted(hits, key=lambda place: (hits[place], place))

    def complete_types(self, prefix: str) -> list[Entry]:
        """Return the types with a name that has this beginning or holds this word, all for no prefix, common first."""
        return _complete(prefix, sorted(self._reconciler.graph.types.values(), key=_prefer))

    def complete_properties(self, prefix: str) -> list[Entry]:
        """Return the properties with a name that has this beginning or holds this word."""
        return _complete(prefix, self._reconciler.values.entries)


def _prefer(entry: Entry) -> tuple[bool, int, str]:
    return not entry.iri.startswith(CAREC), -entry.uses, entry.id


def _complete(prefix: str, entries: Iterable[Entry]) -> list[Entry]:
    start = prefix.strip().casefold()
    ranked = []
    for entry in entries:
        names = (entry.name.casefold(), entry.id.casefold())
        if any(name.startswith(start) for name in names):
            ranked.append((0, entry))
        elif any(start in name for name in names):
            ranked.append((1, entry))
    return [entry for _, entry in sorted(ranked, key=lambda pair: pair[0])]
