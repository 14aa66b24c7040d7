"""The visit of the demo that waits for the nurse: asked for sooner than the rules say."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from clinic_desk.base.clock import Clock, at_minute, local_day
from clinic_desk.calendar.booking import Booking
from clinic_desk.calendar.diary import Diary
from clinic_desk.calendar.records import Draft, Visit
from clinic_desk.demo.cast import CAST

_NURSE, _RECEPTION = CAST[0].id, CAST[3].id
_SOONEST, _LONGEST = timedelta(days=49), timedelta(days=80)
"""How long ago the toxin was, where three months are kept apart."""
_NURSES = ("clinician", "prescriber")
"""Whose word passes what the visit waits for."""
_DAYS_AHEAD = range(2, 30)
_STARTS = range(9 * 60, 16 * 60, 30)


def pencil_one(booking: Booking, diary: Diary, clock: Clock) -> bool:
    """Let reception pencil somebody who would like toxin early; whether there was anybody.

    It is booked as at the desk, so that what the nurse is told is what the rules say.
    """
    for last in _waiting_for_toxin(diary, clock):
        for draft in _drafts(last, clock):
            found = booking.assess(draft, _RECEPTION)
            if found.blocks and all(each.override in _NURSES for each in found.findings):
                booking.book(draft, (), _RECEPTION, pencil=True)
                return True
    return False


def _waiting_for_toxin(diary: Diary, clock: Clock) -> Iterator[Visit]:
    """The last visits of those who had toxin from the nurse a while ago and have none to come."""
    today = local_day(clock.now())
    for visit in diary.visits(today - _LONGEST, today - _SOONEST):
        had = visit.treatment == "BTX" and visit.status == "completed"
        if had and visit.person_id == _NURSE and diary.of_client(visit.client_id)[0] == visit:
            yield visit


def _drafts(last: Visit, clock: Clock) -> Iterator[Draft]:
    """The same again, at any half hour of the coming days."""
    again = Draft(
        treatment=last.treatment,
        client_id=last.client_id,
        zones=last.zones,
        person_id=_NURSE,
        desk_note="Would like it before a wedding",
    )
    for ahead in _DAYS_AHEAD:
        day = local_day(clock.now()) + timedelta(days=ahead)
        for minute in _STARTS:
            yield again._replace(starts_at=at_minute(day, minute))
