"""A picture as it is framed: pulled with the mouse, zoomed with the wheel, or both by keys."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from clinic_desk.photographs.framing import Frame, whole
from clinic_desk.photographs.records import PhotographRecord
from ui.clients.photographs.reading import Opened
from ui.clients.photographs.viewing import Size, dragged, picture_place, window_in, zoomed
from ui.clients.photographs.wording import spoken
from ui.kit.paint import box, focus_ring
from ui.kit.theme import theme

STEP, ZOOM = 0.04, 1.1
"""Of one press of a key: in widths of the window, and how much larger."""
PULLS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
NEARER, FARTHER = (Qt.Key.Key_Plus, Qt.Key.Key_Equal), (Qt.Key.Key_Minus,)
KEYS_SAID = (
    "Arrows move the picture, plus and minus make it larger and smaller, Home shows all of it."
)


@dataclass(frozen=True)
class Framed:
    """A picture in several sizes, the largest first, and the part of it that is framed."""

    record: PhotographRecord
    images: tuple[QImage, ...]
    frame: Frame
    trouble: str = ""

    @property
    def size(self) -> Size:
        """Of the picture as it is kept."""
        return self.record.width, self.record.height


def framed(opened: Opened) -> Framed:
    """An opened picture in its own frame."""
    return Framed(opened.record, opened.images, opened.record.frame, opened.trouble)


class FramedView(QWidget):
    """What windows with one picture and with two over each other have in common."""

    frame_changed = Signal(int, object)
    """The photograph's id and the Frame that was set by hand."""

    def __init__(self, name: str) -> None:
        """`name` is spoken before what is shown."""
        super().__init__()
        self._spoken = name
        self._pulled: QPointF | None = None
        self.may_frame = True
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        # As high as there is room for: a page that rolled would hide the foot of the picture.
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.setAccessibleDescription(KEYS_SAID)
        self._measure()
        theme().changed.connect(self._measure)

    def _measure(self) -> None:
        self.setMinimumHeight(self.minimumSizeHint().height())
        self.update()

    @property
    @abstractmethod
    def moved(self) -> Framed | None:
        """The picture that hand and keys move."""

    @abstractmethod
    def set_moved(self, changed: Framed) -> None:
        """Show it so."""

    def sizeHint(self) -> QSize:
        """Large, and smaller where there is no room."""
        wide = theme().shape("photograph") * 3
        return QSize(wide, wide * 4 // 3)

    def minimumSizeHint(self) -> QSize:
        """As small as a thumbnail."""
        wide = theme().shape("photograph")
        return QSize(wide, wide)

    @property
    def window_place(self) -> QRectF:
        """The part of the widget that shows the picture."""
        inset = theme().scaled(3)
        return window_in(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset))

    def change_frame(self, frame: Frame) -> None:
        """Another part of the picture, by hand."""
        moved = self.moved
        if moved is None or not moved.images or not self.may_frame or frame == moved.frame:
            return
        self.set_moved(Framed(moved.record, moved.images, frame, moved.trouble))
        self.update()
        self.frame_changed.emit(moved.record.id, frame)

    def show_all(self) -> None:
        """The whole picture in the middle of its window."""
        if self.moved is not None:
            self.change_frame(whole(*self.moved.size))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows pull, plus and minus zoom, Home shows all of it."""
        key, place = Qt.Key(event.key()), self.window_place
        if key in PULLS:
            across, down = PULLS[key]
            self._pull(QPointF(-across, -down) * STEP * place.width())
        elif key in NEARER or key in FARTHER:
            self._zoom(ZOOM if key in NEARER else 1 / ZOOM, place.center())
        elif key == Qt.Key.Key_Home:
            self.show_all()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the picture."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._pulled = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Pull it along."""
        if self._pulled is not None:
            by, self._pulled = event.position() - self._pulled, event.position()
            self._pull(by)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let it go."""
        self._pulled = None

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Larger and smaller, about the place under the mouse."""
        turns = event.angleDelta().y() / 120
        if turns:
            self._zoom(ZOOM**turns, event.position())
        event.accept()

    def _pull(self, by: QPointF) -> None:
        if self.moved is not None:
            frame, size = self.moved.frame, self.moved.size
            self.change_frame(dragged(frame, size, self.window_place, by))

    def _zoom(self, factor: float, about: QPointF) -> None:
        if self.moved is not None:
            frame, size = self.moved.frame, self.moved.size
            self.change_frame(zoomed(frame, size, self.window_place, factor, about))

    def paint_picture(self, painter: QPainter, each: Framed | None, window: QRectF) -> None:
        """One picture in a window, or why it is not there."""
        look = theme()
        painter.fillRect(window, look.colour("sunken"))
        if each is None or not each.images or each.images[0].isNull():
            if each is not None and each.trouble:
                painter.setPen(look.colour("warn"))
                painter.setFont(look.font("body", "medium"))
                inner = window.adjusted(*(look.grid(side) for side in (2, 2, -2, -2)))
                flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
                painter.drawText(inner, int(flags), each.trouble)
            return
        place = picture_place(each.frame, each.size, window)
        painter.save()
        painter.setClipRect(window, Qt.ClipOperation.IntersectClip)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(place, _for_width(each.images, place.width() * self.devicePixelRatioF()))
        painter.restore()

    def paint_edge(self, painter: QPainter, window: QRectF) -> None:
        """The hairline round a window, and the ring of the keyboard."""
        look = theme()
        box(painter, window, 0, None, look.colour("line"))
        if self.hasFocus():
            ring = window.adjusted(-2, -2, 2, 2)
            focus_ring(painter, look, ring, look.shape("badge_radius"), "accent")


class Pane(FramedView):
    """One picture."""

    def __init__(self, name: str) -> None:
        """Empty; `name` is spoken before what it shows."""
        super().__init__(name)
        self._shown: Framed | None = None

    @property
    def moved(self) -> Framed | None:
        """The picture."""
        return self._shown

    def set_moved(self, changed: Framed) -> None:
        """Show it so."""
        self._shown = changed

    def show_picture(self, shown: Framed | None) -> None:
        """Show a picture; nothing takes it away."""
        self._shown = shown
        words = spoken(shown.record) if shown is not None else ""
        trouble = f". {shown.trouble}" if shown is not None and shown.trouble else ""
        self.setAccessibleName(f"{self._spoken}: {words}{trouble}")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The picture in its window."""
        painter, window = QPainter(self), self.window_place
        self.paint_picture(painter, self._shown, window)
        self.paint_edge(painter, window)


def _for_width(images: tuple[QImage, ...], width: float) -> QImage:
    """The smallest of them that is not smaller than it is drawn."""
    return next((image for image in reversed(images) if image.width() >= width), images[0])
