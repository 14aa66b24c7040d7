"""Write the demo clinic into a new database, in bulk; the same seed gives the same clinic."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any, NamedTuple

from sqlalchemy import Connection, insert

from clinic_desk.base.clock import at, local
from clinic_desk.base.spans import Span
from clinic_desk.calendar.models import (
    Absence,
    Appointment,
    CallBack,
    Device,
    DeviceTreatment,
    Occupancy,
    Room,
    RoomTreatment,
    WeeklyHours,
)
from clinic_desk.calendar.occupancy import occupied
from clinic_desk.calendar.plan import Plan
from clinic_desk.clients.indexing import index_everyone
from clinic_desk.clients.models import Alert, Client, HealthAnswer, Phone, Spokesperson
from clinic_desk.clients.phones import phone_digits
from clinic_desk.db.database import Database
from clinic_desk.demo.cast import CAST, DEVICES, ROOM_TREATMENTS, ROOMS
from clinic_desk.demo.filling import PlannedVisit, fill
from clinic_desk.demo.names import stranger
from clinic_desk.staff.models import Person, PersonTreatment, SignInSecret
from clinic_desk.treatments.catalogue import Catalogue

NO_TIME_HELD = ("cancelled", "no_show", "rescheduled")
AT_ONCE = 20_000


class SecretHashes(NamedTuple):
    """What everyone in the demo signs in with, hashed once for all of them."""

    password: str
    pin: str


def make_clinic(
    database: Database,
    catalogue: Catalogue,
    now: datetime,
    secrets: SecretHashes,
    *,
    clients: int,
    appointments: int,
    seed: int,
) -> None:
    """Fill an empty database as of `now`; everyone has the same password and PIN."""
    random = Random(seed)
    visits = fill(catalogue, clients, appointments, now, random)
    last_seen = _last_seen(visits)
    with database.write(audited=False) as session:
        connection = session.connection()
        _put(connection, Room, ({"id": id, "name": name} for id, name in ROOMS))
        _write_cast(connection, secrets, local(now).date())
        _write_clients(connection, clients, last_seen, now, random)
        _write_visits(connection, catalogue, visits, now)
        _write_call_backs(connection, now)


def _put(connection: Connection, table: Any, rows: Iterable[Mapping[str, Any]]) -> None:
    """Insert rows in portions, so that a big clinic needs little memory."""
    portion: list[Mapping[str, Any]] = []
    for row in rows:
        portion.append(row)
        if len(portion) == AT_ONCE:
            connection.execute(insert(table), portion)
            portion = []
    if portion:
        connection.execute(insert(table), portion)


def _write_cast(connection: Connection, secrets: SecretHashes, today: date) -> None:
    _put(connection, Person, (_person(position, secrets.pin) for position in range(len(CAST))))
    shared = {"password_hash": secrets.password, "must_change": False, "wrong": 0}
    _put(connection, SignInSecret, ({"person_id": member.id, **shared} for member in CAST))
    for member in CAST:
        _put(
            connection,
            PersonTreatment,
            ({"person_id": member.id, "treatment": code} for code in member.treatments),
        )
        _put(
            connection,
            WeeklyHours,
            (
                {"person_id": member.id, "weekday": day, "from_minute": a, "to_minute": b}
                for day in member.weekdays
                for a, b in member.stretches
            ),
        )
    for room, codes in ROOM_TREATMENTS.items():
        _put(connection, RoomTreatment, ({"room_id": room, "treatment": c} for c in codes))
    for device, name, codes in DEVICES:
        _put(connection, Device, [{"id": device, "name": name}])
        _put(connection, DeviceTreatment, ({"device_id": device, "treatment": c} for c in codes))
    monday = today + timedelta(days=28 - today.weekday())
    leave = {"starts_at": at(monday, time(0)), "ends_at": at(monday + timedelta(days=5), time(0))}
    _put(connection, Absence, [{"person_id": CAST[1].id, "reason": "Leave", **leave}])


def _person(position: int, pin_hash: str) -> dict[str, Any]:
    member = CAST[position]
    return {
        "id": member.id,
        "name": member.name,
        "role": member.role,
        "job_title": member.job_title,
        "registration": member.registration,
        "prescriber": member.prescriber,
        "treats": bool(member.treatments),
        "home_room_id": member.room,
        "pin_hash": pin_hash,
        "position": position,
    }


def _last_seen(visits: Iterable[PlannedVisit]) -> dict[int, date]:
    """The last completed visit of each client, which is when the health answers were gone over."""
    seen: dict[int, date] = {}
    for visit in visits:
        if visit.status == "completed":
            seen[visit.client] = max(visit.slot.day, seen.get(visit.client, visit.slot.day))
    return seen


def _write_clients(
    connection: Connection, clients: int, seen: Mapping[int, date], now: datetime, random: Random
) -> None:
    """The client rows, and what hangs on each; search is indexed last, in one go."""
    hanging: dict[Any, list[dict[str, Any]]] = defaultdict(list)
    rows = [_client(serial, seen, now, random, hanging) for serial in range(1, clients + 1)]
    _put(connection, Client, rows)
    for table, some in hanging.items():
        _put(connection, table, some)
    index_everyone(connection)


def _client(
    serial: int,
    seen: Mapping[int, date],
    now: datetime,
    random: Random,
    hanging: dict[Any, list[dict[str, Any]]],
) -> dict[str, Any]:
    """One client's row; phones, alerts, answers and spokespeople go into `hanging`."""
    today = local(now).date()
    person = stranger(random, serial - 1, today)
    hanging[Phone].append(
        {
            "client_id": serial,
            "number": person.number,
            "digits": phone_digits(person.number),
            "voicemail": random.random() < 0.6,
            "discreet": random.random() < 0.1,
        }
    )
    _hang_rarities(serial, today, random, hanging)
    return {
        "id": serial,
        "given": person.given,
        "family": person.family,
        "born_on": person.born_on,
        "address": person.address,
        "postcode": person.postcode,
        "large_print": random.random() < 0.03,
        "interpreter": "Polish" if random.random() < 0.01 else "",
        "id_seen_on": seen.get(serial),
        "questionnaire_on": seen.get(serial),
        "created_at": now - timedelta(days=400),
        "version": 1,
    }


