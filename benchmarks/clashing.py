"""The clash check: who and what is taken already in a span."""

from __future__ import annotations

from datetime import timedelta
from statistics import median

from sqlalchemy import Connection, bindparam, select

from benchmarks.finding import driver_of, sizes_of
from benchmarks.measuring import Act, Line, Row, growth, ratio
from benchmarks.months import EACH, busy_monday
from clinic_desk.base.clock import at_minute
from clinic_desk.base.spans import Span
from clinic_desk.calendar.models import Appointment
from clinic_desk.calendar.overlaps import in_the_way
from clinic_desk.calendar.plan import Plan
from clinic_desk.clinic import Clinic

NAME = "clash check: practitioner, room, client"
_TURNS = 100
_ONE_ROW = select(Appointment.__table__).where(
    Appointment.__table__.c.id == bindparam("id"),
)


def rows(big: Clinic, small: Clinic) -> list[Line]:
    """The ratio, SQLite's steps, and the growth."""
    layer = "one row by primary key, same layer"
    with big.database.read():
        return [
            ratio(NAME, layer, 2, _check(big), _one_row(big), _TURNS),
            Row(f"{NAME}: SQLite's steps", "", _steps(big), 400, unit="steps"),
            *growth_rows(big, small),
        ]


def growth_rows(big: Clinic, small: Clinic) -> list[Line]:
    """The same checks on a big clinic and on a small one."""
    sizes = sizes_of(big, small)
    with big.database.read(), small.database.read():
        return [growth(NAME, sizes, 1.5, _check(big), _check(small), _TURNS)]


def plans(clinic: Clinic) -> list[Plan]:
    """Plans all through a busy week; some lie free and some on another visit."""
    monday = busy_monday(clinic.clock.now())
    return [
        Plan(
            treatment="BTX",
            span=Span(starts, starts + timedelta(minutes=30)),
            person_id=person,
            room_id=person,
            client_id=1 + number,
            prep_minutes=5,
            cleanup_minutes=10,
        )
        for number, (day, minute, person) in enumerate(
            (day, minute, person)
            for day in range(5)
            for minute in (570, 660, 740, 870, 990, 1040)
            for person in EACH[:4]
        )
        for starts in [at_minute(monday + timedelta(weeks=8, days=day), minute)]
    ]


def _check(clinic: Clinic) -> Act:
    """The check in a session that is open already, as the assessment asks it."""
    connection, tried = open_connection(clinic), plans(clinic)
    return lambda turn: in_the_way(connection, tried[turn % len(tried)])


def _one_row(clinic: Clinic) -> Act:
    connection = open_connection(clinic)
    return lambda turn: connection.execute(_ONE_ROW, {"id": 1 + turn}).all()


def open_connection(clinic: Clinic) -> Connection:
    """The connection of a session that the caller's `with` holds open."""
    with clinic.database.read() as session:
        return session.connection()


def _steps(clinic: Clinic) -> float:
    """SQLite's own count of the instructions of one check, the median of many."""
    driver, check, steps = driver_of(clinic), _check(clinic), []
    counted = 0

    def count() -> int:
        nonlocal counted
        counted += 1
        return 0

    for turn in range(len(plans(clinic))):
        counted = 0
        driver.set_progress_handler(count, 1)
        check(turn)
        driver.set_progress_handler(None, 1)
        steps.append(counted)
    return median(steps)
