"""Choosing: tick boxes, switches, and segments that fold when there is no room."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from ui.kit.buttons import PlainButton
from ui.kit.icons import paint_icon
from ui.kit.labels import text_width
from ui.kit.paint import box, focus_ring
from ui.kit.theme import theme

_WRAPPED = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft)


class Toggle(PlainButton):
    """Something that is on or off, with its words beside; the ground of tick box and switch."""

    mark = "tick"
    """The measure that says how wide its mark is."""

    def __init__(self, text: str, on_change: Callable[[bool], object] | None = None) -> None:
        """Off. `on_change` is told when the person at the desk changes it."""
        super().__init__(text)
        self.setCheckable(True)
        if on_change is not None:
            self.clicked.connect(lambda: on_change(self.isChecked()))

    def _mark_width(self) -> int:
        return theme().shape(self.mark) + theme().scaled(4)

    def sizeHint(self) -> QSize:
        """The mark and the words."""
        look = theme()
        words = text_width(look.font(), self._words) + look.scaled(12) if self._words else 0
        return QSize(self._mark_width() + words + look.scaled(4), look.scaled(26))

    def _paint_words(self, painter: QPainter) -> None:
        look = theme()
        place = QRectF(self.rect()).adjusted(self._mark_width() + look.scaled(10), 0, 0, 0)
        painter.setFont(look.font())
        painter.setPen(look.colour("ink" if self.isEnabled() else "quiet_ink"))
        self._draw_words(painter, place)

    def _draw_words(self, painter: QPainter, place: QRectF) -> None:
        shown = painter.fontMetrics().elidedText(
            self._words, Qt.TextElideMode.ElideRight, round(place.width())
        )
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, shown)


class CheckField(Toggle):
    """A tick box."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """The box, ticked or not, and the words."""
        look, painter = theme(), QPainter(self)
        side, inset = look.shape("tick"), look.scaled(2)
        spot = QRectF(inset, (self.height() - side) / 2, side, side)
        radius = look.shape("badge_radius")
        inside = spot.adjusted(2, 2, -2, -2)
        if not self.isEnabled():
            box(painter, spot, radius, look.colour("sunken"), look.colour("control_edge"))
            if self.isChecked():
                paint_icon(painter, "check", inside, look.colour("quiet_ink"))
        elif self.isChecked():
            box(painter, spot, radius, look.colour("accent"))
            paint_icon(painter, "check", inside, look.colour("on_accent"))
        else:
            box(painter, spot, radius, look.colour("surface"), look.colour("control_edge"))
        if self.hasFocus():
            ring = spot.adjusted(-inset, -inset, inset, inset)
            focus_ring(painter, look, ring, radius + inset, "accent")
        self._paint_words(painter)


class Switch(Toggle):
    """A switch, for what takes effect at once; its words wrap where they have no room."""

    mark = "switch"

    def __init__(self, text: str, on_change: Callable[[bool], object] | None = None) -> None:
        """Off, as `Toggle`."""
        super().__init__(text, on_change)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def heightForWidth(self, width: int) -> int:
        """One row, or as many as the words need."""
        look = theme()
        room = QRect(0, 0, max(1, width - self._mark_width() - look.scaled(10)), 100_000)
        words = QFontMetrics(look.font()).boundingRect(room, _WRAPPED, self._words)
        return max(look.scaled(26), words.height() + look.scaled(6))

    def minimumSizeHint(self) -> QSize:
        """The mark, and a word beside it."""
        look = theme()
        return QSize(self._mark_width() + look.shape("avatar") * 2, look.scaled(26))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The track, the knob at its side, and the words."""
        look, painter = theme(), QPainter(self)
        inset, high = look.scaled(2), look.shape("switch_height")
        track = QRectF(inset, (self.height() - high) / 2, look.shape("switch"), high)
        is_lit = self.isChecked() and self.isEnabled()
        box(painter, track, high / 2, look.colour("accent" if is_lit else "off"))
        knob = track.adjusted(inset, inset, -inset, -inset)
        knob.setWidth(knob.height())
        if self.isChecked():
            knob.moveRight(track.right() - inset)
        box(painter, knob, knob.height() / 2, look.colour("surface"))
        if self.hasFocus():
            ring = track.adjusted(-inset, -inset, inset, inset)
            focus_ring(painter, look, ring, ring.height() / 2, "accent")
        self._paint_words(painter)

    def _draw_words(self, painter: QPainter, place: QRectF) -> None:
        painter.drawText(place, _WRAPPED | Qt.AlignmentFlag.AlignVCenter, self._words)


