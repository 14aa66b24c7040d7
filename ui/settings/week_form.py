"""A working week as a table: a row a weekday, with its beginning, its end and its breaks."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from clinic_desk.base.words import LONG_DAYS
from ui.kit.buttons import LinkButton
from ui.kit.choices import CheckField
from ui.kit.fields import Field
from ui.kit.layout import Column, Row
from ui.settings.cells import CellField, RowTrouble
from ui.settings.clock_reading import DayHours
from ui.settings.grid import Grid

USUAL = DayHours("09:00", "17:30", "13:00–14:00")
"""What a day begins with when it is ticked, unless the day above says otherwise."""
USUAL_WEEK = (USUAL,) * 5 + (DayHours(),) * 2


class DayRow:
    """The cells of one weekday."""

    def __init__(self, form: WeekForm, weekday: int) -> None:
        """An empty day."""
        day = LONG_DAYS[weekday]
        self._form, self.weekday = form, weekday
        self.teller = RowTrouble()
        self.tick = CheckField(day, self._ticked)
        self.starts = CellField(f"{day}, from", self.teller)
        self.ends = CellField(f"{day}, until", self.teller)
        self.breaks = CellField(f"{day}, lunch and breaks", self.teller, "13:00–14:00")
        for cell in self.cells:
            cell.edited.connect(self._typed)
            cell.line.returnPressed.connect(form.entered)

    @property
    def cells(self) -> tuple[CellField, CellField, CellField]:
        """From, until, breaks."""
        return self.starts, self.ends, self.breaks

    def show_day(self, typed: DayHours) -> None:
        """Fill the cells; one that says so already keeps its cursor."""
        self.tick.setChecked(not typed.empty)
        for cell, words in zip(self.cells, typed, strict=True):
            if cell.text() != words:
                cell.set_text(words)
            cell.show_trouble("")

    def typed(self) -> DayHours:
        """What stands in the cells."""
        return DayHours(*(cell.text() for cell in self.cells))

    def _ticked(self, on: bool) -> None:
        self.show_day(self._form.usual_for(self.weekday) if on else DayHours())
        self._form.edited.emit()

    def _typed(self) -> None:
        self.tick.setChecked(not self.typed().empty)
        self._form.edited.emit()


class WeekForm(QWidget):
    """Seven days, Monday first."""

    edited = Signal()
    entered = Signal()
    """Enter was pressed in a cell."""

    def __init__(self) -> None:
        """A week without work."""
        super().__init__()
        grid = Grid(("", "From", "Until", "Lunch and breaks"), widths=(16, 10, 10, 0))
        self.days = [DayRow(self, weekday) for weekday in range(7)]
        for day in self.days:
            grid.add_row((day.tick, *day.cells))
            grid.add_wide(day.teller)
        body = Column(self, gap=1.5)
        body.addLayout(grid)
        acts = Row()
        self.like_monday = LinkButton("Tuesday to Friday as Monday", on_click=self.copy_monday)
        acts.addWidget(self.like_monday)
        acts.addStretch(1)
        body.addLayout(acts)

    def show_week(self, week: Sequence[DayHours]) -> None:
        """Fill all cells."""
        for day, typed in zip(self.days, week, strict=True):
            day.show_day(typed)

    def week(self) -> tuple[DayHours, ...]:
        """What stands in the cells."""
        return tuple(day.typed() for day in self.days)

    def fields(self) -> dict[str, Field]:
        """Every cell: `0.starts` is Monday's beginning."""
        return {
            f"{day.weekday}.{name}": cell
            for day in self.days
            for name, cell in zip(DayHours._fields, day.cells, strict=True)
        }

    def usual_for(self, weekday: int) -> DayHours:
        """What a day begins with: as the nearest day above it that is worked."""
        above = (self.days[day].typed() for day in range(weekday - 1, -1, -1))
        return next((typed for typed in above if not typed.empty), USUAL)

    def copy_monday(self) -> None:
        """Give the other days from Tuesday to Friday what Monday has."""
        monday = self.days[0].typed()
        for day in self.days[1:5]:
            day.show_day(monday)
        self.edited.emit()
