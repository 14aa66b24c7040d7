"""Booking: preview a draft, save it, take a visit through its life, and take an act back.

Each write is one transaction that begins by asking the same assessment as the
preview again. Whatever it refuses leaves nothing behind.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from typing import NamedTuple
from typing import Protocol as Typing

from sqlalchemy import Connection

from clinic_desk.base.changes import Changes
from clinic_desk.base.clock import Clock, local_day
from clinic_desk.base.errors import NotFound
from clinic_desk.calendar.acknowledging import KeptAcknowledgement
from clinic_desk.calendar.assessment import Considered, assess
from clinic_desk.calendar.changing import accept, change_status, decline
from clinic_desk.calendar.hours import WorkingHours
from clinic_desk.calendar.hours_records import PlaceRecord
from clinic_desk.calendar.lapsing import any_due, lapse
from clinic_desk.calendar.offering import next_offers, refused_days
from clinic_desk.calendar.opening import Opening
from clinic_desk.calendar.outcomes import Booked, LapsedOverride, PencilledVisit, Undo
from clinic_desk.calendar.records import (
    Acknowledged,
    Assessment,
    Draft,
    Offer,
    Preview,
    Refusals,
    Wish,
)
from clinic_desk.calendar.saving import kept_with, save
from clinic_desk.calendar.snapshots import snapshot
from clinic_desk.calendar.standing import Standing
from clinic_desk.calendar.surroundings import Reading, Sitting, Surroundings
from clinic_desk.calendar.telling_client import client_was_told
from clinic_desk.calendar.undoing import undo_act
from clinic_desk.calendar.waiting import lapsed_overrides, waiting_for_the_nurse
from clinic_desk.db.database import Database
from clinic_desk.db.remembered import Remembered
from clinic_desk.safety.protocol import Protocol
from clinic_desk.staff.people import PersonRecord, Staff

SETUP_TABLES = (
    "person",
    "person_treatment",
    "room",
    "room_treatment",
    "device",
    "device_treatment",
)
HOURS_TABLES = ("person", "weekly_hours", "absence", "closure", "setting")
_OPENINGS_KEPT = 64


class ProtocolInForce(Typing):
    """Gives the protocol that judges today's bookings."""

    def current(self) -> Protocol:
        """The protocol in force, with the clinic's own changes."""


