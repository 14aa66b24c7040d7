"""Write the demo clinic into a new database, in bulk; the same seed gives the same clinic."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any, NamedTuple

from sqlalchemy import Connection

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
from clinic_desk.clients.models import (
    Alert,
    Client,
    Phone,
    Spokesperson,
)
from clinic_desk.clients.phones import phone_digits
from clinic_desk.consent.forms import Form
from clinic_desk.db.database import Database
from clinic_desk.db.kept_files import KeptFiles
from clinic_desk.demo.cast import CAST, DEVICES, ROOM_TREATMENTS, ROOMS
from clinic_desk.demo.filing import Asked, write_papers, write_records
from clinic_desk.demo.filling import PlannedVisit, fill
from clinic_desk.demo.names import WELL_KNOWN, stranger
from clinic_desk.demo.photographed import photograph
from clinic_desk.demo.putting import put
from clinic_desk.demo.signed_papers import (
    Lacking,
    gone_over,
)
from clinic_desk.demo.writing_up import awaited, richest
from clinic_desk.safety.protocol import Protocol
from clinic_desk.staff.models import Person, PersonTreatment, SignInSecret
from clinic_desk.treatments.catalogue import Catalogue

NO_TIME_HELD = ("cancelled", "no_show", "rescheduled")


class SecretHashes(NamedTuple):
    """What everyone in the demo signs in with, hashed once for all of them."""

    password: str
    pin: str


def make_clinic(
    database: Database,
    protocol: Protocol,
    forms: Mapping[str, Form],
    now: datetime,
    secrets: SecretHashes,
    *,
    clients: int,
    appointments: int,
    seed: int,
) -> None:
    """Fill an empty database as of `now`; everyone has the same password and PIN.

    `forms` are the consent forms by scope.
    """
    random, catalogue = Random(seed), protocol.catalogue
    visits = fill(catalogue, clients, appointments, now, random)
    rich, lacking = richest(visits), Lacking.of(visits, now)
    # Whoever treats today looks up what was given before, so that is written up too.
    rich += [client for client in awaited(visits, now) if client not in rich]
    with database.write(audited=False) as session:
        connection = session.connection()
        put(connection, Room, ({"id": id, "name": name} for id, name in ROOMS))
        _write_cast(connection, secrets, local(now).date())
        asked = _write_clients(connection, clients, visits, rich, lacking, now, random)
        ordered = _write_visits(connection, catalogue, visits, now)
        _write_call_backs(connection, now)
        write_papers(connection, protocol, forms, ordered, asked, rich, lacking, now)
        write_records(connection, catalogue, ordered, asked.allergic, rich, now, seed)
        if rich:
            photograph(session, KeptFiles(database), ordered, rich[0])


def _write_cast(connection: Connection, secrets: SecretHashes, today: date) -> None:
    put(connection, Person, (_person(position, secrets.pin) for position in range(len(CAST))))
    shared = {"password_hash": secrets.password, "must_change": False, "wrong": 0}
    put(connection, SignInSecret, ({"person_id": member.id, **shared} for member in CAST))
    for member in CAST:
        put(
            connection,
            PersonTreatment,
            ({"person_id": member.id, "treatment": code} for code in member.treatments),
        )
        put(
            connection,
            WeeklyHours,
            (
                {"person_id": member.id, "weekday": day, "from_minute": a, "to_minute": b}
                for day in member.weekdays
                for a, b in member.stretches
            ),
        )
    for room, codes in ROOM_TREATMENTS.items():
        put(connection, RoomTreatment, ({"room_id": room, "treatment": c} for c in codes))
    for device, name, codes in DEVICES:
        put(connection, Device, [{"id": device, "name": name}])
        put(connection, DeviceTreatment, ({"device_id": device, "treatment": c} for c in codes))
    monday = today + timedelta(days=28 - today.weekday())
    leave = {"starts_at": at(monday, time(0)), "ends_at": at(monday + timedelta(days=5), time(0))}
    put(connection, Absence, [{"person_id": CAST[1].id, "reason": "Leave", **leave}])


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


def _write_clients(
    connection: Connection,
    clients: int,
    visits: list[PlannedVisit],
    rich: Sequence[int],
    lacking: Lacking,
    now: datetime,
    random: Random,
) -> Asked:
    """The client rows, and what hangs on each; search is indexed last, in one go."""
    hanging: dict[Any, list[dict[str, Any]]] = defaultdict(list)
    asked = Asked(gone_over=gone_over(visits, lacking.answers))
    rows = [_client(serial, asked, now, random, hanging) for serial in range(1, clients + 1)]
    if rich:
        _know_well(rich[0], rows, asked, hanging)
    put(connection, Client, rows)
    for table, some in hanging.items():
        put(connection, table, some)
    index_everyone(connection)
    return asked


def _know_well(
    id_: int,
    rows: list[dict[str, Any]],
    asked: Asked,
    hanging: dict[Any, list[dict[str, Any]]],
) -> None:
    """The client with most to look at is the one that the drawings show, and nobody else is."""
    for row in rows:
        if (row["given"], row["family"]) == (WELL_KNOWN.given, WELL_KNOWN.family):
            row["given"] = "Sasha"
            asked.names[row["id"]] = f"Sasha {WELL_KNOWN.family}"
    rows[id_ - 1] |= WELL_KNOWN._asdict()
    asked.names[id_] = f"{WELL_KNOWN.given} {WELL_KNOWN.family}"
    hanging[Alert] = [alert for alert in hanging[Alert] if alert["client_id"] != id_]
    hanging[Alert].append({"client_id": id_, "kind": "allergy", "text": "Lidocaine"})
    asked.allergic.add(id_)
    asked.yes[id_] |= {"cold_sore_history", "nickel_lidocaine_allergy"}


def _client(
    serial: int,
    asked: Asked,
    now: datetime,
    random: Random,
    hanging: dict[Any, list[dict[str, Any]]],
) -> dict[str, Any]:
    """One client's row; phones, alerts, answers and spokespeople go into `hanging`."""
    today = local(now).date()
    person = stranger(random, serial - 1, today)
    asked.names[serial] = f"{person.given} {person.family}"
    seen = asked.gone_over.get(serial, (None,))[-1]
    hanging[Phone].append(
        {
            "client_id": serial,
            "number": person.number,
            "digits": phone_digits(person.number),
            "voicemail": random.random() < 0.6,
            "discreet": random.random() < 0.1,
        }
    )
    _hang_rarities(serial, asked, random, hanging)
    return {
        "id": serial,
        "given": person.given,
        "family": person.family,
        "born_on": person.born_on,
        "address": person.address,
        "postcode": person.postcode,
        "large_print": random.random() < 0.03,
        "interpreter": "Polish" if random.random() < 0.01 else "",
        "id_seen_on": seen,
        "questionnaire_on": seen,
        "created_at": now - timedelta(days=400),
        "version": 1,
    }


