"""Dates, times and lists in the clinic's English."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time

from clinic_desk.base.clock import local

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
NO_BREAK = "\u00a0"
"""A space that no line breaks at: between a number and its unit."""
LONG_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = tuple("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split())
LONG_MONTHS = tuple(
    "January February March April May June July August September October November December".split()
)


def short_day(day: date, today: date | None = None) -> str:
    """`Tue 8 Dec`, with the year where it is not this year's."""
    text = f"{DAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}"
    return text if today is None or today.year == day.year else f"{text} {day.year}"


def long_day(day: date) -> str:
    """`Tuesday 8 December 2026`."""
    return f"{LONG_DAYS[day.weekday()]} {plain_date(day)}"


def plain_date(day: date) -> str:
    """`8 December 2026`."""
    return f"{day.day} {LONG_MONTHS[day.month - 1]} {day.year}"


def spoken_day(day: date) -> str:
    """`Tuesday the 8th of December`, to be read out."""
    nth = "th" if 11 <= day.day <= 13 else {1: "st", 2: "nd", 3: "rd"}.get(day.day % 10, "th")
    return f"{LONG_DAYS[day.weekday()]} the {day.day}{nth} of {LONG_MONTHS[day.month - 1]}"


def clock_time(instant: datetime) -> str:
    """`14:30`, the clinic's local time, for the screen."""
    shown = local(instant)
    return f"{shown.hour:02}:{shown.minute:02}"


def paper_time(moment: time) -> str:
    """`2.30pm`, `9am`, `midday`, `midnight`, for paper."""
    if moment.minute == 0 and moment.hour in (0, 12):
        return "midnight" if moment.hour == 0 else "midday"
    minutes = f".{moment.minute:02}" if moment.minute else ""
    return f"{(moment.hour - 1) % 12 + 1}{minutes}{'am' if moment.hour < 12 else 'pm'}"


def count(number: int, noun: str, plural: str = "") -> str:
    """`1 day`, `14 days`."""
    return f"{number} {noun if number == 1 else plural or noun + 's'}"


def listed(words: Sequence[str]) -> str:
    """`a, b and c`."""
    return " and ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))
