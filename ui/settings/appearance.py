"""How the window looks, when it hides names and when it locks. What is chosen is kept at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QWidget

from clinic_desk.base.changes import Changes
from clinic_desk.base.words import count
from clinic_desk.staff.permissions import May, may
from clinic_desk.staff.practice import Practice
from ui.kit.buttons import IconButton
from ui.kit.choices import Segments
from ui.kit.fields import ComboField
from ui.kit.labels import FieldLabel, PlainLabel
from ui.kit.layout import Row
from ui.kit.theme import theme
from ui.kit.workplace import Workplace
from ui.settings.section import Section

SCHEMES = (("system", "As the system"), ("light", "Light"), ("dark", "Dark"))
IDLE_MINUTES = (0, 1, 2, 5, 10, 15, 30, 60)
LOCK_MINUTES = (1, 2, 3, 5, 10, 15, 30)


class AppearanceSection(Section):
    """Scheme, text size, idle minutes before names are hidden and before the desk locks."""

    name = "appearance"
    title = "Appearance"
    about = "For this clinic's window, whoever is at the desk."
    writes = May.DESK
    saves = False

    def __init__(self, workplace: Workplace) -> None:
        """As the window looks now."""
        super().__init__(workplace)
        self.scheme = Segments("Light or dark", SCHEMES)
        self.smaller = IconButton("minus", "Smaller letters (Ctrl -)", on_click=theme().smaller)
        self.larger = IconButton("plus", "Larger letters (Ctrl +)", on_click=theme().larger)
        self.percent = PlainLabel("100 %", weight="semibold")
        self.idle = ComboField("Hide names and treatments by itself")
        self.idle.set_choices([(minutes, _idle_words(minutes)) for minutes in IDLE_MINUTES])
        self.lock = ComboField("Lock the desk by itself")
        self.lock.set_choices([(minutes, _idle_words(minutes)) for minutes in LOCK_MINUTES])
        words = "F9 hides and shows them at any time. A manager sets this."
        locking = "Ctrl L locks it at once, and so does the system's own lock. A manager sets this."
        self.body.addWidget(FieldLabel("Light or dark"))
        self.body.addLayout(_left(self.scheme))
        self.body.addWidget(FieldLabel("Size of letters"))
        self.body.addLayout(_left(self.smaller, self.percent, self.larger))
        self.body.addLayout(_half(self.idle))
        self.body.addWidget(PlainLabel(words, size="small", tone="quiet", wrap=True))
        self.body.addLayout(_half(self.lock))
        self.body.addWidget(PlainLabel(locking, size="small", tone="quiet", wrap=True))
        self.body.addStretch(1)
        self.scheme.chosen.connect(self._choose_scheme)
        self.idle.edited.connect(self._choose_idle)
        self.lock.edited.connect(self._choose_lock)
        theme().changed.connect(self._show_percent)
        self._show_percent()

    def read(self) -> Practice:
        """The practice."""
        return self.clinic.practice.read()

    def fill(self, found: Practice) -> None:
        """Show what is chosen."""
        self.scheme.set_value(found.theme)
        if found.hide_after_minutes not in IDLE_MINUTES:
            offered = sorted({*IDLE_MINUTES, found.hide_after_minutes})
            self.idle.set_choices([(minutes, _idle_words(minutes)) for minutes in offered])
        self.idle.set_value(found.hide_after_minutes)
        if found.lock_after_minutes not in LOCK_MINUTES:
            offered = sorted({*LOCK_MINUTES, found.lock_after_minutes})
            self.lock.set_choices([(minutes, _idle_words(minutes)) for minutes in offered])
        self.lock.set_value(found.lock_after_minutes)

    def fit_person(self) -> None:
        """Light or dark and the letters are anyone's; what guards the desk is a manager's."""
        super().fit_person()
        person = self.work.person
        for field in (self.idle, self.lock):
            field.setEnabled(person is None or may(person, May.MANAGE))

    def first_control(self) -> QWidget:
        """Light or dark."""
        return self.scheme

    def _choose_scheme(self, scheme: Any) -> None:
        theme().choose(scheme)
        practice, by = self.clinic.practice, self.by
        self._write(lambda: practice.save_looks(by, theme=scheme))

    def _choose_idle(self) -> None:
        practice, by, minutes = self.clinic.practice, self.by, self.idle.value()
        self._write(lambda: practice.save(replace(practice.read(), hide_after_minutes=minutes), by))

    def _choose_lock(self) -> None:
        practice, by, minutes = self.clinic.practice, self.by, self.lock.value()
        self._write(lambda: practice.save(replace(practice.read(), lock_after_minutes=minutes), by))

    def _write(self, work: Callable[[], Changes]) -> None:
        self.work.write(work, None, self.tell, initiator=self)

    def _show_percent(self) -> None:
        self.percent.setText(f"{theme().percent} %")


def _idle_words(minutes: int) -> str:
    return f"After {count(minutes, 'idle minute')}" if minutes else "Never"


def _left(*parts: QWidget) -> Row:
    row = Row(gap=1.5)
    for part in parts:
        row.addWidget(part)
    row.addStretch(1)
    return row


def _half(part: QWidget) -> Row:
    row = Row(gap=2)
    row.addWidget(part, 1)
    row.addStretch(1)
    return row
