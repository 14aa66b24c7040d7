"""What a JPEG or PNG file says of itself before anything in it is decoded. Pure, on bytes.

Strangers make such files. So the header is read here, by content and never by name: how large
the picture claims to be, how it is turned, whether it is whole and a still. What is handed on
to be decoded is the picture alone, without what else such a file may carry.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Literal, NamedTuple

Kind = Literal["JPEG", "PNG"]
_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8\xff"
_SOI, _EOI, _SOS, _DHT, _JPG, _DAC = 0xD8, 0xD9, 0xDA, 0xC4, 0xC8, 0xCC
_APP0, _APP1, _APP2, _APP14, _COMMENT = 0xE0, 0xE1, 0xE2, 0xEE, 0xFE
_ALONE = {0x01, *range(0xD0, 0xD8)}
"""Markers without a length."""
_KEPT_CHUNKS = (b"IHDR", b"PLTE", b"tRNS", b"iCCP", b"IDAT", b"IEND")
_ORIENTATION = 0x0112


class NoPicture(ValueError):
    """The bytes are no whole JPEG or PNG; the text says what they are, as words of a sentence."""


class Header(NamedTuple):
    """A picture's own words about itself, and its bytes without all else."""

    kind: Kind
    width: int
    """Pixels as they lie in the file, before it is turned."""
    height: int
    orientation: int
    """From 1 to 8, as EXIF counts: what must be done for the picture to stand upright."""
    bare: bytes
    """The picture with its colours' profile, without metadata and without what follows it."""


def read_header(raw: bytes) -> Header:
    """What a file says of itself. Raises NoPicture."""
    try:
        if raw.startswith(_JPEG):
            return _jpeg(raw)
        if raw.startswith(_PNG):
            return _png(raw)
    except (struct.error, IndexError) as error:
        raise NoPicture("is cut short") from error
    raise NoPicture("is no JPEG or PNG picture")


def _jpeg(raw: bytes) -> Header:
    sizes, orientation, kept = list[tuple[int, int]](), 1, [raw[:2]]
    for marker, begins, ends in _segments(raw):
        body = raw[begins + 4 : ends]
        if 0xC0 <= marker <= 0xCF and marker not in (_DHT, _JPG, _DAC):
            height, width = struct.unpack_from(">HH", body, 1)
            sizes.append((width, height))
        elif marker == _APP1 and body.startswith(b"Exif\0\0"):
            orientation = _orientation(body[6:])
        if marker == _SOS:
            kept.append(_scans(raw, begins))
        elif _is_wanted(marker, body):
            kept.append(raw[begins:ends])
    if not sizes:
        raise NoPicture("is cut short")
    # Of several the largest counts: a decoder may take any of them.
    width, height = max(sizes, key=lambda size: size[0] * size[1])
    return Header("JPEG", width, height, orientation, b"".join(kept))


def _segments(raw: bytes) -> Iterator[tuple[int, int, int]]:
    """Each segment before the picture's data, and the first of the data: marker, begin, end."""
    at = 2
    while True:
        if raw[at] != 0xFF:
            raise NoPicture("is damaged")
        while raw[at + 1] == 0xFF:
            at += 1
        marker = raw[at + 1]
        if marker == _EOI:
            raise NoPicture("is cut short")
        if marker in _ALONE or marker in (0, _SOI):
            at += 2
            continue
        (length,) = struct.unpack_from(">H", raw, at + 2)
        ends = at + 2 + length
        if length < 2:
            raise NoPicture("is damaged")
        if ends > len(raw):
            raise NoPicture("is cut short")
        yield marker, at, ends
        if marker == _SOS:
            return
        at = ends


def _scans(raw: bytes, begins: int) -> bytes:
    """The picture's data up to its end. Within it that mark cannot stand by chance."""
    ends = raw.find(bytes((0xFF, _EOI)), begins)
    if ends < 0:
        raise NoPicture("is cut short")
    return raw[begins : ends + 2]


def _is_wanted(marker: int, body: bytes) -> bool:
    if marker == _APP2:
        return body.startswith(b"ICC_PROFILE\0")
    if marker in (_APP0, _APP14):
        # How the colours are coded; a thumbnail beside it is not taken along.
        return marker == _APP14 or (body.startswith(b"JFIF\0") and len(body) == 14)
    return marker != _COMMENT and not 0xE1 <= marker <= 0xEF


def _orientation(exif: bytes) -> int:
    """1 where nothing is said, or nothing that can be read."""
    order = {b"II": "<", b"MM": ">"}.get(exif[:2])
    if order is None:
        return 1
    try:
        (first,) = struct.unpack_from(f"{order}L", exif, 4)
        (number,) = struct.unpack_from(f"{order}H", exif, first)
        for entry in range(min(number, 512)):
            tag, kind = struct.unpack_from(f"{order}HH", exif, first + 2 + 12 * entry)
            if tag == _ORIENTATION and kind == 3:
                (value,) = struct.unpack_from(f"{order}H", exif, first + 2 + 12 * entry + 8)
                return value if 1 <= value <= 8 else 1
    except struct.error:
        return 1
    return 1


def _png(raw: bytes) -> Header:
    at, orientation, kept, names = len(_PNG), 1, [_PNG], list[bytes]()
    while not names or names[-1] != b"IEND":
        length, name = struct.unpack_from(">L4s", raw, at)
        ends = at + 12 + length
        if ends > len(raw):
            raise NoPicture("is cut short")
        if name == b"acTL" and struct.unpack_from(">L", raw, at + 8)[0] > 1:
            raise NoPicture("is a moving picture")
        if name == b"eXIf":
            orientation = _orientation(raw[at + 8 : ends - 4])
        if name in _KEPT_CHUNKS:
            kept.append(raw[at:ends])
        names.append(name)
        at = ends
    if names[0] != b"IHDR" or b"IDAT" not in names or names.count(b"IHDR") > 1:
        raise NoPicture("is damaged")
    width, height = struct.unpack_from(">LL", raw, len(_PNG) + 8)
    return Header("PNG", width, height, orientation, b"".join(kept))
