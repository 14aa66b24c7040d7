"""The bank holidays of England, by name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from functools import cache

from clinic_desk.base.folders import RESOURCES

KEPT = RESOURCES / "bank-holidays.txt"
"""Those of the coming decades, a line a day, written by `tools/write_bank_holidays.py`."""

_OBSERVED = " (observed)"
_DAY_LETTERS = len("2026-12-25")


@cache
def bank_holidays(year: int) -> Mapping[date, str]:
    """England's bank holidays of a year, each with its name; the year is kept once read.

    A day taken in place of one that fell on a weekend says so: "Boxing Day, substitute
    day". Days proclaimed once, as for a jubilee, are known as far as
    the library knew them when this program was made; later ones are entered as closures.
    """
    return _kept().get(year) or worked_out(year)


def bank_holiday(day: date) -> str:
    """The name of the bank holiday that a local day is, empty where it is none."""
    return bank_holidays(day.year).get(day, "")


def worked_out(year: int) -> Mapping[date, str]:
    """The same of any year, by the library, which takes a tenth of a second or two to load.

    The first day that a window shows would wait for that, so the years that it is
    likely to show are kept in a file; a test holds the two together.
    """
    from holidays.countries.united_kingdom import UnitedKingdom

    found = UnitedKingdom(subdiv="ENG", years=year)  # type: ignore[no-untyped-call]
    return {day: _named(name) for day, name in found.items()}


@cache
def _kept() -> Mapping[int, Mapping[date, str]]:
    years: defaultdict[int, dict[date, str]] = defaultdict(dict)
    for line in KEPT.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            day = date.fromisoformat(line[:_DAY_LETTERS])
            years[day.year][day] = line[_DAY_LETTERS + 1 :]
    return dict(years)


def _named(name: str) -> str:
    return f"{name.removesuffix(_OBSERVED)}, substitute day" if name.endswith(_OBSERVED) else name
