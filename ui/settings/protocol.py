"""Who signs the clinic's protocol: as it stands, or later."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from clinic_desk.base.changes import Changes
from clinic_desk.base.clock import local_day
from clinic_desk.base.words import plain_date
from clinic_desk.safety.book import Signature
from clinic_desk.safety.protocol import SigningText, signing_text
from clinic_desk.staff.people import PersonRecord
from clinic_desk.staff.permissions import May
from ui.kit.buttons import LinkButton, QuietButton
from ui.kit.fields import Field, LineField, TextField
from ui.kit.labels import Chip, PlainLabel
from ui.kit.layout import Column, Row, reveal
from ui.kit.theme import theme
from ui.kit.workplace import Workplace
from ui.settings.section import Section

DRAFT = "Draft protocol, not signed"
TEXT_STEPS = 48


@dataclass(frozen=True)
class Found:
    """What the section shows, as it was read."""

    text: SigningText
    signature: Signature | None
    today: str


class ProtocolSection(Section):
    """What is in force, the text in full, and the signature."""

    name = "protocol"
    title = "Protocol"
    about = (
        "The rules that the desk books by. They are a draft until a prescriber has read "
        "them and signs; they can be signed now or later."
    )
    writes = May.DESK
    saves = False

    def __init__(self, workplace: Workplace) -> None:
        """Nothing until it is read."""
        super().__init__(workplace)
        self.state = Chip(DRAFT, "warn")
        self.words = PlainLabel("", wrap=True)
        self.text = TextField("The protocol in full")
        self.text.box.setReadOnly(True)
        reveal(self.text, False)
        self.read_button = LinkButton("Read the whole text", on_click=self.show_text)
        self.statement = PlainLabel("", weight="medium", wrap=True)
        self.signer = LineField("Name of the prescriber")
        self.registration = LineField("Registration number", "NMC or GMC number")
        self.on_day = PlainLabel("", tone="quiet", wrap=True)
        self.sign_button = QuietButton("Sign the protocol", icon="pencil", on_click=self.sign)
        self.who_signs = PlainLabel("", tone="quiet", wrap=True)
        self._form = QWidget()
        self._lay_out()
        for field in (self.signer, self.registration):
            field.line.returnPressed.connect(self.sign)
        workplace.person_changed.connect(self._person)
        self._person(workplace.person)
        self._measure()
        theme().changed.connect(self._measure)

    def read(self) -> Found:
        """The protocol in force and its signature."""
        clinic = self.clinic
        today = plain_date(local_day(clinic.clock.now()))
        book = clinic.protocol
        return Found(signing_text(book.current()), book.signature(), today)

    def fill(self, found: Found) -> None:
        """Say whether it is signed, and what a signature would cover."""
        signed = found.signature
        covers = signed is not None and signed.covers_current
        self.state.set_text(_state(signed), "good" if covers else "warn")
        self.words.setText(_about(found))
        self.statement.setText(found.text.statement)
        self.on_day.setText(f"Dated {found.today}. The full text is kept with the signature.")
        if self.text.text() != found.text.text:
            self.text.set_text(found.text.text)
        reveal(self._form, not covers)

    def show_text(self) -> None:
        """Open or close the text."""
        opened = self.text.isHidden()
        reveal(self.text, opened)
        self.read_button.set_words("Close the text" if opened else "Read the whole text")
        if opened:
            self.text.setFocus()

    def sign(self) -> None:
        """Sign it as it stands, as the person at the desk."""
        self.clear_troubles()
        book, by = self.clinic.protocol, self.by
        name, registration = self.signer.text(), self.registration.text()
        self.work.write(
            lambda: book.sign(name, registration, by), self._signed, self.tell, initiator=self
        )

    def fields(self) -> dict[str, Field]:
        """By their names in `sign`."""
        return {"name": self.signer, "registration": self.registration}

    def _signed(self, _changes: Changes) -> None:
        self.work.announce(f"The protocol is signed by {self.signer.text().strip()}.")
        self.load()

    def _person(self, person: PersonRecord | None) -> None:
        """The prescriber at the desk signs in their own name."""
        prescribes = person is not None and person.prescriber
        if person is not None and prescribes and not self.signer.text():
            self.signer.set_text(person.name)
            self.registration.set_text(person.registration)
        self.sign_button.setEnabled(prescribes)
        for field in (self.signer, self.registration):
            field.control.setEnabled(prescribes)
        self.who_signs.setText(
            ""
            if prescribes
            else "Only a prescriber signs: one entered under People with a registration number, "
            "who is then the person at the desk (top right)."
        )
        reveal(self.who_signs, not prescribes)

    def _lay_out(self) -> None:
        head = Row(gap=2)
        head.addWidget(self.state)
        head.addStretch(1)
        head.addWidget(self.read_button)
        self.body.addLayout(head)
        for part in (self.words, self.text, self._form):
            self.body.addWidget(part)
        self.body.addStretch(1)
        form = Column(self._form, gap=2)
        form.addWidget(self.statement)
        pair = Row(gap=2)
        pair.addWidget(self.signer, 1)
        pair.addWidget(self.registration, 1)
        form.addLayout(pair)
        form.addWidget(self.on_day)
        form.addWidget(self.who_signs)
        acts = Row()
        acts.addWidget(self.sign_button)
        acts.addStretch(1)
        form.addLayout(acts)

    def _measure(self) -> None:
        self.text.box.setFixedHeight(theme().grid(TEXT_STEPS))


def _state(signed: Signature | None) -> str:
    if signed is None:
        return DRAFT
    return "Signed" if signed.covers_current else "Changed since it was signed"


def _about(found: Found) -> str:
    named = f"Protocol {found.text.ruleset}, version {found.text.version}."
    signed = found.signature
    if signed is None:
        return f"{named} Nobody has signed it for this clinic."
    day = plain_date(local_day(signed.signed_at))
    by = f"Signed by {signed.signed_by} ({signed.registration}) on {day}."
    if signed.covers_current:
        return f"{named} {by}"
    return f"{named} {by} The clinic has changed treatments or figures since, so sign it again."
