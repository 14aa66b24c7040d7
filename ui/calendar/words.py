"""Names, numbers and times as the calendar's panels say them. Pure."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from clinic_desk.base.clock import local_day
from clinic_desk.base.words import clock_time, short_day

if TYPE_CHECKING:
    from clinic_desk.clients.records import PhoneDetails
    from clinic_desk.treatments.places import Places


def short_name(name: str) -> str:
    """`Anna K.`: as much of a name as a screen that clients can see should show."""
    first, _, rest = name.strip().partition(" ")
    return f"{first[:40]} {rest[0].upper()}." if rest else first[:40]


def reach_words(phones: tuple[PhoneDetails, ...]) -> str:
    """`07700 900316 · voicemail ok`, `… · discreet`, or that no number is kept."""
    if not phones:
        return "No phone on file"
    first = phones[0]
    extra = ["voicemail ok"] if first.voicemail else []
    extra += ["discreet"] if first.discreet else []
    return " · ".join([first.number, *extra])


def when_words(starts_at: datetime, today: date | None = None) -> str:
    """`Thu 26 Nov, 11:00`, which can be read back; with the year where it is not today's."""
    return f"{short_day(local_day(starts_at), today)}, {clock_time(starts_at)}"


def at_words(instant: datetime, today: date | None = None) -> str:
    """`Thu 26 Nov 11:00` in the run of a line; the time alone on the day given as `today`."""
    day = local_day(instant)
    return clock_time(instant) if day == today else f"{short_day(day)} {clock_time(instant)}"


def place_of(places: Places, zones: tuple[str, ...]) -> str | None:
    """The id of the coarse place that stands for exactly these zones; None where none does."""
    return next((choice.id for choice in places.choices if choice.zones == zones), None)


def places_words(places: Places, zones: tuple[str, ...]) -> str:
    """`Face`, or `Frown lines and crow's feet`; empty where no place is kept."""
    words = places.label(zones) if zones else ""
    return words[:1].upper() + words[1:]
