"""A day and a time as they are typed while somebody talks: `thu 11`, `8 dec 2.30pm`, `tomorrow`."""

from __future__ import annotations

import re
from datetime import date, time, timedelta
from typing import NamedTuple

from clinic_desk.base.errors import BadInput
from clinic_desk.base.words import DAYS, MONTHS

NEAR = {"today": 0, "tomorrow": 1}
_TIME = re.compile(r"(?:at )?\b(\d{1,2})(?:[:.](\d{2}))? ?(am|pm)?$")
_RUN_TOGETHER = re.compile(r"(?:at )?\b(\d{2})(\d{2})$")
_NUMBERS = re.compile(r"^(\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{4}|\d{2}))?$")
_ISO = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})$")
_WORDS = re.compile(r"^(\d{1,2})(?:st|nd|rd|th)? ?(?:of )?([a-z]{3,9})(?: (\d{4}))?$")
FURTHEST_YEARS = 10
"""Further off than this, forward or back, a typed year is a slip of the finger."""
LONGEST_AGO_YEARS = 120
HELP = "Type a day and a time, such as thu 11, 8 dec 14:30 or tomorrow 9.15."


class Moment(NamedTuple):
    """What was understood; a part that was not typed is None."""

    day: date | None
    time: time | None


def read_moment(text: str, today: date, opens: int = 8) -> Moment:
    """The local day and time meant by `text`; what was not said stays None.

    A weekday is the next one, today's name meaning today; a day and month without
    a year is the next such day. Without am or pm, an hour before `opens` is of the
    afternoon, as no one books 2 at night. BadInput, field "when", for anything else
    and for a day more than ten years away.
    """
    words = " ".join(text.casefold().replace(",", " ").split())
    day, rest = _leading_day(words, today)
    if day is not None and abs(day.year - today.year) > FURTHEST_YEARS:
        raise BadInput("when", f"{day.year} is years away.", next_step="Check the year.")
    if not rest:
        return Moment(day, None)
    return Moment(day, _time(rest, opens))


def _leading_day(words: str, today: date) -> tuple[date | None, str]:
    """The longest beginning that names a day, and what follows it."""
    parts = words.split(" ")
    for length in range(len(parts), 0, -1):
        day = _day(" ".join(parts[:length]), today)
        if day is not None:
            rest = " ".join(parts[length:])
            further = _day(parts[length], today) if length < len(parts) else None
            if length == 1 and further is None and rest and _weekday(parts[0]) is not None:
                later, rest_after = _leading_day(rest, today)
                return (later, rest_after) if later else (day, rest)
            return day, rest
    return None, words


def _day(text: str, today: date) -> date | None:
    if text in NEAR:
        return today + timedelta(days=NEAR[text])
    weekday = _weekday(text)
    if weekday is not None:
        return today + timedelta(days=(weekday - today.weekday()) % 7)
    if found := _ISO.match(text):
        return _date(int(found[1]), int(found[2]), int(found[3]))
    if found := _NUMBERS.match(text):
        return _in_year(int(found[1]), int(found[2]), found[3], today) if _dated(text) else None
    if (found := _WORDS.match(text)) and found[2][:3].title() in MONTHS:
        return _in_year(int(found[1]), MONTHS.index(found[2][:3].title()) + 1, found[3], today)
    return None


def _dated(text: str) -> bool:
    """Whether figures are a date and not a time: 8/12 and 8-12 are, 8.30 is not."""
    return "/" in text or "-" in text or text.count(".") == 2


def _weekday(text: str) -> int | None:
    """Monday is 0; at least three letters of the name."""
    short = text[:3].title()
    whole = ("monday tuesday wednesday thursday friday saturday sunday").split()
    if short in DAYS and whole[DAYS.index(short)].startswith(text):
        return DAYS.index(short)
    return DAYS.index(short) if text in ("tues", "weds", "thur", "thurs") else None


def _in_year(day: int, month: int, year: str | None, today: date) -> date | None:
    if year is not None:
        return _date(int(year) + (2000 if len(year) == 2 else 0), month, day)
    # 29 February may be up to eight years off, across a century that is no leap year.
    for coming in range(today.year, today.year + 9):
        found = _date(coming, month, day)
        if found is not None and found >= today:
            return found
    return None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _time(text: str, opens: int) -> time:
    found = _RUN_TOGETHER.fullmatch(text) or _TIME.fullmatch(text)
    if found is None:
        raise BadInput("when", f"“{text[:40]}” is not a day or a time.", next_step=HELP)
    hour, minute = int(found[1]), int(found[2] or 0)
    half = found[3] if found.re is _TIME else None
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half == "pm" else 0)
    elif found.re is _TIME and len(found[1]) == 1 and 0 < hour < opens:
        hour += 12
    if hour > 23 or minute > 59:
        raise BadInput("when", f"“{text[:40]}” is no time of day.", next_step=HELP)
    return time(hour, minute)


def read_past_day(text: str, today: date) -> date:
    """The local day meant by what a client tells of the past: `1 oct`, `tue`, `12/9/25`.

    A day without a year is the latest such day, today included. BadInput, field
    "had_on", for a day to come, one beyond anyone's memory, or what is no day.
    """
    words = " ".join(text.casefold().replace(",", " ").split())
    day = today - timedelta(days=1) if words == "yesterday" else _day(words, today)
    if day is None:
        raise BadInput("had_on", f"“{text[:40]}” is not a day.", next_step="Type 1 oct or 1/10/26.")
    if day > today and not re.search(r"\d{4}$|[/.-]\d{1,2}[/.-]\d{2}$", words):
        weekday = _weekday(words) is not None
        day = day - timedelta(days=7) if weekday else _a_year_before(day)
    if day > today:
        raise BadInput("had_on", "That day is still to come.")
    if today.year - day.year > LONGEST_AGO_YEARS:
        raise BadInput("had_on", f"{day.year} is too long ago.", next_step="Check the year.")
    return day


def _a_year_before(day: date) -> date:
    """29 February goes back to the last one there was."""
    for years in range(1, 9):
        found = _date(day.year - years, day.month, day.day)
        if found is not None:
            return found
    return day
