"""When and where the clinic works: rooms, devices, weekly hours, absences, closures."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from math import ceil

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
from clinic_desk.db.plain import Row, Where, add_row, add_rows, all_rows, change_rows
from clinic_desk.staff.access import Access
from clinic_desk.staff.permissions import May, needs

TO_MOVE = frozenset({"pencilled", "booked", "confirmed"})
"""Visits that have not begun: what an absence or a closure leaves to be moved."""

_SETUP = Changes(setup=True)
_ABSENCE = ("person_id", "starts_at", "ends_at", "reason")
_CLOSURE = ("first_day", "last_day", "reason")
_ADD_STRETCH = (
    "INSERT INTO weekly_hours (person_id, weekday, from_minute, to_minute) VALUES (?, ?, ?, ?)"
)
_ADD_ABSENCE = f"INSERT INTO absence ({', '.join(_ABSENCE)}) VALUES (?, ?, ?, ?)"
_ADD_CLOSURE = f"INSERT INTO closure ({', '.join(_CLOSURE)}) VALUES (?, ?, ?)"
_ABSENCE_BY_ID = f"SELECT {', '.join(_ABSENCE)} FROM absence WHERE id = ?"
_CLOSURE_BY_ID = f"SELECT {', '.join(_CLOSURE)} FROM closure WHERE id = ?"


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
        with self._database.reading() as moment:
            places = read_places(moment, kind)
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
        with self._database.writing() as act:
            was = place_by_id(act, kind, draft.id)
            place_id = save_place(act, kind, draft)
            held = place_changes(was, draft) if was else {}
            changed = tuple(held) if was else PLACE_FIELDS
            note(
                act,
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
        with self._database.writing() as act:
            retire_place(act, kind, place_id)
            note(act, "hours.place_removed", by, subject=place_id, fields=(kind, "active"))
        return _SETUP

    # Weekly hours

    def weekly(self, person_id: int) -> tuple[WeeklyStretch, ...]:
        """A person's working week, by weekday and time; empty for one without hours."""
        with self._database.reading() as moment:
            return read_weekly_of(moment, person_id)

    @needs(May.MANAGE)
    def set_weekly(self, person_id: int, stretches: Iterable[WeeklyStretch], by: int) -> Changes:
        """Replace a person's whole week.

        BadInput for a stretch that ends before it starts or leaves the day, and for
        two that overlap; two that touch are fine.
        """
        week = sorted(stretches)
        check_week(week)
        with self._database.writing() as act:
            _known(act, person_id)
            was = read_weekly_of(act, person_id)
            note(
                act,
                "hours.week_changed",
                by,
                subject=person_id,
                fields=("weekly_hours",),
                before={"weekly_hours": [list(each) for each in was]},
            )
            change_rows(act, "DELETE FROM weekly_hours WHERE person_id = ?", (person_id,))
            add_rows(act, _ADD_STRETCH, [(person_id, *each) for each in week])
        return _SETUP

    # Absences

    def absences(self, first_day: date, last_day: date) -> tuple[AbsenceRecord, ...]:
        """Absences that touch these local days, by start."""
        with self._database.reading() as moment:
            return read_absences(moment, first_day, last_day)

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
        with self._database.writing() as act:
            _known(act, draft.person_id)
            begins, ends = _seconds(span)
            row = (draft.person_id, begins, ends, draft.reason.strip())
            absence_id = add_row(act, _ADD_ABSENCE, row)
            note(act, "hours.absence_added", by, subject=absence_id, fields=_ABSENCE)
            found = _to_move(act, span, draft.person_id)
            return TimeTaken(absence_id, _touched(span), found)

    @needs(May.DESK)
    def remove_absence(self, absence_id: int, by: int) -> Changes:
        """Take an absence back; NotFound if it is not there any more."""
        with self._database.writing() as act:
            row = _one(act, _ABSENCE_BY_ID, absence_id, "This absence is not there any more.")
            person_id, begins, ends, reason = row
            span = Span(datetime.fromtimestamp(begins, UTC), datetime.fromtimestamp(ends, UTC))
            kept = (person_id, span.starts_at, span.ends_at, reason)
            held = dict(zip(_ABSENCE, kept, strict=True))
            what = "hours.absence_removed"
            note(act, what, by, subject=absence_id, fields=_ABSENCE, before=held)
            change_rows(act, "DELETE FROM absence WHERE id = ?", (absence_id,))
            return _touched(span)

    # Closures

    def closures(self, first_day: date, last_day: date) -> tuple[ClosureRecord, ...]:
        """Closures that touch these local days, by their first day; without bank holidays."""
        with self._database.reading() as moment:
            return read_closures(moment, first_day, last_day)

    @needs(May.DESK)
    def add_closure(self, first_day: date, last_day: date, reason: str, by: int) -> TimeTaken:
        """Shut the clinic on local days, both included; all visits on them come back, with phones.

        BadInput for a last day before the first.
        """
        if last_day < first_day:
            raise BadInput("last_day", "The closure ends before it starts.")
        check_text("reason", reason)
        span = _whole_days(first_day, last_day)
        with self._database.writing() as act:
            row = (first_day.isoformat(), last_day.isoformat(), reason.strip())
            closure_id = add_row(act, _ADD_CLOSURE, row)
            note(act, "hours.closure_added", by, subject=closure_id, fields=_CLOSURE)
            return TimeTaken(closure_id, _touched(span), _to_move(act, span))

    @needs(May.DESK)
    def remove_closure(self, closure_id: int, by: int) -> Changes:
        """Take a closure back; NotFound if it is not there any more."""
        with self._database.writing() as act:
            row = _one(act, _CLOSURE_BY_ID, closure_id, "This closure is not there any more.")
            first, last = map(date.fromisoformat, row[:2])
            held = dict(zip(_CLOSURE, (first, last, row[2]), strict=True))
            what = "hours.closure_removed"
            note(act, what, by, subject=closure_id, fields=_CLOSURE, before=held)
            change_rows(act, "DELETE FROM closure WHERE id = ?", (closure_id,))
            return _touched(_whole_days(first, last))

    # All together

    def opening(self, first_day: date, last_day: date) -> Opening:
        """The hours of everyone who treats over these local days, both included."""
        with self._database.reading() as moment:
            holiday = bank_holiday if self._closed_on_bank_holidays() else no_holiday
            return read_opening(moment, first_day, last_day, holiday)


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


