"""The rows of working weeks, absences and closures, and the opening they make."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import Connection, Integer, bindparam, select, type_coerce

from clinic_desk.base.spans import Span
from clinic_desk.calendar.hours_records import AbsenceRecord, ClosureRecord
from clinic_desk.calendar.local_days import midnight
from clinic_desk.calendar.models import Absence, Closure, WeeklyHours
from clinic_desk.calendar.opening import Away, Closed, Opening, WeeklyStretch
from clinic_desk.calendar.plain_rows import plain_rows
from clinic_desk.staff.models import Person

_w = WeeklyHours.__table__.c
_person = Person.__table__.c
_absence = Absence.__table__.c
_closure = Closure.__table__.c

_WEEKLY = (
    select(_w.person_id, _w.weekday, _w.from_minute, _w.to_minute)
    .join_from(WeeklyHours, Person, _person.id == _w.person_id)
    .where(_person.active, _person.treats)
    .order_by(_w.person_id, _w.weekday, _w.from_minute)
)
_WEEKLY_OF = (
    select(_w.weekday, _w.from_minute, _w.to_minute)
    .where(_w.person_id == bindparam("person"))
    .order_by(_w.weekday, _w.from_minute)
)
_ABSENCES = (
    select(
        _absence.id,
        _absence.person_id,
        _person.name,
        type_coerce(_absence.starts_at, Integer),
        type_coerce(_absence.ends_at, Integer),
        _absence.reason,
    )
    .join_from(Absence, Person, _person.id == _absence.person_id)
    .where(
        type_coerce(_absence.starts_at, Integer) < bindparam("ends", type_=Integer),
        type_coerce(_absence.ends_at, Integer) > bindparam("begins", type_=Integer),
    )
    .order_by(_absence.starts_at, _absence.id)
)
_CLOSURES = (
    select(_closure.id, _closure.first_day, _closure.last_day, _closure.reason)
    .where(_closure.first_day <= bindparam("last"), _closure.last_day >= bindparam("first"))
    .order_by(_closure.first_day, _closure.id)
)


def read_weekly_of(connection: Connection, person_id: int) -> tuple[WeeklyStretch, ...]:
    """One person's working week, by weekday and time."""
    return tuple(map(WeeklyStretch._make, connection.execute(_WEEKLY_OF, {"person": person_id})))


def read_absences(
    connection: Connection, first_day: date, last_day: date
) -> tuple[AbsenceRecord, ...]:
    """Absences that touch the local days, both included, by start."""
    window = {"begins": midnight(first_day), "ends": midnight(last_day + timedelta(days=1))}
    return tuple(
        AbsenceRecord(
            id_,
            person_id,
            name,
            Span(datetime.fromtimestamp(starts, UTC), datetime.fromtimestamp(ends, UTC)),
            reason,
        )
        for id_, person_id, name, starts, ends, reason in connection.execute(_ABSENCES, window)
    )


def read_closures(
    connection: Connection, first_day: date, last_day: date
) -> tuple[ClosureRecord, ...]:
    """Closures that touch the local days, both included, by their first day."""
    rows = connection.execute(_CLOSURES, {"first": first_day, "last": last_day})
    return tuple(ClosureRecord(*row) for row in rows)


def read_opening(
    connection: Connection, first_day: date, last_day: date, holiday: Callable[[date], str]
) -> Opening:
    """The hours of all who treat and still work here, over local days; three statements."""
    weekly: defaultdict[int, list[WeeklyStretch]] = defaultdict(list)
    for person_id, *stretch in plain_rows(connection.execute(_WEEKLY)):
        weekly[person_id].append(WeeklyStretch._make(stretch))
    absences: defaultdict[int, list[Away]] = defaultdict(list)
    for absence in read_absences(connection, first_day, last_day):
        absences[absence.person_id].append(Away(absence.span, absence.reason))
    return Opening(
        {person: tuple(stretches) for person, stretches in weekly.items()},
        {person: tuple(away) for person, away in absences.items()},
        tuple(
            Closed(closure.first_day, closure.last_day, closure.reason)
            for closure in read_closures(connection, first_day, last_day)
        ),
        holiday,
    )
