"""What the tests build clinics from: a real encrypted database, and rows straight into it."""

from __future__ import annotations

import itertools
import json
import shutil
import tempfile
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import select, update

from clinic_desk.base.clock import FixedClock
from clinic_desk.calendar.models import (
    Appointment,
    Device,
    DeviceTreatment,
    Occupancy,
    Room,
    RoomTreatment,
    VisitMark,
    WeeklyHours,
)
from clinic_desk.clients.models import Client, Phone
from clinic_desk.clinic import Clinic, create_clinic
from clinic_desk.consent.models import Consent
from clinic_desk.db.audit_models import AuditEvent, AuditValue
from clinic_desk.db.database import Database
from clinic_desk.db.engine import APPLICATION_ID, connect
from clinic_desk.db.guard import apply_guard
from clinic_desk.db.key_file import KeyChoice
from clinic_desk.db.migrating import REVISIONS
from clinic_desk.staff.models import Person, PersonTreatment, SignInSecret
from clinic_desk.staff.passwords import hash_password
from clinic_desk.staff.pin import hash_pin
from clinic_desk.tables import metadata

KEY = bytes(range(32))
"""The key of every test's database."""

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
"""Tuesday 24 November 2026, nine in the morning; winter time, so local time is UTC."""

TREATMENTS = ("CONSULT", "BTX", "BTX_REVIEW", "BTX_TOPUP", "MN", "MN_RF", "MN_REVIEW")

PASSWORD, PIN = "violet harbour ladder", "2468"
"""The password and the PIN of whoever has them in the tests."""

_numbers = itertools.count(1)


def new_clinic(folder: Path) -> Clinic:
    """The Body Work Clinic in a folder that is not there yet, as a demo: open, and with nobody."""
    clinic, _ = create_clinic(
        folder,
        name="The Body Work Clinic",
        phone="01223 455144",
        key_choice=KeyChoice(demo=True),
        clock=fixed_clock(),
    )
    return clinic


@cache
def _template() -> Path:
    path = Path(tempfile.mkdtemp(prefix="clinic-desk-tests-")) / "clinic.db"
    connection = connect(path, KEY, create=True)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.close()
    database = Database(path, KEY)
    with database.write(audited=False) as session:
        metadata.create_all(session.connection())
        apply_guard(session.connection().exec_driver_sql)
        _stamp(session.connection().exec_driver_sql)
    database.close()
    return path


def _stamp(execute: Callable[[str], object]) -> None:
    execute("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)")
    execute(f"INSERT INTO alembic_version VALUES ('{REVISIONS[-1]}')")


def memory_like_database(folder: Path) -> Database:
    """A new, empty clinic database in a folder: a real file, copied from a template."""
    path = folder / "clinic.db"
    shutil.copyfile(_template(), path)
    return Database(path, KEY, clock=fixed_clock())


def fixed_clock(instant: datetime = NOW) -> FixedClock:
    """A clock that stands at `instant`."""
    return FixedClock(instant)


class Noted(NamedTuple):
    """An event of the audit, with the old values that are kept of it."""

    act: str
    person_id: int | None
    client_id: int | None
    subject_id: int | None
    fields: tuple[str, ...]
    before: dict[str, Any]


def events(database: Database) -> list[Noted]:
    """Every event of the audit, in order."""
    joined = select(AuditEvent, AuditValue.before).outerjoin(
        AuditValue, AuditValue.event_id == AuditEvent.id
    )
    with database.read() as session:
        return [
            Noted(
                row.act,
                row.person_id,
                row.client_id,
                row.subject_id,
                row.fields,
                json.loads(before or "{}"),
            )
            for row, before in session.execute(joined.order_by(AuditEvent.id))
        ]


def _add(database: Database, row: Any) -> int:
    with database.write(audited=False) as session:
        session.add(row)
        session.flush()
        return int(row.id)


def add_person(
    database: Database,
    name: str = "Ruth Holt",
    role: str = "nurse_prescriber",
    *,
    treats: bool = True,
    prescriber: bool | None = None,
    treatments: Iterable[str] | None = None,
    **columns: Any,
) -> int:
    """Someone who works at the clinic; gives every treatment unless told otherwise."""
    person = Person(
        name=name,
        role=role,
        treats=treats,
        prescriber=role == "nurse_prescriber" if prescriber is None else prescriber,
        **columns,
    )
    given = TREATMENTS if treatments is None else tuple(treatments)
    with database.write(audited=False) as session:
        session.add(person)
        session.flush()
        session.add_all(
            PersonTreatment(person_id=person.id, treatment=code) for code in given if treats
        )
        return person.id


