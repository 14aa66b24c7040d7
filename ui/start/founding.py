"""Who manages the clinic: asked of one whose people have signed in with no password so far."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from clinic_desk.base.errors import BadInput, ClinicError
from clinic_desk.staff.founding import as_manager, draft_of, make_first_manager
from clinic_desk.staff.people import PersonDraft, PersonRecord
from ui.kit.buttons import KeyButton, QuietButton
from ui.kit.doorstep import Doorstep
from ui.kit.fields import ComboField, Field, LineField, show_troubles
from ui.kit.labels import PlainLabel, SectionTitle
from ui.kit.layout import Card, Row, reveal
from ui.kit.secrets import NewPassword
from ui.kit.surfaces import TroubleLine
from ui.kit.theme import theme
from ui.start.entrance import CARD_STEPS, centred

if TYPE_CHECKING:
    from clinic_desk.clinic import Clinic

TITLE = "Who manages this clinic?"
WHY = (
    "Until now nobody had a password here; from now on everyone signs in with their own. It begins "
    "with one manager, who gives the others their first password in Settings, People. "
    "They go on treating and prescribing as before."
)
SOMEBODY_ELSE = (0, "Somebody who is not on the list")


class FoundingForm(QWidget):
    """One of the people, or somebody new, and the password they choose."""

    def __init__(self, step: Doorstep, back: Callable[[], object]) -> None:
        """Empty until a clinic is shown; `back` is the way to the first page."""
        super().__init__()
        self.setAccessibleName(TITLE)
        self._step = step
        self._clinic: Clinic | None = None
        self._people: Sequence[PersonRecord] = ()
        self.who = ComboField("The manager")
        self.name = LineField("Name")
        self.password = NewPassword("Password")
        self.trouble = TroubleLine()
        self.next_button = KeyButton("Go on", "Ctrl+Return", primary=True, on_click=self.next)
        self._card = Card(gap=2, margins=3)
        self._lay_out(back)
        self.who.edited.connect(self._fit)
        self.name.line.returnPressed.connect(self.next)
        self.password.entered.connect(self.next)
        self._measure()
        theme().changed.connect(self._measure)

    def show_clinic(self, clinic: Clinic, people: Sequence[PersonRecord]) -> None:
        """Ask it of an open clinic with these people."""
        self._clinic, self._people = clinic, people
        self.who.set_choices([*((each.id, each.name) for each in people), SOMEBODY_ELSE])
        likely = sorted(people, key=lambda each: (each.role != "manager", not each.prescriber))
        self.who.set_value(likely[0].id)
        self._fit()

    def next(self) -> None:
        """Make the manager, and go in."""
        clinic = self._clinic
        if clinic is None or not self.next_button.isEnabled():
            return
        self.trouble.clear()
        draft, password = self._draft(), self.password.text()
        if not password:
            self._refused(BadInput("password", "The manager needs a password."))
            return
        self.next_button.setEnabled(False)
        self._step.desk.write(
            lambda: make_first_manager(clinic.staff, clinic.sign_in, draft, password),
            lambda _saved: self._made(clinic),
            self._refused,
            owner=self,
        )

    def close_clinic(self) -> None:
        """Close a clinic that was not gone into."""
        if self._clinic is not None:
            clinic, self._clinic = self._clinic, None
            self.password.forget()
            self._step.desk.write(clinic.close)

    def focus_first(self) -> None:
        """Who it is."""
        self.who.control.setFocus()

    def _draft(self) -> PersonDraft:
        chosen = self.who.value()
        for person in self._people:
            if person.id == chosen:
                return as_manager(draft_of(person))
        name = " ".join(self.name.text().split())
        return PersonDraft(name, "manager", position=len(self._people))

    def _made(self, clinic: Clinic) -> None:
        self.next_button.setEnabled(True)
        self._clinic = None
        self.password.forget()
        self._step.enter(clinic)

    def _refused(self, error: ClinicError) -> None:
        self.next_button.setEnabled(True)
        fields: dict[str, Field] = {"name": self.name, **self.password.fields()}
        if not show_troubles(fields, error):
            self.trouble.tell(error)

    def _fit(self) -> None:
        reveal(self.name, self.who.value() == SOMEBODY_ELSE[0])

    def _lay_out(self, back: Callable[[], object]) -> None:
        body = self._card.body
        body.addWidget(SectionTitle(TITLE, "page"))
        body.addWidget(PlainLabel(WHY, tone="quiet", wrap=True))
        for part in (self.who, self.name, self.password, self.trouble):
            body.addWidget(part)
        acts = Row(gap=1)
        acts.addWidget(QuietButton("Back", "Esc", on_click=back))
        acts.addStretch(1)
        acts.addWidget(self.next_button)
        body.addLayout(acts)
        centred(self, self._card)

    def _measure(self) -> None:
        self._card.setMaximumWidth(theme().grid(CARD_STEPS))
