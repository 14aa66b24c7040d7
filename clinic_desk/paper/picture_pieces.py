"""A kept picture and a kept signature as pieces of a page, each one figure told in words."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

from reportlab.lib.colors import HexColor
from reportlab.lib.utils import ImageReader

from clinic_desk.consent.strokes import Strokes
from clinic_desk.leaflets.pen import Pen
from clinic_desk.leaflets.pieces import Piece
from clinic_desk.leaflets.tags import Tag

SIGNED_SHAPE = 3.2
"""How many times wider than high the field is that a client signs in on screen."""
_THICK = 1.4


@dataclass(frozen=True)
class PicturePiece:
    """A window of a page through which a picture is seen; nothing is drawn beyond its edges."""

    picture: bytes
    """A JPEG as it is kept: it goes onto the page as it is, not a byte of it changed."""
    width: float
    height: float
    """Points of the window."""
    place: tuple[float, float, float, float]
    """Where the whole picture lies: left and top from the window's upper left corner, downwards,
    then its width and height; points."""
    tag: Tag

    def draw(self, pen: Pen, left: float, top: float) -> None:
        """The picture, cut off at the window."""
        x, down, wide, high = self.place
        canvas, bottom = pen.canvas, top - self.height
        with pen.picture(self.tag, (left, bottom, left + self.width, top)):
            canvas.saveState()
            window = canvas.beginPath()
            window.rect(left, bottom, self.width, self.height)
            canvas.clipPath(window, stroke=0, fill=0)
            shown = ImageReader(BytesIO(self.picture))
            canvas.drawImage(shown, left + x, top - down - high, wide, high)
            canvas.restoreState()

    def cut(self, room: float) -> tuple[Piece, Piece] | None:
        """A picture is never cut."""
        return None


@dataclass(frozen=True)
class SignaturePiece:
    """A signature as it was drawn: each fraction of its field is that fraction of the piece."""

    strokes: Strokes
    width: float
    tag: Tag

    @property
    def height(self) -> float:
        """The field's own shape."""
        return self.width / SIGNED_SHAPE

    def draw(self, pen: Pen, left: float, top: float) -> None:
        """Its strokes, within a field with a thin edge."""
        canvas, high = pen.canvas, self.height
        bottom = top - high
        with pen.picture(self.tag, (left, bottom, left + self.width, top)):
            canvas.saveState()
            canvas.setStrokeColor(HexColor(pen.colours.line))
            canvas.rect(left, bottom, self.width, high)
            canvas.setStrokeColor(HexColor(pen.colours.ink))
            canvas.setLineWidth(_THICK)
            canvas.setLineCap(1)
            canvas.setLineJoin(1)
            for stroke in self.strokes:
                path = canvas.beginPath()
                for at, (x, y) in enumerate(stroke):
                    go = path.lineTo if at else path.moveTo
                    go(left + x * self.width, top - y * high)
                if len(stroke) == 1:
                    path.lineTo(left + stroke[0][0] * self.width, top - stroke[0][1] * high)
                canvas.drawPath(path)
            canvas.restoreState()

    def cut(self, room: float) -> tuple[Piece, Piece] | None:
        """A signature is never cut."""
        return None
