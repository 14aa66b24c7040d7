"""The clinic that the tests of faults put in harm's way, and the bookings made in it.

Booking number n has its own half hour in Ruth's diary, so that a file says by itself how many
were made, and what each must have: visit, occupancy, acknowledgements, a line of the log.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import closing
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from clinic_desk.base.clock import FixedClock
from clinic_desk.calendar.booking import Booking
from clinic_desk.calendar.outcomes import NeedsAcknowledgement
from clinic_desk.calendar.records import Acknowledged, Draft
from clinic_desk.db.audit import note
from clinic_desk.db.database import Database
from clinic_desk.db.opening import open_database
from clinic_desk.tables import metadata
from tests.core.calendar.desk import booking_over, on, open_desk
from tests.factories import KEY, NOW, add_client, fixed_clock

CLIENTS = 40
HALF_HOUR = timedelta(minutes=30)
A_DAY = 16
"""Half hours from nine; those over lunch and after hours take one tick more."""
NURSE, ROOM = 1, 1


class Kept(NamedTuple):
    """A booking that was acknowledged: what must be found again whatever happens after."""

    number: int
    visit: int
    client: int
    starts_at: int
    """Seconds since 1970."""
    seen: int
    """How many findings were acknowledged with it."""


class Desk(NamedTuple):
    """A clinic opened as the window opens it, ready to book."""

    database: Database
    booking: Booking


@cache
def _template() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="clinic-desk-faults-"))
    database = open_desk(folder / "clinic", fixed_clock()).database
    for number in range(CLIENTS):
        add_client(database, f"Client {number}", "Clarke")
    database.close()
    return database.path


def make_clinic(folder: Path) -> Path:
    """A clinic with staff, rooms, hours and clients, and no visit yet; gives its file, closed.

    Made like any other: with the event that says so, and the anchors that remember it.
    """
    path = Path(shutil.copyfile(_template(), folder / "clinic.db"))
    give_a_home(path)
    database = Database(path, KEY, clock=fixed_clock())
    with database.write() as session:
        note(session, "clinic.made", None)
    database.close()
    return path


def open_for_work(path: Path, *, alone: bool = True, now: datetime = NOW) -> Desk:
    """The clinic opened as a window does; raises CannotOpen as that does."""
    clock = fixed_clock(now)
    give_a_home(path)
    return at_work(
        open_database(path, KEY, alone=alone, clock=clock, models=lambda: metadata), clock
    )


def give_a_home(path: Path) -> None:
    """Have the computer's own folder for our data lie beside a clinic, until the test ends.

    All these clinics have one key, and the second anchor goes by the key.
    """
    os.environ["XDG_DATA_HOME"] = str(path.parent / "home")


def at_work(database: Database, clock: FixedClock) -> Desk:
    """The booking room over a database that is open."""
    return Desk(database, booking_over(database, clock))


def span_of(number: int) -> datetime:
    """The half hour that belongs to a booking."""
    day, half_hour = divmod(number, A_DAY)
    return on(1, 9) + timedelta(days=day) + half_hour * HALF_HOUR


def book(desk: Desk, number: int) -> Kept:
    """Make one booking, seeing and settling whatever stands against it."""
    client = number % CLIENTS + 1
    starts_at = span_of(number)
    draft = Draft("CONSULT", client, person_id=NURSE, room_id=ROOM, starts_at=starts_at, minutes=30)
    seen: tuple[Acknowledged, ...] = ()
    try:
        booked = desk.booking.book(draft, seen, NURSE)
    except NeedsAcknowledgement as asked:
        findings = asked.assessment.findings
        seen = tuple(Acknowledged(finding.fingerprint, "Agreed") for finding in findings)
        booked = desk.booking.book(draft, seen, NURSE)
    return Kept(number, booked.appointment_id, client, int(starts_at.timestamp()), len(seen))


def look_at(desk: Desk, client: int, **before: str) -> None:
    """Have the audit note that a record was opened, or what it said before it was changed."""
    with desk.database.write() as session:
        act = "client.changed" if before else "client.read"
        note(session, act, NURSE, client=client, fields=before, before=before)


def how_many(database: Database) -> int:
    """How many visits the file holds: the number of the next booking."""
    with database.read() as session:
        counted = session.connection().exec_driver_sql("SELECT count(*) FROM appointment")
        return int(counted.scalar_one())


def ask_driver(database: Database, *statements: str) -> list[list[tuple[object, ...]]]:
    """Say something to the one connection of a database outside any transaction; its answers."""
    with closing(database.engine.raw_connection()) as pooled:
        driver: Any = pooled.driver_connection
        return [driver.execute(statement).fetchall() for statement in statements]
