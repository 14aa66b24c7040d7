"""The pages of a PDF as pictures, for the screen."""

from __future__ import annotations

from typing import NamedTuple

POINTS_AN_INCH = 72


class PageImage(NamedTuple):
    """One page: `pixels` are blue, green, red and one unused byte, `stride` bytes a row."""

    width: int
    height: int
    pixels: bytes
    stride: int


def page_images(pdf: bytes, *, dots_per_inch: int) -> list[PageImage]:
    """Every page of the PDF, in order."""
    from pypdfium2 import PdfDocument

    document = PdfDocument(pdf)
    try:
        found = []
        for number in range(len(document)):
            page = document[number]
            bitmap = page.render(scale=dots_per_inch / POINTS_AN_INCH, prefer_bgrx=True)
            pixels = bytes(bitmap.buffer)
            found.append(PageImage(bitmap.width, bitmap.height, pixels, bitmap.stride))
            bitmap.close()
            page.close()
        return found
    finally:
        document.close()
