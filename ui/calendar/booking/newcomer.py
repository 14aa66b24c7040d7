"""A caller who is not on file: name and phone, with whoever it may be already beside."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from clinic_desk.base.errors import BadInput, ClinicError
from clinic_desk.clients.records import Duplicate
from ui.calendar.booking.call import NewCaller
from ui.calendar.booking.hits import hit_row
from ui.calendar.booking.known import birth_date_field
from ui.kit.buttons import LinkButton
from ui.kit.choices import CheckField
from ui.kit.fields import LineField
from ui.kit.labels import PlainLabel
from ui.kit.layout import Column, Row, clear
from ui.kit.tasks import Throttle
from ui.kit.workplace import Workplace

THROTTLE_MS = 150
LIKELIEST = 3
PHONE_DIGITS = 5
"""What was typed with so many digits is a phone number rather than a name."""


class Newcomer(QWidget):
    """Two fields are enough; nothing is written before the visit is."""

    told = Signal(object)
    """A NewCaller, after every edit."""
    is_known = Signal(int)
    """The id of a client on file who is the caller."""
    dropped = Signal()
    """Search instead."""

    def __init__(self, workplace: Workplace, today: date) -> None:
        """Empty; `today` is the local day that birth dates are read on."""
        super().__init__()
        self._workplace = workplace
        self._duplicates: tuple[Duplicate, ...] = ()
        self.name = LineField("Name")
        self.phone = LineField("Phone")
        self.born = birth_date_field(today)
        self.voicemail = CheckField("Voicemail is all right", lambda _on: self._tell())
        self.discreet = CheckField("Be discreet", lambda _on: self._tell())
        self._maybe = Column(gap=0.5)
        self._lay_out()
        self._look = Throttle(THROTTLE_MS, self._seek_duplicates, self)
        for field in (self.name, self.phone, self.born):
            field.edited.connect(self._edited)

    def _lay_out(self) -> None:
        body = Column(self, gap=1)
        head, pair, ticks = Row(gap=1), Row(gap=1), Row(gap=2)
        head.addWidget(PlainLabel("New client", weight="semibold"), 1)
        head.addWidget(LinkButton("Find instead", on_click=self.dropped.emit))
        pair.addWidget(self.phone, 1)
        pair.addWidget(self.born, 1)
        ticks.addWidget(self.voicemail)
        ticks.addWidget(self.discreet)
        ticks.addStretch(1)
        body.addLayout(head)
        body.addWidget(self.name)
        body.addLayout(pair)
        body.addLayout(ticks)
        body.addLayout(self._maybe)

    def clear(self) -> None:
        """Nothing typed, nobody told."""
        self._look.cancel()
        for field in (self.name, self.phone, self.born):
            field.set_text("")
        self.voicemail.setChecked(False)
        self.discreet.setChecked(False)
        self._show_maybe(())

    def begin(self, typed: str) -> None:
        """Start with what was typed, and go on to what is missing."""
        self.clear()
        is_phone = sum(letter.isdigit() for letter in typed) >= PHONE_DIGITS
        (self.phone if is_phone else self.name).set_text(typed)
        asked = self.name if is_phone else self.phone
        asked.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self._edited()

    def show_trouble(self, error: ClinicError) -> None:
        """A sentence below the field it is about, and the cursor there."""
        fields = {"phones": self.phone, "number": self.phone, "born_on": self.born}
        field = fields.get(error.field, self.name) if isinstance(error, BadInput) else self.name
        field.show_trouble(str(error))
        field.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def first_missing(self) -> LineField:
        """The field without which the caller cannot be kept: the name, else the phone."""
        return self.phone if self.name.text().strip() else self.name

    def use_first_duplicate(self) -> None:
        """Take the likeliest client on file instead."""
        if self._duplicates and self.isVisible():
            self.is_known.emit(self._duplicates[0].hit.id)

    def caller(self) -> NewCaller:
        """What has been typed; a birth date that cannot be read is none."""
        try:
            born_on = self.born.value()
        except BadInput:
            born_on = None
        return NewCaller(
            name=self.name.text(),
            phone=self.phone.text(),
            voicemail=self.voicemail.isChecked(),
            discreet=self.discreet.isChecked(),
            born_on=born_on,
        )

    def _edited(self) -> None:
        self._tell()
        self._look()

    def _tell(self) -> None:
        self.told.emit(self.caller())

    def _seek_duplicates(self) -> None:
        if self._workplace.person is None:
            return
        details = self.caller().details()
        clients, by = self._workplace.clinic.clients, self._workplace.by
        self._workplace.desk.ask(
            "panel.duplicates",
            lambda: clients.possible_duplicates(details, by, limit=LIKELIEST),
            self._show_maybe,
        )

    def _show_maybe(self, found: tuple[Duplicate, ...]) -> None:
        self._duplicates = found
        clear(self._maybe)
        if found:
            self._maybe.addWidget(PlainLabel("Perhaps already on file:", size="small", tone="warn"))
        for at, one in enumerate(found):
            take = partial(self.is_known.emit, one.hit.id)
            self._maybe.addWidget(hit_row(one.hit, take, one.why, key="" if at else "Ctrl+D"))
