"""The one hand that draws on the page: lines of text, boxes, dots and symbols.

Text reaches the canvas as characters and glyphs, never as markup. All measures
are points; heights run up from the foot of the page, as in a PDF.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from clinic_desk.leaflets.faces import face
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
        code = [f"BT {_paint(colour)} rg {_n(style.tracking)} Tc"]
        x = left
        for bit in line.bits:
            if bit.clusters:
                code += self._glyphs(bit, style.size, x, baseline)
            else:
                code.append(f"1 0 0 1 {_n(x)} {_n(baseline)} Tm")
                code += self._letters(bit.font, bit.text, style.size)
            x += bit.width * style.size + style.tracking * len(bit.text)
        self.canvas._code.append(" ".join((*code, "ET")))

    def _letters(self, font: str, text: str, size: float) -> Iterator[str]:
        """The operators that show a text where the line stands."""
        known, doc = face(font), self.canvas._doc
        for subset, part in known.splitString(text, doc):
            letters = part.decode("latin-1").translate(_ESCAPED)
            yield f"{known.getSubsetInternalName(subset, doc)} {_n(size)} Tf ({letters}) Tj"

    def _glyphs(self, bit: Bit, size: float, left: float, baseline: float) -> Iterator[str]:
        """Glyph by glyph, each in its place, from the left.

        Readers of PDF expect right-to-left words in this order too and turn them round
        themselves. Only a letter of several glyphs needs to be told what it reads as.
        """
        for cluster in bit.clusters:
            whole = len(cluster.glyphs) > 1
            if whole:
                reads = cluster.reads.encode("utf-16-be").hex().upper()
                yield f"/Span <</ActualText <FEFF{reads}>>> BDC"
            for glyph in cluster.glyphs:
                x, y = left + glyph.right * size, baseline + glyph.up * size
                yield f"1 0 0 1 {_n(x)} {_n(y)} Tm"
                yield from self._letters(bit.font, glyph.character, size)
            if whole:
                yield "EMC"

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
        stroke = f"{_paint(colour)} RG {_n(thick)} w {_n(left)} {_n(y)} m"
        self.canvas._code.append(f"{stroke} {_n(left + width)} {_n(y)} l S")

    def taper(self, left: float, y: float, width: float, colour: str, thick: float) -> None:
        """A level line that thins out to nothing."""
        up, down = _n(y + thick / 2), _n(y - thick / 2)
        outline = f"{_n(left)} {up} m {_n(left + width)} {_n(y)} l {_n(left)} {down} l h"
        self.canvas._code.append(f"{_paint(colour)} rg {outline} f")

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
        oblong = f"{_n(left)} {_n(bottom)} {_n(width)} {_n(height)} re"
        self.canvas._code.append(f"{_paint(colour)} rg {oblong} f")

    def dot(self, x: float, y: float, radius: float, colour: str) -> None:
        """A filled circle about x, y."""
        k = radius * _ROUND
        left, right, top, bottom = _n(x - radius), _n(x + radius), _n(y + radius), _n(y - radius)
        before, after, above, below = _n(x - k), _n(x + k), _n(y + k), _n(y - k)
        self.canvas._code.append(
            f"{_paint(colour)} rg {left} {_n(y)} m "
            f"{left} {above} {before} {top} {_n(x)} {top} c "
            f"{after} {top} {right} {above} {right} {_n(y)} c "
            f"{right} {below} {after} {bottom} {_n(x)} {bottom} c "
            f"{before} {bottom} {left} {below} {left} {_n(y)} c h f"
        )

    def sign(self, kind: str, left: float, top: float, side: float, colour: str) -> None:
        """A sign in a square of that side; what is cut out of it shows the ground."""
        scale = side / SIDE
        code = [f"{_paint(colour)} rg"]
        for act, points in strokes(kind):
            across = (_n(left + x * scale) for x in points[::2])
            down = (_n(top - y * scale) for y in points[1::2])
            pairs = (each for point in zip(across, down, strict=True) for each in point)
            code.append(" ".join((*pairs, _ACTS[act])))
        self.canvas._code.append(" ".join((*code, "f*")))

    def bookmark(self, title: str, level: int, top: float) -> None:
        """An entry in the document's outline that leads here."""
        key = f"section-{len(self.canvas._destinations)}"
        self.canvas.bookmarkHorizontal(key, 0, top)
        self.canvas.addOutlineEntry(title, key, level)


_ESCAPED = str.maketrans({"\\": "\\\\", "(": "\\(", ")": "\\)", "\r": "\\r", "\n": "\\n"})
_ACTS = {"M": "m", "L": "l", "C": "c", "Z": "h"}
_ROUND = 0.5523
"""How far a quarter of a circle's handles reach, as a share of its radius."""


def _n(number: float) -> str:
    """A number as a PDF has it, to a hundredth of a point."""
    return f"{number:.2f}"


@cache
def _paint(colour: str) -> str:
    """`#RRGGBB` as three shares of 1."""
    return " ".join(f"{int(colour[i : i + 2], 16) / 255:.4f}" for i in (1, 3, 5))
