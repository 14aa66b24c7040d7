"""The line above the grid: which days, as what, and the one act that a call begins with."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from clinic_desk.base.words import LONG_DAYS, LONG_MONTHS, short_day
from ui.kit.buttons import IconButton, command_button
from ui.kit.choices import Segments
from ui.kit.commands import Commands
from ui.kit.labels import ElidedLabel
from ui.kit.layout import Row

View = Literal["day", "week"]
By = Literal["person", "room"]


class CalendarHead(QWidget):
    """Title, steps, segments and New booking."""

    view_chosen = Signal(object)
    by_chosen = Signal(object)
    stepped = Signal(int)
    """-1 or 1: the day or week before or after."""

    def __init__(self, commands: Commands) -> None:
        """The page's commands are there already."""
        super().__init__()
        line = Row(self, gap=1.25)
        self.title = ElidedLabel(size="page", weight="bold")
        self.before = IconButton("chevron-left", "Before", on_click=lambda: self.stepped.emit(-1))
        self.today = command_button(commands, "calendar.today")
        self.today.set_words("Today")
        self.today.set_key("")
        self.after = IconButton("chevron-right", "After", on_click=lambda: self.stepped.emit(1))
        self.view = Segments("Show", [("day", "Day"), ("week", "Week")])
        self.by = Segments("Columns", [("person", "By person"), ("room", "By room")])
        self.new = command_button(commands, "calendar.book", primary=True)
        left: tuple[QWidget, ...] = (self.title, self.before, self.today, self.after)
        right: tuple[QWidget, ...] = (self.view, self.by, self.new)
        for part in left:
            line.addWidget(part)
        line.addStretch(1)
        for part in right:
            line.addWidget(part)
        self.view.chosen.connect(self.view_chosen)
        self.by.chosen.connect(self.by_chosen)

    def show_days(self, day: date, view: View, today: date, whose: str = "") -> None:
        """Name the day, or the week it lies in and `whose` it is."""
        year = "" if day.year == today.year else f" {day.year}"
        if view == "day":
            words = f"{LONG_DAYS[day.weekday()]} {day.day} {LONG_MONTHS[day.month - 1]}{year}"
        else:
            monday = day - timedelta(days=day.weekday())
            words = f"{short_day(monday)} to {short_day(monday + timedelta(days=6))}{year}"
            words = f"{whose}, {words}" if whose else words
        self.title.setText(words)
        step = "day" if view == "day" else "week"
        self.before.set_words("", f"The {step} before")
        self.after.set_words("", f"The {step} after")
        self.view.set_value(view)
        self.by.setVisible(view == "day")
