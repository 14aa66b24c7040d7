"""F1: every key on one sheet, built from the command list."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QWidget

from ui.kit.buttons import IconButton, KeyBadge
from ui.kit.commands import Commands, KeyNote
from ui.kit.labels import FieldLabel, PlainLabel, SectionTitle
from ui.kit.layout import Column, Row, clear
from ui.kit.popover import Popover
from ui.kit.surfaces import Scroll
from ui.kit.theme import theme

COLUMNS = 2


class KeySheet(Popover):
    """The sheet; it is written anew each time it opens."""

    def __init__(self, window: QWidget, commands: Commands) -> None:
        """Closed."""
        super().__init__(window, "Keys", "sheet")
        self._commands = commands
        head = Row()
        head.addWidget(SectionTitle("Keys", "page"))
        head.addStretch(1)
        head.addWidget(IconButton("close", "Close the key sheet", bare=True, on_click=self.dismiss))
        self.body.addLayout(head)
        self._scroll = Scroll(gap=2, margins=(0, 1, 1, 1))
        self._columns = Row(gap=4)
        self._scroll.body.addLayout(self._columns)
        self._scroll.body.addStretch(1)
        self.body.addWidget(self._scroll, 1)

    def open_sheet(self) -> None:
        """Write it and show it in the middle."""
        clear(self._columns)
        for groups in _dealt(self._commands.key_sheet()):
            column = Column(gap=2.5)
            for heading, lines in groups:
                column.addLayout(_group(heading, lines))
            column.addStretch(1)
            self._columns.addLayout(column, 1)
        self._scroll.setMinimumHeight(
            min(theme().shape("sheet_height"), self.window().height() - theme().grid(14))
        )
        self.open_centred()


def _dealt(sheet: dict[str, list[KeyNote]]) -> list[list[tuple[str, list[KeyNote]]]]:
    """The groups in columns of about the same length, in order."""
    total = sum(len(lines) + 2 for lines in sheet.values())
    columns: list[list[tuple[str, list[KeyNote]]]] = [[] for _ in range(COLUMNS)]
    seen = 0
    for heading, lines in sheet.items():
        columns[min(COLUMNS - 1, seen * COLUMNS // total)].append((heading, lines))
        seen += len(lines) + 2
    return columns


def _group(heading: str, lines: Sequence[KeyNote]) -> QGridLayout:
    look = theme()
    grid = QGridLayout()
    grid.setVerticalSpacing(look.grid(0.75))
    grid.setHorizontalSpacing(look.grid(2))
    grid.addWidget(FieldLabel(heading), 0, 0, 1, 2)
    for at, line in enumerate(lines, start=1):
        grid.addWidget(PlainLabel(line.text, wrap=True), at, 0)
        grid.addWidget(KeyBadge(line.key_words), at, 1)
    grid.setColumnStretch(0, 1)
    return grid
