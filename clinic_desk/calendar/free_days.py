"""The times of one day, ranked by the gaps they would leave."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple

from clinic_desk.base.spans import Span
from clinic_desk.calendar.free_weeks import DayOf, Week
from clinic_desk.calendar.minutes import beginnings, endings, every, first, smeared, stretch
from clinic_desk.calendar.records import Offer
from clinic_desk.calendar.search import Needs, Place, Practitioner, Search

_QUARTERS = every(15, 0, 1500)
"""The quarter hours of a day of any length."""


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
    _known: dict[bool, tuple[Rank, ...]] = field(default_factory=dict)

    def pick(self, count: int, apart: int) -> int:
        """Pick up to `count` more starts, best rank first and earliest first within a rank.

        Each at least `apart` minutes from every other picked one. Gives how many
        were found.
        """
        return sum(1 for _ in islice(self._picking(apart), max(0, count)))

    def _picking(self, apart: int) -> Iterator[Picked]:
        """Picks one start after another, for as long as it is asked."""
        open_ = ~self._struck
        for picked in self.picked:
            open_ &= ~_around(picked, apart)
        # Odd times are hardly ever wanted, so they are not ranked before they are.
        for odd in (False, True):
            for rank in self._ranks(odd):
                while (found := self._best(rank, open_)) is not None:
                    if self.search.refused_at(self.week.instant(self.at.begins + found.minute)):
                        self._struck |= 1 << found.minute
                        open_ &= ~self._struck
                        continue
                    self.picked.append(found)
                    open_ &= ~_around(found, apart)
                    yield found

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

    def _ranks(self, odd: bool) -> tuple[Rank, ...]:
        """The starts at odd times or at all others, best first."""
        if odd not in self._known:
            self._known[odd] = tuple(self._ranked(odd))
        return self._known[odd]

    def _ranked(self, odd: bool) -> Iterator[Rank]:
        ranks: dict[tuple[int, int], dict[int, int]] = {}
        whole = stretch(0, self.at.ends - self.at.begins)
        for person in self.search.people:
            starts = self.week.starts[person.id] >> self.at.begins & whole
            if starts:
                free = self.week.free[person.id] >> self.at.begins & whole
                for key, some in _parted(starts, free, self.search.needs, odd):
                    ranks.setdefault(key, {})[person.id] = some
        return (Rank(key[0], ranks[key]) for key in sorted(ranks))

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


def _around(picked: Picked, apart: int) -> int:
    """The starts that are too near a picked one."""
    return stretch(picked.minute - apart + 1, picked.minute + apart)


def _parted(
    starts: int, free: int, needs: Needs, odd: bool
) -> Iterator[tuple[tuple[int, int], int]]:
    """A person's starts of one day, parted by how well each would sit among the rest.

    Keyed by how many awkward gaps a start leaves, and how many gaps at all: the lower
    the better. A gap is what is left of a practitioner's free stretch before or after
    the visit; it is awkward where it is shorter than the shortest visit. A start is at
    an odd time unless it is on a quarter hour or leaves no gap on one side.
    """
    comes, goes = needs.hands_on_from, needs.minutes
    opens, shuts = beginnings(free), endings(free)
    flush_before, flush_after = opens >> comes, shuts >> goes
    even = _QUARTERS | flush_before | flush_after
    starts &= ~even if odd else even
    reach = max(0, needs.shortest - 1)
    close_before = (smeared(opens, reach) & ~opens) >> comes & ~flush_before
    close_after = smeared(shuts, reach) >> goes + reach & ~flush_after
    awkward = (
        ~(close_before | close_after),
        close_before ^ close_after,
        close_before & close_after,
    )
    gaps = (flush_before & flush_after, flush_before ^ flush_after, ~(flush_before | flush_after))
    for a, awkwardly in enumerate(awkward):
        for g, leaving in enumerate(gaps[a:], start=a):
            if some := starts & awkwardly & leaving:
                yield (a, g), some
