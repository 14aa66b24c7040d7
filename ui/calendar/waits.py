"""How much waits for somebody, at the head of the calendar: calls, pencilled visits, and for those
who treat, changes in health that nobody has asked about."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject

from clinic_desk.base.changes import Changes
from clinic_desk.base.words import count, listed
from clinic_desk.staff.permissions import May, may
from ui.calendar.head import CalendarHead
from ui.kit.workplace import Workplace

if TYPE_CHECKING:
    from clinic_desk.clinic import Clinic


class Waits(NamedTuple):
    """How many of each."""

    calls: int = 0
    pencilled: int = 0
    health_changes: int = 0

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self)

    @property
    def words(self) -> str:
        """`1 call to make and 2 visits pencilled in`; empty where nothing waits."""
        told = (
            count(self.calls, "call to make", "calls to make") if self.calls else "",
            count(self.pencilled, "visit pencilled in", "visits pencilled in")
            if self.pencilled
            else "",
            health_words(self.health_changes),
        )
        return listed([each for each in told if each])


def health_words(changes: int) -> str:
    """`2 changes in health to ask about`; empty for none."""
    one, more = "change in health to ask about", "changes in health to ask about"
    return count(changes, one, more) if changes else ""


def read_waits(clinic: Clinic, by: int, *, clinical: bool) -> Waits:
    """On the worker; the desk is not told how many changes wait."""
    return Waits(
        len(clinic.calls.open_call_backs()),
        len(clinic.booking.pencilled()),
        len(clinic.health.open_changes(by)) if clinical else 0,
    )


class WaitsShown(QObject):
    """Keeps the figure at the head right, for whoever is at the desk."""

    def __init__(self, workplace: Workplace, head: CalendarHead) -> None:
        """Nothing is read before every room is there: the day comes first."""
        super().__init__(head)
        self._work, self._head = workplace, head
        workplace.seat.ready.connect(self.read)
        workplace.changed.connect(self._changed)
        workplace.person_changed.connect(self._person_changed)

    def read(self) -> None:
        """Count again, where the head is in sight."""
        person = self._work.person
        if person is None or not self._work.seat.is_ready or not self._head.isVisible():
            return
        clinic, by, clinical = self._work.clinic, person.id, may(person, May.CLINICAL)
        self._work.desk.ask(
            "calendar.waits",
            lambda: (by, read_waits(clinic, by, clinical=clinical)),
            self._show,
            owner=self._head,
        )

    def _show(self, found: tuple[int, Waits]) -> None:
        by, waits = found
        if self._work.person is not None and by == self._work.person.id:
            self._head.show_waits(waits.total, waits.words)

    def _changed(self, _changes: Changes, _initiator: object) -> None:
        self.read()

    def _person_changed(self, person: object) -> None:
        self._head.show_waits(0, "")
        if person is not None:
            self.read()