def _hang_rarities(
    serial: int, today: date, random: Random, hanging: dict[Any, list[dict[str, Any]]]
) -> None:
    """What few clients have: an allergy, a flag for the nurse, an answer that asks for a look."""
    if random.random() < 0.04:
        row = {"client_id": serial, "kind": "allergy", "text": "Lidocaine"}
        hanging[Alert].append(row)
    if random.random() < 0.03:
        row = {"client_id": serial, "kind": "flag", "text": "Faints with needles"}
        hanging[Alert].append(row)
    if random.random() < 0.04:
        hanging[HealthAnswer].append(
            {
                "client_id": serial,
                "question": "cold_sore_history",
                "current": True,
                "answered_on": today - timedelta(days=30),
            }
        )
    if random.random() < 0.02:
        hanging[Spokesperson].append(
            {"client_id": serial, "name": "Alex Reed", "relation": "Partner"}
        )


def _write_visits(
    connection: Connection, catalogue: Catalogue, visits: list[PlannedVisit], now: datetime
) -> None:
    """The visits in the order of time, so that the newest have the highest ids."""
    ordered = sorted(visits, key=lambda visit: (visit.slot.day, visit.slot.minute))
    plans = [_plan(catalogue, serial, visit) for serial, visit in enumerate(ordered, 1)]
    _put(connection, Appointment, _appointments(ordered, plans, now))
    _put(connection, Occupancy, _occupancy(ordered, plans))


def _plan(catalogue: Catalogue, serial: int, visit: PlannedVisit) -> Plan:
    treatment = catalogue.treatment(visit.step.treatment)
    device = visit.slot.member.id if visit.slot.member.id in (1, 2) else None
    return Plan(
        appointment_id=serial,
        client_id=visit.client,
        treatment=visit.step.treatment,
        zones=visit.step.zones,
        person_id=visit.slot.member.id,
        room_id=visit.slot.member.room,
        device_id=device if treatment.needs_device else None,
        span=Span(visit.starts_at, visit.ends_at),
        prep_minutes=treatment.prep_minutes,
        cleanup_minutes=treatment.cleanup_minutes,
        numbing_minutes=treatment.numbing_minutes,
    )


def _appointments(
    visits: list[PlannedVisit], plans: list[Plan], now: datetime
) -> Iterator[dict[str, Any]]:
    for plan, visit in zip(plans, visits, strict=True):
        yield {
            "id": plan.appointment_id,
            "client_id": plan.client_id,
            "treatment": plan.treatment,
            "zones": plan.zones,
            "person_id": plan.person_id,
            "room_id": plan.room_id,
            "device_id": plan.device_id,
            "starts_at": plan.span.starts_at,
            "ends_at": plan.span.ends_at,
            "prep_minutes": plan.prep_minutes,
            "cleanup_minutes": plan.cleanup_minutes,
            "numbing_minutes": plan.numbing_minutes,
            "status": visit.status,
            "status_reason": visit.reason,
            "desk_note": visit.note,
            "booked_by": CAST[3].id,
            "booked_at": min(now, plan.span.starts_at) - timedelta(days=9),
            "version": 1,
        }


def _occupancy(visits: list[PlannedVisit], plans: list[Plan]) -> Iterator[dict[str, Any]]:
    for plan, visit in zip(plans, visits, strict=True):
        if visit.status in NO_TIME_HELD:
            continue
        for taken in occupied(plan):
            yield {
                "kind": taken.kind,
                "resource_id": taken.resource_id,
                "starts_at": taken.span.starts_at,
                "ends_at": taken.span.ends_at,
                "appointment_id": plan.appointment_id,
                "override_reason": None,
            }


def _write_call_backs(connection: Connection, now: datetime) -> None:
    """One call that the clinic has promised, so that the list is not seen for the first time."""
    promised = {
        "who": "Fran Doyle",
        "number": "07700 900999",
        "about": "Would like to know more about a course",
        "urgent": False,
        "due_at": now + timedelta(hours=3),
        "made_by": CAST[3].id,
        "made_at": now - timedelta(hours=1),
    }
    _put(connection, CallBack, [promised])
