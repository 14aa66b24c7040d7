"""What waits for the nurse: pencilled visits, and overrides that no longer match what stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import aliased

from clinic_desk.calendar.acknowledging import (
    LEFT_TO_THE_NURSE,
    KeptAcknowledgement,
)
from clinic_desk.calendar.changing import assessed_again
from clinic_desk.calendar.models import Acknowledgement, Appointment
from clinic_desk.calendar.outcomes import LapsedOverride, PencilledVisit
from clinic_desk.calendar.saving import kept_with
from clinic_desk.calendar.snapshots import snapshot
from clinic_desk.calendar.standing import Standing
from clinic_desk.calendar.surroundings import Reading
from clinic_desk.clients.models import Client
from clinic_desk.db.transaction import Transaction
from clinic_desk.safety.findings import Finding
from clinic_desk.staff.models import Person

_with, _booker = aliased(Person), aliased(Person)
_PENCILLED = (
    select(
        Appointment.id,
        Appointment.version,
        Appointment.client_id,
        Client.given,
        Client.family,
        Appointment.treatment,
        _with.name.label("person"),
        Appointment.starts_at,
        Appointment.ends_at,
        Appointment.pencilled_until,
        _booker.name.label("booker"),
        Appointment.desk_note,
    )
    .join(Client, Client.id == Appointment.client_id)
    .join(_with, _with.id == Appointment.person_id)
    .join(_booker, _booker.id == Appointment.booked_by)
    .where(Appointment.pencilled_until > bindparam("now", type_=Appointment.starts_at.type))
    .order_by(Appointment.pencilled_until, Appointment.id)
)
_LEFT = (
    select(Acknowledgement.appointment_id, Acknowledgement.sentence)
    .join(Appointment, Appointment.id == Acknowledgement.appointment_id)
    .where(Appointment.pencilled_until.is_not(None), Acknowledgement.reason == LEFT_TO_THE_NURSE)
    .order_by(Acknowledgement.id)
)
_OVERRIDDEN = (
    select(Appointment.id)
    .where(
        Appointment.starts_at >= bindparam("now", type_=Appointment.starts_at.type),
        Appointment.status.in_(("booked", "confirmed")),
        Appointment.id.in_(
            select(Acknowledgement.appointment_id).where(
                Acknowledgement.severity == "block",
                Acknowledgement.reason != LEFT_TO_THE_NURSE,
            )
        ),
    )
    .order_by(Appointment.starts_at)
)
_CLIENT = select(Client.given, Client.family).where(Client.id == bindparam("client"))


def waiting_for_the_nurse(connection: Transaction, now: datetime) -> tuple[PencilledVisit, ...]:
    """Pencilled visits that have not lapsed, with what each waits for; two statements."""
    left = _left(connection)
    return tuple(
        PencilledVisit(
            appointment_id=row.id,
            version=row.version,
            client_id=row.client_id,
            client_name=f"{row.given} {row.family}".strip(),
            treatment=row.treatment,
            person_name=row.person,
            starts_at=row.starts_at,
            ends_at=row.ends_at,
            until=row.pencilled_until,
            booked_by=row.booker,
            desk_note=row.desk_note,
            waits_for=tuple(left.get(row.id, ())),
        )
        for row in connection.execute(_PENCILLED, {"now": now})
    )


def _left(connection: Transaction) -> Mapping[int, list[str]]:
    left: defaultdict[int, list[str]] = defaultdict(list)
    for visit_id, sentence in connection.execute(_LEFT):
        left[visit_id].append(sentence)
    return left


def lapsed_overrides(reading: Reading) -> tuple[LapsedOverride, ...]:
    """Every override on a visit to come whose finding no longer stands as it was passed."""
    visits = reading.connection.execute(_OVERRIDDEN, {"now": reading.now}).scalars().all()
    return tuple(lapsed for visit in visits for lapsed in _lapsed(reading, visit))


def _lapsed(reading: Reading, visit_id: int) -> Iterator[LapsedOverride]:
    kept = snapshot(reading.connection, visit_id)
    if kept is None:
        return
    stands = Standing.of_row(kept.visit)
    findings = assessed_again(reading, stands).assessment.findings
    standing = {finding.fingerprint for finding in findings}
    marks = kept_with(kept)
    seen = {mark.fingerprint for mark in marks}
    for mark in marks:
        if mark.overrides and mark.fingerprint not in standing:
            now = tuple(f for f in findings if f.rule == mark.rule and f.fingerprint not in seen)
            yield _told(reading, stands, mark, now)


def _told(
    reading: Reading, stands: Standing, mark: KeptAcknowledgement, now: tuple[Finding, ...]
) -> LapsedOverride:
    given, family = reading.connection.execute(_CLIENT, {"client": stands.client_id}).one()
    people = {person.id: person.name for person in reading.here.people}
    return LapsedOverride(
        appointment_id=stands.id,
        client_id=stands.client_id,
        client_name=f"{given} {family}".strip(),
        starts_at=stands.span.starts_at,
        rule=mark.rule,
        sentence=mark.sentence,
        reason=mark.reason,
        passed_by=people.get(mark.person_id, ""),
        passed_at=mark.acknowledged_at,
        now=tuple(f for f in now if f.severity != "note"),
    )
