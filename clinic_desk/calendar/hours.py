"""When and where the clinic works: rooms, devices, weekly hours, absences, closures."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from itertools import pairwise
from math import ceil

from sqlalchemy import Connection, delete
from sqlalchemy.orm import Session

from clinic_desk.base.changes import Changes, Saved
from clinic_desk.base.clock import at_minute, local_day
from clinic_desk.base.errors import BadInput, NotFound
from clinic_desk.base.spans import Span
from clinic_desk.base.texts import check_text
from clinic_desk.base.words import LONG_DAYS
from clinic_desk.calendar.bank_holidays import bank_holiday
from clinic_desk.calendar.hours_records import (
    AbsenceDraft,
    AbsenceRecord,
    ClosureRecord,
    PlaceDraft,
    PlaceKind,
    PlaceRecord,
    TimeTaken,
)
from clinic_desk.calendar.hours_rows import (
    read_absences,
    read_closures,
    read_opening,
    read_weekly_of,
)
from clinic_desk.calendar.models import Absence, Closure, WeeklyHours
from clinic_desk.calendar.opening import Opening, WeeklyStretch, no_holiday
from clinic_desk.calendar.records import Visit
from clinic_desk.calendar.rooms import (
    PLACE_FIELDS,
    place_by_id,
    place_changes,
    read_places,
    retire_place,
    save_place,
)
from clinic_desk.calendar.visit_rows import VisitToCall, visits_between, with_phones
from clinic_desk.db.audit import note
from clinic_desk.db.database import Database
from clinic_desk.staff.access import Access
from clinic_desk.staff.models import Person
from clinic_desk.staff.permissions import May, needs

TO_MOVE = frozenset({"pencilled", "booked", "confirmed"})
"""Visits that have not begun: what an absence or a closure leaves to be moved."""

_SETUP = Changes(setup=True)
_ABSENCE = ("person_id", "starts_at", "ends_at", "reason")
_CLOSURE = ("first_day", "last_day", "reason")


class WorkingHours:
    """Rooms and devices with what they suit, and the hours of people and clinic."""

    def __init__(
        self, database: Database, closed_on_bank_holidays: Callable[[], bool] = lambda: True
    ) -> None:
        """Take the database, and the setting of bank holidays, asked whenever hours are read."""
        self._database = database
        self._access = Access(database)
        self._closed_on_bank_holidays = closed_on_bank_holidays

    # Rooms and devices

    def rooms(self, active_only: bool = True) -> tuple[PlaceRecord, ...]:
        """The rooms by position, each with what it suits."""
        return self._places("room", active_only)

    def devices(self, active_only: bool = True) -> tuple[PlaceRecord, ...]:
        """The devices by position, each with what it suits."""
        return self._places("device", active_only)

    def _places(self, kind: PlaceKind, active_only: bool) -> tuple[PlaceRecord, ...]:
        with self._database.read() as session:
            places = read_places(session.connection(), kind)
        return tuple(place for place in places if place.active or not active_only)

    @needs(May.MANAGE)
    def save_room(self, draft: PlaceDraft, by: int) -> Saved:
        """Save a room and what it suits; BadInput, NotFound as `rooms.save_place`."""
        return self._save_place("room", draft, by)

    @needs(May.MANAGE)
    def save_device(self, draft: PlaceDraft, by: int) -> Saved:
        """Save a device and what it suits; BadInput, NotFound as `rooms.save_place`."""
        return self._save_place("device", draft, by)

    def _save_place(self, kind: PlaceKind, draft: PlaceDraft, by: int) -> Saved:
        with self._database.write() as session:
            connection = session.connection()
            was = place_by_id(connection, kind, draft.id)
            place_id = save_place(connection, kind, draft)
            held = place_changes(was, draft) if was else {}
            changed = tuple(held) if was else PLACE_FIELDS
            note(
                session,
                "hours.place_changed",
                by,
                subject=place_id,
                fields=(kind, *changed),
                before=held,
            )
            return Saved(place_id, _SETUP)

    @needs(May.MANAGE)
    def remove_room(self, room_id: int, by: int) -> Changes:
        """Take a room out of use; visits already in it keep it and stay on screen."""
        return self._remove_place("room", room_id, by)

    @needs(May.MANAGE)
    def remove_device(self, device_id: int, by: int) -> Changes:
        """Take a device out of use; visits that have it keep it."""
        return self._remove_place("device", device_id, by)

    def _remove_place(self, kind: PlaceKind, place_id: int, by: int) -> Changes:
        with self._database.write() as session:
            retire_place(session.connection(), kind, place_id)
            note(session, "hours.place_removed", by, subject=place_id, fields=(kind, "active"))
        return _SETUP

    # Weekly hours

    def weekly(self, person_id: int) -> tuple[WeeklyStretch, ...]:
        """A person's working week, by weekday and time; empty for one without hours."""
        with self._database.read() as session:
            return read_weekly_of(session.connection(), person_id)

    @needs(May.MANAGE)
    def set_weekly(self, person_id: int, stretches: Iterable[WeeklyStretch], by: int) -> Changes:
        """Replace a person's whole week.

        BadInput for a stretch that ends before it starts or leaves the day, and for
        two that overlap; two that touch are fine.
        """
        week = sorted(stretches)
        check_week(week)
        with self._database.write() as session:
            _known(session, person_id)
            was = read_weekly_of(session.connection(), person_id)
            note(
                session,
                "hours.week_changed",
                by,
                subject=person_id,
                fields=("weekly_hours",),
                before={"weekly_hours": [list(each) for each in was]},
            )
            session.execute(delete(WeeklyHours).where(WeeklyHours.person_id == person_id))
            session.add_all(WeeklyHours(person_id=person_id, **each._asdict()) for each in week)
        return _SETUP

    # Absences

    def absences(self, first_day: date, last_day: date) -> tuple[AbsenceRecord, ...]:
        """Absences that touch these local days, by start."""
        with self._database.read() as session:
            return read_absences(session.connection(), first_day, last_day)

    @needs(May.DESK)
    def add_absence(self, draft: AbsenceDraft, by: int) -> TimeTaken:
        """Enter an absence; the person's visits inside it come back, to be moved, with phones.

        A visit is inside where the practitioner is needed at some moment of the
        absence, not where only a cream works. BadInput for an end that is not after
        the start, NotFound for an unknown person.
        """
        if draft.ends_at <= draft.starts_at:
            raise BadInput("ends_at", "The absence ends before it starts.")
        check_text("reason", draft.reason)
        span = Span(draft.starts_at, draft.ends_at)
        with self._database.write() as session:
            _known(session, draft.person_id)
            row = Absence(
                person_id=draft.person_id,
                starts_at=span.starts_at,
                ends_at=span.ends_at,
                reason=draft.reason.strip(),
            )
            session.add(row)
            session.flush()
            note(session, "hours.absence_added", by, subject=row.id, fields=_ABSENCE)
            found = _to_move(session.connection(), span, draft.person_id)
            return TimeTaken(row.id, _touched(span), found)

    @needs(May.DESK)
    def remove_absence(self, absence_id: int, by: int) -> Changes:
        """Take an absence back; NotFound if it is not there any more."""
        with self._database.write() as session:
            row = session.get(Absence, absence_id)
            if row is None:
                raise NotFound("This absence is not there any more.")
            held = {name: getattr(row, name) for name in _ABSENCE}
            act = "hours.absence_removed"
            note(session, act, by, subject=row.id, fields=_ABSENCE, before=held)
            session.delete(row)
            return _touched(Span(row.starts_at, row.ends_at))

    # Closures

    def closures(self, first_day: date, last_day: date) -> tuple[ClosureRecord, ...]:
        """Closures that touch these local days, by their first day; without bank holidays."""
        with self._database.read() as session:
            return read_closures(session.connection(), first_day, last_day)

    @needs(May.DESK)
    def add_closure(self, first_day: date, last_day: date, reason: str, by: int) -> TimeTaken:
        """Shut the clinic on local days, both included; all visits on them come back, with phones.

        BadInput for a last day before the first.
        """
        if last_day < first_day:
            raise BadInput("last_day", "The closure ends before it starts.")
        check_text("reason", reason)
        span = _whole_days(first_day, last_day)
        with self._database.write() as session:
            row = Closure(first_day=first_day, last_day=last_day, reason=reason.strip())
            session.add(row)
            session.flush()
            note(session, "hours.closure_added", by, subject=row.id, fields=_CLOSURE)
            return TimeTaken(row.id, _touched(span), _to_move(session.connection(), span))

    @needs(May.DESK)
    def remove_closure(self, closure_id: int, by: int) -> Changes:
        """Take a closure back; NotFound if it is not there any more."""
        with self._database.write() as session:
            row = session.get(Closure, closure_id)
            if row is None:
                raise NotFound("This closure is not there any more.")
            held = {name: getattr(row, name) for name in _CLOSURE}
            act = "hours.closure_removed"
            note(session, act, by, subject=row.id, fields=_CLOSURE, before=held)
            session.delete(row)
            return _touched(_whole_days(row.first_day, row.last_day))

    # All together

    def opening(self, first_day: date, last_day: date) -> Opening:
        """The hours of everyone who treats over these local days, both included."""
        with self._database.read() as session:
            holiday = bank_holiday if self._closed_on_bank_holidays() else no_holiday
            return read_opening(session.connection(), first_day, last_day, holiday)


