"""Two pictures over each other with a divider between, which mouse and arrow keys move."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent

from ui.clients.photographs.pane import Framed, FramedView
from ui.clients.photographs.wording import spoken
from ui.kit.paint import box
from ui.kit.theme import theme

STEP, LONG_STEP = 0.02, 0.1
KEYS_SAID = (
    "Left and right move the divider. With Shift arrows move the second picture; plus and minus "
    "make it larger and smaller, Home shows all of it."
)
_NAME = "One over the other"


class OverView(FramedView):
    """The first picture left of the divider, the second right of it; the second is framed."""

    def __init__(self) -> None:
        """Empty, the divider in the middle."""
        super().__init__(_NAME)
        self._both: tuple[Framed, Framed] | None = None
        self._divider = 0.5
        self._holds_divider = False
        self.setMouseTracking(True)
        self.setAccessibleDescription(KEYS_SAID)

    @property
    def divider(self) -> float:
        """Where it stands, from 0 at the left to 1 at the right."""
        return self._divider

    @property
    def moved(self) -> Framed | None:
        """The second picture."""
        return self._both[1] if self._both is not None else None

    def set_moved(self, changed: Framed) -> None:
        """Show the second one so."""
        if self._both is not None:
            self._both = self._both[0], changed

    def show_both(self, first: Framed | None, second: Framed | None) -> None:
        """Show two pictures, or none."""
        self._both = (first, second) if first is not None and second is not None else None
        self._describe()
        self.update()

    def set_divider(self, place: float) -> None:
        """Move it; it stays within the window."""
        self._divider = min(max(place, 0.0), 1.0)
        self._describe()
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right move the divider; with Shift the second picture is pulled."""
        key = Qt.Key(event.key())
        step = {Qt.Key.Key_Left: -STEP, Qt.Key.Key_Right: STEP}.get(key, 0.0)
        step = step or {Qt.Key.Key_PageDown: LONG_STEP, Qt.Key.Key_PageUp: -LONG_STEP}.get(key, 0.0)
        shifted = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if step and not shifted:
            self.set_divider(self._divider + step)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the divider, or of the second picture."""
        self._holds_divider = self._is_on_divider(event.position())
        if not self._holds_divider:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move what is held."""
        if self._holds_divider:
            window = self.window_place
            self.set_divider((event.position().x() - window.left()) / window.width())
            return
        on_it = self._is_on_divider(event.position())
        self.setCursor(Qt.CursorShape.SplitHCursor if on_it else Qt.CursorShape.ArrowCursor)
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        self._holds_divider = False
        super().mouseReleaseEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The second picture, the first over its left part, the divider."""
        painter, window = QPainter(self), self.window_place
        if self._both is None:
            painter.fillRect(window, theme().colour("sunken"))
            return
        first, second = self._both
        self.paint_picture(painter, second, window)
        painter.save()
        left = QRectF(window)
        left.setRight(self._divider_x())
        painter.setClipRect(left)
        self.paint_picture(painter, first, window)
        painter.restore()
        self._paint_divider(painter, window)
        self.paint_edge(painter, window)

    def _paint_divider(self, painter: QPainter, window: QRectF) -> None:
        look, x = theme(), self._divider_x()
        wide, grip = look.shape("ring"), look.shape("icon")
        line = QRectF(x - wide / 2, window.top(), wide, window.height())
        painter.fillRect(line.adjusted(-1, 0, 1, 0), look.colour("on_accent"))
        painter.fillRect(line, look.colour("accent"))
        knob = QRectF(x - grip / 2, window.center().y() - grip / 2, grip, grip)
        box(painter, knob, grip / 2, look.colour("accent"), look.colour("on_accent"), wide)

    def _divider_x(self) -> float:
        window = self.window_place
        return window.left() + self._divider * window.width()

    def _is_on_divider(self, spot: QPointF) -> bool:
        return abs(spot.x() - self._divider_x()) <= theme().scaled(8)

    def _describe(self) -> None:
        if self._both is None:
            self.setAccessibleName(_NAME)
            return
        first, second = (spoken(each.record) for each in self._both)
        percent = round(self._divider * 100)
        self.setAccessibleName(f"{_NAME}: {first} left of the divider, {second} right of it")
        self.setAccessibleDescription(f"The divider is at {percent} %. {KEYS_SAID}")
