"""Made-up windows for the free-time tests, and the slow truth to hold the search against."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from clinic_desk.base.clock import at_minute, local_day, minute_of_day
from clinic_desk.base.spans import Span
from clinic_desk.calendar.free_weeks import Row, Week, loaded_span, week
from clinic_desk.calendar.opening import Opening
from clinic_desk.calendar.search import FreeTime, Search


@dataclass(frozen=True)
class Case:
    """A search with the hours and rows that it runs over."""

    search: Search
    opening: Opening
    rows: tuple[Row, ...]

    def load(self, first_day: date, last_day: date) -> Week:
        begins, ends = loaded_span(first_day, last_day)
        rows = [row for row in self.rows if row[2] < ends and row[3] > begins]
        return week(self.search, rows, self.opening, first_day, last_day)


def row(kind: str, resource_id: int, starts_at: datetime, minutes: int) -> Row:
    begins = int(starts_at.timestamp())
    return (kind, resource_id, begins, begins + minutes * 60)


def brute_force(case: Case) -> Iterator[FreeTime]:
    """Every start of the window by plain comparison of spans, one minute after another."""
    search = case.search
    today = local_day(search.now)
    day = max(search.wish.from_day or today, today)
    for _ in range(search.wish.days):
        minute = at_minute(day, 0)
        while local_day(minute) == day:
            if _worth_asking(search, minute):
                yield from _with_each(case, minute)
            minute += timedelta(minutes=1)
        day += timedelta(days=1)


def _worth_asking(search: Search, starts_at: datetime) -> bool:
    wall = minute_of_day(starts_at)
    return (
        wall % 5 == 0
        and starts_at >= search.now
        and local_day(starts_at).weekday() in search.wish.weekdays
        and not (search.wish.part == "mornings" and wall >= 720)
        and not (search.wish.part == "afternoons" and wall < 720)
        and not search.refused(local_day(starts_at))
        and not search.refused_at(starts_at)
    )


def _with_each(case: Case, starts_at: datetime) -> Iterator[FreeTime]:
    search, needs = case.search, case.search.needs
    day = local_day(starts_at)
    stay = Span(starts_at, starts_at + timedelta(minutes=needs.minutes))
    room_span = stay.widened(needs.prep, needs.cleanup)
    hands_on = Span(starts_at + timedelta(minutes=needs.hands_on_from), stay.ends_at)
    if not any(shift.contains(stay) for shift in case.opening.clinic(day)):
        return
    free = _freedom(case.rows)
    if search.client_id is not None and not free(stay, ("client", search.client_id)):
        return
    rooms = tuple(r.id for r in search.rooms if free(room_span, ("room", r.id), ("buffer", r.id)))
    devices = tuple(d.id for d in search.devices if free(stay, ("device", d.id)))
    if (needs.room and not rooms) or (needs.device and not devices):
        return
    for person in search.people:
        at_work = any(shift.contains(hands_on) for shift in case.opening.of(person.id, day))
        if at_work and free(hands_on, ("practitioner", person.id)):
            yield FreeTime(starts_at, person.id, rooms, devices)


def _freedom(rows: tuple[Row, ...]) -> Callable[..., bool]:
    taken = [
        ((kind, resource), Span(datetime.fromtimestamp(a, UTC), datetime.fromtimestamp(b, UTC)))
        for kind, resource, a, b in rows
    ]

    def free(span: Span, *resources: tuple[str, int]) -> bool:
        return not any(what in resources and span.overlaps(other) for what, other in taken)

    return free