def check_week(stretches: Sequence[WeeklyStretch]) -> None:
    """Nothing for a working week that can be: BadInput, naming the weekday, for one that cannot.

    The stretches are in order. Ends are after starts, both within the day, and no two
    of a day overlap.
    """
    for each in stretches:
        if not 0 <= each.weekday <= 6:
            raise BadInput("weekday", "There is no such day of the week.")
        if each.to_minute <= each.from_minute:
            raise BadInput("to_minute", f"{LONG_DAYS[each.weekday]} ends before it starts.")
        if each.from_minute < 0 or each.to_minute > 1440:
            raise BadInput("to_minute", f"{LONG_DAYS[each.weekday]} lasts from 00:00 to 24:00.")
    for one, after in pairwise(stretches):
        if one.weekday == after.weekday and after.from_minute < one.to_minute:
            day = LONG_DAYS[one.weekday]
            raise BadInput("from_minute", f"Two stretches of {day} overlap.")


def _known(session: Session, person_id: int) -> None:
    if session.get(Person, person_id) is None:
        raise NotFound("This person is not there any more.")


def _whole_days(first_day: date, last_day: date) -> Span:
    return Span(at_minute(first_day, 0), at_minute(last_day, 1440))


def _touched(span: Span) -> Changes:
    """The local days of a span, and that the hours have changed."""
    day = local_day(span.starts_at)
    last = local_day(span.ends_at - timedelta(microseconds=1))
    days = (day + timedelta(days=n) for n in range((last - day).days + 1))
    return Changes(days=frozenset(days), setup=True)


def _to_move(
    connection: Connection, span: Span, person_id: int | None = None
) -> tuple[VisitToCall, ...]:
    """Visits not begun that the span runs into: those of one person while needed, or all."""
    begins, ends = int(span.starts_at.timestamp()), ceil(span.ends_at.timestamp())
    met = [
        visit
        for visit in visits_between(connection, begins, ends, person_id)
        if visit.status in TO_MOVE and (person_id is None or _hands_on(visit).overlaps(span))
    ]
    return with_phones(connection, met)


def _hands_on(visit: Visit) -> Span:
    """When the visit's practitioner is needed, as `Plan.hands_on` has it."""
    waits = min(visit.numbing_minutes, visit.span.minutes - 1)
    return Span(visit.starts_at + timedelta(minutes=waits), visit.ends_at)
