"""Changes in health that wait for the nurse, as rows of the list of what waits: who comes soonest
first, and one key opens each where it is asked about and settled."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from clinic_desk.base.clock import local_day
from clinic_desk.base.words import short_day
from clinic_desk.health.records import OpenChange
from ui.calendar.words import at_words
from ui.kit.commands import Command, Commands
from ui.kit.labels import FieldLabel, set_plain_tip
from ui.kit.layout import Column, clear, reveal
from ui.kit.rows import ChoiceRow

KEYED = range(1, 5)
"""Rows with a key of their own, as offered times have; Tab and Enter reach the rest."""


class ToldChanges(QWidget):
    """The rows; hidden while nothing waits, or from whoever may not ask."""

    client_wanted = Signal(int)
    """A client whose health questions are to be opened."""

    def __init__(self, commands: Commands, panel: QWidget) -> None:
        """None yet; the keys work while `panel` is in sight."""
        super().__init__()
        self._changes: tuple[OpenChange, ...] = ()
        self.rows: tuple[ChoiceRow, ...] = ()
        body = Column(self, gap=1)
        body.addWidget(FieldLabel("Health has changed, to be asked about"))
        self._lines = Column(gap=1)
        body.addLayout(self._lines)
        for number in KEYED:
            commands.add(
                Command(
                    f"todo.change.{number}",
                    f"Ask about change in health {number}",
                    f"Alt+{number}",
                    "Calendar",
                    partial(self.open, number - 1),
                    partial(self.has, number - 1),
                    "calendar.todo",
                ),
                panel,
            )
        reveal(self, False)

    def show_changes(self, changes: Sequence[OpenChange], today: date) -> None:
        """Show these; the keyboard stays on the row that it was on."""
        at = next((at for at, row in enumerate(self.rows) if row.hasFocus()), None)
        self._changes = tuple(changes)
        clear(self._lines)
        self.rows = tuple(self._made(today))
        for row in self.rows:
            self._lines.addWidget(row)
        reveal(self, bool(self.rows))
        if at is not None and self.rows:
            self.rows[min(at, len(self.rows) - 1)].setFocus()

    def take_focus(self) -> bool:
        """Put the keyboard on the first; whether there is one."""
        if self.rows:
            self.rows[0].setFocus()
        return bool(self.rows)

    def has(self, at: int) -> bool:
        """Whether there is such a row."""
        return at < len(self._changes)

    def open(self, at: int) -> None:
        """Go to where it is asked about."""
        self.client_wanted.emit(self._changes[at].client_id)

    def _made(self, today: date) -> Iterator[ChoiceRow]:
        for at, change in enumerate(self._changes):
            key = f"Alt+{at + 1}" if at + 1 in KEYED else ""
            choose = partial(self.open, at)
            row = ChoiceRow(
                change.client_name, short_words(change, today), key=key, on_choose=choose
            )
            row.set_words(change.client_name, spoken(change, today))
            set_plain_tip(row, spoken(change, today))
            yield row


def comes_words(change: OpenChange, today: date) -> str:
    """`Comes 14:30`, `Comes Thu 26 Nov 11:00`; that no visit is booked."""
    if change.next_visit is None:
        return "No visit booked"
    return f"Comes {at_words(change.next_visit, today)}"


def short_words(change: OpenChange, today: date) -> str:
    """`Comes Thu 26 Nov 11:00 · ring 07700 900316`, or when it was said."""
    said = f"said {_said_on(change, today)}"
    ring = f"ring {change.phone}" if change.phone else "to be rung"
    return f"{comes_words(change, today)} · {ring if change.ring_back else said}"


def spoken(change: OpenChange, today: date) -> str:
    """The row in full: who, when they come, whether to ring back, and to whom it was said."""
    ring = f" Ring back {change.phone or '(no phone on file)'}." if change.ring_back else ""
    said = f"Said {_said_on(change, today)} to {change.told_by}."
    return f"{change.client_name}. {comes_words(change, today)}.{ring} {said}"


def _said_on(change: OpenChange, today: date) -> str:
    day = local_day(change.told_at)
    return "today" if day == today else short_day(day, today)