class Booking:
    """All that is done to visits. `by` is the id of the person at the desk."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        staff: Staff,
        protocol: ProtocolInForce,
        hours: WorkingHours,
    ) -> None:
        """Take the rooms below: who works here, what is allowed, and when."""
        self._database = database
        self._clock = clock
        self._protocol = protocol
        self._setup = Remembered(database, lambda: _setup(staff, hours), of=SETUP_TABLES)
        self._openings: Remembered[dict[tuple[date, date], Opening]] = Remembered(
            database, dict, of=HOURS_TABLES
        )
        self._hours = hours

    def preview(self, draft: Draft, wish: Wish, by: int) -> Preview:
        """The assessment of a draft, and the next times that fit from its day or the wished one.

        A draft without a start is assessed at the first of these times, with who and
        where it offers. No time is offered for what can be booked at none: under age,
        or with no birth date where one is needed. Writes nothing. Raises BadInput as
        `assessment.assess`.
        """
        with self._reading() as reading:
            considered = self._considered(reading, draft, wish)
            offers = next_offers(reading, considered, wish)
            if not offers:
                return Preview(considered.assessment, ())
            untimed = draft.starts_at is None
            if untimed or _has_no_way_past(considered.assessment):
                there = self._considered(reading, _taking(draft, offers[0]), wish)
                if _has_no_way_past(there.assessment):
                    return Preview(considered.assessment, ())
                considered = there if untimed else considered
            return Preview(considered.assessment, offers)

    def assess(self, draft: Draft, by: int) -> Assessment:
        """The assessment alone, as a save of this draft would make it."""
        with self._reading() as reading:
            return self._considered(reading, draft, Wish()).assessment

    def _considered(self, reading: Reading, draft: Draft, wish: Wish) -> Considered:
        day = max(wish.from_day or reading.today, reading.today)
        starts = local_day(draft.starts_at) if draft.starts_at else day
        stands = _standing(reading.connection, draft)
        return assess(reading.connection, reading.around(starts), draft, stands, starts)

    def refusals(self, draft: Draft, first: date, last: date) -> Refusals:
        """Which of some local days, both included, would be refused for this client and
        treatment by a finding that another day could clear; for shading."""
        with self._reading() as reading:
            return refused_days(reading, draft, first, last)

    def book(
        self, draft: Draft, acknowledged: tuple[Acknowledged, ...], by: int, pencil: bool = False
    ) -> Booked:
        """Save a draft: a new visit, or where `appointment_id` is set the changed one.

        `pencil` leaves clinical findings to the nurse. Raises NeedsAcknowledgement
        where findings are not settled, BadInput, NotFound, Stale and Occupied as
        `saving.save`; nothing is written then.
        """
        with self._writing(by) as sitting:
            return save(sitting, draft, acknowledged, pencil)

    def set_status(
        self, appointment_id: int, status: str, reason: str, version: int, by: int
    ) -> Booked:
        """Take a visit one step through its life; raises as `changing.change_status`."""
        with self._writing(by) as sitting:
            return change_status(sitting, appointment_id, status, reason, version)

    def accept(self, appointment_id: int, reason: str, by: int) -> Booked:
        """A clinician's yes to a pencilled visit; raises as `changing.accept`."""
        with self._writing(by) as sitting:
            return accept(sitting, appointment_id, reason)

    def decline(self, appointment_id: int, reason: str, by: int) -> Booked:
        """A clinician's no to a pencilled visit; raises as `changing.decline`."""
        with self._writing(by) as sitting:
            return decline(sitting, appointment_id, reason)

    def undo(self, undo: Undo, by: int) -> Changes:
        """Take one act back exactly; raises as `undoing.undo_act`."""
        with self._writing(by) as sitting:
            return undo_act(sitting, undo)

    def client_told(self, appointment_id: int, by: int) -> Changes:
        """The client knows of the new time: the mark of the move goes. NotFound if it is gone."""
        with self._writing(by) as sitting:
            return client_was_told(sitting, appointment_id)

    def pencilled(self) -> tuple[PencilledVisit, ...]:
        """The visits that wait for the nurse, the one that lapses soonest first."""
        with self._database.read() as session:
            return waiting_for_the_nurse(session.connection(), self._clock.now())

    def lapse_pencilled(self) -> Changes:
        """Give up the pencilled visits that nobody answered in time.

        Called on opening and from time to time; writes only where there are some.
        """
        now = self._clock.now()
        with self._database.read() as session:
            if not any_due(session.connection(), now):
                return Changes()
        with self._database.write() as session:
            return lapse(session.connection(), now)

    def lapsed_overrides(self) -> tuple[LapsedOverride, ...]:
        """Overrides on visits to come that no longer match what stands, for the nurse."""
        with self._reading() as reading:
            return lapsed_overrides(reading)

    def acknowledgements(self, appointment_id: int) -> tuple[KeptAcknowledgement, ...]:
        """What was seen, ticked, passed and left to the nurse with a visit, oldest first."""
        with self._database.read() as session:
            return kept_with(snapshot(session.connection(), appointment_id))

    @contextmanager
    def _reading(self) -> Iterator[Reading]:
        with self._database.read() as session:
            yield self._here(session.connection())

    @contextmanager
    def _writing(self, by: int) -> Iterator[Sitting]:
        with self._database.write() as session:
            reading = self._here(session.connection())
            person = _at_the_desk(reading.here, by)
            yield Sitting(reading.connection, reading.here, reading.opening, person)

    def _here(self, connection: Connection) -> Reading:
        setup = self._setup()
        here = Surroundings(
            now=self._clock.now(),
            protocol=self._protocol.current(),
            people=setup.people,
            rooms=setup.rooms,
            devices=setup.devices,
            opening=Opening({}, {}, ()),
        )
        return Reading(connection, here, self._opening)

    def _opening(self, first: date, last: date) -> Opening:
        kept = self._openings()
        if (first, last) not in kept:
            if len(kept) >= _OPENINGS_KEPT:
                kept.clear()
            kept[first, last] = self._hours.opening(first, last)
        return kept[first, last]


class _Setup(NamedTuple):
    """Who works here and where: what hardly ever changes and every booking asks for."""

    people: tuple[PersonRecord, ...]
    rooms: tuple[PlaceRecord, ...]
    devices: tuple[PlaceRecord, ...]


def _setup(staff: Staff, hours: WorkingHours) -> _Setup:
    return _Setup(
        staff.people(active_only=False),
        hours.rooms(active_only=False),
        hours.devices(active_only=False),
    )


def _at_the_desk(here: Surroundings, by: int) -> PersonRecord:
    for person in here.people:
        if person.id == by:
            return person
    raise NotFound("The person at the desk is not on the list of staff.")


def _standing(connection: Connection, draft: Draft) -> Standing | None:
    if draft.appointment_id is None:
        return None
    kept = snapshot(connection, draft.appointment_id)
    if kept is None:
        raise NotFound("This visit is no longer there.", next_step="Look at the day again.")
    return Standing.of_row(kept.visit)


def _has_no_way_past(assessment: Assessment) -> bool:
    """Whether a rule refuses the visit that nobody may pass."""
    return any(block.clinical and block.override == "none" for block in assessment.blocks)


def _taking(draft: Draft, offer: Offer) -> Draft:
    return replace(
        draft,
        starts_at=offer.span.starts_at,
        person_id=offer.person_id,
        room_id=offer.room_id,
        device_id=offer.device_id,
    )