def _hang_rarities(
    serial: int, asked: Asked, random: Random, hanging: dict[Any, list[dict[str, Any]]]
) -> None:
    """What few clients have: an allergy, a flag for the nurse, an answer that asks for a look."""
    if random.random() < 0.04:
        row = {"client_id": serial, "kind": "allergy", "text": "Lidocaine"}
        hanging[Alert].append(row)
        asked.allergic.add(serial)
        asked.yes[serial].add("nickel_lidocaine_allergy")
    if random.random() < 0.03:
        row = {"client_id": serial, "kind": "flag", "text": "Faints with needles"}
        hanging[Alert].append(row)
        asked.yes[serial].add("faint_needles")
    if random.random() < 0.04:
        asked.yes[serial].add("cold_sore_history")
    if random.random() < 0.02:
        hanging[Spokesperson].append(
            {"client_id": serial, "name": "Alex Reed", "relation": "Partner"}
        )


def _write_visits(
    connection: Connection, catalogue: Catalogue, visits: list[PlannedVisit], now: datetime
) -> list[tuple[int, PlannedVisit]]:
    """The visits in the order of time, so that the newest have the highest ids; and the ids."""
    ordered = sorted(visits, key=lambda visit: (visit.slot.day, visit.slot.minute))
    plans = [_plan(catalogue, serial, visit) for serial, visit in enumerate(ordered, 1)]
    put(connection, Appointment, _appointments(ordered, plans, now))
    put(connection, Occupancy, _occupancy(ordered, plans))
    return list(enumerate(ordered, 1))


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
    put(connection, CallBack, [promised])
