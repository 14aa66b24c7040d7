"""Fills in who, where and with what: the first of those that could, unless others are there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from clinic_desk.base.spans import Span
from clinic_desk.calendar.choosing import devices_for, people_for, rooms_for
from clinic_desk.calendar.clashes import Names
from clinic_desk.calendar.hours_clashes import hours_clashes
from clinic_desk.calendar.hours_records import PlaceRecord
from clinic_desk.calendar.overlaps import Held, in_the_way
from clinic_desk.calendar.plan import Plan
from clinic_desk.calendar.records import Draft
from clinic_desk.calendar.surroundings import Surroundings
from clinic_desk.db.transaction import Transaction
from clinic_desk.staff.people import PersonRecord
from clinic_desk.treatments.catalogue import Treatment


@dataclass(frozen=True)
class Fitted:
    """A plan with nothing open, what stands in its way, and what its parts are called."""

    plan: Plan
    held: tuple[Held, ...]
    names: Names


@dataclass(frozen=True)
class _Asked:
    """What is being fitted, to save saying it at every step."""

    connection: Transaction
    around: Surroundings
    draft: Draft
    treatment: Treatment
    span: Span
    stands: Plan | None


def fit(
    connection: Transaction,
    around: Surroundings,
    draft: Draft,
    treatment: Treatment,
    span: Span,
    stands: Plan | None,
) -> Fitted:
    """The plan of a draft with a start: what was asked for, and the rest chosen.

    The first person who gives the treatment and is at work and free, else the first
    at all. That person's home room, unless someone else's visit is in it and another
    room that suits is clear; devices alike. Raises BadInput as `choosing` says.
    """
    asked = _Asked(connection, around, draft, treatment, span, stands)
    people = people_for(draft, treatment, around.people, stands)
    first = _with_person(asked, people[0])
    if len(people) == 1 or not _is_elsewhere(asked, first):
        return first
    others = (_with_person(asked, person) for person in people[1:])
    return next((other for other in others if not _is_elsewhere(asked, other)), first)


def _is_elsewhere(asked: _Asked, fitted: Fitted) -> bool:
    """Whether the practitioner is not at work then, or with another client."""
    busy = any(
        row.kind == "practitioner" and row.span.overlaps(fitted.plan.hands_on)
        for row in fitted.held
    )
    return busy or bool(hours_clashes(fitted.plan, asked.around.opening, fitted.names))


def _with_person(asked: _Asked, person: PersonRecord) -> Fitted:
    rooms = rooms_for(asked.draft, asked.treatment, person, asked.around.rooms, asked.stands)
    devices = devices_for(asked.draft, asked.treatment, asked.around.devices, asked.stands)
    fitted = _fitted(asked, person, rooms[0], devices[0])
    fitted = _other_place(asked, fitted, person, rooms, devices[:1], ("room", "buffer"))
    room = next(place for place in rooms if (place and place.id) == fitted.plan.room_id)
    return _other_place(asked, fitted, person, (room,), devices, ("device",))


def _other_place(
    asked: _Asked,
    fitted: Fitted,
    person: PersonRecord,
    rooms: Sequence[PlaceRecord | None],
    devices: Sequence[PlaceRecord | None],
    kinds: tuple[str, ...],
) -> Fitted:
    """The first combination in which no other practitioner's visit is met, else the one given."""
    if not _someone_else(fitted, kinds):
        return fitted
    for room in rooms:
        for device in devices:
            other = _fitted(asked, person, room, device)
            if not _someone_else(other, kinds):
                return other
    return fitted


def _someone_else(fitted: Fitted, kinds: tuple[str, ...]) -> bool:
    return any(row.kind in kinds and row.person_id != fitted.plan.person_id for row in fitted.held)


def _fitted(
    asked: _Asked, person: PersonRecord, room: PlaceRecord | None, device: PlaceRecord | None
) -> Fitted:
    plan = _plan(asked, person, room, device)
    held = in_the_way(asked.connection, plan)
    names = Names(person.name, room.name if room else "", device.name if device else "")
    return Fitted(plan, held, names)


def _plan(
    asked: _Asked, person: PersonRecord, room: PlaceRecord | None, device: PlaceRecord | None
) -> Plan:
    draft, treatment, stands = asked.draft, asked.treatment, asked.stands
    plan = Plan(
        treatment=treatment.code,
        span=asked.span,
        person_id=person.id,
        client_id=draft.client_id,
        zones=draft.zones,
        room_id=room.id if room else None,
        device_id=device.id if device else None,
        prep_minutes=treatment.prep_minutes,
        cleanup_minutes=treatment.cleanup_minutes,
        numbing_minutes=treatment.numbing_minutes,
        appointment_id=draft.appointment_id,
    )
    if stands is None or stands.treatment != treatment.code:
        return plan
    # A visit keeps the minutes that it was booked with, whatever the settings say since.
    return replace(
        plan,
        prep_minutes=stands.prep_minutes,
        cleanup_minutes=stands.cleanup_minutes,
        numbing_minutes=stands.numbing_minutes,
    )
