"""One of many processes that book on one clinic at once."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from multiprocessing.connection import Connection
from pathlib import Path
from typing import NamedTuple

from clinic_desk.calendar.outcomes import NeedsAcknowledgement
from clinic_desk.calendar.records import Acknowledged, Draft
from clinic_desk.calendar.writing import CLASH_OF_KIND
from clinic_desk.db.guard import Occupied
from tests.core.calendar.desk import on
from tests.faults.clinics import CLIENTS, NURSE, Desk, open_for_work

PEOPLE, ROOMS = (1, 2), (1, 2, 3)
QUARTERS_A_DAY = 32
"""From nine to five."""
_CLASHES = frozenset(CLASH_OF_KIND.values()) | {"TIME-CLIENT"}


class Wanted(NamedTuple):
    """A visit that was asked for."""

    starts_at: datetime
    minutes: int
    person: int
    room: int
    client: int

    @property
    def ends_at(self) -> datetime:
        """When it would be over."""
        return self.starts_at + timedelta(minutes=self.minutes)

    def overlaps(self, other: Wanted) -> bool:
        """Whether two visits cannot both be: someone or something would be in both."""
        shared = (
            self.person == other.person or self.room == other.room or self.client == other.client
        )
        return shared and self.starts_at < other.ends_at and other.starts_at < self.ends_at


class Answer(NamedTuple):
    """What became of it: the visit's id, or None where the time was taken."""

    wanted: Wanted
    visit: int | None


def quarter(number: int) -> datetime:
    """The beginning of a quarter of an hour, counted over days from nine to five."""
    day, place = divmod(number, QUARTERS_A_DAY)
    return on(1, 9) + timedelta(days=day, minutes=15 * place)


def ask_for(desk: Desk, wanted: Wanted) -> Answer:
    """Try for a visit, seeing whatever stands against it but that the time is taken."""
    draft = Draft(
        "PROBLEM",
        wanted.client,
        person_id=wanted.person,
        room_id=wanted.room,
        starts_at=wanted.starts_at,
        minutes=wanted.minutes,
    )
    seen: tuple[Acknowledged, ...] = ()
    while True:
        try:
            return Answer(wanted, desk.booking.book(draft, seen, NURSE).appointment_id)
        except Occupied:
            return Answer(wanted, None)
        except NeedsAcknowledgement as asked:
            findings = asked.assessment.findings
            if any(finding.rule in _CLASHES for finding in findings):
                return Answer(wanted, None)
            # Between two tries another process may have booked beside it.
            seen = tuple(Acknowledged(finding.fingerprint, "Agreed") for finding in findings)


def race(pipe: Connection, path: Path, attempts: int, quarters: int, seed: int) -> None:
    """Try for visits at random until there were so many, once told to go."""
    chance = random.Random(seed)
    desk = open_for_work(path, alone=False)
    pipe.send("ready")
    pipe.recv()
    for _ in range(attempts):
        wanted = Wanted(
            quarter(chance.randrange(quarters)),
            chance.choice((15, 30, 45, 60)),
            chance.choice(PEOPLE),
            chance.choice(ROOMS),
            chance.randint(1, CLIENTS),
        )
        pipe.send(ask_for(desk, wanted))
    desk.database.close()
