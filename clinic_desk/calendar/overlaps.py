"""The one question the database is asked about a span: who and what is taken in it already.

One statement for all kinds, built once. A row is never longer than eight hours, so
the index is read from eight hours before the span and no further back: as quick
after twenty years as on the first day.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import NamedTuple

from sqlalchemy import (
    Integer,
    Select,
    bindparam,
    literal_column,
    select,
    type_coerce,
    union_all,
)

from clinic_desk.base.spans import Span
from clinic_desk.calendar.limits import LONGEST_VISIT
from clinic_desk.calendar.models import Appointment, Occupancy
from clinic_desk.calendar.plain_rows import ready
from clinic_desk.calendar.plan import Plan
from clinic_desk.clients.models import Client
from clinic_desk.db.plain import all_rows
from clinic_desk.db.transaction import Transaction

KINDS = ("client", "practitioner", "room", "buffer", "device")


class Held(NamedTuple):
    """Another visit's row that lies in the way. Spans are UTC seconds until asked for."""

    kind: str
    resource_id: int
    from_second: int
    to_second: int
    appointment_id: int
    visit_from: int
    visit_to: int
    treatment: str
    person_id: int
    given: str
    family: str

    @property
    def span(self) -> Span:
        """What the row takes."""
        return _span(self.from_second, self.to_second)

    @property
    def visit(self) -> Span:
        """The other client's whole visit."""
        return _span(self.visit_from, self.visit_to)

    @property
    def judged(self) -> tuple[str, str, str, str]:
        """What a finding's fingerprint keeps of it: whose, what for, when, and what it takes."""
        when = f"{self.from_second}/{self.to_second}"
        return (str(self.appointment_id), self.treatment, when, f"{self.kind} {self.resource_id}")

    @property
    def client_name(self) -> str:
        """The other client, for the desk's eyes."""
        return f"{self.given} {self.family}".strip()


def _span(from_second: int, to_second: int) -> Span:
    return Span(datetime.fromtimestamp(from_second, UTC), datetime.fromtimestamp(to_second, UTC))


_occupancy = Occupancy.__table__.c
_visit = Appointment.__table__.c
_client = Client.__table__.c
_starts = type_coerce(_occupancy.starts_at, Integer)
_ends = type_coerce(_occupancy.ends_at, Integer)
_FURTHEST_BACK = literal_column(str(LONGEST_VISIT * 60), Integer)


def _rows_of(kind: str) -> Select[tuple[object, ...]]:
    starts, ends = bindparam(f"{kind}_from", type_=Integer), bindparam(f"{kind}_to", type_=Integer)
    return (
        select(
            _occupancy.kind,
            _occupancy.resource_id,
            _starts,
            _ends,
            _occupancy.appointment_id,
            type_coerce(_visit.starts_at, Integer),
            type_coerce(_visit.ends_at, Integer),
            _visit.treatment,
            _visit.person_id,
            _client.given,
            _client.family,
        )
        .join_from(Occupancy, Appointment, _visit.id == _occupancy.appointment_id)
        .join(Client, _client.id == _visit.client_id)
        .where(
            _occupancy.kind == literal_column(f"'{kind}'"),
            _occupancy.resource_id == bindparam(kind, type_=Integer),
            _starts < ends,
            _starts > starts - _FURTHEST_BACK,
            _ends > starts,
            _occupancy.appointment_id != bindparam("own", type_=Integer),
        )
    )


_IN_THE_WAY = ready(union_all(*(_rows_of(kind) for kind in KINDS)))


def in_the_way(connection: Transaction, plan: Plan) -> tuple[Held, ...]:
    """All rows of other visits that overlap what the plan would take; one statement.

    The room is asked about for its preparation and clean-down too.
    """
    return tuple(map(Held._make, all_rows(connection, _IN_THE_WAY, _asked(plan))))


def _asked(plan: Plan) -> dict[str, int | None]:
    stay, hands_on, room = map(_seconds, (plan.span, plan.hands_on, plan.room_span))
    spans = {
        "client": (plan.client_id, stay),
        "practitioner": (plan.person_id, hands_on),
        "room": (plan.room_id, room),
        "buffer": (plan.room_id, room),
        "device": (plan.device_id, stay),
    }
    asked: dict[str, int | None] = {"own": plan.appointment_id or 0}
    for kind, (resource, (from_second, to_second)) in spans.items():
        asked[kind] = resource
        asked[f"{kind}_from"], asked[f"{kind}_to"] = from_second, to_second
    return asked


def _seconds(span: Span) -> tuple[int, int]:
    return int(span.starts_at.timestamp()), int(span.ends_at.timestamp())