def add_secrets(
    database: Database, *person_ids: int, password: str = PASSWORD, pin: str = PIN
) -> None:
    """The same password, chosen by themselves, and the same PIN for each of these."""
    kept = hash_password(password)
    with database.write(audited=False) as session:
        session.add_all(
            SignInSecret(person_id=person_id, password_hash=kept, must_change=False, wrong=0)
            for person_id in person_ids
        )
        chosen = update(Person).where(Person.id.in_(person_ids))
        session.execute(chosen.values(pin_hash=hash_pin(pin)))


def add_receptionist(database: Database, name: str = "Mia Lane") -> int:
    """Someone at the desk who treats nobody."""
    return add_person(database, name, "reception", treats=False)


def add_room(
    database: Database, name: str = "Room 1", treatments: Iterable[str] = TREATMENTS, **columns: Any
) -> int:
    """A room that suits every treatment unless told otherwise."""
    with database.write(audited=False) as session:
        room = Room(name=name, **columns)
        session.add(room)
        session.flush()
        session.add_all(RoomTreatment(room_id=room.id, treatment=code) for code in treatments)
        return room.id


def add_device(
    database: Database, name: str = "Needling pen", treatments: Iterable[str] = ("MN",)
) -> int:
    """A device that suits the treatments named."""
    with database.write(audited=False) as session:
        device = Device(name=name)
        session.add(device)
        session.flush()
        session.add_all(DeviceTreatment(device_id=device.id, treatment=code) for code in treatments)
        return device.id


def add_hours(
    database: Database,
    person_id: int,
    weekdays: Iterable[int] = range(5),
    from_minute: int = 9 * 60,
    to_minute: int = 17 * 60,
) -> None:
    """Weekly hours in local minutes after midnight; weekday 0 is Monday."""
    with database.write(audited=False) as session:
        session.add_all(
            WeeklyHours(
                person_id=person_id,
                weekday=weekday,
                from_minute=from_minute,
                to_minute=to_minute,
            )
            for weekday in weekdays
        )


def add_client(
    database: Database,
    given: str = "Anna",
    family: str = "Kowalska",
    *,
    phone: str | None = None,
    born_on: date | None = date(1985, 4, 3),
    **columns: Any,
) -> int:
    """A client with one phone number; rows only, no search keys."""
    number = phone or f"07700900{next(_numbers) % 1000:03}"
    columns.setdefault("created_at", NOW)
    client = Client(
        given=given,
        family=family,
        born_on=born_on,
        phones=[Phone(number=number, digits=number)],
        **columns,
    )
    return _add(database, client)


def add_consent(
    database: Database,
    client_id: int,
    scope: str,
    taken_by: int,
    *,
    given_on: date = date(2026, 11, 20),
    **columns: Any,
) -> int:
    """A consent signed on the screen, in the words of version 1."""
    columns.setdefault("version", "1")
    consent = Consent(
        client_id=client_id,
        scope=scope,
        digest="",
        given_on=given_on,
        how="screen",
        signed_as="Anna Kowalska",
        strokes="[]",
        taken_by=taken_by,
        taken_at=NOW,
        **columns,
    )
    return _add(database, consent)


def add_mark(database: Database, appointment_id: int, mark: str) -> None:
    """What keeps a visit from counting."""
    with database.write(audited=False) as session:
        session.add(VisitMark(appointment_id=appointment_id, mark=mark))


def add_appointment(
    database: Database,
    client_id: int,
    person_id: int,
    starts_at: datetime,
    ends_at: datetime,
    *,
    treatment: str = "BTX",
    room_id: int | None = None,
    status: str = "booked",
    occupies: bool = True,
    **columns: Any,
) -> int:
    """A visit with plain occupancy of practitioner, room and client over its whole span."""
    columns.setdefault("booked_by", person_id)
    columns.setdefault("booked_at", NOW)
    with database.write(audited=False) as session:
        visit = Appointment(
            client_id=client_id,
            person_id=person_id,
            room_id=room_id,
            treatment=treatment,
            starts_at=starts_at,
            ends_at=ends_at,
            status=status,
            **columns,
        )
        session.add(visit)
        session.flush()
        taken = (("practitioner", person_id), ("room", room_id), ("client", client_id))
        session.add_all(
            Occupancy(
                kind=kind,
                resource_id=resource_id,
                starts_at=starts_at,
                ends_at=ends_at,
                appointment_id=visit.id,
            )
            for kind, resource_id in taken
            if occupies and resource_id is not None
        )
        return visit.id
