"""One person: what is asked of everyone who works at the clinic."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from clinic_desk.calendar.hours_records import PlaceRecord
from clinic_desk.staff.people import PersonDraft
from clinic_desk.staff.roles import ROLE_WORDS
from clinic_desk.treatments.catalogue import Treatment
from ui.kit.choices import CheckField
from ui.kit.fields import ComboField, Field, LineField
from ui.kit.labels import PlainLabel
from ui.kit.layout import Column, Row, reveal
from ui.settings.ticks import TicksField

NO_ROOM = (None, "No room of their own")


@dataclass(frozen=True)
class PersonEdit:
    """A person as the form has them: the draft, and a PIN that is to be set."""

    draft: PersonDraft
    has_pin: bool = False
    pin: str = ""
    current_pin: str = ""
    waits: bool = False
    """Whether it differs from what is kept."""


class PersonForm(QWidget):
    """The fields of one person; the section hands it one person after another."""

    edited = Signal()

    def __init__(self) -> None:
        """Empty."""
        super().__init__()
        self._edit = PersonEdit(PersonDraft("", "reception"))
        self.name = LineField("Name")
        self.role = ComboField("Role")
        self.role.set_choices(ROLE_WORDS.items())
        self.job_title = LineField("Job title, as shown")
        self.registration = LineField("Registration number", "NMC, GMC or another register")
        self.prescriber = CheckField("Prescribes", lambda _on: self.edited.emit())
        self.prescribing = _prescribing(self.prescriber)
        self.treatments = TicksField("Gives")
        self.home_room = ComboField("Works in")
        self.pin = _secret("New PIN", "Four to eight figures")
        self.current_pin = _secret("The PIN that is set now", "")
        self.pin_words = PlainLabel("", size="small", tone="quiet", wrap=True)
        self._lay_out()
        for field in self.fields().values():
            field.edited.connect(self.edited)
        self.role.edited.connect(self._fit_role)
        self.registration.edited.connect(self._tick_prescriber)

    def fields(self) -> dict[str, Field]:
        """By their names in PersonDraft, and the PIN."""
        return {
            "name": self.name,
            "role": self.role,
            "job_title": self.job_title,
            "registration": self.registration,
            "treatments": self.treatments,
            "home_room_id": self.home_room,
            "pin": self.pin,
            "current_pin": self.current_pin,
        }

    def offer(self, treatments: Sequence[Treatment], rooms: Sequence[PlaceRecord]) -> None:
        """The treatments and rooms that there are."""
        self.treatments.ticks.offer(treatments)
        self.home_room.set_choices([NO_ROOM, *((room.id, room.name) for room in rooms)])

    def show_edit(self, edit: PersonEdit) -> None:
        """Fill the form with a person."""
        self._edit, draft = edit, edit.draft
        for field, words in (
            (self.name, draft.name),
            (self.job_title, draft.job_title),
            (self.registration, draft.registration),
            (self.pin, edit.pin),
            (self.current_pin, edit.current_pin),
        ):
            if field.text() != words:
                field.set_text(words)
        self.role.set_value(draft.role)
        self.home_room.set_value(draft.home_room_id)
        self.prescriber.setChecked(draft.prescriber)
        self.treatments.ticks.show_codes(draft.treatments)
        for each in self.fields().values():
            each.show_trouble("")
        self._fit_role()

    def edit(self) -> PersonEdit:
        """The person as the form has them now."""
        treats = self.role.value() != "reception"
        given = self.treatments.ticks.codes() if treats else frozenset()
        draft = replace(
            self._edit.draft,
            name=" ".join(self.name.text().split()),
            role=self.role.value(),
            job_title=self.job_title.text().strip(),
            registration=self.registration.text().strip(),
            prescriber=treats and self.prescriber.isChecked(),
            treats=bool(given),
            treatments=given,
            home_room_id=self.home_room.value() if given else None,
        )
        return replace(
            self._edit,
            draft=draft,
            pin=self.pin.text(),
            current_pin=self.current_pin.text(),
            waits=True,
        )

    def _lay_out(self) -> None:
        body = Column(self, gap=2)
        body.addLayout(_pair(self.name, self.role))
        body.addLayout(_pair(self.job_title, self.registration))
        body.addWidget(self.prescribing)
        body.addWidget(self.treatments)
        body.addLayout(_pair(self.home_room, None))
        body.addLayout(_pair(self.pin, self.current_pin))
        body.addWidget(self.pin_words)

    def _fit_role(self) -> None:
        """Reception neither prescribes nor treats, and is asked for no PIN."""
        treats = self.role.value() != "reception"
        for part in (self.prescribing, self.treatments, self.home_room, self.pin, self.pin_words):
            reveal(part, treats)
        reveal(self.current_pin, treats and self._edit.has_pin)
        self.job_title.line.setPlaceholderText(ROLE_WORDS.get(self.role.value(), ""))
        self.pin_words.setText(
            "A PIN is set. Leave this empty to keep it."
            if self._edit.has_pin
            else "Asked for when this person takes the desk; it can also be chosen then."
        )

    def _tick_prescriber(self) -> None:
        """A nurse prescriber prescribes from when the registration number stands."""
        if self.role.value() == "nurse_prescriber" and not self._edit.draft.registration:
            self.prescriber.setChecked(bool(self.registration.text().strip()))
            self.edited.emit()


def _secret(label: str, placeholder: str) -> LineField:
    field = LineField(label, placeholder)
    field.line.setEchoMode(field.line.EchoMode.Password)
    return field


def _prescribing(tick: CheckField) -> QWidget:
    line = QWidget()
    row = Row(line, gap=1)
    row.addWidget(tick)
    words = "Needs a registration number; only a prescriber signs the protocol."
    row.addWidget(PlainLabel(words, size="small", tone="quiet", wrap=True), 1)
    return line


def _pair(one: QWidget, other: QWidget | None) -> Row:
    row = Row(gap=2)
    row.addWidget(one, 1)
    if other is None:
        row.addStretch(1)
    else:
        row.addWidget(other, 1)
    return row
