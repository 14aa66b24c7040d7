"""What leaves and enters the set-up of rooms, devices, hours, absences and closures."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal, NamedTuple

from clinic_desk.base.changes import Changes
from clinic_desk.base.spans import Span
from clinic_desk.calendar.visit_rows import VisitToCall

PlaceKind = Literal["room", "device"]


class PlaceRecord(NamedTuple):
    """A room or a device, and what it suits."""

    kind: PlaceKind
    id: int
    name: str
    active: bool
    position: int
    treatments: frozenset[str]
    """Codes of the treatments it suits; one that names none suits none."""


class PlaceDraft(NamedTuple):
    """A room or a device to be saved; without an id it is a new one."""

    name: str
    treatments: frozenset[str]
    id: int | None = None
    active: bool = True
    position: int = 0


class AbsenceRecord(NamedTuple):
    """A stretch in which a person is away."""

    id: int
    person_id: int
    person_name: str
    span: Span
    reason: str


class AbsenceDraft(NamedTuple):
    """An absence to be entered. Instants are aware; the end is the first moment back."""

    person_id: int
    starts_at: datetime
    ends_at: datetime
    reason: str = ""


class ClosureRecord(NamedTuple):
    """Local days, both included, on which the clinic is shut."""

    id: int
    first_day: date
    last_day: date
    reason: str


class TimeTaken(NamedTuple):
    """An absence or a closure that was entered, and the visits that it leaves to be moved.

    The visits are those still to come into the diary's hands: pencilled, booked or
    confirmed, in order of time, with the numbers to ring.
    """

    id: int
    changes: Changes
    to_move: tuple[VisitToCall, ...]
