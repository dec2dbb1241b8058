"""Pictures with a palette."""

from __future__ import annotations

import struct
import zlib

from tests.browser.fewer_colours import reduce_colours


def _part(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _picture(rows: bytes, width: int, height: int) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_part(kind, data) for kind, data in parts)


def test_a_picture_of_few_colours_keeps_each_of_them() -> None:
    # Two lines of two pixels: red and white as they are, then as differences from the line above.
    plain, above = b"\0\xff\0\0\xff\xff\xff", b"\2\0\0\0\1\1\1"
    made = reduce_colours(_picture(plain + above, 2, 2))
    palette = made[made.index(b"PLTE") + 4 :][:9]
    pixels = zlib.decompress(made[made.index(b"IDAT") + 4 : made.index(b"IEND") - 8])
    colours = [palette[3 * place :][:3] for line in (pixels[1:3], pixels[4:6]) for place in line]
    assert colours == [b"\xff\0\0", b"\xff\xff\xff", b"\xff\0\0", b"\0\0\0"]
