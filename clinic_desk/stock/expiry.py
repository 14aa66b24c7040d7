"""The expiry on a box as it is typed: `03/2027`, `mar 27`, `31.3.2027`, `2027-03`."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from clinic_desk.base.errors import BadInput
from clinic_desk.base.words import LONG_MONTHS

FIELD = "expires_on"
HELP = "Type the month, such as 03/2027, or the day, such as 31/3/2027."
_YEARS = 15
"""Further off, back or ahead, a typed year is a slip of the finger."""
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?P<month>\d{1,2})[/. -](?P<year>\d{4}|\d{2})",
        r"(?P<day>\d{1,2})[/. -](?P<month>\d{1,2})[/. -](?P<year>\d{4}|\d{2})",
        r"(?P<year>\d{4})[/. -](?P<month>\d{1,2})(?:[/. -](?P<day>\d{1,2}))?",
        r"(?:(?P<day>\d{1,2})(?:st|nd|rd|th)?[/. -]?)?"
        r"(?P<name>[a-z]{3,9})[/. -]*(?P<year>\d{4}|\d{2})",
    )
)


def read_expiry(text: str, today: date) -> date:
    """The last local day on which it may be used; of a month, its last day.

    Two figures are a month and a year, never a day and a month. BadInput, field
    "expires_on", for anything else and for a year far from today's.
    """
    words = re.sub(r"^(exp|expiry|expires|use by)\b[.: ]*", "", " ".join(text.casefold().split()))
    for pattern in _PATTERNS:
        found = pattern.fullmatch(words)
        day = _day(found.groupdict()) if found else None
        if day is not None:
            return _near(day, today)
    raise BadInput(FIELD, f"“{text.strip()[:40]}” is not an expiry date.", next_step=HELP)


def _day(typed: dict[str, str | None]) -> date | None:
    year = int(typed["year"] or 0)
    year += 2000 if year < 100 else 0
    name = typed.get("name")
    month = _month(name) if name else int(typed["month"] or 0)
    day = typed.get("day")
    try:
        return date(year, month, int(day) if day else monthrange(year, month)[1])
    except ValueError:
        return None


def _month(name: str) -> int:
    """0 for what is no month."""
    months = (number for number, each in enumerate(LONG_MONTHS, 1) if each.lower().startswith(name))
    return 9 if name == "sept" else next(months, 0)


def _near(day: date, today: date) -> date:
    if abs(day.year - today.year) > _YEARS:
        raise BadInput(FIELD, f"{day.year} is years away.", next_step="Check the year.")
    return day
