"""A draft becomes a visit, or changes one: assessed again, settled, written or refused whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from clinic_desk.base.changes import Changes
from clinic_desk.base.clock import local_day
from clinic_desk.base.errors import BadInput, NotFound
from clinic_desk.base.texts import check_text
from clinic_desk.base.words import clock_time, short_day
from clinic_desk.calendar.acknowledging import (
    KeptAcknowledgement,
    Marks,
    Settlement,
    settle,
)
from clinic_desk.calendar.assessment import Considered, assess
from clinic_desk.calendar.gather import on_file
from clinic_desk.calendar.lapsing import lapse
from clinic_desk.calendar.noting import note_change, note_passed
from clinic_desk.calendar.others import newly_standing, visits_to_come
from clinic_desk.calendar.outcomes import AlsoFound, Booked, NeedsAcknowledgement, Undo
from clinic_desk.calendar.plan import Plan, check_start
from clinic_desk.calendar.records import Acknowledged, Draft
from clinic_desk.calendar.signed import check_not_signed
from clinic_desk.calendar.snapshots import Row, Snapshot, days_of, snapshot
from clinic_desk.calendar.standing import Standing
from clinic_desk.calendar.statuses import GIVEN_UP, HOLDS_TIME
from clinic_desk.calendar.surroundings import Sitting
from clinic_desk.calendar.working_days import pencilled_until
from clinic_desk.calendar.writing import (
    CLASH_OF_KIND,
    VisitRow,
    add_visit,
    change_visit,
    forget_seen,
    give_time_back,
    note_call,
    note_seen,
    stale,
    take_time,
)
from clinic_desk.db.audit import note

_LOOK_AHEAD = timedelta(days=30)
"""The days whose closures are read to find two working days."""
_CLASHES = frozenset(CLASH_OF_KIND.values())


@dataclass(frozen=True)
class _Saving:
    """One draft on its way into the file."""

    sitting: Sitting
    considered: Considered
    plan: Plan
    before: Snapshot | None
    stands: Standing | None
    settlement: Settlement

    @property
    def moved(self) -> bool:
        """Whether the visit is new, or lies elsewhere in time or with someone else."""
        return (
            self.stands is None
            or self.stands.status in GIVEN_UP
            or self.stands.span != self.plan.span
            or self.stands.plan.person_id != self.plan.person_id
        )


def save(
    sitting: Sitting, draft: Draft, acknowledged: Sequence[Acknowledged], pencil: bool
) -> Booked:
    """Write a draft within the sitting's transaction, and say what was written.

    Raises NeedsAcknowledgement where findings are not settled, BadInput for a draft
    without client or start, NotFound and Stale for the visit that it changes, NotAllowed
    where its record is signed, Occupied
    where the database's guard refuses. Nothing is written then, once the transaction
    is given up.
    """
    lapsed = lapse(sitting.connection, sitting.now)
    before = _before(sitting, draft)
    stands = Standing.of_row(before.visit) if before else None
    starts_at = _checked(draft, stands)
    considered = assess(sitting.connection, sitting.around(local_day(starts_at)), draft, stands)
    plan = considered.plan
    assert plan is not None
    if stands is not None and _only_words(plan, stands, pencil):
        return _rewrite_note(sitting, draft.desk_note, before, stands, lapsed)
    if stands is not None:
        check_not_signed(sitting.connection, stands, plan, stands.status)
    settlement = settled(sitting, considered, acknowledged, before, pencil=pencil)
    saving = _Saving(sitting, considered, plan, before, stands, settlement)
    return _written(saving, draft.desk_note, lapsed)


def _before(sitting: Sitting, draft: Draft) -> Snapshot | None:
    if draft.appointment_id is None:
        return None
    before = snapshot(sitting.connection, draft.appointment_id)
    if before is None:
        raise NotFound("This visit is no longer there.", next_step="Look at the day again.")
    if draft.version is not None and before.visit["version"] != draft.version:
        raise stale()
    return before


def _checked(draft: Draft, stands: Standing | None) -> datetime:
    if draft.client_id is None and stands is None:
        raise BadInput("client_id", "Say who the visit is for.")
    if draft.starts_at is None:
        raise BadInput("starts_at", "Say when the visit starts.")
    check_text("desk_note", draft.desk_note)
    check_start(draft.starts_at)
    return draft.starts_at


def settled(
    sitting: Sitting,
    considered: Considered,
    acknowledged: Sequence[Acknowledged],
    before: Snapshot | None,
    *,
    pencil: bool = False,
    waiting: bool = True,
) -> Settlement:
    """The findings settled by what was marked now and before; NeedsAcknowledgement if not all are.

    `waiting` lets what was left to the nurse before be left there again.
    """
    kept = kept_with(before)
    if not waiting:
        kept = tuple(row for row in kept if not row.left_to_the_nurse)
    for mark in acknowledged:
        check_text("reason", mark.reason)
    marks = Marks.of(sitting.by, acknowledged, kept, pencil=pencil)
    settlement = settle(considered.assessment.findings, marks)
    if settlement.unsettled:
        raise NeedsAcknowledgement(considered.assessment, settlement.unsettled)
    return settlement


def kept_with(before: Snapshot | None) -> tuple[KeptAcknowledgement, ...]:
    """What was acknowledged with a visit earlier."""
    rows = before.acknowledgements if before else ()
    return tuple(map(KeptAcknowledgement.of_row, rows))


def _only_words(plan: Plan, stands: Standing, pencil: bool) -> bool:
    """Whether nothing that could be judged has changed: what was seen once is not asked again."""
    return plan == stands.plan and stands.status in HOLDS_TIME and not pencil


def _rewrite_note(
    sitting: Sitting, note: str, before: Snapshot | None, stands: Standing, lapsed: Changes
) -> Booked:
    assert before is not None
    row = VisitRow(
        stands.plan,
        stands.status,
        before.visit["status_reason"],
        stands.pencilled_until,
        note,
        stands.moved_from,
    )
    change_visit(sitting.connection, stands.id, stands.version, row)
    note_change(sitting.connection, "visit.changed", sitting.by.id, before, row)
    changes = lapsed | Changes(before.days, frozenset({stands.client_id}))
    version = stands.version + 1
    return Booked(
        stands.id, version, stands.status, changes, Undo(stands.id, before, version, None)
    )


def _written(saving: _Saving, note: str, lapsed: Changes) -> Booked:
    row = _row(saving, note)
    visit, version = _write_visit(saving, row)
    _note(saving, row, visit)
    log_id = _log(saving, visit)
    changes = lapsed | _touched(saving)
    undo = Undo(visit, saving.before, version, log_id)
    return Booked(visit, version, row.status, changes, undo, _also(saving, visit))


def _row(saving: _Saving, note: str) -> VisitRow:
    status = _status(saving)
    return VisitRow(
        plan=saving.plan,
        status=status,
        status_reason=saving.before.visit["status_reason"]
        if saving.before and status == saving.before.visit["status"]
        else "",
        pencilled_until=_until(saving) if status == "pencilled" else None,
        desk_note=note,
        moved_from=_moved_from(saving),
    )


def _status(saving: _Saving) -> str:
    stands = saving.stands
    to_be_booked = stands is None or stands.status in GIVEN_UP or stands.status == "pencilled"
    if not to_be_booked and stands is not None and stands.status not in ("booked", "confirmed"):
        return stands.status
    if saving.settlement.pencilled:
        return "pencilled"
    # Whoever confirmed it confirmed another time.
    return "booked" if to_be_booked or saving.moved or stands is None else stands.status


def _until(saving: _Saving) -> datetime:
    sitting, stands = saving.sitting, saving.stands
    if stands is not None and stands.pencilled_until is not None:
        return min(stands.pencilled_until, saving.plan.span.starts_at)
    opening = sitting.opening(sitting.today, sitting.today + _LOOK_AHEAD)
    return pencilled_until(sitting.now, saving.plan.span.starts_at, opening.shut)


def _moved_from(saving: _Saving) -> datetime | None:
    stands = saving.stands
    if stands is None or stands.status in GIVEN_UP:
        return None
    stood = stands.moved_from or stands.span.starts_at
    return None if saving.plan.span.starts_at == stood else stood


def _write_visit(saving: _Saving, row: VisitRow) -> tuple[int, int]:
    """Write the row, what it occupies and what was seen; gives id and version."""
    sitting = saving.sitting
    connection, by = sitting.connection, sitting.by.id
    if saving.stands is None:
        visit, version = add_visit(connection, row, by, sitting.now), 1
    else:
        visit, version = saving.stands.id, saving.stands.version + 1
        change_visit(connection, visit, saving.stands.version, row)
        give_time_back(connection, visit)
    take_time(connection, visit, saving.plan, _reasons(saving))
    forget_seen(connection, (mark["id"] for mark in outdated(saving.before, saving.settlement)))
    note_seen(connection, visit, saving.settlement.seen_now, by, sitting.now)
    return visit, version


def outdated(before: Snapshot | None, settlement: Settlement) -> tuple[Row, ...]:
    """The acknowledgements that no longer belong to a visit as it is being written."""
    rows = before.acknowledgements if before else ()
    return tuple(row for row in rows if row["fingerprint"] not in settlement.seen_before)


def _note(saving: _Saving, row: VisitRow, visit: int) -> None:
    connection, by, before = saving.sitting.connection, saving.sitting.by.id, saving.before
    if before is None:
        note(connection, _act(saving, row), by, client=saving.plan.client_id, subject=visit)
    else:
        forgotten = outdated(before, saving.settlement)
        note_change(connection, _act(saving, row), by, before, row, forgotten)
    note_passed(connection, by, saving.plan.client_id, visit, saving.settlement)


def _act(saving: _Saving, row: VisitRow) -> str:
    if saving.stands is None or saving.stands.status in GIVEN_UP:
        return "visit.pencilled" if row.status == "pencilled" else "visit.booked"
    return "visit.moved" if saving.moved else "visit.changed"


def _reasons(saving: _Saving) -> Mapping[str, str]:
    return override_reasons(saving.considered, saving.settlement, saving.before)


def override_reasons(
    considered: Considered, settlement: Settlement, before: Snapshot | None
) -> Mapping[str, str]:
    """By kind of occupancy, the reason written now or earlier for overlapping another visit."""
    written = {row.fingerprint: row.reason for row in kept_with(before)} | dict(
        settlement.reason_for
    )
    by_rule = {
        finding.rule: written[finding.fingerprint]
        for finding in considered.assessment.findings
        if finding.rule in _CLASHES and finding.fingerprint in written
    }
    return {kind: by_rule[rule] for kind, rule in CLASH_OF_KIND.items() if rule in by_rule}


def _log(saving: _Saving, visit: int) -> int | None:
    if not saving.moved:
        return None
    sitting, starts_at = saving.sitting, saving.plan.span.starts_at
    stands = saving.stands
    kind = "booked" if stands is None or stands.status in GIVEN_UP else "moved"
    when = f"{short_day(local_day(starts_at))}, {clock_time(starts_at)}"
    return note_call(
        sitting.connection,
        kind,
        sitting.by.id,
        sitting.now,
        words=f"{saving.considered.treatment.short_name}, {when}",
        rule=" ".join(finding.rule for finding, _ in saving.settlement.seen_now),
        client_id=saving.plan.client_id,
        appointment_id=visit,
    )


def _touched(saving: _Saving) -> Changes:
    span = saving.plan.span
    days = days_of(int(span.starts_at.timestamp()), int(span.ends_at.timestamp()))
    clients = {saving.plan.client_id}
    if saving.before is not None and saving.stands is not None:
        days |= saving.before.days
        clients.add(saving.stands.client_id)
    return Changes(frozenset(days), frozenset(c for c in clients if c is not None))


def _also(saving: _Saving, visit: int) -> tuple[AlsoFound, ...]:
    file, sitting = saving.considered.file, saving.sitting
    if file is None:
        return ()
    own = saving.stands.id if saving.stands else None
    if not visits_to_come(file, own, sitting.today):
        return ()
    after = on_file(sitting.connection, file.client_id, sitting.today)
    findings = saving.considered.assessment.findings
    return newly_standing(sitting.here, file, after, visit, findings)
