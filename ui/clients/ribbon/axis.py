"""Days across the ribbon: from a local day to a place and back. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from clinic_desk.base.spans import add_months
from clinic_desk.base.words import MONTHS


@dataclass(frozen=True)
class Axis:
    """The days from `first` up to, not including, `until`, between two places in pixels."""

    first: date
    until: date
    left: float
    right: float

    @property
    def days(self) -> int:
        """How many days are shown; one at least."""
        return max(1, (self.until - self.first).days)

    @property
    def a_day(self) -> float:
        """How wide a day is."""
        return max(0.0, self.right - self.left) / self.days

    def x(self, day: date) -> float:
        """Where a day begins; what lies outside is brought to the nearer end."""
        number = min(max((day - self.first).days, 0), self.days)
        return self.left + number * self.a_day

    def middle(self, day: date) -> float:
        """The middle of a day, where a mark of it stands."""
        return min(max(self.x(day) + self.a_day / 2, self.left), self.right)

    def day(self, x: float) -> date:
        """The day at a place; the nearest one where the place lies outside."""
        number = int((x - self.left) // self.a_day) if self.a_day else 0
        return self.first + timedelta(days=min(max(number, 0), self.days - 1))

    def months(self) -> Iterator[tuple[date, str]]:
        """The first day of each month that begins in it, with its name; the first with its year
        where that is another than before."""
        day = self.first if self.first.day == 1 else add_months(self.first.replace(day=1), 1)
        while day < self.until:
            yield day, MONTHS[day.month - 1]
            day = add_months(day, 1)
