"""F1: every key on one sheet, built from the command list."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractSlider, QGridLayout, QWidget

from ui.kit.buttons import IconButton, KeyBadge
from ui.kit.commands import Commands, KeyNote
from ui.kit.labels import FieldLabel, PlainLabel, SectionTitle
from ui.kit.layout import Column, Row, clear
from ui.kit.popover import Popover
from ui.kit.surfaces import Scroll
from ui.kit.theme import theme

MOST_COLUMNS = 4
Groups = list[tuple[str, list[KeyNote]]]


class KeySheet(Popover):
    """The sheet; it is written anew each time it opens, in as many columns as there is room for."""

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
        room = self.window().width() // theme().shape("sheet_column")
        for groups in _dealt(self._commands.key_sheet(), min(max(1, room), MOST_COLUMNS)):
            column = Column(gap=2.5)
            for heading, lines in groups:
                column.addLayout(_group(heading, lines))
            column.addStretch(1)
            self._columns.addLayout(column, 1)
        self._scroll.setMinimumHeight(
            min(theme().shape("sheet_height"), self.window().height() - theme().grid(14))
        )
        self.open_centred()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrows, Page Up and Down, Home and End scroll what there is no room for."""
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self._scroll.verticalScrollBar().triggerAction(step)


_Step = QAbstractSlider.SliderAction
_STEPS = {
    Qt.Key.Key_Up: _Step.SliderSingleStepSub,
    Qt.Key.Key_Down: _Step.SliderSingleStepAdd,
    Qt.Key.Key_PageUp: _Step.SliderPageStepSub,
    Qt.Key.Key_PageDown: _Step.SliderPageStepAdd,
    Qt.Key.Key_Home: _Step.SliderToMinimum,
    Qt.Key.Key_End: _Step.SliderToMaximum,
}


def _dealt(sheet: dict[str, list[KeyNote]], most: int) -> list[Groups]:
    """The groups in order, in at most so many columns, the longest as short as can be."""
    high = max((_height(lines) for lines in sheet.values()), default=0)
    while len(columns := _filled(sheet, high)) > most:
        high += 1
    return columns


def _filled(sheet: dict[str, list[KeyNote]], high: int) -> list[Groups]:
    columns: list[Groups] = []
    room = 0
    for heading, lines in sheet.items():
        if _height(lines) > room:
            columns.append([])
            room = high
        columns[-1].append((heading, lines))
        room -= _height(lines)
    return columns


def _height(lines: Sequence[KeyNote]) -> int:
    """In lines, with the heading and the air below."""
    return len(lines) + 2


def _group(heading: str, lines: Sequence[KeyNote]) -> QGridLayout:
    look = theme()
    grid = QGridLayout()
    grid.setVerticalSpacing(look.grid(0.75))
    grid.setHorizontalSpacing(look.grid(2))
    grid.addWidget(FieldLabel(heading), 0, 0, 1, 2)
    for at, line in enumerate(lines, start=1):
        grid.addWidget(PlainLabel(line.text, wrap=True), at, 0)
        grid.addWidget(KeyBadge(line.key_words), at, 1, Qt.AlignmentFlag.AlignRight)
    grid.setColumnStretch(0, 1)
    return grid
