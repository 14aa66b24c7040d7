"""What each pattern and mark of the ribbon means."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.clients.ribbon.picture import paint_disc, paint_ring, paint_swatch
from ui.kit.labels import text_width
from ui.kit.theme import theme

LEGEND = (
    ("done", "done"),
    ("booked", "booked"),
    ("working", "working"),
    ("apart", "kept apart"),
    ("look", "nurse looks first"),
    ("open", "open"),
)
_MARKS = ("done", "booked")
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


class Legend(QWidget):
    """Swatches with words, on as many lines as they need."""

    def __init__(self) -> None:
        """Painted; spoken as one line."""
        super().__init__()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName("Legend: " + ", ".join(words for _, words in LEGEND))
        theme().changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """All of it on one line."""
        return QSize(sum(self._widths()), self._line())

    def minimumSizeHint(self) -> QSize:
        """The widest of them."""
        return QSize(max(self._widths()), self._line())

    def heightForWidth(self, width: int) -> int:
        """As high as the lines that it takes in that width."""
        return max(spot.y() for spot in self._spots(width)) + self._line()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Swatch and words, one after the other."""
        look, painter = theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(look.font("small"))
        spots = self._spots(self.width())
        for (kind, words), wide, spot in zip(LEGEND, self._widths(), spots, strict=True):
            place = self._swatch(kind, spot)
            if kind == "done":
                paint_disc(painter, look, place, look.family("neutral"))
            elif kind == "booked":
                paint_ring(painter, look, place, look.family("neutral"))
            else:
                paint_swatch(painter, look, kind, place, look.family("toxin"))
            painter.setPen(look.colour("quiet_ink"))
            left = place.right() + look.grid(0.75)
            painter.drawText(QRectF(left, spot.y(), wide, self._line()), _LEFT, words)

    def _swatch(self, kind: str, spot: QPoint) -> QRectF:
        look = theme()
        high = look.scaled(12)
        wide = high if kind in _MARKS else look.scaled(18)
        return QRectF(spot.x(), spot.y() + (self._line() - high) / 2, wide, high)

    def _spots(self, width: int) -> list[QPoint]:
        left = top = 0
        spots = []
        for wide in self._widths():
            if left and left + wide > width:
                left, top = 0, top + self._line()
            spots.append(QPoint(left, top))
            left += wide
        return spots

    def _line(self) -> int:
        return theme().grid(2.5)

    def _widths(self) -> list[int]:
        look = theme()
        font = look.font("small")
        return [
            look.scaled(12 if kind in _MARKS else 18) + text_width(font, words) + look.grid(2.25)
            for kind, words in LEGEND
        ]
