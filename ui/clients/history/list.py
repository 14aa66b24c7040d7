"""The history as a painted list along a thread of time: as quick with 500 lines as with five."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from ui.clients.history.lines import Line
from ui.clients.history.painting import height_of, paint_line
from ui.kit.theme import theme

Index = QModelIndex | QPersistentModelIndex
LINE = int(Qt.ItemDataRole.UserRole)


class _Lines(QAbstractListModel):
    """The lines as Qt asks for them."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: tuple[Line, ...] = ()

    def show_lines(self, lines: tuple[Line, ...]) -> None:
        """Hold these instead; where they only go on from those there were, nothing else moves."""
        old = self.lines
        if old and lines[: len(old)] == old:
            if len(lines) > len(old):
                self.beginInsertRows(QModelIndex(), len(old), len(lines) - 1)
                self.lines = lines
                self.endInsertRows()
            return
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        """One row a line."""
        return len(self.lines)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        """The line, or what is spoken of it."""
        if role == LINE:
            return self.lines[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.lines[index.row()].spoken
        return None


class HistoryList(QListView):
    """The marked line is the one that is shown beside the list. Enter opens it."""

    marked_changed = Signal()
    opened = Signal(str)
    """The key of a line."""
    near_end = Signal()
    """Whoever scrolls comes to the last lines: more are wanted."""

    def __init__(self) -> None:
        """Empty."""
        super().__init__()
        self.setAccessibleName("History")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMouseTracking(True)
        self._model = _Lines()
        self.setModel(self._model)
        self.setItemDelegate(_Painted(self))
        self.doubleClicked.connect(lambda _: self._open())
        self.selectionModel().currentChanged.connect(lambda *_: self.marked_changed.emit())
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        theme().changed.connect(self.scheduleDelayedItemsLayout)

    def show_lines(self, lines: tuple[Line, ...]) -> None:
        """Show these; the marked one stays marked where it is still there."""
        marked = self.marked()
        self._model.show_lines(lines)
        keys = [line.key for line in lines]
        if marked is not None and marked.key in keys:
            self.mark(marked.key)
        elif lines:
            self.mark(lines[0].key)

    def lines(self) -> tuple[Line, ...]:
        """The lines that are shown."""
        return self._model.lines

    def marked(self) -> Line | None:
        """The marked line."""
        index = self.currentIndex()
        return self._model.lines[index.row()] if index.isValid() else None

    def mark(self, key: str) -> bool:
        """Mark a line and bring it into sight; False where it is not there."""
        for row, line in enumerate(self._model.lines):
            if line.key == key:
                self.setCurrentIndex(self._model.index(row, 0))
                return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens; letters do nothing, as nothing is searched here."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self._open()
        elif event.text() and event.text().isprintable():
            event.ignore()
        else:
            super().keyPressEvent(event)
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_End, Qt.Key.Key_PageDown):
                self._scrolled()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The words break elsewhere."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def _open(self) -> None:
        line = self.marked()
        if line is not None:
            self.opened.emit(line.key)

    def _scrolled(self, _value: int = 0) -> None:
        bar = self.verticalScrollBar()
        at_last = self.currentIndex().row() >= len(self._model.lines) - 2
        if bar.maximum() - bar.value() < self.height() or at_last:
            self.near_end.emit()


class _Painted(QStyledItemDelegate):
    """Paints a line."""

    def __init__(self, view: HistoryList) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As high as its words need at the list's width."""
        wide = self._view.viewport().width()
        return QSize(wide, height_of(index.data(LINE), wide))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One line."""
        painter.save()
        marked = bool(option.state & QStyle.StateFlag.State_Selected)
        paint_line(
            painter,
            option.rect,
            index.data(LINE),
            marked=marked,
            ringed=marked and self._view.hasFocus(),
            hovered=bool(option.state & QStyle.StateFlag.State_MouseOver),
        )
        painter.restore()
