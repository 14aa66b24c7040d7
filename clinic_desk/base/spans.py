"""Half-open stretches of time, and the clinic's arithmetic of whole local days."""

from __future__ import annotations

import calendar
from datetime import date, datetime, timedelta
from typing import NamedTuple


class Span(NamedTuple):
    """From an instant up to, not including, another; both aware and in UTC."""

    starts_at: datetime
    ends_at: datetime

    def overlaps(self, other: Span) -> bool:
        """Whether some moment lies in both; spans that only touch do not overlap."""
        return self.starts_at < other.ends_at and other.starts_at < self.ends_at

    def contains(self, other: Span) -> bool:
        """Whether the whole of `other` lies inside."""
        return self.starts_at <= other.starts_at and other.ends_at <= self.ends_at

    @property
    def minutes(self) -> int:
        """Its length in whole minutes."""
        return int((self.ends_at - self.starts_at).total_seconds()) // 60

    def widened(self, before: int, after: int) -> Span:
        """The span with `before` and `after` minutes added at its ends."""
        return Span(
            self.starts_at - timedelta(minutes=before), self.ends_at + timedelta(minutes=after)
        )


def gap_days(earlier: date, later: date) -> int:
    """Whole local calendar days from one date to the other; negative if they are reversed."""
    return (later - earlier).days


def add_months(day: date, months: int) -> date:
    """The same day number `months` later, or that month's last day where it has no such number."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def birthday(born_on: date, years: int) -> date:
    """The day on which someone born on `born_on` reaches an age.

    A leap-day birthday falls on 1 March in common years: the later of the two
    readings, as no statute of England and Wales settles it (facts 6.2).
    """
    try:
        return born_on.replace(year=born_on.year + years)
    except ValueError:
        return date(born_on.year + years, 3, 1)


def age_on(born_on: date, day: date) -> int:
    """Completed years of age on a day; negative before birth."""
    years = day.year - born_on.year
    return years if birthday(born_on, years) <= day else years - 1
