"""The pictures of the sample office: hills under a sky, drawn by arithmetic, as small PNG files."""

import struct
import zlib
from functools import cache
from math import hypot, sin

MEDIA_TYPE = "image/png"
WIDTH, HEIGHT = 320, 180

_Colour = tuple[int, int, int]
_SKIES: tuple[_Colour, ...] = ((188, 214, 232), (240, 205, 170), (205, 196, 222), (176, 208, 205))
_SUN: _Colour = (255, 244, 214)
_FAR: _Colour = (111, 143, 134)
_NEAR: _Colour = (62, 96, 72)
_ROAD: _Colour = (214, 203, 178)


@cache
def content(name: str) -> bytes:
    """Return a PNG file; the name decides the light and the shape of the hills."""
    seed = zlib.crc32(name.encode())
    palette = (_SKIES[seed % len(_SKIES)], _SUN, _FAR, _NEAR, _ROAD)
    rows = (bytes(_colour(x, y, seed % 97) for x in range(WIDTH)) for y in range(HEIGHT))
    pixels = b"".join(b"\0" + row for row in rows)
    return _png(bytes(value for colour in palette for value in colour), pixels)


def _colour(x: int, y: int, shift: int) -> int:
    """Return the number in the palette of one point."""
    if abs(x - 150 - 14 * sin(y / 9)) < (y - 128) / 4:
        return 4
    if y > 130 + 12 * sin((x + 3 * shift) / 41):
        return 3
    if y > 96 + 22 * sin((x + 7 * shift) / 67) + 6 * sin(x / 19):
        return 2
    return 1 if hypot(x - 60 - 2 * shift, y - 42) < 20 else 0  # noqa: PLR2004


def _png(palette: bytes, pixels: bytes) -> bytes:
    """Wrap indexed pixels, one byte each (PNG specification, 11.2)."""
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 3, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"PLTE", palette), (b"IDAT", zlib.compress(pixels, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in chunks)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
