"""A day's working hours as they are typed: `9`, `9.30`, `17:30`, `5.30pm`, and breaks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from clinic_desk.base.errors import BadInput
from clinic_desk.calendar.opening import WeeklyStretch

_TIME = re.compile(r"(\d{1,2})(?:[:.]?(\d{2}))?\s*(am|pm)?")
_BETWEEN = re.compile(r"\s*(?:-|–|—|to|until)\s*")
_HELP = "Type 9, 9.30 or 17:30."


class DayHours(NamedTuple):
    """One weekday as typed: the first minute, the last, and the breaks between."""

    starts: str = ""
    ends: str = ""
    breaks: str = ""

    @property
    def empty(self) -> bool:
        """Whether nothing is worked."""
        return not (self.starts.strip() or self.ends.strip() or self.breaks.strip())


def read_minute(text: str, field: str = "from_minute") -> int:
    """Minutes after midnight, 0 to 1440. BadInput, for the field named, for anything else."""
    found = _TIME.fullmatch(" ".join(text.casefold().split()))
    if found is None:
        raise BadInput(field, f"“{text.strip()[:40]}” is no time of day.", next_step=_HELP)
    hour, minute, half = int(found[1]), int(found[2] or 0), found[3]
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half == "pm" else 0)
    elif half:
        hour = 25
    if minute > 59 or hour * 60 + minute > 1440:
        raise BadInput(field, f"“{text.strip()[:40]}” is no time of day.", next_step=_HELP)
    return hour * 60 + minute


def shown_minute(minute: int) -> str:
    """`09:30`; the end of the day is `24:00`."""
    return f"{minute // 60:02}:{minute % 60:02}"


def read_day(weekday: int, typed: DayHours) -> tuple[WeeklyStretch, ...]:
    """The stretches of one weekday, in order; none for a day on which nothing is typed.

    BadInput, its field one of `starts`, `ends`, `breaks`, for an end before a start, and
    for breaks that overlap or leave the working hours.
    """
    if typed.empty:
        return ()
    if not typed.starts.strip():
        raise BadInput("starts", "Say when the day begins.", next_step=_HELP)
    if not typed.ends.strip():
        raise BadInput("ends", "Say when the day ends.", next_step=_HELP)
    begins, ends = read_minute(typed.starts, "starts"), read_minute(typed.ends, "ends")
    if ends <= begins:
        raise BadInput("ends", "The day ends before it starts.")
    edges = [begins]
    for from_minute, to_minute in _read_breaks(typed.breaks):
        if from_minute < edges[-1]:
            what = "A break begins before work does." if len(edges) == 1 else "Two breaks overlap."
            raise BadInput("breaks", what)
        edges += [from_minute, to_minute]
    if edges[-1] > ends:
        raise BadInput("breaks", "A break ends after work does.")
    edges.append(ends)
    pairs = zip(edges[::2], edges[1::2], strict=True)
    return tuple(WeeklyStretch(weekday, one, other) for one, other in pairs if one < other)


def shown_day(stretches: Sequence[WeeklyStretch]) -> DayHours:
    """The same day as it is typed; `read_day` gives the stretches back."""
    if not stretches:
        return DayHours()
    gaps = (
        f"{shown_minute(one.to_minute)}–{shown_minute(other.from_minute)}"
        for one, other in pairwise(stretches)
        if one.to_minute < other.from_minute
    )
    return DayHours(
        shown_minute(stretches[0].from_minute),
        shown_minute(stretches[-1].to_minute),
        ", ".join(gaps),
    )


def shown_week(stretches: Iterable[WeeklyStretch]) -> tuple[DayHours, ...]:
    """Seven days, Monday first."""
    week = sorted(stretches)
    return tuple(
        shown_day([each for each in week if each.weekday == weekday]) for weekday in range(7)
    )


def _read_breaks(text: str) -> list[tuple[int, int]]:
    """In order of time."""
    found = []
    for part in filter(str.strip, re.split(r"[,;&]|\band\b", text)):
        ends = _BETWEEN.split(part.strip())
        if len(ends) != 2:
            raise BadInput("breaks", f"“{part.strip()[:40]}” is no break.", next_step=_BREAK_HELP)
        from_minute, to_minute = (read_minute(end, "breaks") for end in ends)
        if to_minute <= from_minute:
            raise BadInput("breaks", "A break ends before it starts.")
        found.append((from_minute, to_minute))
    return sorted(found)


_BREAK_HELP = "Type 13:00-14:00; more than one with commas."
