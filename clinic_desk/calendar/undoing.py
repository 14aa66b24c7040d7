"""One act taken back: the visit's rows put back exactly as they were."""

from __future__ import annotations

from clinic_desk.base.changes import Changes
from clinic_desk.base.errors import NotAllowed
from clinic_desk.calendar.acknowledging import Marks, settle
from clinic_desk.calendar.calling_back import take_out_call
from clinic_desk.calendar.changing import assessed_again
from clinic_desk.calendar.noting import note_undone
from clinic_desk.calendar.outcomes import NeedsAcknowledgement, Undo
from clinic_desk.calendar.saving import kept_with
from clinic_desk.calendar.signed import check_not_signed
from clinic_desk.calendar.snapshots import Row, Snapshot, remove, restore, snapshot
from clinic_desk.calendar.standing import Standing
from clinic_desk.calendar.statuses import HOLDS_TIME
from clinic_desk.calendar.surroundings import Sitting
from clinic_desk.calendar.writing import stale, take_out_line
from clinic_desk.db.transaction import Transaction
from clinic_desk.staff.permissions import May, may


def undo_act(sitting: Sitting, undo: Undo) -> Changes:
    """Put everything back as it was before one act; what was touched comes back.

    NotAllowed for a clinician's word that someone else would take back, and once the visit's
    record is signed; Stale if the visit
    was changed since, Occupied if its time was taken since. Where
    undoing would put the visit back at a time that the clinic's rules refuse by now,
    as after another booking, NeedsAcknowledgement: undo is no way round them.
    """
    if undo.by_clinician and not may(sitting.by, May.TREAT):
        raise NotAllowed(
            "Only someone who treats may take back what was said to a pencilled visit.",
            kept="Nothing was changed.",
        )
    connection = sitting.connection
    now = snapshot(connection, undo.appointment_id)
    if now is None or now.visit["version"] != undo.version:
        raise stale()
    _check_not_signed(connection, now, undo.before)
    taken_out: dict[str, Row] = {}
    if undo.log_id is not None:
        taken_out["call_log"] = take_out_line(connection, undo.log_id, undo.appointment_id)
    if undo.call_id is not None:
        taken_out["call_back"] = take_out_call(connection, undo.call_id)
    note_undone(connection, sitting.by.id, now, undo.before, taken_out)
    if undo.before is None:
        remove(connection, undo.appointment_id)
        return _changes(now)
    restore(connection, undo.before)
    if _lies_elsewhere(now, undo.before):
        _judge_again(sitting, undo.before)
    return _changes(now) | _changes(undo.before)


def _check_not_signed(connection: Transaction, now: Snapshot, before: Snapshot | None) -> None:
    is_ = Standing.of_row(now.visit)
    was = Standing.of_row(before.visit) if before else None
    check_not_signed(connection, is_, was.plan if was else is_.plan, was.status if was else "")


def _changes(kept: Snapshot) -> Changes:
    return Changes(kept.days, frozenset({kept.visit["client_id"]}))


def _lies_elsewhere(now: Snapshot, before: Snapshot) -> bool:
    """Whether the visit holds time after undoing where, or as what, it did not before."""
    was, is_ = Standing.of_row(before.visit), Standing.of_row(now.visit)
    return was.status in HOLDS_TIME and (was.plan != is_.plan or is_.status not in HOLDS_TIME)


def _judge_again(sitting: Sitting, before: Snapshot) -> None:
    """Refuse where a clinical block stands that the visit did not carry knowingly."""
    considered = assessed_again(sitting, Standing.of_row(before.visit))
    settlement = settle(
        considered.assessment.findings, Marks.of(sitting.by, kept=kept_with(before))
    )
    refused = tuple(f for f in settlement.unsettled if f.refuses and f.clinical)
    if refused:
        raise NeedsAcknowledgement(considered.assessment, refused)
