"""What a visit takes up, and when: the client, the room, the practitioner, the device.

The room is taken longer than the client (it is prepared and cleaned), the
practitioner shorter (a numbing cream works without one). What one of them takes
is a row; a visit that is given up has none, so it can clash with nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from clinic_desk.base.spans import Span
from clinic_desk.calendar.plan import Plan


class Taken(NamedTuple):
    """One thing taken for one span; `kind` is a kind of the table `occupancy`."""

    kind: str
    resource_id: int
    span: Span


def occupied(plan: Plan) -> tuple[Taken, ...]:
    """The rows of a visit, those of no length left out."""
    return tuple(taken for taken in _all(plan) if taken.span.starts_at < taken.span.ends_at)


def _all(plan: Plan) -> Iterator[Taken]:
    if plan.client_id is not None:
        yield Taken("client", plan.client_id, plan.span)
    yield Taken("practitioner", plan.person_id, plan.hands_on)
    if plan.room_id is not None:
        yield Taken("room", plan.room_id, plan.span)
        yield Taken("buffer", plan.room_id, Span(plan.room_span.starts_at, plan.span.starts_at))
        yield Taken("buffer", plan.room_id, Span(plan.span.ends_at, plan.room_span.ends_at))
    if plan.device_id is not None:
        yield Taken("device", plan.device_id, plan.span)
