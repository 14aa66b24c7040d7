"""The coming months of a busy clinic: eight more people, eight more rooms, the same in every size.

The demo's own people give some seventy visits a week, and SPEED asks for three hundred.
Half a year from the clock's Monday is laid here by a fixed pattern: a quarter that is
busy, with gaps to book into, and then a quarter in which nobody has a minute free.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import cycle
from typing import Any, NamedTuple

from sqlalchemy import Connection, insert, select

from clinic_desk.base.clock import at_minute, local
from clinic_desk.base.spans import Span
from clinic_desk.calendar.models import (
    Appointment,
    Device,
    DeviceTreatment,
    Occupancy,
    Room,
    RoomTreatment,
    WeeklyHours,
)
from clinic_desk.calendar.occupancy import occupied
from clinic_desk.calendar.plan import Plan
from clinic_desk.db.database import Database
from clinic_desk.staff.models import Person, PersonTreatment

FIRST_ID = 11
EACH = range(FIRST_ID, FIRST_ID + 8)
"""The ids of the eight people, of their rooms and of their devices."""

TREATMENTS = ("BTX", "MN", "CONSULT", "BTX_REVIEW")
HOURS = ((540, 780), (840, 1080))
"""Nine to one and two to six, Monday to Friday."""

WEEKS = 13
"""Of each kind: 91 days, so a window of 90."""

A_WEEK = 300
_A_DAY = A_WEEK // 5
_STARTS = (545, 590, 635, 695, 845, 905, 950, 1010)
"""Eight places in a day, with a gap before noon, one before four, and one at the end."""

_FULL_STARTS = (540, 600, 660, 720, 840, 900, 960, 1020)
_STATUSES = ("booked", "confirmed", "booked", "booked", "confirmed", "booked", "booked")
_NOTES = ("", "", "", "Prefers the room at the back", "", "", "First visit", "")


class Planned(NamedTuple):
    """One visit of these months, before it has a client."""

    person_id: int
    day: date
    minute: int
    minutes: int
    treatment: str
    prep: int
    cleanup: int


def busy_monday(now: datetime) -> date:
    """The first day of the busy quarter: the Monday of this week."""
    today = local(now).date()
    return today - timedelta(days=today.weekday())


def full_monday(now: datetime) -> date:
    """The first day of the quarter in which nothing is free."""
    return busy_monday(now) + timedelta(weeks=WEEKS)


def visits_planned() -> int:
    """How many visits these months hold."""
    return WEEKS * (A_WEEK + 5 * len(EACH) * len(_FULL_STARTS))


def lay_months(database: Database, now: datetime) -> None:
    """Write the people, rooms and visits into a clinic that a demo has been made in."""
    with database.write(audited=False) as session:
        connection = session.connection()
        _write_people(connection)
        clients = cycle(_clients_without_plans(connection, now))
        visits = list(_visits(now))
        first = 1 + (connection.execute(select(Appointment.id).order_by(Appointment.id.desc()))
                     .scalar() or 0)  # fmt: skip
        plans = [_plan(serial, visit, next(clients)) for serial, visit in enumerate(visits, first)]
        connection.execute(insert(Appointment), list(_appointments(plans, now)))
        connection.execute(insert(Occupancy), list(_occupancy(plans)))


def _write_people(connection: Connection) -> None:
    add = connection.execute
    names = "Ada Bea Cal Dee Eli Fay Gil Hal".split()
    for id, name in zip(EACH, names, strict=True):
        person = {"id": id, "name": f"{name} Bench", "role": "practitioner", "treats": True}
        room = {"id": id, "name": f"Room {id}", "position": id}
        add(insert(Room), room)
        add(insert(Device), {"id": id, "name": f"Needling pen {id}", "position": id})
        add(insert(DeviceTreatment), {"device_id": id, "treatment": "MN"})
        add(insert(Person), person | {"home_room_id": id, "position": id})
        for code in TREATMENTS:
            add(insert(PersonTreatment), {"person_id": id, "treatment": code})
            add(insert(RoomTreatment), {"room_id": id, "treatment": code})
        for weekday in range(5):
            for begins, ends in HOURS:
                hours = {"weekday": weekday, "from_minute": begins, "to_minute": ends}
                add(insert(WeeklyHours), hours | {"person_id": id})


def _clients_without_plans(connection: Connection, now: datetime) -> list[int]:
    """Clients whom the demo gives nothing to come, so that nobody is in two places."""
    told = (
        "SELECT id FROM client WHERE id NOT IN (SELECT client_id FROM appointment"
        " WHERE starts_at > ?) ORDER BY id * 7919 % 10007, id LIMIT 5000"
    )
    since = int(at_minute(busy_monday(now), 0).timestamp())
    return [id for (id,) in connection.exec_driver_sql(told, (since,))]


def _visits(now: datetime) -> Iterator[Planned]:
    """In the order of time within each quarter."""
    for day in _weekdays(busy_monday(now)):
        places = [(person, start) for start in _STARTS for person in EACH]
        # Four places stay empty, others every day.
        for number, (person, start) in enumerate(places):
            if (number + day.toordinal()) % 16:
                yield _busy_visit(person, day, start, number)
    for day in _weekdays(full_monday(now)):
        for start in _FULL_STARTS:
            for person in EACH:
                yield Planned(person, day, start, 60, "BTX", 0, 0)


def _weekdays(monday: date) -> Iterator[date]:
    for week in range(WEEKS):
        for day in range(5):
            yield monday + timedelta(weeks=week, days=day)


def _busy_visit(person: int, day: date, start: int, number: int) -> Planned:
    kind = (number + day.toordinal()) % 3
    treatment, minutes = (("BTX", 30), ("BTX_REVIEW", 15), ("CONSULT", 30))[kind]
    return Planned(person, day, start, minutes, treatment, 5, 10 if kind == 0 else 5)


def _plan(serial: int, visit: Planned, client_id: int) -> Plan:
    starts_at = at_minute(visit.day, visit.minute)
    return Plan(
        appointment_id=serial,
        client_id=client_id,
        treatment=visit.treatment,
        zones=("forehead",) if visit.treatment == "BTX" else (),
        person_id=visit.person_id,
        room_id=visit.person_id,
        span=Span(starts_at, starts_at + timedelta(minutes=visit.minutes)),
        prep_minutes=visit.prep,
        cleanup_minutes=visit.cleanup,
    )


def _appointments(plans: list[Plan], now: datetime) -> Iterator[dict[str, Any]]:
    for plan in plans:
        number = plan.appointment_id or 0
        yield {
            "id": plan.appointment_id,
            "client_id": plan.client_id,
            "treatment": plan.treatment,
            "zones": plan.zones,
            "person_id": plan.person_id,
            "room_id": plan.room_id,
            "starts_at": plan.span.starts_at,
            "ends_at": plan.span.ends_at,
            "prep_minutes": plan.prep_minutes,
            "cleanup_minutes": plan.cleanup_minutes,
            "status": _STATUSES[number % len(_STATUSES)],
            "desk_note": _NOTES[number % len(_NOTES)],
            "booked_by": 4,
            "booked_at": now - timedelta(days=9),
            "version": 1,
        }


def _occupancy(plans: list[Plan]) -> Iterator[dict[str, Any]]:
    for plan in plans:
        for taken in occupied(plan):
            yield {
                "kind": taken.kind,
                "resource_id": taken.resource_id,
                "starts_at": taken.span.starts_at,
                "ends_at": taken.span.ends_at,
                "appointment_id": plan.appointment_id,
                "override_reason": None,
            }
