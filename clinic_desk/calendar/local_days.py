"""Local days as minutes that really pass: 1,440 of them, or 1,380 or 1,500 when clocks change."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

from clinic_desk.base.clock import at_minute

_KEPT = 4096
"""Days kept in memory: more than any screen or search looks at."""


@lru_cache(_KEPT)
def midnight(day: date) -> int:
    """The instant at which a local day begins, in seconds since 1970 UTC."""
    return int(at_minute(day, 0).timestamp())


@lru_cache(_KEPT)
def minutes_in(day: date) -> int:
    """How many minutes pass from a local day's midnight to the next one's."""
    return (midnight(day + timedelta(days=1)) - midnight(day)) // 60


def elapsed(day: date, wall_minute: int) -> int:
    """Minutes that have passed since midnight when clocks show `wall_minute` minutes into the day.

    The same number on an ordinary day; `base.clock.at_minute` says how a time that
    is skipped or comes twice is read.
    """
    if minutes_in(day) == 1440:
        return wall_minute
    return (int(at_minute(day, wall_minute).timestamp()) - midnight(day)) // 60
