"""The pages of a PDF as pictures, for the screen and for the printer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

POINTS_AN_INCH = 72


class PageImage(NamedTuple):
    """One page: `pixels` are blue, green, red and one unused byte, `stride` bytes a row."""

    width: int
    height: int
    pixels: bytes
    stride: int


def each_page(pdf: bytes, *, dots_per_inch: float) -> Iterator[PageImage]:
    """One page after another: at 300 dots an inch an A4 page takes 35 MB. Not from two threads at
    a time."""
    from pypdfium2 import PdfDocument

    document = PdfDocument(pdf)
    try:
        for number in range(len(document)):
            page = document[number]
            bitmap = page.render(scale=dots_per_inch / POINTS_AN_INCH, prefer_bgrx=True)
            pixels = bytes(bitmap.buffer)
            yield PageImage(bitmap.width, bitmap.height, pixels, bitmap.stride)
            bitmap.close()
            page.close()
    finally:
        document.close()
