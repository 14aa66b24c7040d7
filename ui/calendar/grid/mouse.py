"""The mouse on the grid: choosing time, moving a visit, stretching it, putting it back."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer
from PySide6.QtGui import QContextMenuEvent, QHelpEvent, QMouseEvent
from PySide6.QtWidgets import QToolTip, QWidget

from clinic_desk.base.clock import Clock
from ui.calendar.grid.axis import stretch_on
from ui.calendar.grid.choosing import Choosing
from ui.calendar.grid.hit import Hit, hit
from ui.calendar.grid.layout import Layout
from ui.calendar.grid.pull import (
    FINE_STEP,
    SLACK,
    STEP,
    Grip,
    Kind,
    Pulled,
    chosen_at,
    pulled,
)
from ui.calendar.grid.scene import DraftBlock
from ui.calendar.grid.walk import chosen_block
from ui.kit.labels import plain_tip

SCROLL_EVERY = 30
"""Milliseconds between two steps of scrolling while something is dragged over an edge."""
SCROLL_EDGE = 24
"""Pixels at the top and bottom of the hours in which a drag scrolls them."""
_SHAPES = {
    "top": Qt.CursorShape.SizeVerCursor,
    "bottom": Qt.CursorShape.SizeVerCursor,
    "whole": Qt.CursorShape.ArrowCursor,
}


@dataclass
class Drag:
    """A press that may become a pull."""

    grip: Grip
    pressed: QPoint
    going: bool = False
    to: Pulled | None = None


class MouseGrid(Choosing):
    """A grid for the mouse: press, pull, let go; double click; the menu; resting on a name."""

    def __init__(self, clock: Clock, parent: QWidget | None = None) -> None:
        """Nothing is held yet."""
        self._drag: Drag | None = None
        self._last = QPoint()
        self._fine = False
        super().__init__(clock, parent)
        self._scroller = QTimer(self, interval=SCROLL_EVERY)
        self._scroller.timeout.connect(self._scroll_on)
        self.setMouseTracking(True)

    @property
    def pulling(self) -> bool:
        """Whether something is being pulled just now."""
        return self._drag is not None and self._drag.going

    def abort_pull(self) -> bool:
        """Give up a pull; False if there was none."""
        if self._drag is None or not self._drag.going:
            return False
        self.pull_aborted(self._let_go(self._drag).grip)
        return True

    def settle_unless_pulling(self) -> None:
        """A ghost left from a drop goes when something else is begun."""
        if not self.pulling and self.ghost is not None:
            self.settle()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of what is under the pointer; a press on Undo undoes."""
        if event.button() != Qt.MouseButton.LeftButton or self._drag:
            return
        self.settle_unless_pulling()
        point = event.position().toPoint()
        if (undone := self.undo_at(point)) is not None:
            self.undo_asked.emit(undone)
        elif (found := self._hit(point)) is not None:
            self._take_hold(found, point)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show what could be taken hold of, or pull what is held."""
        point = event.position().toPoint()
        self._fine = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        drag = self._drag
        if drag is None:
            self._point_at(point)
        elif drag.going or (point - drag.pressed).manhattanLength() >= SLACK:
            self._pull(drag, point)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go: what was pulled is asked for."""
        if event.button() != Qt.MouseButton.LeftButton or self._drag is None:
            return
        held = self._let_go(self._drag)
        if held.going and held.to is not None:
            self.dropped(held.grip, held.to)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open a visit, or book the empty time."""
        found = self._hit(event.position().toPoint())
        if event.button() != Qt.MouseButton.LeftButton or found is None or found.draft:
            return
        if found.block is not None:
            self.visit_opened.emit(found.block.visit.id)
        else:
            self.book_chosen("")

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for a visit's menu, at the pointer or at the chosen visit."""
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        one = self.block_at(event.pos())
        block = one.block if one else None
        if by_key:
            block = self.layout_now.block(self.chosen.visit_id if self.chosen else None)
        if block is None:
            event.ignore()
            return
        self.choose(chosen_block(block))
        middle = self.mapToGlobal(self.seen(block.box).center())
        self.context_menu_asked.emit(block.visit.id, middle if by_key else event.globalPos())

    def event(self, event: QEvent) -> bool:
        """After resting on a visit, its whole sentence: as plain text, however it is spelt."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), plain_tip(self._tip(event.pos())), self)
            return True
        return super().event(event)

    def _tip(self, point: QPoint) -> str:
        """A visit's sentence; over the names, why that day would be refused."""
        if one := self.block_at(point):
            return self.sentence(one.block.visit)
        column = self.layout_now.strip_at(point.x())
        if column is None or point.y() >= self.body_top:
            return ""
        place = self.layout_now.strips[column].column
        return self.scene.why_refused(place.day) or f"{place.title}, {place.subtitle}"

    def _take_hold(self, found: Hit, point: QPoint) -> None:
        drag = self._drag = Drag(_grip(found, self.scene.draft, self.layout_now), point)
        if found.block is not None:
            self.choose_visit(found.block.visit.id)
        elif not found.draft:
            drag.going = True
            self._pull(drag, point)

    def _let_go(self, held: Drag) -> Drag:
        self._drag = None
        self._scroller.stop()
        return held

    def _pull(self, drag: Drag, point: QPoint) -> None:
        self._last = point
        if not drag.going:
            drag.going = True
            self.pull_began(drag.grip)
        step = FINE_STEP if self._fine else STEP
        column = self.layout_now.nearest_strip(point.x())
        to = pulled(drag.grip, column, self.minute_at(point.y()), step)
        if to != drag.to:
            drag.to = to
            self.show_pull(drag.grip, to)
        if not self._beyond(point):
            self._scroller.stop()
        elif not self._scroller.isActive():
            self._scroller.start()

    def _beyond(self, point: QPoint) -> int:
        """-1 near the top of the hours, 1 near the bottom, else 0."""
        if point.y() < self.body_top + SCROLL_EDGE:
            return -1
        return 1 if point.y() > self.height() - SCROLL_EDGE else 0

    def _scroll_on(self) -> None:
        drag = self._drag
        if drag is None or not self.scroll_by(self._beyond(self._last) * SLACK):
            self._scroller.stop()
            return
        self._pull(drag, self._last)

    def _point_at(self, point: QPoint) -> None:
        found = self._hit(point)
        held = found is not None and (found.block is not None or found.draft)
        shape = _SHAPES[found.part] if found and held else Qt.CursorShape.ArrowCursor
        if self.undo_at(point) is not None:
            shape = Qt.CursorShape.PointingHandCursor
        if self.cursor().shape() != shape:
            self.setCursor(shape)

    def _hit(self, point: QPoint) -> Hit | None:
        if not self.body_top <= point.y() < self.height():
            return None
        return hit(self.layout_now, point.x(), self.body_y(point.y()), self.draft_box_now)


def _grip(found: Hit, draft: DraftBlock | None, layout: Layout) -> Grip:
    kind: Kind = "move" if found.part == "whole" else found.part
    if found.block is not None:
        block = found.block
        return Grip(kind, block.column, block.stretch, found.minute, block.visit.id)
    if found.draft and draft is not None:
        stretch = stretch_on(draft.span, layout.strips[found.column].column.day)
        if stretch is not None:
            return Grip(kind, found.column, stretch, found.minute, draft=True)
    return chosen_at(found.column, found.minute)
