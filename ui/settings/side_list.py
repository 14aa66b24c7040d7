"""A list at the left of a form: which page, which person, which room."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.kit.buttons import PlainButton
from ui.kit.layout import Column, clear
from ui.kit.paint import box, focus_ring
from ui.kit.theme import theme


class SideEntry(NamedTuple):
    """A row: its words, and a quieter line below them where there is one."""

    title: str
    detail: str = ""


class SideRow(PlainButton):
    """A row of the list; the one in sight stands on the accent's ground."""

    def __init__(self, entry: SideEntry, on_choose: Callable[[], object]) -> None:
        """Not chosen."""
        self._detail = entry.detail
        super().__init__(entry.title, on_click=on_choose)
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.say(entry)

    def say(self, entry: SideEntry) -> None:
        """Show other words."""
        self._detail = entry.detail
        spoken = ", ".join(part for part in entry if part)
        self.set_words(entry.title, spoken)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down are the list's; a button would take them for Tab."""
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """One line high, or two."""
        look = theme()
        return QSize(look.grid(20), look.grid(6 if self._detail else 4.5))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground, the lines, the ring."""
        look, painter = theme(), QPainter(self)
        place, radius = QRectF(self.rect()), look.shape("radius")
        if self.isChecked():
            edge = look.colour("accent_edge")
            box(painter, place, radius, look.colour("accent_wash"), edge)
        elif self.underMouse():
            box(painter, place, radius, look.colour("sunken"))
        inner = place.adjusted(look.grid(1.5), look.grid(0.5), -look.grid(), -look.grid(0.5))
        upper = QRectF(inner)
        if self._detail:
            upper.setHeight(inner.height() / 2)
            lower = QRectF(inner)
            lower.setTop(upper.bottom())
            self._paint_line(painter, lower, self._detail, "small", "regular", "quiet_ink")
        tone = "ink" if self.isEnabled() else "quiet_ink"
        weight = "semibold" if self.isChecked() or self._detail else "medium"
        self._paint_line(painter, upper, self._words, "body", weight, tone)
        if self.hasFocus():
            focus_ring(painter, look, place, radius, "accent")

    def _paint_line(
        self, painter: QPainter, place: QRectF, words: str, size: str, weight: str, tone: str
    ) -> None:
        look = theme()
        painter.setFont(look.font(size, weight))
        painter.setPen(look.colour(tone))
        shown = painter.fontMetrics().elidedText(
            words, Qt.TextElideMode.ElideRight, round(place.width())
        )
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, shown)


class SideList(QWidget):
    """Rows below each other; the arrow keys go from one to the next."""

    chosen = Signal(int)
    """The place in the list of the row that the person at the desk chose."""

    def __init__(self, name: str) -> None:
        """`name` is spoken."""
        super().__init__()
        self.setAccessibleName(name)
        self.rows: list[SideRow] = []
        self._body = Column(self, gap=0.5)

    def show_entries(self, entries: Sequence[SideEntry], at: int) -> None:
        """Show these, with the one at a place marked; the same number keeps the rows there are."""
        if len(entries) != len(self.rows):
            clear(self._body)
            self.rows = [self._row(place, entry) for place, entry in enumerate(entries)]
        for row, entry in zip(self.rows, entries, strict=True):
            row.say(entry)
        self.mark(at)

    def mark(self, at: int) -> None:
        """Show which row is in sight."""
        for place, row in enumerate(self.rows):
            row.setChecked(place == at)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        here = next((at for at, row in enumerate(self.rows) if row.hasFocus()), None)
        if not step or here is None:
            super().keyPressEvent(event)
            return
        there = min(max(here + step, 0), len(self.rows) - 1)
        if self.rows[there].isEnabled():
            self.rows[there].setFocus(Qt.FocusReason.TabFocusReason)
            self._choose(there)

    def focus_marked(self) -> None:
        """Give the row in sight the keyboard."""
        for row in self.rows:
            if row.isChecked():
                row.setFocus(Qt.FocusReason.TabFocusReason)

    def _row(self, place: int, entry: SideEntry) -> SideRow:
        row = SideRow(entry, lambda: self._choose(place))
        self._body.addWidget(row)
        return row

    def _choose(self, place: int) -> None:
        self.mark(place)
        self.chosen.emit(place)
