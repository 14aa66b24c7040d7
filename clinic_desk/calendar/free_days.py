"""The times of one day, ranked by the gaps they would leave."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from clinic_desk.base.spans import Span
from clinic_desk.calendar.free_weeks import DayOf, Week
from clinic_desk.calendar.minutes import beginnings, endings, every, first, smeared, stretch
from clinic_desk.calendar.records import Offer
from clinic_desk.calendar.search import Needs, Place, Practitioner, Search

_QUARTER = 15


class Rank(NamedTuple):
    """Starts that are equally good, by person; `awkward` is how many useless gaps each leaves."""

    awkward: int
    by_person: dict[int, int]


class Picked(NamedTuple):
    """One start chosen, in minutes since local midnight, and with whom."""

    awkward: int
    minute: int
    person: Practitioner


@dataclass
class FreeDay:
    """One local day that has times; it remembers what was picked from it."""

    search: Search
    week: Week
    at: DayOf
    picked: list[Picked] = field(default_factory=list)
    _struck: int = 0
    """Starts that `refused_at` turned down."""

    def pick(self, count: int, apart: int) -> int:
        """Pick up to `count` more starts, best rank first and earliest first within a rank.

        Each at least `apart` minutes from every other picked one. Gives how many
        were found.
        """
        open_ = ~self._struck
        for picked in self.picked:
            open_ &= ~stretch(picked.minute - apart + 1, picked.minute + apart)
        before = len(self.picked)
        for rank in self._ranks:
            while len(self.picked) - before < count:
                found = self._best(rank, open_)
                if found is None:
                    break
                if self.search.refused_at(self.week.instant(self.at.begins + found.minute)):
                    self._struck |= 1 << found.minute
                    open_ &= ~self._struck
                    continue
                self.picked.append(found)
                open_ &= ~stretch(found.minute - apart + 1, found.minute + apart)
        return len(self.picked) - before

    def _best(self, rank: Rank, open_: int) -> Picked | None:
        """The earliest open start of a rank, with the first person whom it suits."""
        anyone = 0
        for starts in rank.by_person.values():
            anyone |= starts
        if not anyone & open_:
            return None
        minute = first(anyone & open_)
        people = (p for p in self.search.people if rank.by_person.get(p.id, 0) >> minute & 1)
        return Picked(rank.awkward, minute, next(people))

    @cached_property
    def _ranks(self) -> tuple[Rank, ...]:
        ranks: dict[tuple[bool, int, int], dict[int, int]] = {}
        whole = stretch(0, self.at.ends - self.at.begins)
        for person in self.search.people:
            starts = self.week.starts[person.id] >> self.at.begins & whole
            if starts:
                free = self.week.free[person.id] >> self.at.begins & whole
                for key, some in _ranked(starts, free, self.search.needs, whole.bit_length()):
                    ranks.setdefault(key, {})[person.id] = some
        return tuple(Rank(key[1], ranks[key]) for key in sorted(ranks))

    def offers(self) -> list[Offer]:
        """What was picked: fewest awkward gaps first, then by time."""
        return [self._offer(picked) for picked in sorted(self.picked, key=lambda p: p[:2])]

    def _offer(self, picked: Picked) -> Offer:
        minute = self.at.begins + picked.minute
        needs, person = self.search.needs, picked.person
        rooms = [room for room in self.search.rooms if self.week.rooms[room.id] >> minute & 1]
        devices = [d for d in self.search.devices if self.week.devices[d.id] >> minute & 1]
        room = _own_first(rooms, person) if needs.room else None
        return Offer(
            span=Span(self.week.instant(minute), self.week.instant(minute + needs.minutes)),
            person_id=person.id,
            person_name=person.name,
            room_id=room.id if room else None,
            room_name=room.name if room else "",
            device_id=devices[0].id if needs.device else None,
        )


def _own_first(rooms: list[Place], person: Practitioner) -> Place:
    """The practitioner's own room where it is free, else the first."""
    return next((room for room in rooms if room.id == person.home_room_id), rooms[0])


def _ranked(
    starts: int, free: int, needs: Needs, length: int
) -> Iterator[tuple[tuple[bool, int, int], int]]:
    """A person's starts of one day, parted by how well each would sit among the rest.

    Keyed by whether it is at an odd time, how many awkward gaps it leaves, and how
    many gaps at all: the lower the better. A gap is what is left of a practitioner's
    free stretch before or after the visit; it is awkward where it is shorter than the
    shortest visit. A start is at an odd time unless it is on a quarter hour or leaves
    no gap on one side.
    """
    comes, goes = needs.hands_on_from, needs.minutes
    flush_before = beginnings(free) >> comes
    flush_after = endings(free) >> goes
    close_before = close_after = 0
    if needs.shortest > 1:
        reach = needs.shortest - 2
        close_before = smeared(beginnings(free) << 1, reach) >> comes & ~flush_before
        close_after = smeared(endings(free), reach) >> goes + reach + 1 & ~flush_after
    even = every(_QUARTER, 0, length) | flush_before | flush_after
    awkward = (
        ~(close_before | close_after),
        close_before ^ close_after,
        close_before & close_after,
    )
    gaps = (flush_before & flush_after, flush_before ^ flush_after, ~(flush_before | flush_after))
    for odd, at_times in ((False, even), (True, ~even)):
        for a, awkwardly in enumerate(awkward):
            for g, leaving in enumerate(gaps):
                if some := starts & at_times & awkwardly & leaving:
                    yield (odd, a, g), some
