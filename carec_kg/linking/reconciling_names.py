"""Find the things that the cell of a table may name: with typing errors, other gaps, and what is said beside a port."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from carec_kg.linking.name_index import NameIndex, NameMatch
from carec_kg.linking.names import normalise

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from carec_kg.linking.reconciling_graph import KnownGraph
    from carec_kg.linking.things import Thing

PORT = "port"
#: Things that are weighed for a query; a name that more share tells nothing.
MOST_FOUND = 200
#: Marks at which a text falls into several names, each looked for by itself; no name has more of them than this.
_PARTING, _MOST_PARTS = "/(\uff08", 4
_WITHOUT_PARTS = str.maketrans(dict.fromkeys(_PARTING, " "))
_NOT_SURE = 0.9
#: How alike names are that differ in gaps alone, and the letters that they have at least.
_CLOSED, _SHORTEST_CLOSED = 0.96, 6
#: What tables write beside a port's name, in English, Russian, Mongolian and Chinese.
_PORT_WORDS = re.compile(
    r"\b(?:(?:international |land |road |rail(?:way)? |border )*(?:border )?(?:crossing|check)[ -]?(?:point|post)?"
    r"|bcp|border (?:port|post|station|point)|customs (?:post|point)|port of entry|(?:sea|land|river)? ?port(?: of)?"
    r"|pass|пункт пропуска|перевал|кпп|боомт)\b|口岸|山口",
    re.IGNORECASE,
)


def names_port(text: str) -> bool:
    """Tell whether a text says that it is about a port or a border crossing."""
    return bool(_PORT_WORDS.search(text))


def has_parts(text: str) -> bool:
    """Tell whether a text has brackets or strokes, in which more stands than one name."""
    return any(mark in text for mark in _PARTING)


class NameFinder:
    """The names of a graph's things."""

    def __init__(self, graph: KnownGraph) -> None:
        self._graph = graph
        self._names = NameIndex(graph.things)
        self._closed = _close_names(graph.things)
        self._of_type: dict[str, tuple[list[int], NameIndex]] = {}

    def find(self, text: str, types: Sequence[str]) -> list[NameMatch]:
        """Return the things with such a name, each once, the most alike first; ``types`` are looked through twice."""
        if sum(map(text.count, _PARTING)) > _MOST_PARTS:
            text = text.translate(_WITHOUT_PARTS)
        bare = _PORT_WORDS.sub(" ", text).strip(" -,")
        best: dict[int, NameMatch] = {}
        for match in self._look_up(text, bare, types):
            if match.thing not in best or match.similarity > best[match.thing].similarity:
                best[match.thing] = match
        return sorted(best.values(), key=lambda match: (-match.similarity, match.thing))[:MOST_FOUND]

    def _look_up(self, text: str, bare: str, types: Sequence[str]) -> Iterator[NameMatch]:
        yield from self._find_text(text, types)
        if not bare or not self._graph.own:
            return
        for match in self._find_text(f"{bare} port", types):
            if self._is_port(match) and (match.similarity == 1 or _begins_alike(bare, match.name)):
                yield match
        if bare != text:
            for match in self._find_text(bare, types):
                yield match if self._is_port(match) else match._replace(similarity=min(_NOT_SURE, match.similarity))

    def _is_port(self, match: NameMatch) -> bool:
        return self._graph.things[match.thing].kind == PORT

    def _find_text(self, text: str, types: Sequence[str]) -> Iterator[NameMatch]:
        yield from self._names.find(text)
        yield from self._closed.get(normalise(text).replace(" ", ""), ())
        # A town of exactly this name hides the port of nearly this name, unless ports are looked at by themselves.
        for kind in types if self._graph.own else ():
            if kind not in self._of_type:
                places = [place for place, kinds in enumerate(self._graph.kinds) if kind in kinds]
                self._of_type[kind] = places, NameIndex([self._graph.things[place] for place in places])
            places, names = self._of_type[kind]
            yield from (match._replace(thing=places[match.thing]) for match in names.find(text))


def _begins_alike(bare: str, name: str) -> bool:
    """Tell whether a name without *port* may be the same: the word itself makes short names look more alike."""
    ours, theirs = normalise(bare), normalise(_PORT_WORDS.sub(" ", name.partition("(")[0]))
    return ours[:1] == theirs[:1] and abs(len(ours) - len(theirs)) <= 1


def _close_names(things: Sequence[Thing]) -> dict[str, list[NameMatch]]:
    """Return the names by their letters without the gaps between words, which tables set as they please."""
    found: dict[str, list[NameMatch]] = defaultdict(list)
    for place, thing in enumerate(things):
        for name in thing.names:
            closed = normalise(name.text).replace(" ", "")
            if len(closed) >= _SHORTEST_CLOSED:
                found[closed].append(NameMatch(place, name.text, _CLOSED))
    return found
