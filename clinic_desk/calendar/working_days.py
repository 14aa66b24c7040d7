"""How long a pencilled visit waits for the nurse. Pure."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

from clinic_desk.base.clock import at, local

PENCILLED_WORKING_DAYS = 2
_LOOK_AHEAD = 60
"""Days; a clinic that is shut for longer lets a pencilled visit lapse all the same."""


def pencilled_until(now: datetime, starts_at: datetime, shut: Callable[[date], object]) -> datetime:
    """When a visit pencilled now lapses: two working days on at this time of day, or at its start.

    Working days are Monday to Friday without those for which `shut` answers truly.
    """
    here = local(now)
    day, left = here.date(), PENCILLED_WORKING_DAYS
    for _ in range(_LOOK_AHEAD):
        day += timedelta(days=1)
        if day.weekday() < 5 and not shut(day):
            left -= 1
        if not left:
            break
    return max(now, min(starts_at, at(day, here.time())))
