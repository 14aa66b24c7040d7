"""Changes of status, and the nurse's word on a pencilled visit."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from clinic_desk.base.changes import Changes
from clinic_desk.base.clock import local_day
from clinic_desk.base.errors import BadInput, NotAllowed, NotFound
from clinic_desk.base.texts import check_text
from clinic_desk.base.words import clock_time, short_day
from clinic_desk.calendar.acknowledging import Settlement
from clinic_desk.calendar.assessment import Considered, assess
from clinic_desk.calendar.calling_back import promise_about
from clinic_desk.calendar.gather import on_file
from clinic_desk.calendar.lapsing import lapse
from clinic_desk.calendar.noting import note_change, note_passed
from clinic_desk.calendar.others import newly_standing, visits_to_come
from clinic_desk.calendar.outcomes import AlsoFound, Booked, Undo
from clinic_desk.calendar.records import Acknowledged, Draft
from clinic_desk.calendar.saving import outdated, override_reasons, save, settled
from clinic_desk.calendar.signed import check_not_signed
from clinic_desk.calendar.snapshots import Snapshot, snapshot
from clinic_desk.calendar.standing import Standing
from clinic_desk.calendar.statuses import check_step, gives_time_back, takes_time_again
from clinic_desk.calendar.surroundings import Reading, Sitting
from clinic_desk.calendar.writing import (
    VisitRow,
    change_visit,
    forget_seen,
    give_time_back,
    note_call,
    note_seen,
    stale,
    take_time,
)
from clinic_desk.safety.findings import Finding


def change_status(
    sitting: Sitting, appointment_id: int, status: str, reason: str, version: int
) -> Booked:
    """Take a visit one step on, within the sitting's transaction.

    A step that puts a visit back in the diary is assessed like a new booking:
    NeedsAcknowledgement, Occupied. Otherwise BadInput and NotAllowed as
    `statuses.check_step` and `signed.check_not_signed`; NotFound; Stale.
    """
    check_text("reason", reason)
    before, stands = standing(sitting, appointment_id, version)
    check_step(stands.status, status, reason, stands.span.starts_at, sitting.now)
    check_not_signed(sitting.connection, stands, stands.plan, status)
    if takes_time_again(stands.status, status):
        return save(sitting, draft_of(stands), (), pencil=False)
    row = VisitRow(
        stands.plan,
        status,
        reason.strip(),
        desk_note=stands.desk_note,
        moved_from=None if gives_time_back(stands.status, status) else stands.moved_from,
    )
    return _step(sitting, "visit.status_changed", before, stands, row)


def standing(
    sitting: Sitting, appointment_id: int, version: int | None = None
) -> tuple[Snapshot, Standing]:
    """A visit as it stands; NotFound if it is gone, Stale if `version` is not its version."""
    before = snapshot(sitting.connection, appointment_id)
    if before is None:
        raise NotFound("This visit is no longer there.", next_step="Look at the day again.")
    if version is not None and before.visit["version"] != version:
        raise stale()
    return before, Standing.of_row(before.visit)


def _step(sitting: Sitting, act: str, before: Snapshot, stands: Standing, row: VisitRow) -> Booked:
    """Write a step that takes no time anew, and judge the client's other visits again."""
    today, connection = sitting.today, sitting.connection
    file = on_file(connection, stands.client_id, today)
    change_visit(connection, stands.id, stands.version, row)
    note_change(connection, act, sitting.by.id, before, row)
    if gives_time_back(stands.status, row.status):
        give_time_back(connection, stands.id)
    log_id = _log(sitting, stands, "cancelled") if row.status == "cancelled" else None
    also: tuple[AlsoFound, ...] = ()
    if visits_to_come(file, stands.id, today):
        after = on_file(connection, stands.client_id, today)
        also = newly_standing(sitting.here, file, after, stands.id)
    return _done(
        before, stands, row.status, Undo(stands.id, before, stands.version + 1, log_id), also
    )


def _done(
    before: Snapshot,
    stands: Standing,
    status: str,
    undo: Undo,
    also: tuple[AlsoFound, ...] = (),
) -> Booked:
    changes = Changes(before.days, frozenset({stands.client_id}))
    return Booked(stands.id, undo.version, status, changes, undo, also)


def assessed_again(reading: Reading, stands: Standing) -> Considered:
    """The assessment of a visit exactly as it stands."""
    around = reading.around(local_day(stands.span.starts_at))
    return assess(reading.connection, around, draft_of(stands), stands)


