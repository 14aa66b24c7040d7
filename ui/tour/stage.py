"""Who in the demo could be ringing: clients found by their history, so that each call is real."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from clinic_desk.base.clock import at_minute, local_day, minute_of_day
from clinic_desk.calendar.records import Draft, Visit, Wish
from clinic_desk.clinic import Clinic

RUTH = 1
LUNCH = 13 * 60
TREATED = ("completed", "in_treatment")


@dataclass(frozen=True)
class Caller:
    """A client and the visit that the call is about."""

    client_id: int
    name: str
    visit: Visit


def needled_on(clinic: Clinic, day: date) -> Caller:
    """Someone who has just had needling, on that day, and whose time for toxin it could be."""
    for visit in clinic.diary.visits(day, day):
        if visit.treatment == "MN" and visit.status in TREATED:
            return _caller(visit)
    raise LookupError("nobody had needling that day")


def weeks_after_toxin(clinic: Clinic, weeks: int) -> Caller:
    """Someone who had toxin so many weeks ago and has no other visit to come."""
    today = local_day(clinic.clock.now())
    middle = today - timedelta(weeks=weeks)
    for visit in _near(clinic, middle):
        later = [each for each in clinic.diary.of_client(visit.client_id)
                 if each.starts_at > visit.starts_at]  # fmt: skip
        if visit.treatment == "BTX" and visit.status == "completed" and not later:
            return _caller(visit)
    raise LookupError("nobody had toxin then")


def days_after_toxin(clinic: Clinic, days: int) -> Caller:
    """Someone who had toxin about so many days ago."""
    today = local_day(clinic.clock.now())
    for visit in _near(clinic, today - timedelta(days=days), around=3):
        if visit.treatment == "BTX" and visit.status == "completed":
            return _caller(visit)
    raise LookupError("nobody had toxin then")


def before_lunch(clinic: Clinic) -> Visit:
    """A coming visit of the nurse's that ends within the hour before lunch."""
    today = local_day(clinic.clock.now())
    for visit in clinic.diary.visits(today + timedelta(days=1), today + timedelta(days=20)):
        ends = minute_of_day(visit.ends_at)
        if visit.person_id == RUTH and LUNCH - 45 <= ends <= LUNCH - 20:
            return visit
    raise LookupError("the nurse is free before lunch")


def free_of_rules(clinic: Clinic, day: date) -> Caller:
    """Someone whose last visit is long ago, so that nothing clinical stands in the way."""
    for visit in _near(clinic, day - timedelta(days=160), around=30):
        last = clinic.diary.of_client(visit.client_id)[0].id == visit.id
        if visit.treatment in ("BTX", "BTX_REVIEW") and last and visit.status == "completed":
            return _caller(visit)
    raise LookupError("everyone has been here lately")


def free_for_toxin(clinic: Clinic) -> datetime:
    """A coming time at which the nurse is free for someone's first toxin, in her own room too."""
    draft = Draft("BTX", person_id=RUTH, born_on=date(1980, 1, 1))
    for offer in clinic.booking.preview(draft, Wish(anyone=False, limit=80), RUTH).offers[1:]:
        starts_at = offer.span.starts_at
        if not clinic.booking.assess(draft._replace(starts_at=starts_at), RUTH).findings:
            return starts_at
    raise LookupError("the nurse is not free for toxin")


def _near(clinic: Clinic, day: date, around: int = 4) -> Iterator[Visit]:
    first, last = day - timedelta(days=around), day + timedelta(days=around)
    visits = clinic.diary.visits(first, last)
    noon = at_minute(day, 720)
    yield from sorted(visits, key=lambda visit: abs(visit.starts_at - noon))


def _caller(visit: Visit) -> Caller:
    return Caller(visit.client_id, visit.client_name, visit)
