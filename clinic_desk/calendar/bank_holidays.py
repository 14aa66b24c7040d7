"""The bank holidays of England, by name."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache

_OBSERVED = " (observed)"


@cache
def bank_holidays(year: int) -> Mapping[date, str]:
    """England's bank holidays of a year, each with its name; the year is kept once read.

    A day taken in place of one that fell on a weekend says so: "Boxing Day, substitute
    day". Days proclaimed once, as for a jubilee, are known as far as
    the library knew them when this program was made; later ones are entered as closures.
    """
    # Imported here, as it takes a tenth of a second and most launches need it late or never.
    from holidays.countries.united_kingdom import UnitedKingdom

    found = UnitedKingdom(subdiv="ENG", years=year)  # type: ignore[no-untyped-call]
    return {day: _named(name) for day, name in found.items()}


def bank_holiday(day: date) -> str:
    """The name of the bank holiday that a local day is, empty where it is none."""
    return bank_holidays(day.year).get(day, "")


def _named(name: str) -> str:
    return f"{name.removesuffix(_OBSERVED)}, substitute day" if name.endswith(_OBSERVED) else name
