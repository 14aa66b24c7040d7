"""What can be gone to on a lane: the visits, and the stretches of coming days. Pure.

Stretches that lie side by side and mean the same to whoever books are one stop.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Literal

from clinic_desk.calendar.ribboning import Ribbon, RibbonLane
from clinic_desk.safety.facts import Event
from clinic_desk.safety.findings import Finding
from clinic_desk.safety.ribbon import Mark, Span

Kind = Literal["done", "booked", "unclosed", "refused", "look", "open"]


@dataclass(frozen=True)
class Reason:
    """What one rule says against a stretch of days."""

    finding: Finding
    until: date
    """The first day of the stretch on which it says so no more; the stretch's end at the latest."""


@dataclass(frozen=True)
class Stop:
    """One visit, or one stretch of days from `first` up to, not including, `until`."""

    kind: Kind
    first: date
    until: date
    event: Event | None = None
    """The visit; None for a stretch."""
    works_until: date | None = None
    apart_until: date | None = None
    next_from: date | None = None
    """Of a visit in the diary: the first day after it on which nothing stands against it."""
    reasons: tuple[Reason, ...] = ()
    before: tuple[Reason, ...] = ()
    """Of an open stretch: what refused the day before it."""

    @property
    def is_visit(self) -> bool:
        """Whether it is a mark."""
        return self.event is not None

    @property
    def visit_id(self) -> int | None:
        """The id of a visit of this clinic's; None for a stretch and for what was had elsewhere."""
        id = self.event.id if self.event is not None else ""
        return int(id) if id.isdecimal() else None


def stops(ribbon: Ribbon, lane: RibbonLane) -> tuple[Stop, ...]:
    """The stops of a lane in the order of their days; a visit before the stretch of its day."""
    visits = (_visit(ribbon, lane, mark) for mark in lane.lane.marks)
    found = [*visits, *_stretches(lane.lane.spans)]
    return tuple(sorted(found, key=lambda stop: (stop.first, not stop.is_visit)))


def _visit(ribbon: Ribbon, lane: RibbonLane, mark: Mark) -> Stop:
    event, days = mark.event, lane.lane
    kind: Kind = "done" if mark.done else "unclosed" if event.day < ribbon.today else "booked"
    again = (span.first for span in days.spans if span.kind == "open" and span.first > event.day)
    return Stop(
        kind=kind,
        first=event.day,
        until=event.day,
        event=event,
        works_until=next((each.until for each in days.working if each.event == event), None),
        apart_until=next((each.until for each in days.apart if each.event == event), None),
        next_from=next(again, None) if kind == "booked" else None,
    )


def _stretches(spans: Iterable[Span]) -> Iterator[Stop]:
    before: tuple[Reason, ...] = ()
    for kind, group in groupby(spans, key=lambda span: span.kind):
        alike = list(group)
        reasons = tuple(_reasons(alike))
        yield Stop(
            kind, alike[0].first, alike[-1].until, reasons=reasons, before=before,
        )  # fmt: skip
        before = tuple(each for each in reasons if each.until == alike[-1].until)


def _reasons(spans: Sequence[Span]) -> Iterator[Reason]:
    """What each rule says, once, as it says it last; in the order in which that comes up."""
    said: dict[tuple[str, str], Reason] = {}
    for span in spans:
        for finding in (each.for_those_who_treat() for each in span.findings):
            said[finding.rule, finding.title] = Reason(finding, span.until)
    yield from said.values()