class Segments(QWidget):
    """A few exclusive choices side by side; one button with a menu where there is no room.

    The arrow keys go from one to the next.
    """

    chosen = Signal(object)
    """The value that the person at the desk chose."""

    def __init__(self, name: str, choices: Sequence[tuple[Any, str]]) -> None:
        """(value, words) pairs, the first one chosen; `name` is spoken."""
        super().__init__()
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._name, self._choices, self._at = name, tuple(choices), 0
        self._describe()
        theme().changed.connect(self.updateGeometry)

    def value(self) -> Any:
        """The chosen value."""
        return self._choices[self._at][0]

    def set_value(self, value: Any) -> None:
        """Choose a value without emitting; ValueError for one that is not offered."""
        self._at = [offered for offered, _ in self._choices].index(value)
        self._describe()
        self.update()

    def set_choices(self, choices: Sequence[tuple[Any, str]]) -> None:
        """Offer others; the chosen value stays chosen if it is among them, else the first is."""
        kept = self.value()
        self._choices = tuple(choices)
        self._at = next((at for at, (value, _) in enumerate(choices) if value == kept), 0)
        self._describe()
        self.updateGeometry()
        self.update()

    @property
    def folded(self) -> bool:
        """Whether only the chosen one shows, with the others in a menu."""
        return self.width() < sum(self._widths())

    def sizeHint(self) -> QSize:
        """Room for all of them."""
        return QSize(sum(self._widths()), theme().shape("control"))

    def minimumSizeHint(self) -> QSize:
        """Room for the longest one and an arrow."""
        look = theme()
        return QSize(max(self._widths()) + look.scaled(12), look.shape("control"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold or unfold."""
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The chosen one on the accent's ground, hairlines between."""
        look, painter = theme(), QPainter(self)
        place, radius = QRectF(self.rect()), look.shape("radius")
        box(painter, place, radius, look.colour("surface"), look.colour("line"))
        if self.folded:
            self._paint_folded(painter, place)
        else:
            self._paint_row(painter)
        box(painter, place, radius, None, look.colour("line"))
        if self.hasFocus():
            focus_ring(painter, look, place, radius, "accent")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right choose; Down, Enter or Space opens the menu when folded."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        if step:
            self._choose(min(max(self._at + step, 0), len(self._choices) - 1))
        elif self.folded and event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Space):
            self.open_menu()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: Any) -> None:
        """Choose the one under the mouse, or open the menu when folded."""
        if self.folded:
            self.open_menu()
            return
        x = event.position().x()
        for at, (left, width) in enumerate(self._places()):
            if left <= x < left + width:
                self._choose(at)

    def open_menu(self) -> None:
        """Show the choices as a menu below."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for at, (_, words) in enumerate(self._choices):
            action = menu.addAction(words.replace("&", "&&"))
            action.triggered.connect(lambda _=False, at=at: self._choose(at))
        menu.popup(self.mapToGlobal(QPoint(0, self.height())))

    def _choose(self, at: int) -> None:
        if at != self._at:
            self._at = at
            self._describe()
            self.update()
            self.chosen.emit(self.value())

    def _shown_words(self) -> str:
        return self._choices[self._at][1]

    def _describe(self) -> None:
        self.setAccessibleDescription(self._shown_words())
        self.setAccessibleName(f"{self._name}: {self._shown_words()}")

    def _widths(self) -> list[int]:
        look = theme()
        font = look.font("body", "semibold")
        return [text_width(font, words) + look.scaled(28) for _, words in self._choices]

    def _places(self) -> list[tuple[float, float]]:
        widths = self._widths()
        stretch = self.width() / sum(widths)
        lefts = [sum(widths[:at]) * stretch for at in range(len(widths))]
        return [(left, width * stretch) for left, width in zip(lefts, widths, strict=True)]

    def _paint_row(self, painter: QPainter) -> None:
        look, radius = theme(), theme().shape("radius")
        painter.setFont(look.font("body", "semibold"))
        for at, (left, width) in enumerate(self._places()):
            spot = QRectF(left, 0, width, self.height())
            if at == self._at:
                box(painter, spot, radius, look.colour("accent_wash"))
            painter.setPen(look.colour("accent" if at == self._at else "quiet_ink"))
            painter.drawText(spot, Qt.AlignmentFlag.AlignCenter, self._choices[at][1])

    def _paint_folded(self, painter: QPainter, place: QRectF) -> None:
        look = theme()
        painter.setFont(look.font("body", "semibold"))
        painter.setPen(look.colour("accent"))
        inner = place.adjusted(look.scaled(12), 0, -look.scaled(8), 0)
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter, self._shown_words())
        side = look.scaled(14)
        spot = QRectF(inner.right() - side, inner.center().y() - side / 2, side, side)
        paint_icon(painter, "chevron-down", spot, look.colour("quiet_ink"))
