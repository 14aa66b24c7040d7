"""The rows that a booking writes. Statements built once: they are the hot path of a save."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Table, bindparam, delete, text, update

from clinic_desk.base.errors import Stale
from clinic_desk.calendar.inserting import ReadyInsert
from clinic_desk.calendar.models import Acknowledgement, Appointment, CallLogLine, Occupancy
from clinic_desk.calendar.occupancy import occupied
from clinic_desk.calendar.plan import Plan
from clinic_desk.db.transaction import Transaction
from clinic_desk.safety.findings import Finding


def _table(model: type[object]) -> Table:
    table: Table = model.__table__  # type: ignore[attr-defined]
    return table


_VISITS, _TAKEN, _SEEN, _LOG = map(_table, (Appointment, Occupancy, Acknowledgement, CallLogLine))

_CHANGING = (
    "client_id",
    "treatment",
    "zones",
    "person_id",
    "room_id",
    "device_id",
    "starts_at",
    "ends_at",
    "prep_minutes",
    "cleanup_minutes",
    "numbing_minutes",
    "status",
    "status_reason",
    "pencilled_until",
    "desk_note",
    "moved_from",
)

_ADD_VISIT = ReadyInsert(_VISITS)
_CHANGE_VISIT = (
    update(_VISITS)
    .where(_VISITS.c.id == bindparam("visit"), _VISITS.c.version == bindparam("shown"))
    .values({name: bindparam(f"new_{name}") for name in _CHANGING})
    .values(version=_VISITS.c.version + 1)
)
_TAKE = ReadyInsert(_TAKEN)
_FREE = delete(_TAKEN).where(_TAKEN.c.appointment_id == bindparam("visit"))
_SEE = ReadyInsert(_SEEN)
_FORGET = delete(_SEEN).where(_SEEN.c.id == bindparam("mark"))
_NOTE = ReadyInsert(_LOG)
_UNNOTE = delete(_LOG).where(
    _LOG.c.id == bindparam("line"), _LOG.c.appointment_id == bindparam("visit")
)
_READ_LINE = text("SELECT * FROM call_log WHERE id = :line AND appointment_id = :visit")

CLASH_OF_KIND: Mapping[str, str] = {
    "practitioner": "TIME-PRACTITIONER",
    "room": "TIME-ROOM",
    "device": "TIME-DEVICE",
}
"""The finding whose written reason lets a row of each kind past the guard."""


@dataclass(frozen=True)
class VisitRow:
    """What a visit's row says beside its plan."""

    plan: Plan
    status: str
    status_reason: str = ""
    pencilled_until: datetime | None = None
    desk_note: str = ""
    moved_from: datetime | None = None

    def values(self) -> dict[str, Any]:
        """The columns by name."""
        plan = self.plan
        return {
            "client_id": plan.client_id,
            "treatment": plan.treatment,
            "zones": plan.zones,
            "person_id": plan.person_id,
            "room_id": plan.room_id,
            "device_id": plan.device_id,
            "starts_at": plan.span.starts_at,
            "ends_at": plan.span.ends_at,
            "prep_minutes": plan.prep_minutes,
            "cleanup_minutes": plan.cleanup_minutes,
            "numbing_minutes": plan.numbing_minutes,
            "status": self.status,
            "status_reason": self.status_reason,
            "pencilled_until": self.pencilled_until,
            "desk_note": self.desk_note,
            "moved_from": self.moved_from,
        }


def add_visit(connection: Transaction, row: VisitRow, by: int, now: datetime) -> int:
    """Write a new visit, version 1, and give its id; its occupancy is written apart."""
    values = row.values() | {"booked_by": by, "booked_at": now, "version": 1}
    return _ADD_VISIT.one(connection, values)


def change_visit(connection: Transaction, visit: int, shown: int, row: VisitRow) -> None:
    """Write a visit anew, one version on; Stale if `shown` is not its version any more."""
    values = {f"new_{name}": value for name, value in row.values().items()}
    done = connection.execute(_CHANGE_VISIT, {"visit": visit, "shown": shown, **values})
    if done.rowcount != 1:
        raise stale()


def stale() -> Stale:
    """What is said to the one who saves second."""
    return Stale(
        "This visit was changed by someone else in the meantime.",
        kept="Nothing was saved; what you typed is still here.",
        next_step="Look at it as it is now, and save again.",
    )


def take_time(connection: Transaction, visit: int, plan: Plan, reasons: Mapping[str, str]) -> None:
    """Write what a visit occupies; `reasons`, by kind, let a deliberate overlap past the guard.

    Raises Occupied where the guard refuses.
    """
    rows = [
        {
            "kind": taken.kind,
            "resource_id": taken.resource_id,
            "starts_at": taken.span.starts_at,
            "ends_at": taken.span.ends_at,
            "appointment_id": visit,
            "override_reason": reasons.get(taken.kind),
        }
        for taken in occupied(plan)
    ]
    _TAKE.many(connection, rows)


def give_time_back(connection: Transaction, visit: int) -> None:
    """Take out all that a visit occupies."""
    connection.execute(_FREE, {"visit": visit})


def note_seen(
    connection: Transaction,
    visit: int,
    seen: Iterable[tuple[Finding, str]],
    by: int,
    now: datetime,
) -> None:
    """Write the acknowledgements of a visit: each finding as worded, with its reason."""
    rows = [
        {
            "appointment_id": visit,
            "rule": finding.rule,
            "fingerprint": finding.fingerprint,
            "severity": finding.severity,
            "sentence": finding.sentence,
            "reason": reason,
            "person_id": by,
            "acknowledged_at": now,
        }
        for finding, reason in seen
    ]
    if rows:
        _SEE.many(connection, rows)


def forget_seen(connection: Transaction, marks: Iterable[int]) -> None:
    """Take out acknowledgements, by id, of what a visit no longer is."""
    rows = [{"mark": mark} for mark in marks]
    if rows:
        connection.execute(_FORGET, rows)


def note_call(
    connection: Transaction,
    kind: str,
    by: int,
    now: datetime,
    *,
    words: str = "",
    rule: str = "",
    client_id: int | None = None,
    appointment_id: int | None = None,
) -> int:
    """Write a line of the call log and give its id."""
    values = {
        "at": now,
        "person_id": by,
        "kind": kind,
        "rule": rule,
        "words": words,
        "client_id": client_id,
        "appointment_id": appointment_id,
    }
    return _NOTE.one(connection, values)


def take_out_line(connection: Transaction, line: int, visit: int) -> Mapping[str, Any]:
    """Take out the log line that an act wrote, when the act is undone; gives what it held."""
    named = {"line": line, "visit": visit}
    row = connection.execute(_READ_LINE, named).mappings().first()
    connection.execute(_UNNOTE, named)
    return dict(row or {})
