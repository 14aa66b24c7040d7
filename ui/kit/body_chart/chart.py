"""The chart on which points are placed, moved and given their units, by mouse, wheel and keys."""

from __future__ import annotations

from math import hypot

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QWheelEvent

from ui.kit.body_chart.acting import ActingChart
from ui.kit.body_chart.keys import HALF_UNIT, WHOLE_UNIT, Pressed, read_key
from ui.kit.body_chart.spoken import give_voice
from ui.kit.body_chart.walking import next_point
from ui.kit.theme import theme

THRESHOLD = 6
"""Pixels at 100 % that the mouse moves before a press is a drag."""
NOTCH = 120
"""What Qt counts for one notch of a wheel."""


class BodyChart(ActingChart):
    """A map to work on; with `set_read_only` one to look at."""

    def __init__(
        self, chart: str = "face_front", *, name: str = "Injection map", tone: str = "toxin"
    ) -> None:
        """`chart` is the id of the first one shown, `name` is spoken, `tone` a colour's token."""
        super().__init__(chart, name=name, tone=tone)
        self._pressed_at: QPointF | None = None
        self._grip: QPointF | None = None
        self._dragging = self._dragged = False
        self._wheeled = 0
        give_voice(self)

    def event(self, event: QEvent) -> bool:
        """Keep Ctrl Z for the map, as long as there is something on it to take back."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            pressed = read_key(event)
            if pressed is not None and self._wants(pressed):
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what the key means; what the chart has no use for goes on to the page."""
        pressed = read_key(event)
        if pressed is None or pressed.act != "type":
            self.end_typing()
        event.setAccepted(pressed is not None and self._do(pressed))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Coming by Tab, begin before the first point; coming back by it, at the last."""
        super().focusInEvent(event)
        if event.reason() == Qt.FocusReason.TabFocusReason:
            self.editing.choose(None)
            self._put_cross(self.cross())
        elif event.reason() == Qt.FocusReason.BacktabFocusReason and self.shown():
            self.choose(self.shown()[-1])

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """What was typed is a whole number, and no drag goes on."""
        self.end_typing()
        self._end_drag()
        super().focusOutEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes from point to point, and out after the last."""
        found = next_point(self.shown(), self.editing.chosen, forward)
        if found is None:
            return super().focusNextPrevChild(forward)
        self.end_typing()
        self.choose(found)
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the point under the mouse, and be ready to drag it or to place one."""
        if event.button() != Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
            return
        self.end_typing()
        spot, found = event.position(), self.point_at(event.position())
        self._pressed_at, self._grip = spot, None
        if found is not None:
            self.choose(found)
            point = self.points()[found]
            self._grip = spot - QPointF(*self.sheet().at(point.x, point.y))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the point, once the mouse has moved far enough for that to be meant."""
        self._hover(event.position())
        if self._pressed_at is None or self._grip is None or self.read_only:
            self._show_hand(event.position())
            return
        if not self._dragging and not self._far(event.position()):
            return
        self._dragging, self._pinned = True, self.editing.chosen
        self._dragged |= self.move_to(event.position() - self._grip, "drag")

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End the drag; or place a point, or let go of the chosen one beside the body."""
        empty = self._pressed_at is not None and self._grip is None
        clicked, spot = empty and not self._far(event.position()), self._pressed_at
        self._end_drag()
        if clicked and spot is not None and not self.place_at(spot):
            self.choose(None)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Units of the chosen point while the mouse is over it; elsewhere the page scrolls.

        A page that is scrolled past must change no dose: so only the chosen one, under the
        pointer, while the chart has the keys.
        """
        over = self.point_at(event.position())
        if self.read_only or not self.hasFocus() or over is None or over != self.editing.chosen:
            self._wheeled = 0
            event.ignore()
            return
        event.accept()
        turned = event.angleDelta()
        self._wheeled += turned.y() or turned.x()
        notches = int(self._wheeled / NOTCH)
        self._wheeled -= notches * NOTCH
        halves = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if notches:
            self.end_typing()
            self.add_units(notches * (HALF_UNIT if halves else WHOLE_UNIT), "wheel")

    def _do(self, pressed: Pressed) -> bool:
        match pressed.act:
            case "step":
                return self.step(pressed)
            case "walk":
                return self.walk(pressed)
            case "place":
                return self.let_go() if self.editing.chosen is not None else self.place_at_cross()
            case "leave":
                return self._abort_drag() or self.let_go()
            case "remove":
                return self.remove()
            case "units":
                return self.add_units(pressed.hundredths, "more")
            case "type":
                return self.type_figure(pressed.text)
            case "undo":
                return self.undo()
            case "redo":
                return self.redo()

    def _wants(self, pressed: Pressed) -> bool:
        """Which keys are the chart's own before any shortcut of the window."""
        if self.read_only:
            return False
        if pressed.act == "undo":
            return self.editing.can_undo
        if pressed.act == "redo":
            return self.editing.can_redo
        return pressed.act in ("type", "units", "remove") and self.editing.chosen is not None

    def _abort_drag(self) -> bool:
        """Put back what is being dragged; False where nothing is."""
        dragging, dragged = self._dragging, self._dragged
        self._end_drag()
        if dragged:
            self.undo()
        return dragging

    def _end_drag(self) -> None:
        self._pressed_at = self._grip = self._pinned = None
        if self._dragging:
            self._dragging = self._dragged = False
            self.editing.settle()
            self.update()

    def _far(self, spot: QPointF) -> bool:
        way = spot - (self._pressed_at or spot)
        return hypot(way.x(), way.y()) >= theme().scaled(THRESHOLD)

    def _show_hand(self, spot: QPointF) -> None:
        over = self.point_at(spot) is not None
        shape = Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor
        if self.cursor().shape() != shape:
            self.setCursor(shape)
