"""The one clock: instants in UTC inside, the clinic's local days and times at the edge.

Nothing else in the program may read the time of day, so that a test, the demo
clinic and the tour can stand at a moment of their own.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

CLINIC_ZONE = ZoneInfo("Europe/London")


class Clock(Protocol):
    """Tells the present instant."""

    def now(self) -> datetime:
        """The present instant, aware, in UTC."""


class SystemClock:
    """The computer's clock."""

    def now(self) -> datetime:
        """The present instant, aware, in UTC."""
        return datetime.now(UTC)


@dataclass
class FixedClock:
    """A clock that stands still until told to move; for the tour and the tests."""

    instant: datetime

    def now(self) -> datetime:
        """The instant it was set to, in UTC."""
        return self.instant.astimezone(UTC)

    def advance(self, **amount: float) -> None:
        """Move forward by `timedelta(**amount)`."""
        self.instant += timedelta(**amount)


def local(instant: datetime) -> datetime:
    """The clinic's wall-clock reading of an aware instant."""
    return instant.astimezone(CLINIC_ZONE)


def local_day(instant: datetime) -> date:
    """The clinic's calendar day on which an aware instant falls."""
    return local(instant).date()


def at(day: date, clock_time: time) -> datetime:
    """The UTC instant at which the clinic's clocks show `clock_time` on `day`.

    A time skipped when clocks go forward is read as the same distance after
    midnight by the winter clock; a time that occurs twice is its first occurrence.
    """
    return datetime.combine(day, clock_time, CLINIC_ZONE).astimezone(UTC)


def at_minute(day: date, minute: int) -> datetime:
    """The UTC instant `minute` minutes of wall-clock time into `day`; 1440 is the next midnight."""
    days, rest = divmod(minute, 1440)
    return at(day + timedelta(days=days), time(rest // 60, rest % 60))


def minute_of_day(instant: datetime) -> int:
    """Minutes of wall-clock time since the clinic's midnight."""
    shown = local(instant)
    return shown.hour * 60 + shown.minute
