"""What an assessment finds round about: the hour, the protocol, people, rooms and hours."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from clinic_desk.base.clock import local_day
from clinic_desk.calendar.hours_records import PlaceRecord
from clinic_desk.calendar.opening import Opening
from clinic_desk.consent.form_text import FormHead
from clinic_desk.db.transaction import Transaction
from clinic_desk.safety.facts import Facts
from clinic_desk.safety.protocol import Protocol
from clinic_desk.staff.people import PersonRecord


@dataclass(frozen=True)
class Surroundings:
    """The clinic as it is while one visit is looked at; frozen, so that one look has one truth."""

    now: datetime
    protocol: Protocol
    people: tuple[PersonRecord, ...]
    """Everyone who works here, in the order of the calendar's columns."""
    rooms: tuple[PlaceRecord, ...]
    devices: tuple[PlaceRecord, ...]
    opening: Opening
    """For the local days that are looked at."""
    forms: Mapping[str, FormHead] = field(default_factory=dict)
    """The consent forms in use, by what they are for; without them no consent is asked for."""

    @property
    def today(self) -> date:
        """The local day."""
        return local_day(self.now)

    def known(self, facts: Facts) -> Facts:
        """The facts without visits of treatments, answers to questions and places of visits that
        the protocol no longer knows.

        No rule speaks of these, and one left in the past may not stop a booking.
        """
        catalogue, asked = self.protocol.catalogue, self.protocol.question_by_id
        if facts.answers.keys() - asked.keys():
            answers = {id: each for id, each in facts.answers.items() if id in asked}
            facts = replace(facts, answers=answers)
        kept = tuple(
            event
            if (zones := catalogue.places.known(event.zones)) == event.zones
            else replace(event, zones=zones)
            for event in facts.events
            if event.treatment in catalogue.by_code or event.treatment in catalogue.elsewhere
        )
        return facts if kept == facts.events else replace(facts, events=kept)


@dataclass(frozen=True)
class Reading:
    """One look at the clinic: its transaction and what is round about."""

    connection: Transaction
    here: Surroundings
    """With the hours of no day yet."""
    opening: Callable[[date, date], Opening]
    """Reads the hours of some local days, both included."""

    @property
    def now(self) -> datetime:
        """The instant of the look."""
        return self.here.now

    @property
    def today(self) -> date:
        """The local day of the look."""
        return self.here.today

    def around(self, first: date, last: date | None = None) -> Surroundings:
        """The surroundings with the hours of one local day, or of some, both included."""
        return replace(self.here, opening=self.opening(first, last or first))


@dataclass(frozen=True)
class Sitting(Reading):
    """One act at the desk: what is read and written in it, and by whom."""

    by: PersonRecord
