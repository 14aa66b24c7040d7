"""What each look at the calendar and each act at the desk begins with: the clinic as it is."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple
from typing import Protocol as Typing

from clinic_desk.base.clock import Clock
from clinic_desk.base.errors import NotFound
from clinic_desk.calendar.hours import WorkingHours
from clinic_desk.calendar.hours_records import PlaceRecord
from clinic_desk.calendar.opening import Opening
from clinic_desk.calendar.surroundings import Reading, Sitting, Surroundings
from clinic_desk.consent.form_text import FormHead
from clinic_desk.db.database import Database
from clinic_desk.db.remembered import Remembered
from clinic_desk.db.transaction import Transaction
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


class Sittings:
    """Makes readings and sittings of open transactions; what hardly changes is remembered."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        staff: Staff,
        protocol: ProtocolInForce,
        hours: WorkingHours,
        forms: Mapping[str, FormHead],
    ) -> None:
        """Take who works here, what is allowed, when, and what is signed first."""
        self._clock = clock
        self._protocol = protocol
        self._setup = Remembered(database, lambda: _setup(staff, hours), of=SETUP_TABLES)
        self._openings: Remembered[dict[tuple[date, date], Opening]] = Remembered(
            database, dict, of=HOURS_TABLES
        )
        self._hours = hours
        self._forms = forms

    def reading(self, connection: Transaction) -> Reading:
        """One look, at this moment, in the transaction that is open."""
        setup = self._setup()
        here = Surroundings(
            now=self._clock.now(),
            protocol=self._protocol.current(),
            people=setup.people,
            rooms=setup.rooms,
            devices=setup.devices,
            opening=Opening({}, {}, ()),
            forms=self._forms,
        )
        return Reading(connection, here, self._opening)

    def sitting(self, connection: Transaction, by: int) -> Sitting:
        """One act of a person, in the write that is open; NotFound for nobody of the clinic."""
        reading = self.reading(connection)
        person = _at_the_desk(reading.here, by)
        return Sitting(reading.connection, reading.here, reading.opening, person)

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
