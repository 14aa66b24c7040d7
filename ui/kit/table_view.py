"""The lines of a table as Qt asks for them, and the list that shows them."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QListView

from ui.kit.table_lines import TableLine

Index = QModelIndex | QPersistentModelIndex
LINE = int(Qt.ItemDataRole.UserRole)
"""The role under which a line is held."""


class Lines(QAbstractListModel):
    """The lines as Qt asks for them."""

    def __init__(self) -> None:
        """Without a line."""
        super().__init__()
        self.lines: tuple[TableLine, ...] = ()

    def show_lines(self, lines: tuple[TableLine, ...]) -> None:
        """Hold these instead."""
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

    def flags(self, index: Index) -> Qt.ItemFlag:
        """A heading cannot be gone to."""
        if self.lines[index.row()].is_heading:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class LinesView(QListView):
    """The lines below the heads. Enter or a double click opens one."""

    opened = Signal(int)

    def __init__(self, name: str, lines: Lines) -> None:
        """`name` is spoken."""
        super().__init__()
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self._lines = lines
        self.setModel(lines)
        self.doubleClicked.connect(self.open)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens; letters do nothing, as nothing is searched here."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.open()
        elif event.text() and event.text().isprintable():
            event.ignore()
        else:
            super().keyPressEvent(event)

    def open(self) -> None:
        """What the marked line opens."""
        index = self.currentIndex()
        opens = self._lines.lines[index.row()].opens if index.isValid() else None
        if opens is not None:
            self.opened.emit(opens)

    resized = Signal()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Words that wrap take other heights."""
        self.resized.emit()
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()
