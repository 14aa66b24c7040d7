"""A leaflet as a PDF: bundled fonts alone, tagged, and the same bytes for the same input."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import NamedTuple

from reportlab.pdfgen.canvas import Canvas

from clinic_desk.leaflets.addressed import Addressee, ClinicDetails
from clinic_desk.leaflets.boxes import SignedBox
from clinic_desk.leaflets.faces import face
from clinic_desk.leaflets.front import Foot, closing, opening
from clinic_desk.leaflets.layout import Page, level_pages_of
from clinic_desk.leaflets.library import Leaflet
from clinic_desk.leaflets.look import (
    MARGIN,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    Colours,
    Look,
    colours_for,
    looks_for,
)
from clinic_desk.leaflets.metadata import date_file, write_metadata
from clinic_desk.leaflets.pen import Pen
from clinic_desk.leaflets.pieces import Placed
from clinic_desk.leaflets.printable import printable
from clinic_desk.leaflets.record import Record
from clinic_desk.leaflets.setting import Setter
from clinic_desk.leaflets.streams import Stream
from clinic_desk.leaflets.tags import Tag, write_structure
from clinic_desk.leaflets.whole import Whole, whole_of


def draw_pdf(
    leaflet: Leaflet,
    values: Mapping[str, str],
    clinic: ClinicDetails,
    addressee: Addressee | None,
    *,
    large_print: bool,
    today: date,
) -> bytes:
    """The leaflet on A4, in 14-point type or re-flowed in 18-point; aftercare on one side.

    `values` fills the gaps of the text (see `values.protocol_values`); `today` only
    decides whether the review is overdue. With no addressee there are lines to write
    on. The personal box stands on top of aftercare, else last, to be found and filled
    in. Letters that no bundled font has are left out: `printable.unprintable` names
    them. Raises ClinicError naming file and line of a gap without a value.
    """
    whole = whole_of(leaflet, values, clinic, _printable(addressee), today)
    colours = colours_for(whole.head.colour)
    composed = _fewest_pages(whole, looks_for(whole.head.kind, large=large_print), colours)
    paper = BytesIO()
    canvas = _canvas(paper, whole)
    _draw(Pen(canvas, colours), composed)
    write_metadata(canvas, whole.language, whole.head.published)
    canvas.save()
    return paper.getvalue()


def _printable(addressee: Addressee | None) -> Addressee | None:
    """Named by the letters that can be drawn; with none of them there is a line to write on."""
    return replace(addressee, name=printable(addressee.name).strip()) if addressee else None


class _Composed(NamedTuple):
    """A leaflet set in one look, not yet drawn."""

    pages: tuple[Page, ...]
    foot: Foot
    root: Tag


def _fewest_pages(whole: Whole, looks: Sequence[Look], colours: Colours) -> _Composed:
    """Set in the first look that takes the fewest pages, and of these the one that has whom to
    call on the fewest; one page ends the search. Lines come closer only to keep these boxes
    together."""
    best = _composed(whole, looks[0], colours)
    for look in looks[1:]:
        if len(best.pages) == 1 or (look.for_calls and _parted(best)[1] <= 1):
            break
        tried = _composed(whole, look, colours)
        best = tried if _parted(tried) < _parted(best) else best
    return best


def _parted(composed: _Composed) -> tuple[int, int]:
    """How many pages there are, and how many of them say whom to call."""
    calls = [any(isinstance(each.piece, SignedBox) for each in page) for page in composed.pages]
    return len(composed.pages), sum(calls)


def _composed(whole: Whole, look: Look, colours: Colours) -> _Composed:
    setter = Setter(look, colours, Tag("Document"), Record(look, colours, whole.known))
    flow = [
        *opening(setter, whole),
        *setter.flow(whole.body),
        *closing(setter, whole),
        *(setter.flow((whole.record,)) if whole.record else ()),
    ]
    foot = Foot(setter, whole)
    pages, kept = (level_pages_of(each, foot.room) for each in (flow, _calls_together(flow)))
    return _Composed(kept if len(kept) == len(pages) else pages, foot, setter.root)


def _calls_together(flow: Sequence[Placed]) -> list[Placed]:
    """The boxes that say whom to call, not to be parted: they are read as one."""
    calls = [isinstance(each.piece, SignedBox) for each in flow]
    told = zip(flow, calls, [*calls[1:], False], strict=True)
    return [replace(each, keep=True) if one and next_ else each for each, one, next_ in told]


def page_count(pdf: bytes) -> int:
    """How many pages a PDF has."""
    from pypdfium2 import PdfDocument

    document = PdfDocument(pdf)
    try:
        return len(document)
    finally:
        document.close()


def _canvas(paper: BytesIO, whole: Whole) -> Canvas:
    face("Inter-Regular")
    size = (PAGE_WIDTH, PAGE_HEIGHT)
    canvas = Canvas(
        paper,
        size,
        pageCompression=1,
        invariant=1,
        lang=whole.language,
        initialFontName="Inter-Regular",
    )
    date_file(canvas, whole.head.published)
    canvas.setTitle(whole.head.title)
    canvas.setAuthor(printable(whole.clinic.name))
    canvas.setSubject(f"{whole.head.code}, version {whole.head.version}")
    canvas.setKeywords(f"text {whole.digest}")
    canvas.setCreator("Clinic Desk")
    canvas.setViewerPreference("DisplayDocTitle", "true")
    return canvas


def _draw(pen: Pen, composed: _Composed) -> None:
    pages, foot, root = composed
    for number, page in enumerate(pages, 1):
        for standing in page:
            top = PAGE_HEIGHT - MARGIN - standing.below
            standing.piece.draw(pen, MARGIN + standing.indent, top)
        foot.draw(pen, number, len(pages))
        pen.next_page()
    for drawn in pen.canvas._doc.Pages.pages:
        drawn.Contents = Stream(drawn.stream.encode("latin-1"))
    write_structure(pen.canvas, root, pen.marked[: len(pages)])
