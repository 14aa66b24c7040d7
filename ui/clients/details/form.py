"""The form of a client's details: cards side by side, or below each other where it is narrow."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from clinic_desk.base.errors import BadInput, ClinicError
from clinic_desk.clients.records import ClientDetails
from ui.clients.details.cards import (
    DetailsCard,
    ElsewhereCard,
    NamesCard,
    NeedsCard,
    NurseCard,
    PapersCard,
    ReachCard,
    SpeakersCard,
    clinic_today,
)
from ui.clients.details.typed import Typed
from ui.clients.reading import ClientFile
from ui.kit.fields import Field, LineField, TextField, show_troubles
from ui.kit.layout import Column, Row, reveal
from ui.kit.theme import theme
from ui.kit.workplace import Workplace

TEXTS = tuple(
    field.name
    for field in fields(Typed)
    if field.name not in ("phones", "spokespeople", "alerts", "large_print")
)


class OnFile(NamedTuple):
    """What is kept of a client, and what whoever sits at the desk may do with it."""

    details: ClientDetails
    reads: bool
    """Allergies and flags."""
    treats: bool
    ask_the_nurse: bool
    """There are some, and they were not given."""


class DetailsForm(QWidget):
    """Shows what is typed and gives it back, letter for letter."""

    edited = Signal()
    reshaped = Signal()
    """A line has come or gone."""

    def __init__(self, workplace: Workplace) -> None:
        """Empty."""
        super().__init__()
        today = clinic_today(workplace)
        self.names, self.reach = NamesCard(today), ReachCard(workplace)
        self.speakers, self.needs = SpeakersCard(), NeedsCard()
        self.nurse, self.papers = NurseCard(), PapersCard(today)
        self.elsewhere = ElsewhereCard(workplace)
        self.fields: dict[str, Field] = {}
        self._shown: dict[str, tuple[str, str]] = {}
        self._lay_out()
        self._connect()

    @property
    def cards(self) -> tuple[DetailsCard, ...]:
        """All cards, in the order of the keyboard."""
        left = (self.names, self.reach, self.speakers)
        return (*left, self.needs, self.nurse, self.papers, self.elsewhere)

    def _lay_out(self) -> None:
        self._halves = Row(self, gap=2)
        left, right = Column(gap=2), Column(gap=2)
        for card in self.cards:
            (left if card in (self.names, self.reach, self.speakers) else right).addWidget(card)
        left.addStretch(1)
        right.addStretch(1)
        self._halves.addLayout(left, 1)
        self._halves.addLayout(right, 1)

    def _connect(self) -> None:
        for card in self.cards:
            self.fields.update(card.fields)
        for field in self.fields.values():
            field.edited.connect(self.edited)
        for lines in (self.reach.phones, self.speakers.people, self.nurse.alerts.lines):
            lines.edited.connect(self.edited)
            lines.reshaped.connect(self.reshaped)
        self.needs.large_print.clicked.connect(lambda _on: self.edited.emit())

    # ---- what stands in it

    def show_typed(self, typed: Typed, kept: OnFile) -> None:
        """Fill the form; `edited` is not emitted."""
        self._shown = {}
        for name in TEXTS:
            self._set_text(name, getattr(typed, name))
        self.needs.large_print.setChecked(typed.large_print)
        self.reach.phones.set_values(typed.phones)
        self.speakers.people.set_values(typed.spokespeople)
        self.show_alerts(typed, kept)
        self.papers.allow_consultation(kept.treats)

    def typed(self) -> Typed:
        """What stands in the form."""
        return replace(
            Typed(),
            **{name: self._text(name) for name in TEXTS},
            large_print=self.needs.large_print.isChecked(),
            phones=self.reach.phones.values(),
            spokespeople=self.speakers.people.values(),
            alerts=self.nurse.alerts.values(),
        )

    def show_alerts(self, typed: Typed, kept: OnFile) -> None:
        """Fill the nurse's card alone; what the desk has added is out of its sight once kept."""
        self.nurse.alerts.show_alerts(
            kept.details.alerts,
            typed.alerts,
            for_clinician=kept.reads,
            ask_the_nurse=kept.ask_the_nurse,
        )

    def show_elsewhere(self, file: ClientFile | None) -> None:
        """Show what was had elsewhere; a client who is not on file yet has no such list."""
        reveal(self.elsewhere, file is not None)
        if file is not None:
            self.elsewhere.box.show_file(file)

    def show_trouble(self, error: ClinicError) -> bool:
        """Put a sentence under the field it names; False if it names none here."""
        if isinstance(error, BadInput) and error.field == "phones":
            self.reach.phones.refuse(str(error))
            return True
        if isinstance(error, BadInput) and error.field == "spokespeople":
            self.speakers.people.refuse(str(error))
            return True
        return show_troubles(self.fields, error)

    def take_focus(self) -> None:
        """Put the cursor into the given names."""
        self.fields["given"].control.setFocus()

    def _set_text(self, name: str, text: str) -> None:
        """Qt's fields turn some signs into others; what nobody touched is given back as it was."""
        field = self.fields[name]
        if isinstance(field, LineField | TextField):
            field.set_text(text)
            field.show_trouble("")
            self._shown[name] = (text, field.text())

    def _text(self, name: str) -> str:
        field = self.fields[name]
        now = field.text() if isinstance(field, LineField | TextField) else ""
        text, shown = self._shown.get(name, ("", ""))
        return text if now == shown else now

    # ---- its shape

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One column where two would be too narrow to type in."""
        look = theme()
        wide = self.width() >= look.shape("sheet") + look.shape("panel") // 2
        way = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        if self._halves.direction() != way:
            self._halves.setDirection(way)
