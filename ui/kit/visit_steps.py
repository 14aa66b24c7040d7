"""What may follow for a visit now, in the order of a day, with the keys; and how it is done.

The calendar's panel and the client's list of appointments offer the same.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from clinic_desk.base.errors import ClinicError
from clinic_desk.base.words import count
from clinic_desk.calendar.records import Visit
from clinic_desk.calendar.statuses import FOLLOWS, check_step
from clinic_desk.staff.people import PersonRecord
from clinic_desk.staff.roles import may_pass

if TYPE_CHECKING:
    from clinic_desk.calendar.booking import Booking
    from clinic_desk.calendar.outcomes import Booked

KEYS = {
    "confirmed": "Alt+F",
    "arrived": "Alt+A",
    "in_treatment": "Alt+T",
    "completed": "Alt+C",
    "partial": "Alt+P",
    "not_treated": "Alt+N",
    "no_show": "Alt+D",
    "cancelled": "Alt+X",
    "booked": "Alt+B",
}
ADVERSE, ADVERSE_KEY = "Record an adverse event", "Alt+W"
WORDS = {
    "confirmed": "Confirmed by the client",
    "arrived": "Has arrived",
    "in_treatment": "In treatment",
    "completed": "Completed",
    "partial": "Partly treated",
    "not_treated": "Attended, not treated",
    "no_show": "Did not attend",
    "cancelled": "Cancel the visit",
    "booked": "Back to booked",
}

FOR_THE_CALLER = "what may the caller be told?"


class Step(NamedTuple):
    """One act: the status it leads to, its words and key."""

    status: str
    words: str
    key: str
    act: str = "status"
    """`accept` and `decline` for what waits for the nurse, else `status`."""
    asks_reason: bool = False
    question: str = "why?"
    """What is asked for then, behind the step's own words."""


def steps_for(visit: Visit, now: datetime, person: PersonRecord | None) -> tuple[Step, ...]:
    """The steps that may be taken now by the person at the desk."""
    if visit.status == "pencilled":
        return _nurse_steps(person) + _status_steps(visit, now, ("cancelled",))
    return _status_steps(visit, now, tuple(KEYS))


def _nurse_steps(person: PersonRecord | None) -> tuple[Step, ...]:
    if person is None or not may_pass(person, "clinician"):
        return ()
    return (
        Step("booked", "Accept", KEYS["booked"], "accept", asks_reason=True),
        Step("declined", "Decline", "", "decline", asks_reason=True, question=FOR_THE_CALLER),
    )


def _status_steps(visit: Visit, now: datetime, among: tuple[str, ...]) -> tuple[Step, ...]:
    return tuple(
        Step(status, WORDS[status], KEYS[status])
        for status in among
        if status in FOLLOWS[visit.status] and _is_possible(visit, status, now)
    )


def _is_possible(visit: Visit, status: str, now: datetime) -> bool:
    """Whether the step stands in time; a reason can still be given."""
    try:
        check_step(visit.status, status, "given", visit.starts_at, now)
    except ClinicError:
        return False
    return True


def work_of(
    booking: Booking, visit: Visit, step: Step, reason: str, by: int
) -> Callable[[], Booked]:
    """What takes the step, on the worker."""
    acts: dict[str, Callable[[], Booked]] = {
        "accept": lambda: booking.accept(visit.id, reason, by),
        "decline": lambda: booking.decline(visit.id, reason, by),
    }
    return acts.get(
        step.act, lambda: booking.set_status(visit.id, step.status, reason, visit.version, by)
    )


def also_words(booked: Booked) -> str:
    """That other visits of the client must be looked at again; empty where none must."""
    others = {also.appointment_id for also in booked.also}
    return f". Look again at {count(len(others), 'other visit')} (F3)" if others else ""
