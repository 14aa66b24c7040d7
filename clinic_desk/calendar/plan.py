"""A visit thought through to the minute: who, what, where, with whom and how long."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from clinic_desk.base.errors import BadInput
from clinic_desk.base.spans import Span
from clinic_desk.calendar.limits import LONGEST_VISIT

_FIRST_YEAR, _LAST_YEAR = 1900, 2199


@dataclass(frozen=True)
class Plan:
    """A draft with nothing left open. The minutes before, after and of numbing are the room's,
    the room's and the practitioner's; the span is the client's."""

    treatment: str
    span: Span
    person_id: int
    client_id: int | None = None
    zones: tuple[str, ...] = ()
    room_id: int | None = None
    device_id: int | None = None
    prep_minutes: int = 0
    cleanup_minutes: int = 0
    numbing_minutes: int = 0
    appointment_id: int | None = None
    """The visit that it changes, which cannot stand in its own way."""

    @property
    def span_text(self) -> str:
        """The span as a finding's fingerprint keeps it, in UTC seconds."""
        starts, ends = self.span
        return f"{int(starts.timestamp())}/{int(ends.timestamp())}"

    @property
    def room_span(self) -> Span:
        """From the beginning of the preparation to the end of the clean-down."""
        return self.span.widened(self.prep_minutes, self.cleanup_minutes)

    @property
    def hands_on(self) -> Span:
        """When the practitioner is needed: not while the numbing works, but at the end."""
        if not self.numbing_minutes:
            return self.span
        waits = min(self.numbing_minutes, self.span.minutes - 1)
        return Span(self.span.starts_at + timedelta(minutes=waits), self.span.ends_at)


def check_start(starts_at: datetime) -> None:
    """Nothing for a start that the calendar can reckon with; BadInput for one beyond it.

    The last days that a date can name have no tomorrow, nor the first a day before.
    """
    if not _FIRST_YEAR <= starts_at.year <= _LAST_YEAR:
        raise BadInput("starts_at", "No visit is so many years away.")


def visit_span(starts_at: datetime, minutes: int) -> Span:
    """The client's span; BadInput for one that ends before it starts or lasts over eight hours."""
    if minutes <= 0:
        raise BadInput("minutes", "The visit ends before it starts.")
    if minutes > LONGEST_VISIT:
        raise BadInput("minutes", f"A visit lasts {LONGEST_VISIT // 60} hours at most.")
    if starts_at.tzinfo is None:
        raise ValueError("a visit starts at an aware instant")
    return Span(starts_at, starts_at + timedelta(minutes=minutes))
