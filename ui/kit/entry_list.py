"""A painted list along a thread of time: treatments, appointments, entries of the audit.

As quick with 500 as with five.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ui.kit.labels import text_width
from ui.kit.paint import box, focus_ring
from ui.kit.theme import Family, theme

Index = QModelIndex | QPersistentModelIndex
ENTRY = int(Qt.ItemDataRole.UserRole)
LONGEST_DAY = "Wed 30 Mar 2026"
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class Entry(NamedTuple):
    """One line of a list, in words. A heading has nothing but its title."""

    title: str
    """The treatment or the act, or the words of a heading."""
    day: str = ""
    time: str = ""
    family: str = ""
    """The colour; empty is neutral."""
    detail: str = ""
    """Places and practitioner, or who it was."""
    second: str = ""
    """What became of it, and the desk note; or what it was done to."""
    tag: str = ""
    """A word in an outline behind the title: "elsewhere"."""
    quiet: bool = False
    """Given up: nothing took place, or nothing will."""
    hollow: bool = False
    """Not here: its dot on the thread is open."""
    opens: int | None = None
    """The id of what Enter opens; None where there is nothing to open."""
    is_heading: bool = False

    @property
    def spoken(self) -> str:
        """The line as one sentence for a screen reader."""
        parts = (self.day, self.time, self.title, self.tag, self.detail, self.second)
        return ", ".join(part for part in parts if part)


class _Entries(QAbstractListModel):
    """The lines as Qt asks for them."""

    def __init__(self) -> None:
        super().__init__()
        self.entries: tuple[Entry, ...] = ()

    def show_entries(self, entries: tuple[Entry, ...]) -> None:
        """Hold these instead."""
        self.beginResetModel()
        self.entries = entries
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        """One row a line."""
        return len(self.entries)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        """The entry, or what is spoken of it."""
        if role == ENTRY:
            return self.entries[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.entries[index.row()].spoken
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """A heading cannot be gone to."""
        if self.entries[index.row()].is_heading:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class EntryList(QListView):
    """Lines with date, title and what became of it. Enter or a double click opens one."""

    opened = Signal(int)
    """The `opens` of the line."""

    def __init__(self, name: str) -> None:
        """`name` is spoken."""
        super().__init__()
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self._entries = _Entries()
        self.setModel(self._entries)
        self.setItemDelegate(_Painted(self))
        self.doubleClicked.connect(self._open)
        theme().changed.connect(self._measure)

    def show_entries(self, entries: tuple[Entry, ...]) -> None:
        """Show these lines; the marked one stays marked where it is still there."""
        marked = self.marked()
        self._entries.show_entries(entries)
        ids = [None if entry.is_heading else entry.opens for entry in entries]
        first = next((at for at, entry in enumerate(entries) if not entry.is_heading), -1)
        at = ids.index(marked) if marked is not None and marked in ids else first
        if at >= 0:
            self.setCurrentIndex(self._entries.index(at, 0))

    def entries(self) -> tuple[Entry, ...]:
        """The lines that are shown."""
        return self._entries.entries

    def marked(self) -> int | None:
        """What the marked line opens; None where it opens nothing."""
        index = self.currentIndex()
        return self._entries.entries[index.row()].opens if index.isValid() else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens; letters do nothing, as nothing is searched here."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self._open()
        elif event.text() and event.text().isprintable():
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _open(self) -> None:
        opens = self.marked()
        if opens is not None:
            self.opened.emit(opens)

    def _measure(self) -> None:
        self.scheduleDelayedItemsLayout()


class _Painted(QStyledItemDelegate):
    """Paints a line: date and time, a dot on the thread of time, title, detail, outcome."""

    def __init__(self, view: QWidget) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """A heading is lower than a line."""
        look = theme()
        entry = index.data(ENTRY)
        return QSize(look.shape("panel"), look.grid(5 if entry.is_heading else 7.5))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One line."""
        entry = index.data(ENTRY)
        painter.save()
        place = QRectF(option.rect)
        if entry.is_heading:
            self._paint_heading(painter, place, entry)
        else:
            here = bool(option.state & QStyle.StateFlag.State_Selected) and self._view.hasFocus()
            self._paint_ground(painter, place, option, here)
            self._paint_line(painter, place, entry, first=index.row() == 0)
            if here:
                focus_ring(painter, theme(), place, theme().shape("radius"), "accent")
        painter.restore()

    def _paint_heading(self, painter: QPainter, place: QRectF, entry: Entry) -> None:
        look = theme()
        painter.setFont(look.font("label", "semibold"))
        painter.setPen(look.colour("quiet_ink"))
        painter.drawText(place.adjusted(look.grid(), look.grid(), 0, 0), _LEFT, entry.title)

    def _paint_ground(
        self, painter: QPainter, place: QRectF, option: QStyleOptionViewItem, here: bool
    ) -> None:
        look, radius = theme(), theme().shape("radius")
        if here:
            box(painter, place, radius, look.colour("accent_wash"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            box(painter, place, radius, look.colour("sunken"))

    def _paint_line(self, painter: QPainter, place: QRectF, entry: Entry, *, first: bool) -> None:
        look = theme()
        inner = place.adjusted(look.grid(), look.grid(0.5), -look.grid(), -look.grid(0.5))
        upper, lower = QRectF(inner), QRectF(inner)
        upper.setHeight(inner.height() / 2)
        lower.setTop(upper.bottom())
        family = _family(entry)
        dates = text_width(look.font("body", "semibold", tabular=True), LONGEST_DAY)
        thread = inner.left() + dates + look.grid(2)
        self._paint_when(painter, upper, lower, thread, entry)
        strand = place.adjusted(0, upper.center().y() - place.top() if first else 0, 0, 0)
        self._paint_thread(painter, strand, upper, thread, entry, family)
        upper.setLeft(thread + look.grid(2))
        lower.setLeft(upper.left())
        self._paint_what(painter, upper, entry, family)
        _words(painter, lower, entry.second, "small", "quiet_ink")

    def _paint_when(
        self, painter: QPainter, upper: QRectF, lower: QRectF, thread: float, entry: Entry
    ) -> None:
        look = theme()
        right = thread - look.grid(2)
        for place, words, size, weight, tone in (
            (upper, entry.day, "body", "semibold", "quiet_ink" if entry.quiet else "ink"),
            (lower, entry.time, "small", "regular", "quiet_ink"),
        ):
            spot = QRectF(place)
            spot.setRight(right)
            painter.setFont(look.font(size, weight, tabular=True))
            painter.setPen(look.colour(tone))
            painter.drawText(spot, _RIGHT, words)

    def _paint_thread(
        self,
        painter: QPainter,
        place: QRectF,
        upper: QRectF,
        thread: float,
        entry: Entry,
        family: Family,
    ) -> None:
        """Hollow where nothing took place, or not here."""
        look = theme()
        line = QRectF(thread, place.top(), look.shape("hairline"), place.height())
        painter.fillRect(line, look.colour("line"))
        side = look.grid(1.25)
        dot = QRectF(0, 0, side, side)
        dot.moveCenter(upper.center())
        dot.moveLeft(thread - side / 2)
        hollow = entry.quiet or entry.hollow
        ground = look.colour("surface") if hollow else family.ink
        box(painter, dot, side / 2, ground, family.ink, look.shape("ring"))

    def _paint_what(self, painter: QPainter, place: QRectF, entry: Entry, family: Family) -> None:
        look = theme()
        left = place.left()
        left += _pill(painter, QRectF(place), left, entry.title, family, filled=True)
        if entry.tag:
            left += look.grid(0.75)
            left += _pill(painter, QRectF(place), left, entry.tag, family, filled=False)
        place.setLeft(left + look.grid(1.25))
        _words(painter, place, entry.detail, "body", "quiet_ink" if entry.quiet else "ink")


def _pill(
    painter: QPainter, place: QRectF, left: float, words: str, family: Family, *, filled: bool
) -> float:
    """Words on the treatment's wash, or in its outline; the width it takes."""
    look = theme()
    font = look.font("small", "semibold")
    room = (place.right() - left) * 3 / 4
    wide = min(text_width(font, words) + look.grid(2), room)
    spot = QRectF(left, 0, wide, look.grid(2.75))
    spot.moveTop(place.center().y() - spot.height() / 2)
    ground = family.wash if filled else None
    box(painter, spot, look.shape("badge_radius"), ground, None if filled else family.edge)
    painter.setFont(font)
    painter.setPen(family.ink)
    inner = spot.adjusted(look.grid(), 0, -look.grid(), 0)
    shown = painter.fontMetrics().elidedText(
        words, Qt.TextElideMode.ElideRight, round(inner.width()) + 1
    )
    painter.drawText(inner, _LEFT, shown)
    return wide


def _words(painter: QPainter, place: QRectF, words: str, size: str, tone: str) -> None:
    look = theme()
    painter.setFont(look.font(size))
    painter.setPen(look.colour(tone))
    shown = painter.fontMetrics().elidedText(
        words, Qt.TextElideMode.ElideRight, round(place.width())
    )
    painter.drawText(place, _LEFT, shown)


def _family(entry: Entry) -> Family:
    look = theme()
    if entry.quiet or not entry.family:
        return Family(
            look.colour("quiet_ink"), look.colour("faint_line"), look.colour("control_edge")
        )
    return look.family(entry.family)
