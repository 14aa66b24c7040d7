"""Words looked for on the pages of a PDF: where they stand, so that they can be marked."""

from __future__ import annotations

from typing import NamedTuple

from clinic_desk.base.texts import can_be_kept

MOST = 400
"""Places that are marked; nobody steps through more."""


class Place(NamedTuple):
    """A stretch of one line; points from the upper left corner of its page."""

    page: int
    """Counted from 0."""
    left: float
    top: float
    width: float
    height: float


class Hit(NamedTuple):
    """One place where the words stand; on two lines where they are broken."""

    places: tuple[Place, ...]

    @property
    def page(self) -> int:
        """The page on which it begins, counted from 0."""
        return self.places[0].page


def found_words(pdf: bytes, words: str) -> tuple[Hit, ...]:
    """Where the words stand, in reading order, large and small letters alike; nothing for no words.

    Not from two threads at a time.
    """
    from pypdfium2 import PdfDocument

    wanted = " ".join(words.split())
    # The library would look for nothing, and find it without end, where a text begins with NUL.
    if not wanted or not pdf or not can_be_kept(wanted):
        return ()
    document = PdfDocument(pdf)
    hits: list[Hit] = []
    try:
        for number in range(len(document)):
            page = document[number]
            text = page.get_textpage()
            searcher = text.search(wanted, match_case=False)
            while len(hits) < MOST and (spot := searcher.get_next()) is not None:
                hits.append(Hit(_places(text, spot, number, page.get_height())))
            searcher.close()
            text.close()
            page.close()
    finally:
        document.close()
    return tuple(hit for hit in hits if hit.places)


def _places(text: object, spot: tuple[int, int], page: int, height: float) -> tuple[Place, ...]:
    index, count = spot
    boxes = (text.get_rect(at) for at in range(text.count_rects(index, count)))  # type: ignore[attr-defined]
    return tuple(
        Place(page, left, height - top, right - left, top - bottom)
        for left, bottom, right, top in boxes
    )
