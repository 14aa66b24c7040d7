"""The next times that fit: pure, over the hours and the rows that it is given.

**What fits.** A start fits with a practitioner when all of this holds; spans are
half-open, and `Needs` says how long each thing is taken:

1. it is a whole multiple of five minutes after local midnight, not before now, on a
   wished weekday of the window, before noon for mornings, from noon on for afternoons;
2. the client's stay lies between the clinic's opening and closing on that local day;
3. the practitioner works, and is in no other visit, from the end of the numbing to
   the end of the stay;
4. the client is in no other visit during the stay;
5. where a room is needed, one that suits has nothing in it from the beginning of the
   preparation to the end of the clean-down: no visit, no preparation, no clean-down;
   preparation may begin before opening and clean-down end after closing;
6. where a device is needed, one that suits is in no other visit during the stay;
7. neither `refused` of the day nor `refused_at` of the start says otherwise.

`all_times` gives every one of them. `next_times` chooses among them for a caller, and
finds none only where there is none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from clinic_desk.base.clock import local_day
from clinic_desk.calendar.free_days import FreeDay
from clinic_desk.calendar.free_weeks import Week
from clinic_desk.calendar.minutes import each, stretch
from clinic_desk.calendar.records import Offer
from clinic_desk.calendar.search import FreeTime, Search

DAYS_AT_A_TIME = 7
A_DAY = 3
"""How many times of one day are offered while other days have some too."""
APART = 90
"""Minutes between two offers of one day, at first."""
_CLOSER = (30, 5)
"""Minutes between offers, where the whole window has too few at the wider distance."""

Load = Callable[[date, date], Week]
"""Gives the sets of some days, both included; asked for a few days at a time, in order."""


def next_times(search: Search, load: Load) -> tuple[Offer, ...]:
    """Up to `wish.limit` offers, by day, and within a day fewest awkward gaps first, then by time.

    No two at the same start. Of each day at first three, 90 minutes apart or more,
    quarter hours and starts without a gap before others; days are read until there
    are enough. If the window ends before that, its days are gone through again for
    starts that are closer together, until there are enough or every start is there.
    """
    limit = search.wish.limit
    days: list[FreeDay] = []
    found = 0
    for day in _free_days(search, load):
        days.append(day)
        found += day.pick(A_DAY, APART)
        if found >= limit:
            break
    for apart in _CLOSER:
        for day in days:
            found += day.pick(limit - found, apart)
    return tuple(offer for day in days for offer in day.offers())[: max(limit, 0)]


def all_times(search: Search, load: Load) -> Iterator[FreeTime]:
    """Every start that fits, with each practitioner whom it fits, in order of time."""
    for day in _free_days(search, load):
        week = day.week
        today = stretch(day.at.begins, day.at.ends)
        people = {person: starts & today for person, starts in week.starts.items()}
        anyone = 0
        for starts in people.values():
            anyone |= starts
        for minute in each(anyone):
            starts_at = week.instant(minute)
            if search.refused_at(starts_at):
                continue
            rooms = tuple(r for r, fits in week.rooms.items() if fits >> minute & 1)
            devices = tuple(d for d, fits in week.devices.items() if fits >> minute & 1)
            for person, starts in people.items():
                if starts >> minute & 1:
                    yield FreeTime(starts_at, person, rooms, devices)


def window(search: Search) -> tuple[date, date]:
    """The first and last local day of a search: from the wished day, but never before today."""
    today = local_day(search.now)
    first_day = max(search.wish.from_day or today, today)
    return first_day, first_day + timedelta(days=search.wish.days - 1)


def _free_days(search: Search, load: Load) -> Iterator[FreeDay]:
    """The days that have starts and are not refused, read some at a time.

    At first no more than could be enough, as a caller mostly wants the next few days.
    """
    first_day, last_day = window(search)
    at_a_time = max(1, min(DAYS_AT_A_TIME, -(-search.wish.limit // A_DAY)))
    while first_day <= last_day:
        until = min(first_day + timedelta(days=at_a_time - 1), last_day)
        week = load(first_day, until)
        anyone = 0
        for starts in week.starts.values():
            anyone |= starts
        for at in week.days:
            if anyone & stretch(at.begins, at.ends) and not search.refused(at.day):
                yield FreeDay(search, week, at)
        first_day = until + timedelta(days=1)
        at_a_time = DAYS_AT_A_TIME
