"""When people work and when the clinic is open: pure, on loaded rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import NamedTuple

from clinic_desk.base.spans import Span
from clinic_desk.calendar.local_days import elapsed, midnight, minutes_in

Minutes = tuple[int, int]
"""From one minute up to another, counted from local midnight as they pass."""


class WeeklyStretch(NamedTuple):
    """One stretch of a working week, in wall-clock minutes after local midnight; 0 is Monday."""

    weekday: int
    from_minute: int
    to_minute: int


class Away(NamedTuple):
    """A stretch in which a person is away, and why."""

    span: Span
    reason: str


class Closed(NamedTuple):
    """Local days, both included, on which the clinic is shut, and why."""

    first_day: date
    last_day: date
    reason: str


def open_spans(
    weekly: Iterable[WeeklyStretch],
    absences: Iterable[Span],
    closures: Iterable[Closed],
    holidays: Mapping[date, str],
    day: date,
) -> tuple[Span, ...]:
    """When a person works on a local day: apart from each other, in order, in UTC.

    Weekly hours by the clock on the wall, without the time away; nothing on a day of
    a closure or on one that `holidays` holds. Lunch is the gap between two spans.
    """
    if day in holidays or any(shut.first_day <= day <= shut.last_day for shut in closures):
        return ()
    return _as_spans(day, open_minutes(weekly, absences, day))


def open_minutes(
    weekly: Iterable[WeeklyStretch], absences: Iterable[Span], day: date
) -> tuple[Minutes, ...]:
    """The same in minutes since local midnight, for a day on which the clinic is not shut."""
    weekday = day.weekday()
    work = _merged(
        (elapsed(day, stretch.from_minute), elapsed(day, stretch.to_minute))
        for stretch in weekly
        if stretch.weekday == weekday
    )
    for absence in absences:
        work = _without(work, _minutes_of(day, absence))
    return tuple(work)


def _merged(stretches: Iterable[Minutes]) -> list[Minutes]:
    """In order, joined where they meet; a stretch that a clock change turns round is none."""
    merged: list[Minutes] = []
    for begins, ends in sorted(stretches):
        if merged and begins <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], ends))
        elif begins < ends:
            merged.append((begins, ends))
    return merged


def _without(stretches: Sequence[Minutes], away: Minutes) -> list[Minutes]:
    """What is left of the stretches outside another one."""
    pieces = []
    for begins, ends in stretches:
        pieces += [(begins, min(ends, away[0])), (max(begins, away[1]), ends)]
    return [piece for piece in pieces if piece[0] < piece[1]]


def _minutes_of(day: date, span: Span) -> Minutes:
    """A span in minutes since the day's midnight, seconds counted as time away."""
    origin = midnight(day)
    return (
        (int(span.starts_at.timestamp()) - origin) // 60,
        -((origin - int(span.ends_at.timestamp())) // 60),
    )


def _as_spans(day: date, stretches: Iterable[Minutes]) -> tuple[Span, ...]:
    origin = midnight(day)
    return tuple(
        Span(
            datetime.fromtimestamp(origin + begins * 60, UTC),
            datetime.fromtimestamp(origin + ends * 60, UTC),
        )
        for begins, ends in stretches
    )


def no_holiday(day: date) -> str:
    """For a clinic that works on bank holidays: no day is one."""
    return ""


@dataclass(frozen=True)
class Opening:
    """The hours of everyone who treats, over the days for which they were read."""

    weekly: Mapping[int, tuple[WeeklyStretch, ...]]
    """By person; who has no hours is not here."""
    absences: Mapping[int, tuple[Away, ...]]
    """By person."""
    closures: tuple[Closed, ...]
    holiday: Callable[[date], str] = no_holiday
    """The name of a day on which the clinic does not work, or nothing."""
    _known: dict[tuple[int, date], tuple[Minutes, ...]] = field(
        default_factory=dict, init=False, compare=False, repr=False
    )
    """Worked out once, as a search asks for a person's day again for the clinic's."""
    _usual: dict[tuple[int, int], tuple[Minutes, ...]] = field(
        default_factory=dict, init=False, compare=False, repr=False
    )
    """By person and weekday: a day on which nobody is away and no clock changes."""

    def shut(self, day: date) -> str:
        """Why the clinic is shut all day, in a word or two; empty on a day on which it is not."""
        for closure in self.closures:
            if closure.first_day <= day <= closure.last_day:
                return closure.reason or "Closed"
        return self.holiday(day)

    def minutes(self, person_id: int, day: date) -> tuple[Minutes, ...]:
        """When a person works on a day, in minutes since local midnight, apart and in order."""
        known = self._known.get((person_id, day))
        if known is None:
            known = self._known[person_id, day] = self._work_out(person_id, day)
        return known

    def _work_out(self, person_id: int, day: date) -> tuple[Minutes, ...]:
        weekly = self.weekly.get(person_id)
        if not weekly or self.shut(day):
            return ()
        away = self.absences.get(person_id, ())
        if away or minutes_in(day) != 1440:
            return open_minutes(weekly, [absence.span for absence in away], day)
        usual = (person_id, day.weekday())
        if usual not in self._usual:
            self._usual[usual] = open_minutes(weekly, (), day)
        return self._usual[usual]

    def of(self, person_id: int, day: date) -> tuple[Span, ...]:
        """When a person works on a local day, in UTC, apart and in order."""
        return _as_spans(day, self.minutes(person_id, day))

    def clinic_minutes(self, day: date) -> tuple[Minutes, ...]:
        """From the first of the people who treat coming in to the last of them leaving.

        One stretch or none, in minutes since local midnight. A client may be with
        the clinic at any minute of it, as while a cream works over lunch.
        """
        work = [stretch for person in self.weekly for stretch in self.minutes(person, day)]
        if not work:
            return ()
        return ((min(begins for begins, _ in work), max(ends for _, ends in work)),)

    def clinic(self, day: date) -> tuple[Span, ...]:
        """The same as spans in UTC."""
        return _as_spans(day, self.clinic_minutes(day))

    def closed_because(self, day: date, person_id: int | None = None) -> str:
        """Why a whole day is shut for a person, or for the clinic: shown once, in its column.

        "Christmas Day", the reason of a closure or of an absence, "Away", "Not working";
        empty where some of the day is open.
        """
        if shut := self.shut(day):
            return shut
        if person_id is None:
            return "" if self.clinic_minutes(day) else "Nobody is working"
        if self.minutes(person_id, day):
            return ""
        if not any(s.weekday == day.weekday() for s in self.weekly.get(person_id, ())):
            return "Not working"
        away = (a.reason for a in self.absences.get(person_id, ()) if _touches(day, a.span))
        return next(filter(None, away), "Away")

    def works_on(self, person_id: int) -> tuple[int, ...]:
        """The weekdays on which a person works in any week, in order; 0 is Monday."""
        return tuple(sorted({s.weekday for s in self.weekly.get(person_id, ())}))


def _touches(day: date, span: Span) -> bool:
    begins, ends = _minutes_of(day, span)
    return begins < elapsed(day, 1440) and ends > 0
