"""What a search for free times is asked: the visit's needs, who and where it could be."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from clinic_desk.calendar.records import Wish


class Needs(NamedTuple):
    """What a visit takes up, in minutes; the same spans as `calendar/plan.py` makes rows of."""

    minutes: int
    """The client's stay: client, room and device are taken for all of it."""
    prep: int = 0
    """The room, before."""
    cleanup: int = 0
    """The room, after."""
    numbing: int = 0
    """From the client's coming, while the practitioner is free."""
    room: bool = True
    device: bool = False
    shortest: int = 15
    """The shortest visit that can be booked: a gap below it is of use to nobody."""

    @property
    def hands_on_from(self) -> int:
        """Minutes after the start at which the practitioner comes; at least one is left."""
        return min(self.numbing, self.minutes - 1)


class Practitioner(NamedTuple):
    """Someone who gives the treatment."""

    id: int
    name: str
    home_room_id: int | None = None


class Place(NamedTuple):
    """A room or a device that suits the treatment."""

    id: int
    name: str


def never(_: date) -> bool:
    """For a search that the protocol has nothing against: no day or time is refused."""
    return False


@dataclass(frozen=True)
class Search:
    """One search: everything it may know but the window's rows and hours."""

    needs: Needs
    people: tuple[Practitioner, ...]
    """In order of preference: of two who fit equally well at a time, the first is offered."""
    rooms: tuple[Place, ...]
    devices: tuple[Place, ...]
    client_id: int | None
    """Whose other visits must not overlap; None for a caller without a record."""
    wish: Wish
    now: datetime
    """The present instant: nothing earlier is offered."""
    refused: Callable[[date], bool] = never
    """Whether a finding that another day could clear refuses a local day at any time of it."""
    refused_at: Callable[[datetime], bool] = never
    """The same of one start, for days on which the time decides; asked only of starts that fit."""


class FreeTime(NamedTuple):
    """A start that fits with one practitioner, and all rooms and devices that would do."""

    starts_at: datetime
    person_id: int
    rooms: tuple[int, ...]
    devices: tuple[int, ...]
