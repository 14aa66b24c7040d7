"""Who is free when, while the demo clinic is being filled; minutes of local wall-clock time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from random import Random
from typing import NamedTuple

from clinic_desk.calendar.bank_holidays import bank_holiday
from clinic_desk.calendar.minutes import each, every, runs_of, shifted, stretch
from clinic_desk.demo.cast import CAST, Member
from clinic_desk.treatments.catalogue import Treatment

STEP = 15
_WHOLE_DAY = stretch(0, 1440)


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
    taken: dict[tuple[int, date], int] = field(default_factory=lambda: defaultdict(int))
    """Sets of minutes, as a clinic of twenty years asks some million times for a free one."""

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
                    ends = minute + minutes + treatment.cleanup_minutes
                    self.taken[member.id, day] |= stretch(minute - treatment.prep_minutes, ends)
                    return Slot(member, day, minute, minutes)
        return None

    def _free_minute(
        self, member: Member, day: date, treatment: Treatment, minutes: int, random: Random
    ) -> int | None:
        """A start that leaves room for preparation and clean-down; any of the free ones."""
        before, after = treatment.prep_minutes, minutes + treatment.cleanup_minutes
        begins = runs_of(before + after, _WHOLE_DAY & ~self.taken[member.id, day])
        fits = list(each(shifted(begins, before) & _starts(member.stretches, minutes)))
        return random.choice(fits) if fits else None


@cache
def _starts(stretches: tuple[tuple[int, int], ...], minutes: int) -> int:
    """The minutes at which a visit may begin in a working day that is empty."""
    starts = 0
    for opens, closes in stretches:
        starts |= every(STEP, opens, closes - minutes + 1)
    return starts


def days(first: date, last: date) -> Iterator[date]:
    """The working days from one to another, both included, without bank holidays."""
    for offset in range((last - first).days + 1):
        day = first + timedelta(days=offset)
        if _is_worked(day):
            yield day


@cache
def _is_worked(day: date) -> bool:
    return day.weekday() < 5 and not bank_holiday(day)


def givers(code: str, day: date) -> tuple[Member, ...]:
    """Who gives a treatment that weekday; those who do little else first."""
    return _givers(code, day.weekday())


@cache
def _givers(code: str, weekday: int) -> tuple[Member, ...]:
    able = [m for m in CAST if code in m.treatments and weekday in m.weekdays]
    return tuple(sorted(able, key=lambda member: len(member.treatments)))
