"""The life of a visit: what may follow what, which moves need a reason, which hold time. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from clinic_desk.base.clock import local_day
from clinic_desk.base.errors import BadInput, NotAllowed
from clinic_desk.base.words import short_day
from clinic_desk.safety.settings import STATUSES

GIVEN_UP = frozenset({"cancelled", "no_show", "rescheduled"})
"""Visits that have given their time back: they occupy nothing and clash with nothing."""

HOLDS_TIME = frozenset(STATUSES) - GIVEN_UP
"""Visits that occupy their span. Someone who came and was not treated still took the time."""

IN_THE_DIARY = frozenset({"pencilled", "booked", "confirmed", "arrived", "in_treatment"})
"""Visits that nobody has closed yet."""

NEEDS_REASON = frozenset({"cancelled", "not_treated"})
"""Where the record must say why."""

REASON_IS_CLINICAL = frozenset({"completed", "partial", "not_treated"})
"""Where the reason says what was done to a client who came, or why nothing was."""

NEEDS_THE_DAY = frozenset({"arrived", "in_treatment", "completed", "partial", "not_treated"})
"""What cannot be true before the day of the visit."""

CLOSED = frozenset({"completed", "partial", "not_treated"})
"""Visits that were had and are over."""

CAME = CLOSED | {"arrived", "in_treatment"}
"""Visits to which the client came, so that there is something to record."""

_FROM_THE_BOOK = frozenset({"arrived", "in_treatment", "cancelled", "no_show", "rescheduled"})

FOLLOWS: Mapping[str, frozenset[str]] = {
    "pencilled": frozenset({"cancelled", "rescheduled"}),
    "booked": _FROM_THE_BOOK | CLOSED | {"confirmed"},
    "confirmed": _FROM_THE_BOOK | CLOSED | {"booked"},
    "arrived": CLOSED | {"in_treatment", "confirmed", "booked", "cancelled", "rescheduled"},
    "in_treatment": CLOSED | {"arrived"},
    "completed": frozenset({"partial", "not_treated", "in_treatment"}),
    "partial": frozenset({"completed", "not_treated", "in_treatment"}),
    "not_treated": frozenset({"completed", "partial", "arrived"}),
    "cancelled": frozenset({"booked"}),
    "no_show": frozenset({"booked", "cancelled"}),
    "rescheduled": frozenset({"booked"}),
}
"""From each status to those that may follow by hand.

A pencilled visit becomes a booked one by a clinician's acceptance alone. A visit
closed by mistake may be opened again; a day that nobody closed may be closed late,
straight from `booked`.
"""

SHOWN: Mapping[str, str] = {
    "pencilled": "Pencilled",
    "booked": "Booked",
    "confirmed": "Confirmed",
    "arrived": "Arrived",
    "in_treatment": "In treatment",
    "completed": "Completed",
    "partial": "Partly treated",
    "not_treated": "Attended, not treated",
    "cancelled": "Cancelled",
    "no_show": "Did not attend",
    "rescheduled": "Rescheduled",
}
"""The words for the screen."""


def check_step(before: str, after: str, reason: str, starts_at: datetime, now: datetime) -> None:
    """Nothing if a visit may go from one status to another now.

    Raises BadInput for an unknown status or a reason left empty where one is due,
    NotAllowed for a step that cannot be: completed before its day, missed before its time.
    """
    if after not in FOLLOWS:
        raise BadInput("status", "There is no such status.")
    if after not in FOLLOWS[before]:
        raise NotAllowed(
            f"A visit marked {SHOWN[before].lower()} cannot become {SHOWN[after].lower()}.",
            kept="Nothing was changed.",
        )
    if after in NEEDS_REASON and not reason.strip():
        raise BadInput("reason", f"Say why: {SHOWN[after].lower()} needs a reason.")
    _check_time(after, starts_at, now)


def _check_time(after: str, starts_at: datetime, now: datetime) -> None:
    too_soon = after in NEEDS_THE_DAY and local_day(starts_at) > local_day(now)
    if too_soon or (after == "no_show" and starts_at > now):
        raise NotAllowed(
            f"The visit is on {short_day(local_day(starts_at))}: "
            f"it cannot be marked {SHOWN[after].lower()} yet.",
            kept="Nothing was changed.",
        )


def gives_time_back(before: str, after: str) -> bool:
    """Whether the step takes the visit out of the diary."""
    return before in HOLDS_TIME and after in GIVEN_UP


def takes_time_again(before: str, after: str) -> bool:
    """Whether the step puts a visit back that had given its time up, so it is judged anew."""
    return before in GIVEN_UP and after in HOLDS_TIME
