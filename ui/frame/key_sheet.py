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
HALF_COLUMNS = 2
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
        theme().changed.connect(self._write_again)

    def open_sheet(self) -> None:
        """Write it and show it in the middle."""
        self._write()
        self.open_centred()

    def _write_again(self) -> None:
        """Letters of another size need other columns and another height."""
        if self.isVisible():
            self.open_sheet()

    def _write(self) -> None:
        """Deal the groups to columns, and be as high as they are, where that fits."""
        clear(self._columns)
        room = self.window().width() // theme().shape("sheet_column")
        dealt = _dealt(self._commands.key_sheet(), min(max(1, room), MOST_COLUMNS))
        for groups in dealt:
            column = Column(gap=2.5)
            self._columns.addLayout(column, 1)
            for heading, lines in groups:
                grid = _group(heading, lines)
                column.addLayout(grid)
                _reckon_with(grid)
            column.addStretch(1)
        self._width = "sheet" if len(dealt) > HALF_COLUMNS else "half_sheet"
        most = min(theme().shape("sheet_height"), self.window().height() - theme().grid(14))
        wide = theme().shape(self._width) - theme().grid(4)
        self._scroll.setMinimumHeight(min(self._scroll.body.totalHeightForWidth(wide), most))

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


def _dealt(sheet: dict[str, list[KeyNote]], many: int) -> list[Groups]:
    """The groups in columns of about the same length; in order within each and by its first."""
    groups = list(sheet.items())
    columns: list[list[int]] = [[] for _ in range(min(many, len(groups)))]

    def length(column: list[int]) -> int:
        return sum(_height(groups[at][1]) for at in column)

    for at in sorted(range(len(groups)), key=lambda at: -_height(groups[at][1])):
        min(columns, key=length).append(at)
    return [[groups[at] for at in column] for column in sorted(map(sorted, columns))]


def _height(lines: Sequence[KeyNote]) -> int:
    """In lines, with the heading and the air below."""
    return len(lines) + 2


def _reckon_with(grid: QGridLayout) -> None:
    """Qt shows what comes into an open card a moment later, and measures without it until then."""
    for at in range(grid.count()):
        item = grid.itemAt(at)
        if item is not None and (part := item.widget()) is not None:
            part.show()


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
