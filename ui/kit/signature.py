"""A field to sign in with pen, finger or mouse, and a signature as it was kept.

Strokes are points in fractions of a field that is always of one shape, so that a signature
looks the same on every screen and at every size of the letters.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from clinic_desk.base.words import count
from ui.kit.paint import box, focus_ring
from ui.kit.theme import theme

Strokes = Sequence[Sequence[tuple[float, float]]]
SHAPE = 3.2
"""How many times wider than high the field is."""
NEAREST = 0.002
"""Of the width: a point nearer to the last one adds nothing that a reader would see."""


def packed(strokes: Strokes) -> list[bytes]:
    """Each stroke as bytes, so that a locked desk takes signatures away as it takes texts."""
    return [array("d", (part for point in each for part in point)).tobytes() for each in strokes]


def unpacked(strokes: Iterable[bytes]) -> tuple[tuple[tuple[float, float], ...], ...]:
    """The strokes behind such bytes."""
    return tuple(tuple(_points(each)) for each in strokes)


def _points(stroke: bytes) -> Iterator[tuple[float, float]]:
    numbers = array("d", stroke)
    return zip(numbers[::2], numbers[1::2], strict=True)


class SignatureView(QWidget):
    """A signature on its field; nothing can be drawn here."""

    def __init__(self, name: str = "Signature") -> None:
        """`name` is spoken; empty until `show_strokes`."""
        super().__init__()
        self._name = name
        self._strokes: list[bytes] = []
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._describe()
        theme().changed.connect(self.updateGeometry)

    def strokes(self) -> tuple[tuple[tuple[float, float], ...], ...]:
        """What is drawn, in fractions of the field."""
        return unpacked(self._strokes)

    def show_strokes(self, strokes: Strokes) -> None:
        """Show a signature; no strokes for none."""
        self._strokes = packed(strokes)
        self._describe()
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as a card, in the field's shape."""
        wide = theme().shape("popover")
        return QSize(wide, self.heightForWidth(wide))

    def minimumSizeHint(self) -> QSize:
        """Large enough to tell one signature from another."""
        high = theme().grid(8)
        return QSize(round(high * SHAPE), high)

    def heightForWidth(self, width: int) -> int:
        """In the field's shape."""
        return round(width / SHAPE)

    def field(self) -> QRectF:
        """Where it is drawn: as large as the field's shape allows, in the middle."""
        wide = min(self.width(), self.height() * SHAPE)
        place = QRectF(0, 0, wide, wide / SHAPE)
        place.moveCenter(QRectF(self.rect()).center())
        return place

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground, the line to sign on, and the strokes."""
        look, painter, place = theme(), QPainter(self), self.field()
        edge = look.colour("control_edge")
        box(painter, place, look.shape("radius"), look.colour("surface"), edge)
        painter.setPen(QPen(look.colour("line"), look.shape("hairline")))
        level = place.top() + place.height() * 0.76
        air = look.grid(2)
        painter.drawLine(QPointF(place.left() + air, level), QPointF(place.right() - air, level))
        self._paint_strokes(painter, place)
        if self.hasFocus():
            focus_ring(painter, look, place, look.shape("radius"), "accent")

    def _paint_strokes(self, painter: QPainter, place: QRectF) -> None:
        thick = max(1.5, place.width() / 260)
        pen = QPen(theme().colour("ink"), thick)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        for stroke in unpacked(self._strokes):
            spots = [
                QPointF(place.left() + x * place.width(), place.top() + y * place.height())
                for x, y in stroke
            ]
            if len(spots) == 1:
                painter.drawPoint(spots[0])
            for one, next_one in pairwise(spots):
                painter.drawLine(one, next_one)

    def _describe(self) -> None:
        drawn = count(len(self._strokes), "stroke") if self._strokes else "empty"
        self.setAccessibleName(f"{self._name}: {drawn}")


class SignaturePad(SignatureView):
    """A field to sign in. A pen and a finger come as the mouse does; Backspace takes the last
    stroke away."""

    signed = Signal()
    """Something was drawn, or taken away."""

    def __init__(self, name: str = "Sign here") -> None:
        """Empty."""
        super().__init__(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self._is_down = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing is drawn."""
        return not self._strokes

    def clear(self) -> None:
        """Take everything away."""
        self._set([])

    def undo(self) -> None:
        """Take the last stroke away."""
        self._set(self._strokes[:-1])

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a stroke."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._is_down = True
            self._set([*self._strokes, _bytes(self._fraction(event.position()))])

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go on with it; beyond the edge it runs along the edge."""
        if self._is_down and self._strokes:
            point, last = self._fraction(event.position()), self._last()
            if abs(point[0] - last[0]) + abs(point[1] - last[1]) >= NEAREST:
                self._strokes = [*self._strokes[:-1], self._strokes[-1] + _bytes(point)]
                self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End it."""
        if self._is_down:
            self._is_down = False
            self.signed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Backspace takes the last stroke away."""
        if event.key() == Qt.Key.Key_Backspace:
            self.undo()
        else:
            super().keyPressEvent(event)

    def _set(self, strokes: list[bytes]) -> None:
        self._strokes = strokes
        self._describe()
        self.update()
        self.signed.emit()

    def _last(self) -> tuple[float, float]:
        x, y = array("d", self._strokes[-1][-16:])
        return x, y

    def _fraction(self, spot: QPointF) -> tuple[float, float]:
        place = self.field()
        x = (spot.x() - place.left()) / place.width()
        y = (spot.y() - place.top()) / place.height()
        return min(1.0, max(0.0, x)), min(1.0, max(0.0, y))


def _bytes(point: tuple[float, float]) -> bytes:
    return array("d", point).tobytes()
