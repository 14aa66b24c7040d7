"""The ribbon as a widget: pointed at with the mouse, walked with the arrows, opened with Enter."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from clinic_desk.calendar.ribboning import Ribbon, RibbonLane
from ui.clients.ribbon import picture
from ui.clients.ribbon.layout import Layout, laid_out
from ui.clients.ribbon.stops import Stop
from ui.clients.ribbon.walk import Place, beside, first_place
from ui.clients.ribbon.wording import TITLE, sentence
from ui.kit.theme import theme

_WALK = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}


class RibbonCanvas(QWidget):
    """The lanes, months and marks. One stop is chosen: the one that is explained."""

    chosen_changed = Signal()
    """Another stop is to be explained, or none."""
    visit_wanted = Signal(int)
    """A visit of this clinic's was opened."""
    booking_wanted = Signal(str, object)
    """A treatment's code, and the local day from which it is to be booked."""

    def __init__(self) -> None:
        """Empty until `show_ribbon`."""
        super().__init__()
        self._ribbon: Ribbon | None = None
        self._layout: Layout | None = None
        self._chosen: Place | None = None
        self._hovered: Place | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(TITLE)
        theme().changed.connect(self._measure)

    def show_ribbon(self, ribbon: Ribbon | None) -> None:
        """Show these lanes; none to empty it."""
        same = self._ribbon is not None and ribbon is not None
        kept = self._chosen if same and self._ribbon.client_id == ribbon.client_id else None  # type: ignore[union-attr]
        self._ribbon, self._hovered = ribbon, None
        self._measure()
        self._choose(kept if kept is not None and self._is_there(kept) else None)

    @property
    def layout_now(self) -> Layout:
        """Where everything stands at the present width; empty while there is no ribbon."""
        if self._layout is None:
            self._layout = self._laid_out()
        return self._layout

    def places(self) -> tuple[Place, ...]:
        """Every stop, lane by lane."""
        lanes = self.layout_now.lanes if self._ribbon is not None else ()
        return tuple(
            Place(at, number) for at, lane in enumerate(lanes) for number in range(len(lane.placed))
        )

    @property
    def chosen(self) -> Place | None:
        """What the keys stand on."""
        return self._chosen

    @property
    def explained(self) -> Place | None:
        """What is pointed at, else what the keys stand on while they are here."""
        return self._hovered or (self._chosen if self.hasFocus() else None)

    def stop_at(self, place: Place) -> tuple[RibbonLane, Stop]:
        """The lane and the stop at a place."""
        lane = self.layout_now.lanes[place.lane]
        return lane.lane, lane.placed[place.number].stop

    def sentence(self, place: Place) -> str:
        """What a stop means."""
        lane, stop = self.stop_at(place)
        return sentence(stop, lane, self._ribbon) if self._ribbon is not None else ""

    def rect_of(self, place: Place) -> QRect:
        """Where a stop is, within the widget."""
        box = self.layout_now.lanes[place.lane].placed[place.number].box
        corner = QPoint(round(box.left), round(box.top))
        return QRect(corner, QSize(max(1, round(box.width)), round(box.bottom - box.top)))

    def sizeHint(self) -> QSize:
        """As high as its lanes."""
        return QSize(theme().shape("sheet"), round(self._wanted_height()))

    def minimumSizeHint(self) -> QSize:
        """Any width; all of the lanes."""
        return QSize(theme().shape("panel"), round(self._wanted_height()))

    def resizeEvent(self, event: QEvent) -> None:
        """Lay it out for the new width."""
        self._layout = None

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ribbon as it stands."""
        if self._ribbon is not None:
            chosen = self._chosen if self.hasFocus() else None
            picture.paint(QPainter(self), self.layout_now, chosen, self.hasFocus())

    # ---- the mouse

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Explain what is pointed at."""
        place = self._place_at(event)
        self.setCursor(self._cursor_over(place))
        self._hover(place)

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is pointed at."""
        self._hover(None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose what is pressed."""
        place = self._place_at(event)
        if event.button() == Qt.MouseButton.LeftButton and place is not None:
            self._choose(place)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open a visit, or book on the day of an open stretch that was pressed."""
        place = self._place_at(event)
        if event.button() == Qt.MouseButton.LeftButton and place == self._chosen:
            self._open(place, self.layout_now.axis.day(event.position().x()))

    # ---- the keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk, Home and End go to the ends of the lane, Enter opens."""
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self._open(self._chosen, None)
        elif event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier or not self._walk(key):
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keys begin at today."""
        super().focusInEvent(event)
        if self._chosen is None and self._ribbon is not None:
            self._chosen = first_place(self._numbers(), self.layout_now)
        self._choose(self._chosen)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Explain nothing more than what is pointed at."""
        super().focusOutEvent(event)
        self.update()
        self.chosen_changed.emit()

    def _walk(self, key: Qt.Key) -> bool:
        if self._chosen is None:
            return False
        layout, numbers = self.layout_now, self._numbers()
        if key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            last = numbers[self._chosen.lane] - 1
            self._choose(Place(self._chosen.lane, 0 if key == Qt.Key.Key_Home else last))
            return True
        if key not in _WALK:
            return False
        self._choose(beside(self._chosen, *_WALK[key], layout))
        return True

    # ---- what is chosen

    def _open(self, place: Place | None, day: date | None) -> None:
        if place is None or self._ribbon is None:
            return
        lane, stop = self.stop_at(place)
        if stop.visit_id is not None:
            self.visit_wanted.emit(stop.visit_id)
        elif stop.kind in ("open", "look"):
            wanted = max(day or stop.first, stop.first, self._ribbon.today)
            self.booking_wanted.emit(lane.code, wanted)

    def _place_at(self, event: QMouseEvent) -> Place | None:
        found = self.layout_now.hit(event.position().x(), event.position().y())
        return Place(*found) if found is not None else None

    def _cursor_over(self, place: Place | None) -> Qt.CursorShape:
        if place is None:
            return Qt.CursorShape.ArrowCursor
        stop = self.stop_at(place)[1]
        opens = stop.visit_id is not None or stop.kind in ("open", "look")
        return Qt.CursorShape.PointingHandCursor if opens else Qt.CursorShape.ArrowCursor

    def _hover(self, place: Place | None) -> None:
        if place != self._hovered:
            self._hovered = place
            self.chosen_changed.emit()

    def _choose(self, place: Place | None) -> None:
        self._chosen = place
        self.setAccessibleDescription(self.sentence(place) if place is not None else "")
        self.update()
        self.chosen_changed.emit()

    def _is_there(self, place: Place) -> bool:
        numbers = self._numbers()
        return place.lane < len(numbers) and place.number < numbers[place.lane]

    def _numbers(self) -> list[int]:
        return [len(lane.placed) for lane in self.layout_now.lanes] if self._ribbon else []

    def _measure(self) -> None:
        self._layout = None
        self.updateGeometry()
        self.update()

    def _wanted_height(self) -> float:
        if self._ribbon is None:
            return 0
        size = picture.measures([])
        return size.head + size.row * len(self._ribbon.lanes) + theme().grid(0.5)

    def _laid_out(self) -> Layout:
        ribbon = self._ribbon
        if ribbon is None:
            raise LookupError("there is no ribbon yet")
        wide = QFontMetricsF(picture.small_font()).horizontalAdvance
        sizes = picture.measures([lane.name for lane in ribbon.lanes])
        return laid_out(ribbon, self.width(), sizes, lambda text: wide(text))
