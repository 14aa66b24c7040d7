"""The calendar in its window on a small clinic at work, for the tests of the page and its panels.

Ruth Holt prescribes and gives everything, Amira Khan needles, Maya Patel answers the telephone.
It is Tuesday 24 November 2026, nine in the morning.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from datetime import time as clock_time
from pathlib import Path
from typing import Any

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from sqlalchemy import text

from clinic_desk.base.clock import FixedClock, at
from clinic_desk.calendar.outcomes import Booked
from clinic_desk.calendar.records import Acknowledged, Draft, Visit
from clinic_desk.clients.records import ClientDetails, PhoneDetails
from clinic_desk.clinic import Clinic, open_clinic
from clinic_desk.staff.people import PersonDraft
from tests.factories import (
    TREATMENTS,
    add_device,
    add_hours,
    add_room,
    add_secrets,
    new_clinic,
)
from tests.kept import copy_kept
from ui.application import ClinicDesk
from ui.calendar.booking.panel import BookingPanel
from ui.calendar.booking.parts import Parts
from ui.calendar.booking.verdict import Foot
from ui.calendar.page import CalendarPage
from ui.kit.pages import PageEntry
from ui.kit.tasks import Throttle
from ui.tour.hand import LONGEST_WAIT, Hand

PAGES = (PageEntry("calendar", "calendar", "Calendar", "", CalendarPage),)
GIVES = frozenset({*TREATMENTS, "PROBLEM"})
MAYA, RUTH, AMIRA = 1, 2, 3


def on(day: int, hour: int, minute: int = 0, month: int = 12) -> datetime:
    """A local time in 2026 as an instant, December unless told otherwise."""
    return at(date(2026, month, day), clock_time(hour, minute))


class QuickHand(Hand):
    """A hand that does not wait out the short waits of the fields: each is ended at once."""

    def settle(self) -> None:
        """Until nothing waits and nothing is asked; what waits may ask for more."""
        QApplication.processEvents()
        self.until(self._nothing_left)
        QApplication.processEvents()

    def until(self, true: Callable[[], bool]) -> None:
        """Look often: the worker answers within a few milliseconds."""
        ends = time.monotonic() + LONGEST_WAIT
        while not true():
            assert time.monotonic() < ends, "the window did not come to rest"
            QTest.qWait(2)

    def _nothing_left(self) -> bool:
        for wait in self.window.findChildren(Throttle):
            if wait.waiting and wait.parent() is not self.window:
                wait.now()
        return self._at_rest


@dataclass
class AtDesk:
    """The running program on the calendar's page, a hand at its keyboard, and what it said."""

    program: ClinicDesk
    clinic: Clinic
    page: CalendarPage
    hand: Hand
    said: list[str] = field(default_factory=list)
    pages: list[tuple[str, dict[str, Any]]] = field(default_factory=list)

    @property
    def panel(self) -> BookingPanel:
        """The booking panel."""
        return self.page.booking

    @property
    def parts(self) -> Parts:
        """The booking panel's parts."""
        return self.page.booking.parts

    @property
    def foot(self) -> Foot:
        """How the call stands."""
        foot = self.page.booking.current.foot()
        assert foot is not None
        return foot

    def focused(self) -> str:
        """The spoken name of whatever has the keyboard."""
        widget = QApplication.focusWidget()
        return widget.accessibleName() if widget is not None else ""

    def go_to(self, name: str) -> None:
        """Tab on until a control of that name has the keyboard."""
        for _ in range(60):
            if self.focused().startswith(name):
                return
            self.hand.press("Tab")
        raise LookupError(f"no control called {name} can be reached by Tab")

    def type_in(self, name: str, words: str) -> None:
        """Tab on to a field, and type into it in place of what stands there."""
        self.go_to(name)
        self.hand.press("Ctrl+A")
        self.hand.type(words)

    def call_from(self, name: str, treatment: str = "") -> None:
        """F4, the client's name, Enter; then the treatment by its first letters."""
        self.hand.press("F4")
        self.hand.type(name)
        self.hand.press("Return")
        if treatment:
            self.hand.type(treatment)

    def findings(self) -> list[str]:
        """The rules of the findings that are shown as cards."""
        return [card.finding.rule for card in self.parts.answer.findings.cards]

    def sit(self, person_id: int) -> None:
        """Put someone else at the desk."""
        assert self.program.work is not None
        self.program.work.seat.sit_down(self.clinic.staff.person(person_id))
        self.hand.settle()

    def visits(self, client_id: int) -> tuple[Visit, ...]:
        """The client's visits, newest first."""
        return self.clinic.diary.of_client(client_id)

    def book(self, treatment: str, client_id: int, starts_at: datetime, **more: Any) -> Booked:
        """A visit booked behind the window's back, by whoever else is at work."""
        more.setdefault("person_id", AMIRA if treatment == "MN" else RUTH)
        draft = Draft(treatment, client_id, starts_at=starts_at, **more)
        found = self.clinic.booking.assess(draft, RUTH).findings
        marks = tuple(Acknowledged(finding.fingerprint, "Agreed") for finding in found)
        return self.clinic.booking.book(draft, marks, RUTH)

    def show(self, day: date) -> None:
        """Show a day, and wait until it is shown."""
        self.page.days.show_day(day)
        self.hand.settle()

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """What the file holds."""
        with self.clinic.database.read() as session:
            return [tuple(row) for row in session.execute(text(sql))]

    def everything_kept(self) -> str:
        """Every word of every table, to look for what should not be there."""
        tables = self.rows("SELECT name FROM sqlite_master WHERE type = 'table'")
        return "\n".join(str(self.rows(f'SELECT * FROM "{name}"')) for (name,) in tables)


def add_client(clinic: Clinic, given: str, family: str, **more: Any) -> int:
    """A client of 41 with a consultation and health answers on file, unless told otherwise."""
    usual = {
        "born_on": date(1985, 4, 3),
        "phones": (PhoneDetails("07700 900316", voicemail=True),),
        "consult_on": date(2026, 9, 1),
        "questionnaire_on": date(2026, 11, 1),
        "id_seen_on": date(2026, 9, 1),
    }
    return clinic.clients.add(ClientDetails(given, family, **(usual | more)), by=RUTH).id


def _made(folder: Path) -> None:
    clinic = new_clinic(folder)
    # As the tests are dressed already: the style sheet is not worked out again for each.
    clinic.practice.save(replace(clinic.practice.read(), theme="light"), by=0)
    clinic.staff.save(PersonDraft("Maya Patel", "reception"), by=0)
    ruth = PersonDraft(
        "Ruth Holt", "nurse_prescriber", registration="12A3456E", prescriber=True, treats=True,
        position=1, treatments=GIVES,
    )  # fmt: skip
    clinic.staff.save(ruth, by=0)
    amira = PersonDraft(
        "Amira Khan", "practitioner", treats=True, position=2,
        treatments=frozenset({"CONSULT", "MN", "PROBLEM"}),
    )  # fmt: skip
    clinic.staff.save(amira, by=0)
    for name in ("Room 1", "Room 2", "Room 3"):
        add_room(clinic.database, name, GIVES)
    add_device(clinic.database)
    for person_id in (RUTH, AMIRA):
        add_hours(clinic.database, person_id)
    add_secrets(clinic.database, MAYA, RUTH, AMIRA)
    clinic.database.close()


def clinic_at_work(folder: Path, clock: FixedClock) -> Clinic:
    """A copy of the small clinic, opened."""
    copy_kept(_made, folder)
    return open_clinic(folder, clock=clock)
