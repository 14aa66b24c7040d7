"""A caller who is on file: name, how to reach, and whether it is really them."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from clinic_desk.base.errors import BadInput
from clinic_desk.base.words import plain_date
from clinic_desk.clients.birth_dates import read_birth_date
from clinic_desk.clients.records import ClientDetails, ClientRecord
from ui.calendar.words import reach_words
from ui.kit.buttons import IconButton, LinkButton
from ui.kit.client_chips import ChipLine
from ui.kit.client_standing import standing_chips
from ui.kit.fields import DateField
from ui.kit.labels import Avatar, Chip, ElidedLabel, PlainLabel, initials_of
from ui.kit.layout import Column, Row


class Known(QWidget):
    """A client in the panel's fixed head; a date of birth that is missing is asked for here."""

    dropped = Signal()
    """It is someone else."""
    identity_wanted = Signal()
    born_told = Signal(object)
    """The birth date of a client who had none."""

    def __init__(self, today: date) -> None:
        """Nobody yet; `today` is the local day that birth dates are read on."""
        super().__init__()
        self._has_died = False
        self._avatar = Avatar()
        self.name = ElidedLabel(weight="semibold")
        self.reach = ElidedLabel(tone="quiet")
        self.checked = Chip("Checked", "good")
        self.chips = ChipLine()
        self.ask = LinkButton(
            "Ask: date of birth or postcode, then F6", on_click=self.identity_wanted.emit
        )
        self.born = birth_date_field(today)
        self.born.line.editingFinished.connect(self._tell_birth_date)
        self.spokespeople = PlainLabel(size="small", tone="quiet", wrap=True)
        self.note = PlainLabel(size="small", tone="quiet", wrap=True)
        self._lay_out()

    def _lay_out(self) -> None:
        body = Column(self, gap=1)
        line, names, first = Row(gap=1.25), Column(gap=0), Row(gap=0.5)
        first.addWidget(self.name, 1)
        first.addWidget(self.checked)
        first.addWidget(IconButton("close", "Someone else", bare=True, on_click=self.dropped.emit))
        names.addLayout(first)
        names.addWidget(self.reach)
        line.addWidget(self._avatar)
        line.addLayout(names, 1)
        body.addLayout(line)
        for part in (self.chips, self.ask, self.born, self.spokespeople, self.note):
            body.addWidget(part)

    def show_record(self, record: ClientRecord, checked: bool) -> None:
        """Show a record; whoever may speak for the client, and the desk's note, stand below."""
        details = record.details
        self._avatar.set_initials(initials_of(record.shown_name))
        known_as = f" ({details.known_as})" if details.known_as else ""
        self.name.setText(f"{record.shown_name}{known_as}")
        self.reach.setText(reach_words(details.phones))
        _say(self.spokespeople, spokespeople_words(details))
        _say(self.note, needs_words(details))
        # Why stands with the finding, for who may read it, and not above what a client can see.
        self.chips.show_words(tuple(standing_chips(record, why=False)))
        self._has_died = record.deceased_on is not None
        born = plain_date(details.born_on) if details.born_on else "none on file"
        self.ask.setAccessibleDescription(f"On file: born {born}, {details.postcode}")
        self.born.set_text("")
        self.born.setVisible(details.born_on is None and not self._has_died)
        self.show_checked(checked)

    def show_checked(self, checked: bool) -> None:
        """Whether the caller has been asked."""
        self.checked.setVisible(checked)
        self.ask.setVisible(not checked and not self._has_died)

    def _tell_birth_date(self) -> None:
        try:
            born_on = self.born.value()
        except BadInput:
            return
        if born_on is not None and self.born.isVisible():
            self.born_told.emit(born_on)


def birth_date_field(today: date) -> DateField:
    """A field for a date of birth in any spelling, read back in words."""
    return DateField(
        "Date of birth",
        lambda text: read_birth_date(text, today),
        show=plain_date,
        placeholder="3/4/85",
    )


def spokespeople_words(details: ClientDetails) -> str:
    """Who else may speak for the client; empty where nobody may."""
    speak = [f"{person.name} ({person.relation})" if person.relation else person.name
             for person in details.spokespeople]  # fmt: skip
    return f"May also speak for them: {', '.join(speak)}" if speak else ""


def needs_words(details: ClientDetails) -> str:
    """`large print · interpreter: Polish`, and the desk's own note."""
    needs = ["large print"] if details.large_print else []
    needs += [f"interpreter: {details.interpreter}"] if details.interpreter else []
    return " · ".join(part for part in (*needs, details.desk_note) if part)


def _say(label: PlainLabel, words: str) -> None:
    label.setText(words)
    label.setVisible(bool(words))
