"""Birth dates in any spelling that a receptionist types; the day always comes before the month."""

from __future__ import annotations

import re
from datetime import date

from clinic_desk.base.errors import BadInput
from clinic_desk.base.spans import birthday
from clinic_desk.base.words import LONG_MONTHS, plain_date

OLDEST = 120
"""Years. Nobody living is known to be older; a slip in the year is likelier."""

_FIELD = "born_on"
_NEXT = "Try it as 3/4/85, 3 apr 85 or 03041985."
_SEPARATOR = r"(?:\s*[-/.,]\s*|\s+)"
_MONTH_NAME = r"([a-z]{3,9})\.?"
_DAY_FIRST = re.compile(rf"(\d{{1,2}}){_SEPARATOR}(\d{{1,2}}){_SEPARATOR}(\d{{4}}|\d{{2}})")
_YEAR_FIRST = re.compile(rf"(\d{{4}}){_SEPARATOR}(\d{{1,2}}){_SEPARATOR}(\d{{1,2}})")
_NAMED = re.compile(
    rf"(\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?[-/.,\s]*{_MONTH_NAME}[-/.,\s]*(\d{{4}}|\d{{2}})"
)
_NAMED_MONTH_FIRST = re.compile(
    rf"{_MONTH_NAME}[-/.,\s]*(\d{{1,2}})(?:st|nd|rd|th)?{_SEPARATOR}(\d{{4}}|\d{{2}})"
)
_RUN = re.compile(r"\d{6}|\d{8}")


def read_birth_date(text: str, today: date) -> date:
    """The date of birth that was typed.

    A year of two digits is the latest one that is not in the future. Raises BadInput
    for `born_on`, in a sentence, where it cannot be read, was never in the calendar,
    is in the future or lies more than 120 years back.
    """
    shapes = _readings(" ".join(text.casefold().split()))
    if not shapes:
        raise BadInput(_FIELD, "That birth date could not be read.", next_step=_NEXT)
    faults: list[BadInput] = []
    for day, month, year in shapes:
        try:
            return checked_birth_date(_dated(day, month, year, today), today)
        except BadInput as fault:
            faults.append(fault)
    raise faults[0]


def checked_birth_date(born_on: date, today: date) -> date:
    """The date itself; BadInput where nobody at the desk can have been born on it."""
    if born_on > today:
        raise BadInput(
            _FIELD,
            f"{plain_date(born_on)} is in the future, so it is not a birth date.",
            next_step="Check the year.",
        )
    if birthday(born_on, OLDEST) <= today:
        raise BadInput(
            _FIELD,
            f"{plain_date(born_on)} is {OLDEST} years ago or more.",
            next_step="Check the year.",
        )
    return born_on


def _readings(text: str) -> list[tuple[int, int, str]]:
    """Day, month and year as typed, the likelier reading first."""
    if found := _DAY_FIRST.fullmatch(text):
        return [(int(found[1]), int(found[2]), found[3])]
    if found := _YEAR_FIRST.fullmatch(text):
        return [(int(found[3]), int(found[2]), found[1])]
    if found := _NAMED.fullmatch(text):
        return _with_month(found[1], found[2], found[3])
    if found := _NAMED_MONTH_FIRST.fullmatch(text):
        return _with_month(found[2], found[1], found[3])
    if _RUN.fullmatch(text):
        day_first = (int(text[:2]), int(text[2:4]), text[4:])
        year_first = (int(text[6:] or 0), int(text[4:6]), text[:4])
        return [day_first, year_first] if len(text) == 8 else [day_first]
    return []


def _with_month(day: str, name: str, year: str) -> list[tuple[int, int, str]]:
    for number, month in enumerate(LONG_MONTHS, start=1):
        if month.casefold().startswith(name) or (name == "sept" and number == 9):
            return [(int(day), number, year)]
    return []


def _dated(day: int, month: int, year: str, today: date) -> date:
    if not 1 <= month <= 12:
        raise BadInput(_FIELD, f"There is no month {month}.", next_step="The day comes first.")
    if not 1 <= day <= 31:
        raise BadInput(_FIELD, f"No month has a day {day}.", next_step=_NEXT)
    whole = _whole_year(day, month, year, today)
    try:
        return date(whole, month, day)
    except ValueError:
        there = "was" if whole <= today.year else "is"
        what = f"There {there} no {day} {LONG_MONTHS[month - 1]} in {whole}."
        raise BadInput(_FIELD, what, next_step="Check the day and the year.") from None


def _whole_year(day: int, month: int, year: str, today: date) -> int:
    if len(year) == 4:
        return max(int(year), 1)
    century = today.year - today.year % 100
    this_century = century + int(year)
    ahead = (this_century, month, day) > (today.year, today.month, today.day)
    return this_century - 100 if ahead else this_century