def _known(act: Where, person_id: int) -> None:
    person = "SELECT id FROM person WHERE id = ?"
    _one(act, person, person_id, "This person is not there any more.")


def _one(act: Where, statement: str, id_: int, gone: str) -> Row:
    rows = all_rows(act, statement, (id_,))
    if not rows:
        raise NotFound(gone)
    return rows[0]


def _seconds(span: Span) -> tuple[int, int]:
    return int(span.starts_at.timestamp()), int(span.ends_at.timestamp())


def _whole_days(first_day: date, last_day: date) -> Span:
    return Span(at_minute(first_day, 0), at_minute(last_day, 1440))


def _touched(span: Span) -> Changes:
    """The local days of a span, and that the hours have changed."""
    day = local_day(span.starts_at)
    last = local_day(span.ends_at - timedelta(microseconds=1))
    days = (day + timedelta(days=n) for n in range((last - day).days + 1))
    return Changes(days=frozenset(days), setup=True)


def _to_move(moment: Where, span: Span, person_id: int | None = None) -> tuple[VisitToCall, ...]:
    """Visits not begun that the span runs into: those of one person while needed, or all."""
    begins, ends = int(span.starts_at.timestamp()), ceil(span.ends_at.timestamp())
    met = [
        visit
        for visit in visits_between(moment, begins, ends, person_id)
        if visit.status in TO_MOVE and (person_id is None or _hands_on(visit).overlaps(span))
    ]
    return with_phones(moment, met)


def _hands_on(visit: Visit) -> Span:
    """When the visit's practitioner is needed, as `Plan.hands_on` has it."""
    waits = min(visit.numbing_minutes, visit.span.minutes - 1)
    return Span(visit.starts_at + timedelta(minutes=waits), visit.ends_at)
