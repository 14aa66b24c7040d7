"""Pencilled visits that nobody answered in time give their time back, and the client is rung."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Integer, bindparam, select, type_coerce

from clinic_desk.base.changes import Changes
from clinic_desk.calendar.calling_back import promise_about
from clinic_desk.calendar.models import Appointment
from clinic_desk.calendar.noting import note_change
from clinic_desk.calendar.plain_rows import ready
from clinic_desk.calendar.snapshots import snapshot
from clinic_desk.calendar.standing import Standing
from clinic_desk.calendar.writing import VisitRow, change_visit, give_time_back
from clinic_desk.db.plain import Where, all_rows
from clinic_desk.db.transaction import Transaction

LAPSED = "Pencilled, and not accepted in time"
"""The reason kept with a visit that lapsed."""

_visit = Appointment.__table__.c
_DUE = ready(
    select(_visit.id).where(
        type_coerce(_visit.pencilled_until, Integer) <= bindparam("now", type_=Integer)
    )
)


def any_due(connection: Where, now: datetime) -> bool:
    """Whether some pencilled visit has waited too long; an index read."""
    return bool(_due(connection, now))


def lapse(connection: Transaction, now: datetime) -> Changes:
    """Give up every pencilled visit whose time to be accepted is over.

    It stays on file as cancelled with the reason said, and a call-back is promised, as
    the client still counts on it. What was touched comes back.
    """
    changes = Changes()
    for (visit_id,) in _due(connection, now):
        changes = changes | _give_up(connection, visit_id, now)
    return changes


def _due(connection: Where, now: datetime) -> Sequence[tuple[int, ...]]:
    return all_rows(connection, _DUE, {"now": int(now.timestamp())})


def _give_up(connection: Transaction, visit_id: int, now: datetime) -> Changes:
    before = snapshot(connection, visit_id)
    if before is None:
        return Changes()
    stands = Standing.of_row(before.visit)
    row = VisitRow(stands.plan, "cancelled", LAPSED, desk_note=stands.desk_note)
    change_visit(connection, visit_id, stands.version, row)
    give_time_back(connection, visit_id)
    note_change(connection, "visit.lapsed", None, before, row)
    by = before.visit["booked_by"]
    promise_about(connection, stands, "lapsed", by, now, noted_by=None)
    return Changes(before.days, frozenset({stands.client_id}))
