"""Origins: the round and the rule that first gave each inferred triple, as the sorted lines of a file."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from carec_kg.rdf.media import N_TRIPLES
from carec_kg.rdf.reading import parse
from carec_kg.rdf.terms import Literal
from carec_kg.reasoning.literals import read_value

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from carec_kg.rdf.terms import Term, Triple
    from carec_kg.reasoning.closure import InferredTriple


class Origin(NamedTuple):
    """Where an inferred triple comes from: the round, counted from 1, and the name of the rule."""

    round: int
    rule: str


def write_origins(triples: Iterable[InferredTriple]) -> str:
    """Return round and rule of each inferred triple, a line each, in the order of the triples' own text."""
    return "".join(sorted(f"{_write_key(item.triple)}{item.round}\t{item.rule}\n" for item in triples))


def _write_key(triple: Triple) -> str:
    return f"{triple.subject} {triple.predicate} {triple.object}\t"


class Origins:
    """The origins of a closure, found by bisection in their lines: nothing is parsed before it is asked for.

    One ``bytes`` object, however many triples: forked workers share its memory, which no reference count touches.
    """

    def __init__(self, lines: bytes) -> None:
        """Take the lines as ``write_origins`` writes them, in UTF-8."""
        self._lines = lines

    def find(self, triple: Triple) -> Origin | None:
        """Return the origin of an inferred triple, ``None`` for any other; a literal may be in another spelling."""
        key = _write_key(triple).encode()
        start = self._bisect(key)
        line = self._line(start)
        if line.startswith(key):
            return _read_origin(line)
        return self._find_respelled(triple) if isinstance(triple.object, Literal) else None

    def _find_respelled(self, triple: Triple) -> Origin | None:
        """Look for the same value in another form: the engine rewrites what the closure spells as it was asserted."""
        prefix = f'{triple.subject} {triple.predicate} "'.encode()
        for line in self._lines_with(prefix):
            written = line.rpartition(b"\t")[0].rpartition(b"\t")[0] + b" ."
            if any(_is_same(quad.object, triple.object) for quad in parse(written, N_TRIPLES, "origins")):
                return _read_origin(line)
        return None

    def _lines_with(self, prefix: bytes) -> Iterator[bytes]:
        start = self._bisect(prefix)
        while (line := self._line(start)).startswith(prefix):
            yield line
            start += len(line) + 1

    def _bisect(self, key: bytes) -> int:
        """Return the offset of the first line that is not before the key."""
        low, high = 0, len(self._lines)
        while low < high:
            middle = (low + high) // 2
            start = self._lines.rfind(b"\n", low, middle) + 1 or low
            line = self._line(start)
            if line < key:
                low = start + len(line) + 1
            else:
                high = start
        return low

    def _line(self, start: int) -> bytes:
        end = self._lines.find(b"\n", start)
        return self._lines[start : end if end >= 0 else len(self._lines)]


def _read_origin(line: bytes) -> Origin:
    _, number, rule = line.decode().rsplit("\t", 2)
    return Origin(int(number), rule)


def _is_same(one: Term, other: Term) -> bool:
    """Return whether two literals are one value of one datatype."""
    if not (isinstance(one, Literal) and isinstance(other, Literal)) or one.datatype != other.datatype:
        return False
    value = read_value(one)
    return value is not None and value == read_value(other)
