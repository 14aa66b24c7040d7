"""Clashes of time, people and places, as findings beside the clinical ones. Pure.

TIME-CLIENT has no way past: nobody is in two places. The others take a written
reason from anyone at the desk, and a buffer eaten into takes a tick.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from clinic_desk.base.clock import local_day
from clinic_desk.base.spans import Span
from clinic_desk.base.words import clock_time, short_day
from clinic_desk.calendar.overlaps import Held
from clinic_desk.calendar.plan import Plan
from clinic_desk.safety.findings import Finding, Override

_NUMBERS = {5: "Five", 10: "Ten", 15: "Fifteen", 20: "Twenty", 30: "Thirty"}


class Names(NamedTuple):
    """What the plan's person, room and device are called."""

    person: str
    room: str = ""
    device: str = ""

    @property
    def first(self) -> str:
        """The person by the name used across the desk."""
        return self.person.split()[0] if self.person else "Nobody"


def clashes(plan: Plan, held: Iterable[Held], names: Names) -> tuple[Finding, ...]:
    """What the rows of other visits say against a plan: one finding a kind and visit."""
    rows = tuple(held)
    return (
        *_of_kind("client", rows, plan, names, _client_clash),
        *_of_kind("practitioner", rows, plan, names, _practitioner_clash),
        *_of_kind("room", rows, plan, names, _room_clash),
        *_of_kind("device", rows, plan, names, _device_clash),
        *_buffers_lost(plan, rows, names),
    )


_Judge = Callable[[Held, Plan, Names], Finding]


def _of_kind(
    kind: str, rows: tuple[Held, ...], plan: Plan, names: Names, judge: _Judge
) -> Iterator[Finding]:
    taken = plan.hands_on if kind == "practitioner" else plan.span
    for row in rows:
        # The room was asked about for its buffers too; its core clashes only with the core.
        if row.kind == kind and row.span.overlaps(taken):
            yield judge(row, plan, names)


def _client_clash(row: Held, plan: Plan, names: Names) -> Finding:
    return _block(
        "TIME-CLIENT",
        f"This client is booked {_from_to(row.visit)}",
        f"The same client has a visit on {_day(row.visit)} {_from_to(row.visit)}, "
        "and cannot be in two places. Move one of them.",
        (row.judged, _own(plan, f"client {plan.client_id}")),
        override="none",
    )


def _practitioner_clash(row: Held, plan: Plan, names: Names) -> Finding:
    return _block(
        "TIME-PRACTITIONER",
        f"Overlaps {row.client_name}, {_to(row.visit)}",
        f"{names.person} is with {row.client_name} {_from_to(row.span)}.",
        (row.judged, _own(plan, f"practitioner {plan.person_id}")),
    )


def _room_clash(row: Held, plan: Plan, names: Names) -> Finding:
    return _block(
        "TIME-ROOM",
        f"{names.room} is taken until {clock_time(row.span.ends_at)}",
        f"{row.client_name} is in {names.room} {_from_to(row.span)}.",
        (row.judged, _own(plan, f"room {plan.room_id}")),
    )


def _device_clash(row: Held, plan: Plan, names: Names) -> Finding:
    return _block(
        "TIME-DEVICE",
        f"{names.device} is in use until {clock_time(row.span.ends_at)}",
        f"{names.device} is in use for {row.client_name} {_from_to(row.span)}.",
        (row.judged, _own(plan, f"device {plan.device_id}")),
    )


def _block(
    rule: str,
    title: str,
    sentence: str,
    judged: tuple[tuple[str, str, str, str], ...],
    override: Override = "reception",
) -> Finding:
    return Finding(
        rule=rule,
        severity="block",
        title=title,
        sentence=sentence,
        override=override,
        another_day=True,
        judged=judged,
        clinical=False,
    )


def _buffers_lost(plan: Plan, rows: tuple[Held, ...], names: Names) -> Iterator[Finding]:
    """One finding for each other visit in the room, of the larger loss."""
    losses: dict[int, tuple[int, Held]] = {}
    for row in rows:
        minutes = _minutes_lost(row, plan)
        if minutes > losses.get(row.appointment_id, (0, row))[0]:
            losses[row.appointment_id] = (minutes, row)
    for minutes, row in losses.values():
        yield _buffer_finding(row, plan, names, minutes)


def _minutes_lost(row: Held, plan: Plan) -> int:
    if row.kind == "buffer":
        return _shared(row.span, plan.room_span)
    if row.kind == "room" and not row.span.overlaps(plan.span):
        return _shared(row.span, plan.room_span)
    return 0


def _shared(one: Span, other: Span) -> int:
    both = Span(max(one.starts_at, other.starts_at), min(one.ends_at, other.ends_at))
    return max(0, both.minutes)


def _buffer_finding(row: Held, plan: Plan, names: Names, minutes: int) -> Finding:
    title, sentence = _buffer_words(row, plan, names.room, _minutes(minutes))
    return Finding(
        rule="TIME-BUFFER",
        severity="warn",
        title=title,
        sentence=sentence,
        ask="tick",
        override="reception",
        another_day=True,
        numbers=(("minutes_lost", str(minutes)),),
        judged=(row.judged, _own(plan, f"room {plan.room_id}")),
        clinical=False,
    )


def _buffer_words(row: Held, plan: Plan, room: str, minutes: str) -> tuple[str, str]:
    ends, starts = clock_time(row.span.ends_at), clock_time(row.span.starts_at)
    if row.kind == "room":
        after = row.span.starts_at >= plan.span.ends_at
        what = "the clean-down" if after else "the preparation"
        when = f"from {starts}" if after else f"until {ends}"
        return (
            f"{room} is taken {when}",
            f"{row.client_name} is there {_from_to(row.span)}: "
            f"{minutes.lower()} of {what} would be lost.",
        )
    if row.span.starts_at < row.visit.starts_at:
        return (
            f"{room} is being prepared from {starts}",
            f"{minutes} of the preparation for {row.client_name} would be lost.",
        )
    return (
        f"{room} is being cleaned until {ends}",
        f"{minutes} of the clean-down after {row.client_name} would be lost.",
    )


def _minutes(number: int) -> str:
    return f"{_NUMBERS.get(number, number)} minute{'' if number == 1 else 's'}"


def _own(plan: Plan, what: str) -> tuple[str, str, str, str]:
    return ("", plan.treatment, plan.span_text, what)


def _from_to(span: Span) -> str:
    return f"from {_to(span)}"


def _to(span: Span) -> str:
    return f"{clock_time(span.starts_at)} to {clock_time(span.ends_at)}"


def _day(span: Span) -> str:
    return short_day(local_day(span.starts_at))
