"""One person: what is asked of everyone who works at the clinic."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from clinic_desk.calendar.hours_records import PlaceRecord
from clinic_desk.staff.passwords import RULE as PASSWORD_RULE
from clinic_desk.staff.people import PersonDraft
from clinic_desk.staff.pin import RULE as PIN_RULE
from clinic_desk.staff.roles import ROLE_WORDS
from clinic_desk.treatments.catalogue import Treatment
from ui.kit.choices import CheckField
from ui.kit.fields import ComboField, Field, LineField
from ui.kit.labels import PlainLabel
from ui.kit.layout import Column, Divider, Row, reveal
from ui.kit.secrets import SecretField
from ui.settings.ticks import TicksField

KEPT = "Leave it empty to keep the one there is."
NO_ROOM = (None, "No room of their own")


@dataclass(frozen=True)
class PersonEdit:
    """A person as the form has them: the draft, and secrets that are to be set."""

    draft: PersonDraft
    has_pin: bool = False
    standing: str = ""
    """Of the password: "own", "given", or nothing where there is none."""
    is_self: bool = False
    """Whether it is whoever is at the desk, who changes secrets by those there are."""
    stays: str = ""
    """Why this person cannot be removed, said before it is tried; empty where they can."""
    keeps_role: bool = False
    founds: bool = False
    """Whether this is the clinic's first manager, who chooses a password now."""
    password: str = ""
    current_password: str = ""
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
        self.secrets, self._is_open = QWidget(), True
        self.stays = PlainLabel("", size="small", tone="quiet", wrap=True)
        self.job_title = LineField("Job title, as shown")
        self.registration = LineField("Registration number", "NMC, GMC or another register")
        self.password_words = PlainLabel("", size="small", tone="quiet", wrap=True)
        self.pin_words = PlainLabel("", size="small", tone="quiet", wrap=True)
        self.current_password = SecretField("The password you have now")
        self.current_pin = SecretField("The PIN you have now")
        self.password = SecretField("Password", can_show=True)
        self.pin = SecretField("PIN", can_show=True)
        self.prescriber = CheckField("Prescribes", lambda _on: self.edited.emit())
        self.prescribing = _prescribing(self.prescriber)
        self.treatments = TicksField("Gives")
        self.home_room = ComboField("Works in")
        self._lay_out()
        for field in self.fields().values():
            field.edited.connect(self.edited)
        self.role.edited.connect(self._fit_role)
        self.registration.edited.connect(self._tick_prescriber)

    def fields(self) -> dict[str, Field]:
        """By their names in PersonDraft, and the secrets."""
        return {
            "name": self.name,
            "role": self.role,
            "job_title": self.job_title,
            "registration": self.registration,
            "password": self.password,
            "current_password": self.current_password,
            "pin": self.pin,
            "current_pin": self.current_pin,
            "treatments": self.treatments,
            "home_room_id": self.home_room,
        }

    def lines(self) -> tuple[LineField, ...]:
        """Those in which Enter keeps what is typed."""
        secrets = (self.password, self.current_password, self.pin, self.current_pin)
        return (self.name, self.job_title, self.registration, *secrets)

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
            (self.password, edit.password),
            (self.current_password, edit.current_password),
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
        self.password.set_shown(False)
        self.pin.set_shown(False)
        self._fit_role()
        self._fit_secrets()

    def set_founds(self, founds: bool) -> None:
        """Whether this is the first manager; their password is asked for in other words."""
        if founds != self._edit.founds:
            self._edit = replace(self._edit, founds=founds)
            self._fit_secrets()

    def open_to(self, changes: bool) -> None:
        """Whoever only reads is not asked for a secret, nor told who takes whom off the list."""
        self._is_open = changes
        reveal(self.secrets, changes)
        self._fit_secrets()

    def edit(self) -> PersonEdit:
        """The person as the form has them now."""
        treats = self.role.value() != "reception"
        given = self.treatments.ticks.codes() if treats else frozenset()
        draft = self._edit.draft._replace(
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
            password=self.password.text(),
            current_password=self.current_password.text(),
            pin=self.pin.text(),
            current_pin=self.current_pin.text(),
            waits=True,
        )

    def _lay_out(self) -> None:
        body = Column(self, gap=2)
        body.addLayout(_pair(self.name, self.role))
        body.addWidget(self.stays)
        body.addLayout(_pair(self.job_title, self.registration))
        secrets = Column(self.secrets, gap=2)
        secrets.addWidget(Divider())
        secrets.addWidget(self.password_words)
        secrets.addLayout(_pair(self.current_password, self.current_pin))
        secrets.addLayout(_pair(self.password, self.pin))
        secrets.addWidget(self.pin_words)
        body.addWidget(self.secrets)
        body.addWidget(Divider())
        body.addWidget(self.prescribing)
        body.addWidget(self.treatments)
        body.addLayout(_pair(self.home_room, None))

    def _fit_role(self) -> None:
        """Reception neither prescribes nor treats."""
        treats = self.role.value() != "reception"
        for part in (self.prescribing, self.treatments, self.home_room):
            reveal(part, treats)
        self.job_title.line.setPlaceholderText(ROLE_WORDS.get(self.role.value(), ""))

    def _fit_secrets(self) -> None:
        """What is said of the password and the PIN, and whether those there are are asked for."""
        edit = self._edit
        self.role.control.setEnabled(not edit.keeps_role)
        self.stays.setText(edit.stays)
        reveal(self.stays, self._is_open and bool(edit.stays))
        self.password_words.setText(f"{_password_words(edit)} {PASSWORD_RULE}")
        self.pin_words.setText(
            f"PIN: {KEPT.lower()} {PIN_RULE}" if edit.has_pin else f"PIN: {PIN_RULE}"
        )
        reveal(self.current_password, edit.is_self and bool(edit.standing))
        reveal(self.current_pin, edit.is_self and edit.has_pin)

    def _tick_prescriber(self) -> None:
        """A nurse prescriber prescribes from when the registration number stands."""
        is_nurse = ROLE_WORDS["nurse_prescriber"] in (
            ROLE_WORDS.get(self.role.value()),
            self.job_title.text(),
        )
        if is_nurse and not self._edit.draft.registration:
            self.prescriber.setChecked(bool(self.registration.text().strip()))
            self.edited.emit()


def _password_words(edit: PersonEdit) -> str:
    if edit.founds:
        return "Password: with it the manager signs in, and nobody else is told it."
    if edit.is_self:
        return f"Password: {KEPT.lower()}"
    if edit.standing == "given":
        return f"Password: the one that was given has not been used yet. {KEPT}"
    if edit.standing:
        return (
            f"Password: {KEPT.lower()} A new one opens the desk once; then they choose their own."
        )
    return "Password: the one you give opens the desk once; then they choose their own."


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
