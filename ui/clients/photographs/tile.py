"""One small picture in the sheet: the picture, its side, and the mark of those to be compared."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent

from clinic_desk.photographs.framing import SHAPE
from clinic_desk.photographs.records import PhotographRecord
from ui.clients.photographs.wording import side_words, spoken
from ui.kit.buttons import PlainButton
from ui.kit.paint import box, focus_ring
from ui.kit.theme import theme

STEPS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
MISSING = "Missing"


class Tile(PlainButton):
    """Enter or a double click opens it, Space or Ctrl with a click marks it."""

    stepped = Signal(int, int)
    opened = Signal()
    marked = Signal()

    def __init__(self, record: PhotographRecord) -> None:
        """Without its picture, which is read beside the desk."""
        super().__init__(side_words(record))
        self.record = record
        self.number = 0
        """Which of the marked ones it is, from 1; 0 is not marked."""
        self._image = QImage()
        self._trouble = ""
        self.show_number(0)

    def show_record(self, record: PhotographRecord) -> None:
        """Say other things of the same picture."""
        self.record = record
        self.set_words(side_words(record))
        self.show_number(self.number)

    def show_image(self, image: QImage, trouble: str = "") -> None:
        """Show the picture, or why there is none."""
        self._image, self._trouble = image, trouble
        self.show_number(self.number)

    def show_number(self, number: int) -> None:
        """Show whether it is marked, and as which."""
        self.number = number
        marked = f", marked as number {number}" if number else ""
        missing = f". {self._trouble}" if self._trouble else ""
        self.setAccessibleName(f"{spoken(self.record)}{marked}{missing}")
        self.update()

    @property
    def has_picture(self) -> bool:
        """Whether its picture has been read, or is known to be lost."""
        return not self._image.isNull() or bool(self._trouble)

    def sizeHint(self) -> QSize:
        """A picture of the shape of every frame, and a line below."""
        look = theme()
        wide = look.shape("photograph")
        return QSize(wide, round(wide / SHAPE) + look.grid(3))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go along the sheet, Space marks, Enter opens."""
        key = Qt.Key(event.key())
        if key in STEPS:
            self.stepped.emit(*STEPS[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.opened.emit()
        elif key == Qt.Key.Key_Space:
            self.marked.emit()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """With Ctrl or on the corner it is marked."""
        super().mouseReleaseEvent(event)
        on_corner = self._corner().contains(event.position())
        if on_corner or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.marked.emit()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open it."""
        if not self._corner().contains(event.position()):
            self.opened.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The picture as large as it fits, what it is, its mark, the ring."""
        look, painter = theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        ground = self._ground()
        radius = look.shape("radius")
        box(painter, ground, radius, look.colour("sunken"), look.colour("line"))
        if self._trouble:
            painter.setPen(look.colour("warn"))
            painter.setFont(look.font("small", "medium"))
            painter.drawText(ground, Qt.AlignmentFlag.AlignCenter, MISSING)
        elif not self._image.isNull():
            painter.drawImage(fitted(self._image, ground), self._image)
        painter.setPen(look.colour("ink"))
        painter.setFont(look.font("small", "medium"))
        line = QRectF(self.rect())
        line.setTop(ground.bottom())
        painter.drawText(line, Qt.AlignmentFlag.AlignCenter, self._words)
        self._paint_mark(painter)
        if self.hasFocus():
            focus_ring(painter, look, QRectF(self.rect()), radius, "accent")

    def _paint_mark(self, painter: QPainter) -> None:
        if not self.number and not self.underMouse() and not self.hasFocus():
            return
        look, corner = theme(), self._corner()
        ground = look.colour("accent" if self.number else "surface")
        box(painter, corner, corner.height() / 2, ground, look.colour("accent"))
        if self.number:
            painter.setPen(look.colour("on_accent"))
            painter.setFont(look.font("label", "bold"))
            painter.drawText(corner, Qt.AlignmentFlag.AlignCenter, str(self.number))

    def _ground(self) -> QRectF:
        look = theme()
        inset = look.scaled(4)
        wide = self.width() - 2 * inset
        return QRectF(inset, inset, wide, wide / SHAPE)

    def _corner(self) -> QRectF:
        look, ground = theme(), self._ground()
        side, inset = look.shape("tick"), look.scaled(6)
        return QRectF(ground.right() - side - inset, ground.top() + inset, side, side)


def fitted(image: QImage, place: QRectF) -> QRectF:
    """The image as large as it fits inside, in the middle."""
    shrunk = min(place.width() / image.width(), place.height() / image.height())
    wide, high = image.width() * shrunk, image.height() * shrunk
    return QRectF(place.center().x() - wide / 2, place.center().y() - high / 2, wide, high)
