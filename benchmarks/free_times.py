"""The next ten times that fit."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from benchmarks.finding import driver_of, sizes_of
from benchmarks.measuring import Act, Line, growth, ratio
from benchmarks.months import EACH, busy_monday, full_monday
from clinic_desk.calendar.free_times import next_times, window
from clinic_desk.calendar.free_times_data import loader
from clinic_desk.calendar.free_weeks import loaded_span
from clinic_desk.calendar.models import LONGEST_VISIT
from clinic_desk.calendar.records import Offer, Wish
from clinic_desk.calendar.search import Needs, Place, Practitioner, Search
from clinic_desk.clinic import Clinic

_NAME = "next 10 times that fit, 8 people, any of 8 rooms, 90 days"
_EXIST, _NONE = f"{_NAME}, when they exist", f"{_NAME}, when none do"
_FLOOR = "loading that window's rows"
_TURNS = 30
_WINDOW = """SELECT kind, resource_id, starts_at, ends_at FROM occupancy
WHERE kind IN ('practitioner', 'room', 'buffer', 'device')
AND resource_id BETWEEN ? AND ? AND starts_at > ? AND starts_at < ? AND ends_at > ?"""


def rows(big: Clinic, small: Clinic) -> list[Line]:
    """When ten exist, when none do, and the growth of both."""
    busy, full = _quarters(big)
    return [
        ratio(_EXIST, _FLOOR, 0.25, _next(big, busy), _load(big, busy)),
        ratio(_NONE, _FLOOR, 3.0, _next(big, full, 0), _load(big, full), _TURNS),
        *growth_rows(big, small),
    ]


def growth_rows(big: Clinic, small: Clinic) -> list[Line]:
    """The same months behind which a big clinic and a small one lie."""
    (busy, full), sizes = _quarters(big), sizes_of(big, small)
    return [
        growth(_EXIST, sizes, 1.2, _next(big, busy), _next(small, busy)),
        growth(_NONE, sizes, 1.2, _next(big, full, 0), _next(small, full, 0), _TURNS),
    ]


def _quarters(clinic: Clinic) -> tuple[date, date]:
    now = clinic.clock.now()
    return busy_monday(now), full_monday(now)


def _search(first_day: date, now: datetime) -> Search:
    return Search(
        needs=Needs(minutes=30, prep=5, cleanup=10),
        people=tuple(Practitioner(id, f"P {id}", id) for id in EACH),
        rooms=tuple(Place(id, f"Room {id}") for id in EACH),
        devices=(),
        client_id=1,
        wish=Wish(from_day=first_day),
        now=now,
    )


def _next(clinic: Clinic, first_day: date, found: int = 10) -> Act:
    """The whole search: rows read, times chosen.

    The hours are those in memory, as `Booking` keeps them until they are written to; what
    was worked out from them is not kept.
    """
    search = _search(first_day, clinic.clock.now())
    hours = clinic.hours.opening(*window(search))

    def find(_: int = 0) -> tuple[Offer, ...]:
        with clinic.database.read() as session:
            opening = replace(hours)
            return next_times(search, loader(session.connection(), search, opening))

    if len(find()) != found:
        raise RuntimeError(f"the bench's months hold {len(find())} times, not {found}")
    return find


def _load(clinic: Clinic, first_day: date) -> Act:
    """All that the eight people and rooms hold in the window, read by the driver."""
    driver = driver_of(clinic)
    begins, ends = loaded_span(*window(_search(first_day, clinic.clock.now())))
    asked = (EACH[0], EACH[-1], begins - LONGEST_VISIT * 60, ends, begins)
    return lambda _: driver.execute(_WINDOW, asked).fetchall()