def draft_of(stands: Standing) -> Draft:
    """A visit as the draft that would leave it as it is."""
    plan = stands.plan
    return Draft(
        treatment=plan.treatment,
        client_id=stands.client_id,
        zones=plan.zones,
        person_id=plan.person_id,
        room_id=plan.room_id,
        device_id=plan.device_id,
        starts_at=plan.span.starts_at,
        minutes=plan.span.minutes,
        desk_note=stands.desk_note,
        appointment_id=stands.id,
        version=stands.version,
    )


def write_marks(
    sitting: Sitting,
    considered: Considered,
    settlement: Settlement,
    before: Snapshot,
    stands: Standing,
) -> None:
    """Write anew what a visit occupies and what was seen; Occupied where the guard refuses."""
    connection = sitting.connection
    give_time_back(connection, stands.id)
    reasons = override_reasons(considered, settlement, before)
    take_time(connection, stands.id, stands.plan, reasons)
    forget_seen(connection, (mark["id"] for mark in outdated(before, settlement)))
    note_seen(connection, stands.id, settlement.seen_now, sitting.by.id, sitting.now)


def accept(sitting: Sitting, appointment_id: int, reason: str) -> Booked:
    """The nurse's yes to a pencilled visit: judged again, passed in the nurse's name, booked.

    NotAllowed for a visit that does not wait, BadInput where a refusal is passed without
    a reason, NeedsAcknowledgement for what this person may not pass.
    """
    lapsed = lapse(sitting.connection, sitting.now)
    before, stands = _waiting(sitting, appointment_id)
    considered = assessed_again(sitting, stands)
    findings = considered.assessment.findings
    if not reason.strip() and any(f.refuses and f.clinical for f in findings):
        raise BadInput("reason", "Say why the visit may go ahead.")
    settlement = settled(sitting, considered, _all_seen(findings, reason), before, waiting=False)
    row = VisitRow(stands.plan, "booked", desk_note=stands.desk_note, moved_from=stands.moved_from)
    change_visit(sitting.connection, stands.id, stands.version, row)
    write_marks(sitting, considered, settlement, before, stands)
    connection, by, forgotten = sitting.connection, sitting.by.id, outdated(before, settlement)
    note_change(connection, "visit.accepted", by, before, row, forgotten)
    note_passed(connection, by, stands.client_id, stands.id, settlement)
    undo = Undo(stands.id, before, stands.version + 1, None, by_clinician=True)
    done = _done(before, stands, "booked", undo)
    return replace(done, changes=lapsed | done.changes)


def _all_seen(findings: tuple[Finding, ...], reason: str) -> tuple[Acknowledged, ...]:
    return tuple(Acknowledged(finding.fingerprint, reason) for finding in findings)


def decline(sitting: Sitting, appointment_id: int, reason: str) -> Booked:
    """The nurse's no: the visit is cancelled with the reason, and a call-back promised, with the
    reason as what the caller may be told.

    NotAllowed as for `accept`; BadInput without a reason.
    """
    check_text("reason", reason)
    before, stands = _waiting(sitting, appointment_id)
    if not reason.strip():
        raise BadInput("reason", "Say what the caller may be told: it is read out.")
    row = VisitRow(stands.plan, "cancelled", reason.strip(), desk_note=stands.desk_note)
    done = _step(sitting, "visit.declined", before, stands, row)
    by = sitting.by.id
    call = promise_about(
        sitting.connection, stands, "declined", by, sitting.now, noted_by=by, words=reason.strip()
    )
    return replace(done, undo=replace(done.undo, call_id=call, by_clinician=True))


def _waiting(sitting: Sitting, appointment_id: int) -> tuple[Snapshot, Standing]:
    before, stands = standing(sitting, appointment_id)
    if stands.status != "pencilled":
        raise NotAllowed(
            "This visit does not wait for the nurse any more.", kept="Nothing was changed."
        )
    return before, stands


def _log(sitting: Sitting, stands: Standing, kind: str) -> int:
    starts = stands.span.starts_at
    day: date = local_day(starts)
    treatment = sitting.here.protocol.catalogue.by_code.get(stands.plan.treatment)
    what = f"{treatment.short_name}, " if treatment else ""
    return note_call(
        sitting.connection,
        kind,
        sitting.by.id,
        sitting.now,
        words=f"{what}{short_day(day)}, {clock_time(starts)}",
        client_id=stands.client_id,
        appointment_id=stands.id,
    )
