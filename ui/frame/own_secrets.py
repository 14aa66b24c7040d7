"""One's own password and PIN, changed by whoever is at the desk."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from clinic_desk.base.changes import Changes
from clinic_desk.base.errors import ClinicError
from ui.kit.buttons import PrimaryButton, QuietButton
from ui.kit.choices import Segments
from ui.kit.labels import PlainLabel, SectionTitle
from ui.kit.layout import Row, reveal
from ui.kit.popover import Popover
from ui.kit.secrets import NewPassword, NewPin, NewSecret
from ui.kit.workplace import Workplace

TITLE = "Your password and PIN"
PASSWORD, PIN = "password", "pin"
WAYS = ((PASSWORD, "Password"), (PIN, "PIN"))


class OwnSecrets(Popover):
    """Asks for the secret there is and a new one; what was typed is gone once it closes."""

    def __init__(self, window: QWidget, workplace: Workplace) -> None:
        """Closed; `open_for` opens it."""
        super().__init__(window, TITLE)
        self._work = workplace
        self.way = Segments(TITLE, WAYS)
        self.password, self.pin = NewPassword(), NewPin()
        self.name = PlainLabel("", tone="quiet")
        self.change_button = PrimaryButton("Change", on_click=self.change)
        self._lay_out()
        self.way.chosen.connect(lambda _way: self._fit())
        self.password.entered.connect(self.change)
        self.pin.entered.connect(self.change)
        self.closed.connect(self._forget)

    def open_for(self, anchor: QWidget) -> None:
        """Open below a widget, for the person at the desk."""
        person = self._work.person
        if person is None:
            return
        self.name.setText(person.name)
        self.password.ask_current(True)
        self.pin.ask_current(person.has_pin)
        self.way.set_value(PASSWORD)
        self.change_button.setEnabled(True)
        self.open_below(anchor, take_focus=False)
        self._fit()

    def change(self) -> None:
        """Keep what is typed."""
        if not self.change_button.isEnabled():
            return
        by, clinic = self._work.by, self._work.clinic
        new, now = self._form().text(), self._form().current.text()
        if self._form() is self.pin:
            self._keep(lambda: clinic.staff.set_pin(by, new, by, now), "PIN changed")
        else:
            self._keep(lambda: clinic.sign_in.change_password(new, by, now), "Password changed")

    def _keep(self, work: Callable[[], Changes], said: str) -> None:
        self.change_button.setEnabled(False)
        self._work.write(work, lambda _changes: self._kept(said), self._refused, initiator=self)

    def _kept(self, said: str) -> None:
        self.dismiss()
        self._work.announce(said)

    def _refused(self, error: ClinicError) -> None:
        self.change_button.setEnabled(True)
        self._form().tell(error)

    def _form(self) -> NewSecret:
        return self.pin if self.way.value() == PIN else self.password

    def _forget(self) -> None:
        self.password.forget()
        self.pin.forget()

    def _fit(self) -> None:
        for form in (self.password, self.pin):
            reveal(form, form is self._form())
        self._form().first_control().setFocus()

    def _lay_out(self) -> None:
        self.body.addWidget(SectionTitle(TITLE))
        self.body.addWidget(self.name)
        line = Row()
        line.addWidget(self.way)
        line.addStretch(1)
        self.body.addLayout(line)
        self.body.addWidget(self.password)
        self.body.addWidget(self.pin)
        acts = Row()
        acts.addWidget(QuietButton("Back", on_click=self.dismiss))
        acts.addWidget(self.change_button, 1)
        self.body.addLayout(acts)
