"""A leaflet in the list: title, pages, version, review, and what is to be known of it."""

from __future__ import annotations

import math

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from clinic_desk.leaflets.head import Head
from ui.kit.buttons import PlainButton
from ui.kit.icons import paint_icon
from ui.kit.paint import box, focus_ring
from ui.kit.theme import theme
from ui.leaflets.reading import version_words

_WRAP = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop)


class LeafletRow(PlainButton):
    """One leaflet to choose; the arrow keys go on to the next."""

    stepped = Signal(int)
    """Up (-1) or down (1) from here."""

    def __init__(self, head: Head, marks: tuple[str, ...] = ()) -> None:
        """Not chosen; how many pages it has is told later. `marks` warn, in few words."""
        self.head = head
        self._marks = ". ".join(marks)
        self._pages = ""
        self._measured: dict[tuple[str, int, str], int] = {}
        super().__init__(head.title)
        self.setCheckable(True)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.tell_pages("")

    def tell_pages(self, words: str) -> None:
        """`4 pages`, as soon as that is known."""
        self._pages = words
        self._measured.clear()
        spoken = (self.head.title, self._detail(), self._marks)
        self.setAccessibleName(", ".join(part for part in spoken if part))
        self.updateGeometry()
        self.update()

    def nextCheckState(self) -> None:
        """A second press does not put it back."""
        self.setChecked(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and Down leave for the neighbour."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step:
            self.stepped.emit(step)
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """As high as the list's own width makes it."""
        width = theme().shape("side_list") - theme().grid(3)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """A few letters wide."""
        look = theme()
        return QSize(look.shape("column_least") // 2, look.shape("row"))

    def hasHeightForWidth(self) -> bool:
        """Title and details wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The lines and the room round them, in pixels."""
        look = theme()
        inner = QRectF(0, 0, width - 2 * look.grid(1.5), 0)
        high = sum(each.height() for _, each in self._lines(inner))
        return round(high) + 2 * look.grid(1.25)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground of the chosen one, the lines, the ring."""
        look, painter = theme(), QPainter(self)
        place, radius = QRectF(self.rect()), look.shape("radius")
        if self.isChecked():
            box(painter, place, radius, look.colour("accent_wash"), look.colour("accent_edge"))
        elif self.underMouse() or self.isDown():
            box(painter, place, radius, look.colour("sunken"))
        across, down = look.grid(1.5), look.grid(1.25)
        inner = place.adjusted(across, down, -across, -down)
        for kind, spot in self._lines(inner):
            getattr(self, f"_paint_{kind}")(painter, spot)
        if self.hasFocus():
            focus_ring(painter, look, place, radius, "accent")

    def _detail(self) -> str:
        return version_words(self.head, self._pages)

    def _lines(self, inner: QRectF) -> list[tuple[str, QRectF]]:
        """Where title, detail and mark stand, below each other."""
        top, found = inner.top(), []
        parts = [("title", self.head.title, "body", "semibold"),
                 ("detail", self._detail(), "small", "regular")]  # fmt: skip
        if self._marks:
            parts.append(("marks", self._marks, "small", "medium"))
        for kind, words, size, weight in parts:
            left = self._mark_room() if kind == "marks" else 0
            high = self._height(words, math.floor(inner.width() - left), size, weight)
            found.append((kind, QRectF(inner.left() + left, top, inner.width() - left, high)))
            top += high
        return found

    def _height(self, words: str, width: int, size: str, weight: str) -> int:
        """How high words stand in so many pixels; a layout asks for the same few over and over."""
        look = theme()
        font = look.font(size, weight)
        asked = (words, width, font.key())
        if asked not in self._measured:
            room = QRect(0, 0, max(1, width), 10_000)
            measured = QFontMetrics(font).boundingRect(room, _WRAP, words).height()
            self._measured[asked] = measured + look.scaled(2)
        return self._measured[asked]

    def _mark_room(self) -> int:
        return theme().scaled(18)

    def _paint_title(self, painter: QPainter, spot: QRectF) -> None:
        self._write(painter, spot, self.head.title, ("body", "semibold"), "ink")

    def _paint_detail(self, painter: QPainter, spot: QRectF) -> None:
        self._write(painter, spot, self._detail(), ("small", "regular"), "quiet_ink")

    def _paint_marks(self, painter: QPainter, spot: QRectF) -> None:
        look = theme()
        side = look.scaled(13)
        mark = QRectF(spot.left() - self._mark_room(), spot.top() + look.scaled(2), side, side)
        paint_icon(painter, "warning", mark, look.colour("warn"))
        self._write(painter, spot, self._marks, ("small", "medium"), "warn")

    def _write(
        self, painter: QPainter, spot: QRectF, words: str, font: tuple[str, str], tone: str
    ) -> None:
        look = theme()
        painter.setFont(look.font(*font))
        painter.setPen(look.colour(tone))
        painter.drawText(spot, _WRAP, words)
