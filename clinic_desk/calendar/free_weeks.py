"""Where a visit fits in up to seven days: one set of minutes for each person, room and device."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from math import ceil
from typing import NamedTuple

from clinic_desk.base.clock import local_day
from clinic_desk.calendar.limits import LONGEST_VISIT
from clinic_desk.calendar.local_days import elapsed, midnight
from clinic_desk.calendar.minutes import every, runs_of, shifted, stretch
from clinic_desk.calendar.opening import Opening
from clinic_desk.calendar.search import Place, Search

GRID = 5
"""Minutes between the starts that are looked at."""

_REACH = LONGEST_VISIT
"""Minutes before and after the days, as preparation and clean-down may reach past midnight."""

_BEFORE = _REACH + LONGEST_VISIT
"""Minutes before the days at which counting begins: no row that reaches them starts earlier."""

_DAY = 1440
_PARTS = 10
"""Stretches of 1,440 minutes that seven days and what lies about them fit into."""

_ONES = tuple(stretch(0, length) for length in range(LONGEST_VISIT + 2))

Row = tuple[str, int, int, int]
"""Of the table `occupancy`: kind, resource, from and to in UTC seconds."""


class DayOf(NamedTuple):
    """A local day's place among the minutes of a week."""

    day: date
    begins: int
    ends: int


@dataclass(frozen=True)
class Week:
    """Sets of minutes, counted from `origin`, for up to seven local days."""

    origin: int
    """UTC seconds."""
    days: tuple[DayOf, ...]
    starts: Mapping[int, int]
    """By person: every fifth minute at which the visit could begin, refusals apart."""
    free: Mapping[int, int]
    """By person: at work and not taken; what the gaps are measured in."""
    rooms: Mapping[int, int]
    """By room that suits: the minutes at which a visit could begin there."""
    devices: Mapping[int, int]

    def instant(self, minute: int) -> datetime:
        """The UTC instant of a minute."""
        return datetime.fromtimestamp(self.origin + minute * 60, UTC)


def loaded_span(first_day: date, last_day: date) -> tuple[int, int]:
    """From and to in UTC seconds: a week of these days wants all rows that overlap this."""
    after = midnight(last_day + timedelta(days=1))
    return midnight(first_day) - _REACH * 60, after + _REACH * 60


def week(
    search: Search, rows: Iterable[Row], opening: Opening, first_day: date, last_day: date
) -> Week:
    """The sets of up to seven days: `rows` are all that overlap `loaded_span` and no others."""
    origin = midnight(first_day) - _BEFORE * 60
    days = _days(first_day, last_day, origin)
    busy = _busy(rows, origin)
    everything = stretch(_BEFORE - _REACH, days[-1].ends + _REACH)
    needs = search.needs
    rooms = {
        room.id: shifted(
            runs_of(needs.prep + needs.minutes + needs.cleanup, everything & ~taken), needs.prep
        )
        for room in search.rooms
        for taken in [busy["room", room.id] | busy["buffer", room.id]]
    }
    devices = _begin(search, search.devices, "device", busy, everything)
    common = _wished(search, opening, days, origin) & _places(needs.room, rooms)
    common &= _places(needs.device, devices)
    if search.client_id is not None:
        common &= runs_of(needs.minutes, everything & ~busy["client", search.client_id])
    free = {
        person.id: _at_work(opening, person.id, days) & ~busy["practitioner", person.id]
        for person in search.people
    }
    return Week(origin, days, _starts(search, free, common), free, rooms, devices)


def _days(first_day: date, last_day: date, origin: int) -> tuple[DayOf, ...]:
    days = [first_day + timedelta(days=n) for n in range((last_day - first_day).days + 1)]
    return tuple(
        DayOf(
            day, (midnight(day) - origin) // 60, (midnight(day + timedelta(days=1)) - origin) // 60
        )
        for day in days
    )


def _busy(rows: Iterable[Row], origin: int) -> defaultdict[tuple[str, int], int]:
    """The minutes that each resource is taken; a minute in part is a minute."""
    # Gathered day by day and joined at the end: numbers of a day are quicker to add to.
    by_day: defaultdict[tuple[str, int], list[int]] = defaultdict(lambda: [0] * _PARTS)
    last_kind, last_resource, days = "", -1, [0]
    for kind, resource_id, starts_at, ends_at in rows:
        # Rows of one resource mostly come together, and so it is looked up once.
        if resource_id != last_resource or kind != last_kind:
            last_kind, last_resource, days = kind, resource_id, by_day[kind, resource_id]
        begins = (starts_at - origin) // 60
        length = (ends_at - origin + 59) // 60 - begins
        day = begins // _DAY
        days[day] |= _ONES[length] << begins - day * _DAY
    busy: defaultdict[tuple[str, int], int] = defaultdict(int)
    for resource, taken in by_day.items():
        for day, minutes in enumerate(taken):
            busy[resource] |= minutes << day * _DAY
    return busy


def _begin(
    search: Search,
    places: Iterable[Place],
    kind: str,
    busy: Mapping[tuple[str, int], int],
    everything: int,
) -> dict[int, int]:
    """By place: where the client's stay could begin."""
    return {
        place.id: runs_of(search.needs.minutes, everything & ~busy[kind, place.id])
        for place in places
    }


def _places(needed: bool, fits: Mapping[int, int]) -> int:
    """Where one of the places would do, or every minute where none is needed."""
    if not needed:
        return -1
    anywhere = 0
    for minutes in fits.values():
        anywhere |= minutes
    return anywhere


def _wished(search: Search, opening: Opening, days: Iterable[DayOf], origin: int) -> int:
    """Every fifth minute from now on, of wished days and parts, with the clinic open throughout."""
    minutes = 0
    today = local_day(search.now)
    for day, begins, ends in days:
        if day < today or day.weekday() not in search.wish.weekdays:
            continue
        noon = begins + elapsed(day, 720)
        earliest = noon if search.wish.part == "afternoons" else begins
        latest = noon if search.wish.part == "mornings" else ends
        stay = 0
        for opens, closes in opening.clinic_minutes(day):
            stay |= stretch(begins + opens, begins + closes - search.needs.minutes + 1)
        minutes |= stay & stretch(earliest, latest) & every(GRID, begins, ends)
    past = max(0, ceil((search.now.timestamp() - origin) / 60))
    return minutes >> past << past


def _at_work(opening: Opening, person_id: int, days: Iterable[DayOf]) -> int:
    minutes = 0
    for day, begins, _ in days:
        for opens, closes in opening.minutes(person_id, day):
            minutes |= stretch(begins + opens, begins + closes)
    return minutes


def _starts(search: Search, free: Mapping[int, int], common: int) -> dict[int, int]:
    """By person: the minutes at which a visit could begin, the numbing before the hands-on time."""
    later = search.needs.hands_on_from
    hands_on = search.needs.minutes - later
    return {
        person: shifted(runs_of(hands_on, minutes), -later) & common
        for person, minutes in free.items()
    }
