"""A clinic with rooms and hours, the clients page in sight, and a hand at its keys."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from clinic_desk.base.clock import FixedClock
from clinic_desk.calendar.calls import CallBackDraft
from clinic_desk.calendar.records import Acknowledged, Draft
from clinic_desk.clients.records import AlertDetails, ClientDetails, PhoneDetails
from clinic_desk.clinic import Clinic
from tests.ui.calendar.at_desk import AMIRA, MAYA, RUTH, clinic_at_work
from tests.ui.clients.desk import Shown, show_page
from ui.clients.standing.acts import StandingActs

ANNA = ClientDetails(
    given="Anna",
    family="Kowalska",
    born_on=date(1985, 4, 3),
    phones=(PhoneDetails("07700 900316", voicemail=True),),
    alerts=(AlertDetails("allergy", "Latex"),),
    consult_on=date(2026, 9, 1),
    questionnaire_on=date(2026, 11, 1),
    id_seen_on=date(2026, 9, 1),
)


@dataclass
class Hands:
    """The page, and what is pressed on it."""

    shown: Shown

    @property
    def clinic(self) -> Clinic:
        """The clinic itself."""
        return self.shown.clinic

    @property
    def acts(self) -> StandingActs:
        """The acts behind Ctrl M."""
        return self.shown.page.standing

    @property
    def chips(self) -> list[str]:
        """What the head of the page says."""
        return self.shown.page.record.head.chips.texts()

    def press(self, *keys: str) -> None:
        """Press keys by their portable names, and wait after each."""
        for key in keys:
            target = QApplication.focusWidget() or self.shown.page
            QTest.keySequence(target, QKeySequence(key))
            self.shown.settle()

    def type(self, words: str) -> None:
        """Type into whatever has the keyboard."""
        QTest.keyClicks(QApplication.focusWidget(), words)
        self.shown.settle()

    def focused(self) -> str:
        """What whatever has the keyboard is called."""
        widget = QApplication.focusWidget()
        return widget.accessibleName() if widget is not None else ""

    def go_to(self, name: str) -> None:
        """Tab on to a control whose name begins so."""
        for _ in range(60):
            if self.focused().startswith(name):
                return
            self.press("Tab")
        raise LookupError(f"no control called {name} can be reached by Tab")

    def open(self, client_id: int, tab: str = "") -> None:
        """Show a client."""
        self.shown.page.receive(client_id=client_id, tab=tab)
        self.shown.settle()

    def more(self, name: str) -> None:
        """One of the acts behind Ctrl M."""
        self.press("Ctrl+M")
        self.go_to(name)
        self.press("Return")

    def as_nurse(self) -> None:
        """Ruth sits down."""
        self.shown.sit(self.shown.nurse)

    def as_reception(self) -> None:
        """Maya sits down."""
        self.shown.sit(self.shown.reception)

    def undo(self) -> None:
        """What Ctrl Z does with the last thing that was said."""
        self.shown.undo[-1]()
        self.shown.settle()

    def book(
        self, treatment: str, client_id: int, starts_at: datetime, pencil: bool = False
    ) -> int:
        """A visit booked behind the page's back."""
        zones = {"BTX": ("glabella",), "MN": ("full_face",)}.get(treatment, ())
        person = AMIRA if treatment == "MN" else RUTH
        draft = Draft(treatment, client_id, zones, person, starts_at=starts_at)
        found = self.clinic.booking.assess(draft, RUTH).findings
        marks = tuple(Acknowledged(finding.fingerprint, "Agreed") for finding in found)
        return self.clinic.booking.book(draft, marks, RUTH, pencil).appointment_id

    def promise(self, client_id: int, who: str) -> int:
        """A call that is owed."""
        due = self.clinic.clock.now()
        draft = CallBackDraft(who, "07700 900111", due, "the next visit", client_id=client_id)
        return self.clinic.calls.promise(draft, MAYA).id

    def statuses(self, client_id: int) -> list[str]:
        """Of the client's visits, the first one first."""
        return [visit.status for visit in reversed(self.clinic.diary.of_client(client_id))]


@pytest.fixture
def clinic(tmp_path: Path, clock: FixedClock) -> Iterator[Clinic]:
    """Maya at the desk, Ruth and Amira who treat, rooms and hours."""
    clinic = clinic_at_work(tmp_path / "clinic", clock)
    yield clinic
    clinic.database.close()


@pytest.fixture
def hands(clinic: Clinic, qtbot: QtBot) -> Iterator[Hands]:
    """The page in sight, with the receptionist at the desk."""
    shown = show_page(clinic, qtbot)
    yield Hands(shown)
    shown.work.background.close()
    shown.work.desk.close()


@pytest.fixture
def anna(clinic: Clinic) -> int:
    """Anna Kowalska, with all on file that a booking asks for."""
    return clinic.clients.add(ANNA, RUTH).id
