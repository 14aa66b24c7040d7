"""The time axis: local wall-clock minutes of a day, and the pixels they stand at. No Qt here."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from clinic_desk.base.clock import at_minute, local_day, minute_of_day
from clinic_desk.base.spans import Span

DAY = 1440
"""Minutes on the axis of one day: wall-clock ones, so also on the days the clocks change."""
USUAL_HOURS = (9 * 60, 18 * 60 + 30)
HALF_HOUR = 30


class Stretch(NamedTuple):
    """From one minute of a day up to, not including, another."""

    first: int
    last: int

    @property
    def minutes(self) -> int:
        """Its length on the axis."""
        return self.last - self.first

    def moved(self, first: int) -> Stretch:
        """The same length from another minute, kept inside the day."""
        start = max(0, min(first, DAY - self.minutes))
        return Stretch(start, start + self.minutes)


class Axis(NamedTuple):
    """Which minutes are shown, and how tall one is. Pixel 0 is the first minute."""

    first: int
    last: int
    per_minute: float

    @property
    def height(self) -> int:
        """Pixels from the first minute to the last."""
        return self.y(self.last)

    def y(self, minute: float) -> int:
        """The pixel at which a minute begins."""
        return round((minute - self.first) * self.per_minute)

    def minute(self, y: float) -> float:
        """The minute at a pixel; outside the shown hours it goes on counting."""
        return self.first + y / self.per_minute


def fitted(hours: tuple[int, int], height: int, least_per_hour: float) -> Axis:
    """An axis of these hours that fills `height` pixels, or is taller where an hour would be
    less than `least_per_hour` pixels and so would have to be scrolled."""
    shown = hours[1] - hours[0]
    return Axis(*hours, max(height / shown, least_per_hour / 60))


def visible_hours(
    stretches: Iterable[Stretch], usual: tuple[int, int] = USUAL_HOURS
) -> tuple[int, int]:
    """The usual hours, widened by whole half hours until every stretch is inside."""
    first, last = usual
    for stretch in stretches:
        first = min(first, stretch.first // HALF_HOUR * HALF_HOUR)
        last = max(last, -(-stretch.last // HALF_HOUR) * HALF_HOUR)
    return max(first, 0), min(last, DAY)


def snapped(minute: float, step: int) -> int:
    """The nearest multiple of `step` inside the day."""
    return max(0, min(round(minute / step) * step, DAY))


def snapped_down(minute: float, step: int) -> int:
    """The multiple of `step` at or before a minute, with a whole step left in the day."""
    return max(0, min(int(minute // step) * step, DAY - step))


def stretch_on(span: Span, day: date) -> Stretch | None:
    """The part of a span that lies on a local day, by the clock on the wall; None where none does.

    Where an hour is lived twice the end may read earlier than the start: it is then drawn at
    its real length.
    """
    starts_on, ends_on = local_day(span.starts_at), local_day(span.ends_at)
    if starts_on > day or ends_on < day:
        return None
    first = minute_of_day(span.starts_at) if starts_on == day else 0
    last = minute_of_day(span.ends_at) if ends_on == day else DAY
    if starts_on == ends_on and last <= first:
        last = min(first + span.minutes, DAY)
    return Stretch(first, last) if last > first else None


def span_on(day: date, stretch: Stretch) -> Span:
    """The instants between two wall-clock minutes of a day, never reversed or empty."""
    starts_at, ends_at = at_minute(day, stretch.first), at_minute(day, stretch.last)
    if ends_at <= starts_at:
        ends_at = starts_at + timedelta(minutes=stretch.minutes)
    return Span(starts_at, ends_at)


def span_from(day: date, first: int, minutes: int) -> Span:
    """So many real minutes from a wall-clock minute of a day: a visit moved keeps its length."""
    starts_at = at_minute(day, first)
    return Span(starts_at, starts_at + timedelta(minutes=minutes))
