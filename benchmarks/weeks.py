"""A week of three hundred visits, loaded."""

from __future__ import annotations

from datetime import timedelta

from benchmarks.finding import driver_of
from benchmarks.measuring import Act, Line, ratio
from benchmarks.months import A_WEEK, busy_monday
from clinic_desk.calendar.local_days import midnight
from clinic_desk.calendar.models import LONGEST_VISIT
from clinic_desk.calendar.records import Visit
from clinic_desk.calendar.statuses import GIVEN_UP
from clinic_desk.clinic import Clinic

_COLUMNS = f"""SELECT a.id, a.client_id, trim(c.given || ' ' || c.family), a.treatment, a.zones,
a.person_id, p.name, a.room_id, coalesce(r.name, ''), a.device_id, a.starts_at, a.ends_at,
a.prep_minutes, a.cleanup_minutes, a.numbing_minutes, a.status, a.status_reason, a.desk_note,
a.moved_from, a.pencilled_until, a.version
FROM appointment a JOIN client c ON c.id = a.client_id JOIN person p ON p.id = a.person_id
LEFT JOIN room r ON r.id = a.room_id
WHERE a.starts_at > ? AND a.starts_at < ? AND a.ends_at > ?
AND a.status NOT IN ({",".join(f"'{status}'" for status in sorted(GIVEN_UP))})
ORDER BY a.starts_at, a.id"""


def rows(clinic: Clinic) -> list[Line]:
    """The one row."""
    found = len(the_week(clinic))
    if found != A_WEEK:
        raise RuntimeError(f"the bench's week has {found} visits, not {A_WEEK}")
    return [
        ratio(
            f"a week of {A_WEEK} appointments loaded",
            "the driver, same columns",
            2,
            lambda _: the_week(clinic),
            _columns(clinic),
        )
    ]


def the_week(clinic: Clinic) -> tuple[Visit, ...]:
    """The ninth week of the coming months, beyond what the demo books."""
    monday = busy_monday(clinic.clock.now()) + timedelta(weeks=8)
    return clinic.diary.visits(monday, monday + timedelta(days=6))


def _columns(clinic: Clinic) -> Act:
    driver = driver_of(clinic)
    monday = busy_monday(clinic.clock.now()) + timedelta(weeks=8)
    begins, ends = midnight(monday), midnight(monday + timedelta(days=7))
    asked = (begins - LONGEST_VISIT * 60, ends, begins)
    return lambda _: driver.execute(_COLUMNS, asked).fetchall()
