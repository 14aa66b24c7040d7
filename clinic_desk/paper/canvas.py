"""A PDF to draw on with the leaflets' pen: bundled fonts alone, and tagged."""

from __future__ import annotations

from io import BytesIO

from reportlab.pdfgen.canvas import Canvas

from clinic_desk.leaflets.faces import face
from clinic_desk.leaflets.look import PAGE_HEIGHT, PAGE_WIDTH, Colours, colours_for
from clinic_desk.leaflets.pen import Pen
from clinic_desk.leaflets.streams import Stream
from clinic_desk.leaflets.tags import Tag, write_structure

HOUSE_COLOUR = "review"
"""The clinic's own: what colour a page has tells nobody which treatment it is about."""


class Paper:
    """Pages of one size under one title."""

    def __init__(self, title: str, author: str, *, height: float = PAGE_HEIGHT) -> None:
        """A4 wide, `height` points high."""
        face("Inter-Regular")
        self._bytes = BytesIO()
        canvas = Canvas(
            self._bytes,
            (PAGE_WIDTH, height),
            pageCompression=1,
            invariant=1,
            lang="en-GB",
            initialFontName="Inter-Regular",
        )
        canvas.setTitle(title)
        canvas.setAuthor(author)
        canvas.setCreator("Clinic Desk")
        canvas.setViewerPreference("DisplayDocTitle", "true")
        self.height = height
        self.pen = Pen(canvas, house_colours())

    def finished(self, root: Tag) -> bytes:
        """The PDF, once every page is drawn and turned; `root` is the document's tag."""
        write_structure(self.pen.canvas, root, self.pen.marked[:-1])
        # The pen writes a byte for each letter; ReportLab would write two from the 32nd letter on
        # that is not ASCII, and another letter would stand before each of these.
        for page in self.pen.canvas._doc.Pages.pages:
            page.Contents = Stream(page.stream.encode("latin-1"))
        self.pen.canvas.save()
        return self._bytes.getvalue()


def house_colours() -> Colours:
    """The light tokens with the clinic's own accent."""
    return colours_for(HOUSE_COLOUR)
