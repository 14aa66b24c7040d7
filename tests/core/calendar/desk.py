"""A clinic at work on one real file: Ruth, Amira, Maya and Grace, three rooms, one pen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import text

from clinic_desk.base.clock import Clock, FixedClock, at
from clinic_desk.calendar.booking import Booking
from clinic_desk.calendar.calls import Calls
from clinic_desk.calendar.deaths import Deaths
from clinic_desk.calendar.diary import Diary
from clinic_desk.calendar.hours import WorkingHours
from clinic_desk.calendar.outcomes import Booked, NeedsAcknowledgement
from clinic_desk.calendar.records import Acknowledged, Draft
from clinic_desk.calendar.sittings import Sittings
from clinic_desk.consent.form_text import FormHead
from clinic_desk.consent.forms import Forms
from clinic_desk.db.database import Database
from clinic_desk.safety.loading import load_protocol
from clinic_desk.safety.protocol import Protocol
from clinic_desk.staff.people import Staff
from tests.factories import (
    KEY,
    add_client,
    add_consent,
    add_device,
    add_hours,
    add_person,
    add_receptionist,
    add_room,
    fixed_clock,
    memory_like_database,
)
from tests.kept import copy_kept

TODAY = date(2026, 11, 24)
"""A Tuesday; the clock stands at nine."""

GIVES = ("CONSULT", "BTX", "BTX_REVIEW", "BTX_TOPUP", "MN", "PROBLEM")


@cache
def shipped() -> Protocol:
    """The protocol as it is shipped."""
    return load_protocol(Path(__file__).parents[3] / "resources" / "protocol")


@cache
def shipped_forms() -> Mapping[str, FormHead]:
    """The consent forms as they are shipped."""
    return Forms(Path(__file__).parents[3] / "resources" / "consent" / "en", dict).heads


class InForce:
    """The protocol that judges, as it may be exchanged by a test."""

    def __init__(self, protocol: Protocol) -> None:
        self.protocol = protocol

    def current(self) -> Protocol:
        return self.protocol


@dataclass(frozen=True)
class Desk:
    """The clinic, and who is in it by id."""

    database: Database
    clock: FixedClock
    protocol: InForce
    hours: WorkingHours
    sittings: Sittings
    booking: Booking
    calls: Calls
    diary: Diary
    ruth: int
    amira: int
    maya: int
    grace: int
    rooms: tuple[int, int, int]
    pen: int

    @property
    def deaths(self) -> Deaths:
        """Where a death is noted, with all that it ends."""
        return Deaths(self.database, self.clock, self.sittings)

    def client(
        self,
        given: str = "Nadia",
        family: str = "Clarke",
        *,
        consents: tuple[str, ...] = ("BTX", "MN"),
        **columns: Any,
    ) -> int:
        """A client of 41 with a consultation, answers and consents on file."""
        columns.setdefault("consult_on", date(2026, 9, 1))
        columns.setdefault("questionnaire_on", date(2026, 11, 1))
        columns.setdefault("id_seen_on", date(2026, 9, 1))
        client = add_client(self.database, given, family, **columns)
        for scope in consents:
            add_consent(self.database, client, scope, self.ruth)
        return client

    def book(
        self,
        treatment: str,
        client_id: int | None,
        starts_at: datetime | None,
        *,
        acknowledged: tuple[Acknowledged, ...] = (),
        by: int | None = None,
        pencil: bool = False,
        **draft: Any,
    ) -> Booked:
        """Book by the receptionist, Ruth's toxin and Amira's needling."""
        draft.setdefault("person_id", self.amira if treatment == "MN" else self.ruth)
        whole = Draft(treatment, client_id, starts_at=starts_at, **draft)
        return self.booking.book(whole, acknowledged, by or self.maya, pencil)

    def asked(self, treatment: str, client_id: int, starts_at: datetime, **draft: Any) -> set[str]:
        """The rules that a booking would have to answer to; empty if it was booked."""
        try:
            self.book(treatment, client_id, starts_at, **draft)
        except NeedsAcknowledgement as refused:
            return {finding.rule for finding in refused.unsettled}
        return set()

    def past(
        self, treatment: str, client_id: int, day: date, status: str = "completed", **more: Any
    ) -> int:
        """A visit of the past, with no occupancy: what is over stands in nobody's way."""
        values = {
            "client_id": client_id,
            "treatment": treatment,
            "zones": more.get("zones", "full_face"),
            "person_id": more.get("person_id", self.ruth),
            "starts_at": int(at(day, time(10)).timestamp()),
            "ends_at": int(at(day, time(10, 30)).timestamp()),
            "status": status,
            "status_reason": "tried" if status in ("cancelled", "not_treated") else "",
            "by": self.maya,
        }
        with self.database.write(audited=False) as session:
            return int(
                session.execute(
                    text(
                        "INSERT INTO appointment (client_id, treatment, zones, person_id, "
                        "starts_at, ends_at, status, status_reason, booked_by, booked_at, version,"
                        " prep_minutes, cleanup_minutes, numbing_minutes, desk_note) VALUES "
                        "(:client_id, :treatment, :zones, :person_id, :starts_at, :ends_at, "
                        ":status, :status_reason, :by, 0, 1, 0, 0, 0, '') RETURNING id"
                    ),
                    values,
                ).scalar_one()
            )

    def tables(self) -> dict[str, list[tuple[Any, ...]]]:
        """Every row of every table but the audit's, to hold two moments side by side."""
        with self.database.read() as session:
            names = session.scalars(text("SELECT name FROM sqlite_master WHERE type = 'table'"))
            return {
                name: sorted(map(tuple, session.execute(text(f"SELECT * FROM {name}"))), key=repr)
                for name in names.all()
                if not name.startswith("audit_")
            }


