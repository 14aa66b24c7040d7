"""What is said of copies, on the screen and at the command line."""

from __future__ import annotations

from datetime import datetime

from clinic_desk.base.clock import local_day
from clinic_desk.base.words import clock_time, count, short_day
from clinic_desk.copies.comparing import Booked, Difference


def when(instant: datetime, now: datetime, *, seconds: bool = False) -> str:
    """`Tue 24 Nov, 15:30`, with the year where it is not this year's; `15:30:07` with `seconds`."""
    exact = f":{instant.second:02}" if seconds else ""
    return f"{short_day(local_day(instant), local_day(now))}, {clock_time(instant)}{exact}"


def size_words(size: int) -> str:
    """`4.8 MB`; from a hundred on without a fraction."""
    for unit, least in (("GB", 10**9), ("MB", 10**6)):
        if size >= least:
            shown = size / least
            return f"{shown:.0f} {unit}" if shown >= 100 else f"{shown:.1f} {unit}"
    return f"{max(size // 1000, 1)} kB"


def difference_words(each: Difference) -> str:
    """What a restore does to one kind of record: `loses 2, puts back 1, brings back 3`."""
    parts = (
        ("loses", each.added),
        ("puts back", each.changed),
        ("brings back", each.gone),
    )
    return ", ".join(f"{verb} {number:,}" for verb, number in parts if number) or "the same"


def booked_words(booked: Booked | None, now: datetime, *, names: bool) -> str:
    """The visit booked last: when it was booked, for when, and by whom where names may be seen."""
    if booked is None:
        return "none"
    words = f"on {when(booked.booked_at, now)} for {when(booked.starts_at, now)}"
    return f"{words}: {booked.client}, by {booked.by or 'somebody'}" if names else words


def staged_pictures_words(number: int, lost: int) -> str:
    """What of a copy's pictures is nowhere, as a sentence; nothing where all are there."""
    if not lost:
        return ""
    return f"{lost:,} of its {count(number, 'picture')} {'is' if lost == 1 else 'are'} missing."


def events_words(events: int) -> str:
    """`1,204 events`."""
    return count(events, "event") if events < 1000 else f"{events:,} events"


OF_ANOTHER = (
    "This is a copy of another clinic. Restored, its clients and visits take the place of this "
    "clinic's."
)
"""Said before anything else of a copy that was made elsewhere."""
