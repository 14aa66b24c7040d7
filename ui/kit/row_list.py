"""Lines of a form that come and go: phones, people who may speak, allergies and flags."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ui.kit.buttons import LinkButton
from ui.kit.layout import Column, clear


class ListedRow(QWidget):
    """One line; what the list needs of it."""

    edited = Signal()
    dropped = Signal()
    """It is to be taken out."""
    first: QWidget
    """The control in which typing begins."""

    def take_focus(self) -> None:
        """Put the cursor into its first field."""
        self.first.setFocus(Qt.FocusReason.OtherFocusReason)


Line = TypeVar("Line", bound=ListedRow)
Value = TypeVar("Value")


class RowList(QWidget, Generic[Line, Value]):
    """Lines with a link below that adds one."""

    edited = Signal()
    reshaped = Signal()
    """A line has come or gone."""

    def __init__(
        self, act: str, make: Callable[[Value | None], Line], read: Callable[[Line], Value]
    ) -> None:
        """`act` is the link's words; `make` gives the line for a value, or an empty one, and
        `read` what stands in a line."""
        super().__init__()
        self._make, self._read = make, read
        self.rows: list[Line] = []
        body = Column(self, gap=1)
        self._lines = Column(gap=1)
        body.addLayout(self._lines)
        self.add = LinkButton(act, on_click=self.begin_row)
        body.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)

    def set_values(self, values: Sequence[Value]) -> None:
        """Show these lines instead; `edited` is not emitted."""
        clear(self._lines)
        self.rows = []
        for value in values:
            self._add(value)

    def values(self) -> tuple[Value, ...]:
        """What stands in the lines, empty ones included."""
        return tuple(map(self._read, self.rows))

    def begin_row(self) -> None:
        """Add an empty line and put the cursor into it."""
        self._add(None).take_focus()
        self.reshaped.emit()
        self.edited.emit()

    def _add(self, value: Value | None) -> Line:
        row = self._make(value)
        self.rows.append(row)
        self._lines.addWidget(row)
        row.edited.connect(self.edited)
        row.dropped.connect(lambda: self._drop(row))
        return row

    def _drop(self, row: Line) -> None:
        at = self.rows.index(row)
        self.rows.remove(row)
        self._lines.removeWidget(row)
        row.hide()
        row.deleteLater()
        if self.rows:
            self.rows[min(at, len(self.rows) - 1)].take_focus()
        else:
            self.add.setFocus(Qt.FocusReason.OtherFocusReason)
        self.reshaped.emit()
        self.edited.emit()
