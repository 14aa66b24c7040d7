"""Who is at the desk: picked at the top right, proven by a PIN."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from clinic_desk.base.errors import ClinicError
from ui.frame.own_secrets import OwnSecrets
from ui.frame.seat_button import NOBODY, SeatButton
from ui.kit.buttons import LinkButton, PrimaryButton, QuietButton
from ui.kit.labels import FieldLabel, PlainLabel
from ui.kit.layout import Row, clear
from ui.kit.popover import Popover
from ui.kit.rows import ChoiceRow
from ui.kit.secrets import SecretField
from ui.kit.surfaces import Scroll
from ui.kit.workplace import Workplace

if TYPE_CHECKING:
    from clinic_desk.staff.people import PersonRecord

AT_DESK = "At the desk"


class SeatPicker(Popover):
    """The list of people, then the PIN of whoever takes the desk over.

    The pages stay, and what is typed on them: it is the same desk. Whoever has no PIN types the
    password instead.
    """

    leaving = Signal()
    """Whoever is at the desk signs out."""

    def __init__(self, window: QWidget, workplace: Workplace, anchor: SeatButton) -> None:
        """Opens below `anchor`, when it is asked to."""
        super().__init__(window, NOBODY)
        self._work = workplace
        self._below = anchor
        self.people: tuple[PersonRecord, ...] = ()
        self.pin = SecretField("")
        self.sign_in = PrimaryButton("")
        self._trouble = PlainLabel()
        self._busy = False
        self.own = OwnSecrets(window, workplace)
        self.closed.connect(self._forget)

    def open_list(self) -> None:
        """Ask who is at the desk."""
        clear(self.body)
        self.body.addWidget(FieldLabel(NOBODY))
        here = self._work.person
        if self.people:
            self.body.addWidget(self._rows())
        else:
            self.body.addWidget(PlainLabel("Nobody is entered yet. Settings, People.", wrap=True))
        if here is not None:
            self.body.addWidget(LinkButton("Your password and PIN", on_click=self._change_own))
            self.body.addWidget(LinkButton("Sign out", on_click=self._leave))
        self.dismiss()
        self.open_below(self._below)

    def _rows(self) -> Scroll:
        """Everybody; they scroll where the window is too low for all."""
        rows = Scroll(gap=1, margins=0, snug=True)
        here = self._work.person
        for person in self.people:
            tag = AT_DESK if here is not None and person.id == here.id else ""
            choose = partial(self.pick, person)
            row = ChoiceRow(person.name, person.shown_role, tag=tag, on_choose=choose)
            rows.body.addWidget(row)
        return rows

    def pick(self, person: PersonRecord) -> None:
        """Ask for the secret of a person; nothing for whoever is at the desk already."""
        here = self._work.person
        if here is not None and person.id == here.id:
            self.dismiss()
        else:
            self._ask_secret(person)

    def _ask_secret(self, person: PersonRecord) -> None:
        clear(self.body)
        self._busy = False
        self.pin = SecretField(f"{'PIN' if person.has_pin else 'Password'} of {person.name}")
        self._trouble = PlainLabel("", size="label", tone="block", wrap=True)
        self._trouble.hide()
        self.body.addWidget(self.pin)
        self.pin.line.returnPressed.connect(lambda: self._enter(person))
        self.body.addWidget(self._trouble)
        self.sign_in = PrimaryButton(
            "Sign out, to choose it on the sign-in page", on_click=self._leave
        )
        self.sign_in.hide()
        self.body.addWidget(self.sign_in)
        acts = Row()
        acts.addWidget(QuietButton("Back", on_click=self.open_list))
        acts.addWidget(PrimaryButton("Sit down", on_click=lambda: self._enter(person)), 1)
        self.body.addLayout(acts)
        self.open_below(self._below, take_focus=False)
        self.pin.line.setFocus()

    def _enter(self, person: PersonRecord) -> None:
        if self._busy:
            return
        self._busy = True
        typed, sign_in, here = self.pin.text(), self._work.clinic.sign_in, self._work.person
        if person.has_pin and here is not None:
            by = here.id
            self._work.desk.write(
                lambda: sign_in.switch(person.id, typed, by), self._sit, self._refused
            )
        else:
            self._work.desk.write(
                lambda: sign_in.sign_in(person.id, typed), self._sit, self._refused
            )

    def _refused(self, error: ClinicError) -> None:
        # Behind it stands the database; the window is to be seen before that.
        from clinic_desk.staff.sign_in import PasswordToChoose

        self._busy = False
        self._trouble.setText(str(error))
        self.pin.line.setAccessibleDescription(str(error))
        self._trouble.show()
        if isinstance(error, PasswordToChoose):
            # The sign-in page has the fields for it; Enter leads there.
            self.sign_in.show()
            self.sign_in.setFocus()
            return
        self.pin.line.selectAll()
        self.pin.line.setFocus()

    def _sit(self, person: PersonRecord) -> None:
        self._busy = False
        self.dismiss()
        # Locked before the answer came, the desk is whose password unlocked it.
        if self._work.clinic.sign_in.at_desk == person.id:
            self._work.seat.sit_down(person)

    def _forget(self) -> None:
        if isValid(self.pin):
            self.pin.forget()

    def _change_own(self) -> None:
        self.dismiss()
        self.own.open_for(self._below)

    def _leave(self) -> None:
        self.dismiss()
        self.leaving.emit()
