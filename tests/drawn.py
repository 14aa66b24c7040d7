"""Invented pictures, drawn by the tests: nobody is on them."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

from PIL import Image, ImageDraw


def drawn(size: tuple[int, int] = (300, 400), hue: str = "#c98", mode: str = "RGB") -> Image.Image:
    """A round shape on a plain ground, its upper left corner marked so that a turn shows."""
    image = Image.new("RGB", size, hue)
    pen, (wide, high) = ImageDraw.Draw(image), size
    pen.ellipse((wide * 0.25, high * 0.2, wide * 0.75, high * 0.8), fill="#edc")
    pen.ellipse((wide * 0.38, high * 0.4, wide * 0.45, high * 0.45), fill="#333")
    pen.ellipse((wide * 0.55, high * 0.4, wide * 0.62, high * 0.45), fill="#333")
    pen.rectangle((0, 0, wide // 6, high // 8), fill="#00f")
    return image.convert(mode)


def jpeg(size: tuple[int, int] = (300, 400), hue: str = "#c98", **options: Any) -> bytes:
    """A drawn picture as JPEG."""
    return encoded(drawn(size, hue), "JPEG", **options)


def png(size: tuple[int, int] = (300, 400), hue: str = "#c98", **options: Any) -> bytes:
    """A drawn picture as PNG."""
    return encoded(drawn(size, hue), "PNG", **options)


def encoded(image: Image.Image, kind: str, **options: Any) -> bytes:
    """An image as the bytes of a file."""
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def exif(orientation: int = 1, order: str = "<", words: bytes = b"") -> bytes:
    """What a camera writes beside a picture: how it was held, and words."""
    mark = {"<": b"II", ">": b"MM"}[order]
    head = mark + struct.pack(f"{order}HL", 42, 8)
    entries = struct.pack(f"{order}H", 1)
    entries += struct.pack(f"{order}HHLHH", 0x0112, 3, 1, orientation, 0) + bytes(4)
    return b"Exif\0\0" + head + entries + words


def chunk(name: bytes, body: bytes) -> bytes:
    """One chunk of a PNG."""
    return struct.pack(">L", len(body)) + name + body + struct.pack(">L", zlib.crc32(name + body))


def huge_png(width: int, height: int) -> bytes:
    """A few bytes that claim to be a picture of any size."""
    head = struct.pack(">LLBBBBB", width, height, 8, 2, 0, 0, 0)
    body = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(100)))
    return b"\x89PNG\r\n\x1a\n" + body + chunk(b"IEND", b"")


def huge_jpeg(width: int, height: int) -> bytes:
    """A small JPEG whose header claims to be of any size."""
    raw = bytearray(jpeg((16, 16)))
    at = raw.index(b"\xff\xc0")
    struct.pack_into(">HH", raw, at + 5, height, width)
    return bytes(raw)
