"""Cells in rows and columns, with gaps that follow the text size."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from ui.kit.choices import Toggle
from ui.kit.labels import FieldLabel
from ui.kit.theme import theme


class Grid(QGridLayout):
    """A table of controls: the heads of its columns, then a row a thing."""

    def __init__(self, heads: Sequence[str], *, widths: Sequence[float]) -> None:
        """`widths` in steps of the 8 px grid, one a column; 0 takes the room that is left."""
        super().__init__()
        self._widths = tuple(widths)
        for column, head in enumerate(heads):
            if head:
                self.addWidget(FieldLabel(head), 0, column)
        self._measure()
        theme().changed.connect(self._measure)

    def add_row(self, cells: Sequence[QWidget | None]) -> None:
        """Add a row below the others."""
        row = self.rowCount()
        for column, cell in enumerate(cells):
            if isinstance(cell, Toggle):
                self.addWidget(cell, row, column, Qt.AlignmentFlag.AlignVCenter)
            elif cell is not None:
                self.addWidget(cell, row, column)

    def add_wide(self, cell: QWidget) -> None:
        """Add something across all columns."""
        self.addWidget(cell, self.rowCount(), 0, 1, len(self._widths))

    def _measure(self) -> None:
        look = theme()
        self.setHorizontalSpacing(look.grid(1.5))
        self.setVerticalSpacing(look.grid())
        for column, steps in enumerate(self._widths):
            self.setColumnMinimumWidth(column, look.grid(steps))
            self.setColumnStretch(column, 0 if steps else 1)
