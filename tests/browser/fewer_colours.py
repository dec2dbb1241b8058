"""Pictures with fewer colours: a PNG of a page takes a third of its bytes with a palette."""

from __future__ import annotations

import struct
import zlib
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
#: Bytes of a pixel in the pictures that the browser takes: red, green, blue.
_DEPTH = 3
_COLOURS = 256
#: Of these, how many are taken for being unlike all others: a spot of red counts, however small.
_SPOTS = 24


def reduce_colours(picture: bytes) -> bytes:
    """Return a PNG of eight bits a channel with a palette of its most frequent colours; another form as it is."""
    parts = dict[bytes, bytes]()
    for kind, data in _read_parts(picture):
        parts[kind] = parts.get(kind, b"") + data
    width, height, bits, form = struct.unpack(">IIBB", parts[b"IHDR"][:10])
    if (bits, form) != (8, 2):
        return picture
    lines = list(_read_lines(zlib.decompress(parts[b"IDAT"]), width * _DEPTH, height))
    pixels = [[line[at : at + _DEPTH] for at in range(0, len(line), _DEPTH)] for line in lines]
    counts = Counter(pixel for line in pixels for pixel in line)
    palette = _choose(counts)
    places = {colour: _find_nearest(colour, palette) for colour in counts}
    rows = b"".join(b"\0" + bytes(places[pixel] for pixel in line) for line in pixels)
    header = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    written = ((b"IHDR", header), (b"PLTE", b"".join(palette)), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return _SIGNATURE + b"".join(_write_part(kind, data) for kind, data in written)


def _read_parts(picture: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(_SIGNATURE)
    while at < len(picture):
        (length,) = struct.unpack(">I", picture[at : at + 4])
        yield picture[at + 4 : at + 8], picture[at + 8 : at + 8 + length]
        at += length + 12


def _write_part(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _read_lines(data: bytes, size: int, height: int) -> Iterator[bytes]:
    """Yield the lines of a picture without the filters that they are stored with (PNG 9.2)."""
    above = bytearray(size)
    for number in range(height):
        start = number * (size + 1)
        kind, line = data[start], bytearray(data[start + 1 : start + 1 + size])
        for at in range(size) if kind else ():
            left = line[at - _DEPTH] if at >= _DEPTH else 0
            corner = above[at - _DEPTH] if at >= _DEPTH else 0
            line[at] = (line[at] + _predict(kind, left, above[at], corner)) & 255
        above = line
        yield bytes(line)


def _predict(kind: int, left: int, above: int, corner: int) -> int:
    if kind < 4:
        return (0, left, above, (left + above) // 2)[kind]
    near = left + above - corner
    return min((left, above, corner), key=lambda value: abs(near - value))


def _choose(counts: Counter[bytes]) -> list[bytes]:
    ranked = [colour for colour, _ in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))]
    if len(ranked) <= _COLOURS:
        return ranked
    palette, others = ranked[: _COLOURS - _SPOTS], ranked[_COLOURS - _SPOTS :]
    away = {colour: min(_measure(colour, known) for known in palette) for colour in others}
    for _ in range(_SPOTS):
        farthest = max(away, key=lambda colour: (away[colour], colour))
        palette.append(farthest)
        away = {colour: min(least, _measure(colour, farthest)) for colour, least in away.items()}
    return palette


def _measure(one: bytes, other: bytes) -> int:
    return sum((here - there) ** 2 for here, there in zip(one, other, strict=True))


def _find_nearest(colour: bytes, palette: list[bytes]) -> int:
    return min(range(len(palette)), key=lambda at: _measure(colour, palette[at]))
