"""The rows of working weeks, absences and closures, and the opening they make."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

from clinic_desk.base.spans import Span
from clinic_desk.calendar.hours_records import AbsenceRecord, ClosureRecord
from clinic_desk.calendar.local_days import midnight
from clinic_desk.calendar.opening import Away, Closed, Opening, WeeklyStretch
from clinic_desk.db.plain import Where, all_rows

_WEEKLY = (
    "SELECT w.person_id, w.weekday, w.from_minute, w.to_minute FROM weekly_hours AS w "
    "JOIN person AS p ON p.id = w.person_id WHERE p.active AND p.treats "
    "ORDER BY w.person_id, w.weekday, w.from_minute"
)
_WEEKLY_OF = (
    "SELECT weekday, from_minute, to_minute FROM weekly_hours WHERE person_id = ? "
    "ORDER BY weekday, from_minute"
)
_ABSENCES = (
    "SELECT a.id, a.person_id, p.name, a.starts_at, a.ends_at, a.reason FROM absence AS a "
    "JOIN person AS p ON p.id = a.person_id "
    "WHERE a.starts_at < :ends AND a.ends_at > :begins ORDER BY a.starts_at, a.id"
)
_CLOSURES = (
    "SELECT id, first_day, last_day, reason FROM closure "
    "WHERE first_day <= :last AND last_day >= :first ORDER BY first_day, id"
)


def read_weekly_of(moment: Where, person_id: int) -> tuple[WeeklyStretch, ...]:
    """One person's working week, by weekday and time."""
    return tuple(map(WeeklyStretch._make, all_rows(moment, _WEEKLY_OF, (person_id,))))


def read_absences(moment: Where, first_day: date, last_day: date) -> tuple[AbsenceRecord, ...]:
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
        for id_, person_id, name, starts, ends, reason in all_rows(moment, _ABSENCES, window)
    )


def read_closures(moment: Where, first_day: date, last_day: date) -> tuple[ClosureRecord, ...]:
    """Closures that touch the local days, both included, by their first day."""
    days = {"first": first_day.isoformat(), "last": last_day.isoformat()}
    return tuple(
        ClosureRecord(id_, date.fromisoformat(first), date.fromisoformat(last), reason)
        for id_, first, last, reason in all_rows(moment, _CLOSURES, days)
    )


def read_opening(
    moment: Where, first_day: date, last_day: date, holiday: Callable[[date], str]
) -> Opening:
    """The hours of all who treat and still work here, over local days; three statements."""
    weekly: defaultdict[int, list[WeeklyStretch]] = defaultdict(list)
    for person_id, *stretch in all_rows(moment, _WEEKLY, ()):
        weekly[person_id].append(WeeklyStretch._make(stretch))
    absences: defaultdict[int, list[Away]] = defaultdict(list)
    for absence in read_absences(moment, first_day, last_day):
        absences[absence.person_id].append(Away(absence.span, absence.reason))
    return Opening(
        {person: tuple(stretches) for person, stretches in weekly.items()},
        {person: tuple(away) for person, away in absences.items()},
        tuple(
            Closed(closure.first_day, closure.last_day, closure.reason)
            for closure in read_closures(moment, first_day, last_day)
        ),
        holiday,
    )
