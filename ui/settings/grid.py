"""Cells in rows and columns, with gaps that follow the text size."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from ui.kit.choices import Toggle
from ui.kit.labels import PlainLabel, set_plain_tip
from ui.kit.theme import theme

LEAST_STEPS = 16
"""What the column that takes the room that is left has at the least."""


class Grid(QGridLayout):
    """A table of controls: the heads of its columns, then a row a thing."""

    def __init__(self, heads: Sequence[str], *, widths: Sequence[float]) -> None:
        """`widths` in steps of the 8 px grid, one a column; 0 takes the room that is left."""
        super().__init__()
        self.setSizeConstraint(QGridLayout.SizeConstraint.SetNoConstraint)
        self.setContentsMargins(0, 0, 0, 0)
        self._widths = tuple(widths)
        for column, head in enumerate(heads):
            if head:
                label = PlainLabel(head, size="label", weight="semibold", tone="quiet", wrap=True)
                label.setAlignment(Qt.AlignmentFlag.AlignBottom)
                self.addWidget(label, 0, column)
        self._measure()
        theme().changed.connect(self._measure)

    def add_row(self, cells: Sequence[QWidget | None]) -> None:
        """Add a row below the others."""
        row = self.rowCount()
        for column, cell in enumerate(cells):
            if isinstance(cell, Toggle):
                # Elided where there is no room for all its words, rather than pushing the rest out.
                cell.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
                set_plain_tip(cell, cell.words())
                self.addWidget(cell, row, column, Qt.AlignmentFlag.AlignVCenter)
            elif cell is not None:
                # The column says how wide it is; a line would ask for seventeen letters.
                cell.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
                self.addWidget(cell, row, column)

    def add_wide(self, cell: QWidget) -> None:
        """Add something across all columns."""
        self.addWidget(cell, self.rowCount(), 0, 1, len(self._widths))

    def _measure(self) -> None:
        look = theme()
        self.setHorizontalSpacing(look.grid(1.5))
        self.setVerticalSpacing(look.grid())
        for column, steps in enumerate(self._widths):
            self.setColumnMinimumWidth(column, look.grid(steps or LEAST_STEPS))
            self.setColumnStretch(column, 0 if steps else 1)