class _Who(NamedTuple):
    ruth: int
    amira: int
    maya: int
    grace: int
    rooms: tuple[int, int, int]
    pen: int


def _fill(database: Database) -> _Who:
    first, second, third = (add_room(database, f"Room {n}", GIVES) for n in (1, 2, 3))
    pen = add_device(database)
    ruth = add_person(database, treatments=GIVES, home_room_id=first, position=1)
    amira = add_person(
        database,
        "Amira Khan",
        "practitioner",
        treatments=("MN", "PROBLEM"),
        home_room_id=second,
        position=2,
    )
    maya = add_receptionist(database, "Maya Patel")
    grace = add_person(database, "Grace Lam", "manager", treats=False)
    for person in (ruth, amira):
        add_hours(database, person, range(5), 9 * 60, 13 * 60)
        add_hours(database, person, range(5), 14 * 60, 18 * 60)
    return _Who(ruth, amira, maya, grace, (first, second, third), pen)


def _made(folder: Path) -> _Who:
    folder.mkdir()
    database = memory_like_database(folder)
    who = _fill(database)
    database.close()
    return who


def open_desk(folder: Path, clock: FixedClock) -> Desk:
    """Ruth (nurse prescriber, lunch at 13:00), Amira (practitioner), Maya at the desk, Grace who
    manages; on a file of its own in a folder that is not there yet."""
    who = copy_kept(_made, folder)
    database = Database(folder / "clinic.db", KEY, clock=fixed_clock())
    protocol = InForce(shipped())
    hours = WorkingHours(database)
    sittings = Sittings(database, clock, Staff(database, clock), protocol, hours, shipped_forms())
    booking = Booking(database, clock, sittings)
    calls, diary = Calls(database, clock), Diary(database, hours)
    return Desk(database, clock, protocol, hours, sittings, booking, calls, diary, *who)


def booking_over(database: Database, clock: Clock) -> Booking:
    """The booking room over any database, by the protocol and the forms as they are shipped."""
    staff, hours = Staff(database, clock), WorkingHours(database)
    forms, protocol = shipped_forms(), InForce(shipped())
    return Booking(database, clock, Sittings(database, clock, staff, protocol, hours, forms))


def on(day: int, hour: int, minute: int = 0, month: int = 12, year: int = 2026) -> datetime:
    """A moment by the clinic's clocks; in December 2026 unless told otherwise."""
    return at(date(year, month, day), time(hour, minute))
