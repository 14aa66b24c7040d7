"""The one hand that draws on the page: lines of text, boxes, dots and symbols.

Text reaches the canvas as characters and glyphs, never as markup. All measures
are points; heights run up from the foot of the page, as in a PDF.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import FILL_EVEN_ODD, Canvas

from clinic_desk.leaflets.lines import Line, Style
from clinic_desk.leaflets.look import Colours
from clinic_desk.leaflets.shaping import Bit
from clinic_desk.leaflets.signs import SIDE, strokes
from clinic_desk.leaflets.tags import Landing, Mark, Tag, link_area


class Pen:
    """Draws on one canvas in the colours of one leaflet, and notes what each mark means."""

    def __init__(self, canvas: Canvas, colours: Colours) -> None:
        """Stand at the first page."""
        self.canvas, self.colours = canvas, colours
        self.marked: list[list[Tag]] = [[]]
        self._marking = False

    def next_page(self) -> None:
        """Finish the page and stand at the next."""
        self.canvas.showPage()
        self.marked.append([])

    @contextmanager
    def content(self, tag: Tag | None) -> Iterator[None]:
        """What is drawn within belongs to the tag; with None it has no meaning of its own."""
        if tag is None:
            with self.ornament():
                yield
            return
        page = len(self.marked) - 1
        mark = Mark(page, len(self.marked[page]))
        self.marked[page].append(tag)
        tag.kids.append(mark)
        with self._between(f"/{tag.role} <</MCID {mark.number}>> BDC"):
            yield

    @contextmanager
    def picture(self, tag: Tag, bounds: tuple[float, float, float, float]) -> Iterator[None]:
        """What is drawn within the bounds is one picture, told by the tag's other words."""
        tag.bounds = bounds
        with self.content(tag):
            yield

    @contextmanager
    def ornament(self) -> Iterator[None]:
        """What is drawn within has no meaning of its own."""
        with self._between("/Artifact BMC"):
            yield

    @contextmanager
    def _between(self, opening: str) -> Iterator[None]:
        if self._marking:
            raise RuntimeError("one mark cannot stand inside another")
        self._marking = True
        self.canvas._code.append(opening)
        yield
        self.canvas._code.append("EMC")
        self._marking = False

    def line(self, line: Line, style: Style, left: float, baseline: float, colour: str) -> None:
        """Draw a line of text from `left`, standing on `baseline`."""
        text = self.canvas.beginText(left, baseline)
        text.setFillColor(HexColor(colour))
        if style.tracking:
            text.setCharSpace(style.tracking)
        x = left
        for bit in line.bits:
            text.setFont(bit.font, style.size)
            if bit.clusters:
                _glyphs(text, bit, style.size, x, baseline)
            else:
                text.setTextOrigin(x, baseline)
                text.textOut(bit.text)
            x += bit.width * style.size + style.tracking * len(bit.text)
        if style.tracking:
            text.setCharSpace(0)
        self.canvas.drawText(text)

    def link_area(
        self, tag: Tag, bounds: tuple[float, float, float, float], address: str, words: str
    ) -> None:
        """What is drawn within the bounds leads to the address."""
        area, doc = link_area(bounds, address.replace(" ", ""), words), self.canvas._doc
        name = f"link{len(doc.idToObject)}"
        self.canvas._annotationrefs.append(doc.Reference(area, name))
        tag.kids.append(Landing(len(self.marked) - 1, area, name))

    def rule(self, left: float, y: float, width: float, colour: str, thick: float = 0.75) -> None:
        """A level line."""
        self.canvas.setStrokeColor(HexColor(colour))
        self.canvas.setLineWidth(thick)
        self.canvas.line(left, y, left + width, y)

    def taper(self, left: float, y: float, width: float, colour: str, thick: float) -> None:
        """A level line that thins out to nothing."""
        path = self.canvas.beginPath()
        path.moveTo(left, y + thick / 2)
        path.lineTo(left + width, y)
        path.lineTo(left, y - thick / 2)
        path.close()
        self.canvas.setFillColor(HexColor(colour))
        self.canvas.drawPath(path, stroke=0, fill=1)

    def box(
        self,
        left: float,
        bottom: float,
        width: float,
        height: float,
        *,
        ground: str,
        edge: str = "",
        radius: float = 8,
    ) -> None:
        """A rounded box, with an edge where a colour for one is given."""
        self.canvas.setFillColor(HexColor(ground))
        if edge:
            self.canvas.setStrokeColor(HexColor(edge))
            self.canvas.setLineWidth(1)
        self.canvas.roundRect(left, bottom, width, height, radius, stroke=int(bool(edge)), fill=1)

    def tab(self, left: float, bottom: float, width: float, height: float, colour: str) -> None:
        """A filled oblong whose right corners alone are round."""
        path, radius = self.canvas.beginPath(), min(7.5, height / 2)
        right, top, lead = left + width, bottom + height, radius * 0.4477
        path.moveTo(left, bottom)
        path.lineTo(right - radius, bottom)
        path.curveTo(right - lead, bottom, right, bottom + lead, right, bottom + radius)
        path.lineTo(right, top - radius)
        path.curveTo(right, top - lead, right - lead, top, right - radius, top)
        path.lineTo(left, top)
        path.close()
        self.canvas.setFillColor(HexColor(colour))
        self.canvas.drawPath(path, stroke=0, fill=1)

    def bar(self, left: float, bottom: float, width: float, height: float, colour: str) -> None:
        """A filled oblong."""
        self.canvas.setFillColor(HexColor(colour))
        self.canvas.rect(left, bottom, width, height, stroke=0, fill=1)

    def dot(self, x: float, y: float, radius: float, colour: str) -> None:
        """A filled circle about x, y."""
        self.canvas.setFillColor(HexColor(colour))
        self.canvas.circle(x, y, radius, stroke=0, fill=1)

    def sign(self, kind: str, left: float, top: float, side: float, colour: str) -> None:
        """A sign in a square of that side; what is cut out of it shows the ground."""
        path, scale = self.canvas.beginPath(), side / SIDE
        acts = {"M": path.moveTo, "L": path.lineTo, "C": path.curveTo}
        for act, points in strokes(kind):
            if act == "Z":
                path.close()
                continue
            across = (left + x * scale for x in points[::2])
            down = (top - y * scale for y in points[1::2])
            acts[act](*(each for point in zip(across, down, strict=True) for each in point))
        self.canvas.setFillColor(HexColor(colour))
        self.canvas.drawPath(path, stroke=0, fill=1, fillMode=FILL_EVEN_ODD)

    def bookmark(self, title: str, level: int, top: float) -> None:
        """An entry in the document's outline that leads here."""
        key = f"section-{len(self.canvas._destinations)}"
        self.canvas.bookmarkHorizontal(key, 0, top)
        self.canvas.addOutlineEntry(title, key, level)


def _glyphs(text: Any, bit: Bit, size: float, left: float, baseline: float) -> None:
    """Glyph by glyph, each in its place, from the left.

    Readers of PDF expect right-to-left words in this order too and turn them round
    themselves. Only a letter of several glyphs needs to be told what it reads as.
    """
    for cluster in bit.clusters:
        whole = len(cluster.glyphs) > 1
        if whole:
            reads = cluster.reads.encode("utf-16-be").hex().upper()
            text._code.append(f"/Span <</ActualText <FEFF{reads}>>> BDC")
        for glyph in cluster.glyphs:
            text.setTextOrigin(left + glyph.right * size, baseline + glyph.up * size)
            text.textOut(glyph.character)
        if whole:
            text._code.append("EMC")
