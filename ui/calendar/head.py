"""The line above the grid: which days, as what, and the one act that a call begins with."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from clinic_desk.base.words import LONG_DAYS, LONG_MONTHS, short_day
from ui.kit.buttons import IconButton, QuietButton, command_button
from ui.kit.choices import Segments
from ui.kit.commands import Commands
from ui.kit.labels import ElidedLabel, set_plain_tip, text_width
from ui.kit.layout import Row
from ui.kit.theme import theme

NEW = ("New booking",)
"""What the act is called; the name that is spoken stays."""
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
        self.title = ElidedLabel(size="page", weight="bold")
        self.before = IconButton("chevron-left", "Before", on_click=lambda: self.stepped.emit(-1))
        self.today = command_button(commands, "calendar.today")
        self.today.set_words("Today")
        self.today.set_key("")
        self.morning = IconButton(
            "list", "Morning page", on_click=commands.action("calendar.morning").trigger
        )
        self.morning.hide()
        todo = commands["calendar.todo"]
        self.waits = QuietButton(todo.text, todo.key, on_click=commands.action(todo.id).trigger)
        self.waits.hide()
        self.after = IconButton("chevron-right", "After", on_click=lambda: self.stepped.emit(1))
        self.view = Segments("Show", [("day", "Day"), ("week", "Week")])
        self.by = Segments("Columns", [("person", "By person"), ("room", "By room")])
        self.new = command_button(commands, "calendar.book", primary=True)
        self._names = ("", "")
        self._left, self._right = Row(gap=1.25), Row(gap=1.25)
        steps: tuple[QWidget, ...] = (self.before, self.today, self.after)
        left: tuple[QWidget, ...] = (self.title, *steps, self.morning, self.waits)
        right: tuple[QWidget, ...] = (self.view, self.by, self.new)
        for part in left:
            self._left.addWidget(part)
        for part in right:
            self._right.addWidget(part)
        self._left.addStretch(1)
        self._right.addStretch(1)
        self._whole = Row(self, gap=1.25)
        self._whole.addLayout(self._left, 1)
        self._whole.addLayout(self._right)
        theme().changed.connect(self._fit)
        self.view.chosen.connect(self.view_chosen)
        self.by.chosen.connect(self.by_chosen)

    def show_days(self, day: date, view: View, today: date, whose: str = "") -> None:
        """Name the day, or the week it lies in and `whose` it is."""
        self._names = _names(day, view, today, whose)
        step = "day" if view == "day" else "week"
        self.before.set_words("", f"The {step} before")
        self.after.set_words("", f"The {step} after")
        self.view.set_value(view)
        self.by.setVisible(view == "day")
        self._fit()

    def offer_morning(self, offered: bool) -> None:
        """Show the act of the morning page, to whoever may read it."""
        self.morning.setVisible(offered)
        self._fit()

    def show_waits(self, number: int, words: str) -> None:
        """How much waits in the list of calls and questions, and what, in `words` for the tip and
        the ear; hidden where nothing does."""
        waiting = f"{number} waiting"
        self.waits.set_words(waiting, f"{waiting}: {words}" if words else waiting)
        set_plain_tip(self.waits, words)
        self.waits.setVisible(number > 0)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Short names, then two lines, where there is little room; segments fold by themselves."""
        self._fit()

    def _fit(self) -> None:
        font = theme().font("page", "bold")
        full, short = (text_width(font, name) for name in self._names)
        around = (self.before, self.today, self.after)
        also = [each for each in (self.morning, self.waits) if not each.isHidden()]
        steps, acts = self._least(*around, *also), self._acts_width()
        beside = steps + acts + short <= self.width()
        spare = self.width() - steps - (acts if beside else 0)
        self.title.setText(self._names[0] if full <= spare else self._names[1])
        # Segments ask for more than their least; without this the title would make up for it.
        self.title.setMinimumWidth(min(full if full <= spare else short, max(0, spare)))
        self._whole.setDirection(
            QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        )

    def _acts_width(self) -> int:
        """What segments and New booking take at the least; a short word where that is too much."""
        segments = (self.view,) if self.by.isHidden() else (self.view, self.by)
        self.new.set_words(*NEW)
        taken = self._least(*segments, self.new)
        if taken > self.width():
            self.new.set_words("New", NEW[0])
        return taken

    def _least(self, *parts: QWidget) -> int:
        """The least width of some parts, segments folded, each with a gap."""
        hints = (
            part.minimumSizeHint() if isinstance(part, Segments) else part.sizeHint()
            for part in parts
        )
        return sum(hint.width() for hint in hints) + self._whole.spacing() * len(parts)


def _names(day: date, view: View, today: date, whose: str) -> tuple[str, str]:
    """What the days are called, in full and in short."""
    year = "" if day.year == today.year else f" {day.year}"
    if view == "day":
        full = f"{LONG_DAYS[day.weekday()]} {day.day} {LONG_MONTHS[day.month - 1]}{year}"
        return full, f"{short_day(day)}{year}"
    monday = day - timedelta(days=day.weekday())
    week = f"{short_day(monday)} to {short_day(monday + timedelta(days=6))}{year}"
    named = f"{whose}, {week}" if whose else week
    return named, f"{whose.partition(' ')[0]}, {short_day(monday)}{year}" if whose else week
