"""Who is free when, while the demo clinic is being filled; minutes of local wall-clock time."""

from __future__ import annotations

from bisect import insort
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import NamedTuple

from clinic_desk.calendar.bank_holidays import bank_holiday
from clinic_desk.demo.cast import CAST, Member
from clinic_desk.treatments.catalogue import Treatment

STEP = 15


class Slot(NamedTuple):
    """A place found for a visit: who, which day, from which minute, for how many."""

    member: Member
    day: date
    minute: int
    minutes: int


@dataclass
class Agenda:
    """The demo's rooms by day. Everyone keeps to a room of their own, so one list serves both."""

    away: dict[int, set[date]] = field(default_factory=dict)
    taken: dict[tuple[int, date], list[tuple[int, int]]] = field(
        default_factory=lambda: defaultdict(list)
    )

    def place(
        self, treatment: Treatment, minutes: int, first: date, last: date, random: Random
    ) -> Slot | None:
        """Take and give a free place from `first` to `last`, or None where all is full."""
        for day in days(first, last):
            for member in givers(treatment.code, day):
                if day in self.away.get(member.id, ()):
                    continue
                minute = self._free_minute(member, day, treatment, minutes, random)
                if minute is not None:
                    around = (minute - treatment.prep_minutes, minute + minutes)
                    insort(
                        self.taken[member.id, day],
                        (around[0], around[1] + treatment.cleanup_minutes),
                    )
                    return Slot(member, day, minute, minutes)
        return None

    def _free_minute(
        self, member: Member, day: date, treatment: Treatment, minutes: int, random: Random
    ) -> int | None:
        """A start that leaves room for preparation and clean-down; any of the free ones."""
        before, after = treatment.prep_minutes, minutes + treatment.cleanup_minutes
        taken = self.taken[member.id, day]
        fits = [
            start
            for opens, closes in member.stretches
            for start in range(opens, closes - minutes + 1, STEP)
            if all(end <= start - before or start + after <= begin for begin, end in taken)
        ]
        return random.choice(fits) if fits else None


def days(first: date, last: date) -> Iterator[date]:
    """The working days from one to another, both included, without bank holidays."""
    for offset in range((last - first).days + 1):
        day = first + timedelta(days=offset)
        if day.weekday() < 5 and not bank_holiday(day):
            yield day


def givers(code: str, day: date) -> list[Member]:
    """Who gives a treatment that weekday; those who do little else first."""
    able = [m for m in CAST if code in m.treatments and day.weekday() in m.weekdays]
    return sorted(able, key=lambda member: len(member.treatments))
