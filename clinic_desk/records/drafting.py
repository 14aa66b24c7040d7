"""Writing in a draft, and throwing one away."""

from __future__ import annotations

from typing import Any

from sqlalchemy import delete

from clinic_desk.base.changes import Changes
from clinic_desk.base.clock import local_day
from clinic_desk.base.errors import BadInput
from clinic_desk.calendar.models import Appointment
from clinic_desk.db.audit import note
from clinic_desk.records.act import Act, touched
from clinic_desk.records.checks import check
from clinic_desk.records.coding import CannotRead, from_json, plain_fields, to_json
from clinic_desk.records.contents import (
    AdverseEventContent,
    ConsultationContent,
    Content,
    NeedlingContent,
    ToxinContent,
)
from clinic_desk.records.from_stock import filled, lot_facts, lots_of, vial_facts
from clinic_desk.records.keeping import NOT_A_MEETING, keep_batches, keep_meeting, set_mark
from clinic_desk.records.models import RecordBatch, TreatmentRecord
from clinic_desk.records.record import RecordStale, Written

_MAPS = ("points", "areas")
"""What is not kept of each earlier state of a draft: it would outweigh the record itself."""


def save_draft(act: Act, record_id: int, version: int, content: Content) -> Written:
    """Keep what was typed in a draft as seen at `version`; nothing is written where nothing is new.

    NotAllowed once it is signed, RecordStale, and BadInput for what cannot be kept or chosen.
    """
    row = act.row(record_id)
    if row.signed_at is not None:
        raise act.locked(row)
    if content.kind != row.kind:
        raise BadInput("kind", "This record is of another kind.")
    before = content_of(row)
    content = _checked(act, row, content, before)
    text = to_json(content)
    if row.version != version and text != row.content:
        raise RecordStale(act.record(record_id), content)
    visit = act.visit(row.appointment_id)
    if text != row.content:
        _note_saved(act, row, before, content)
        row.content, row.changed_at = text, act.now
        follow_visit(row, visit, content)
        act.session.flush()
        keep_batches(act, row, content)
        keep_meeting(act, visit, content)
    return act.written(row)


def content_of(row: TreatmentRecord) -> Content | None:
    """What a draft holds; None where it cannot be read, so that it can be written anew."""
    try:
        return from_json(row.kind, row.content)
    except CannotRead:
        return None


def follow_visit(row: TreatmentRecord, visit: Appointment, content: Content) -> None:
    """A draft belongs to its visit's day and client, wherever that was moved to."""
    row.client_id, row.treatment = visit.client_id, visit.treatment
    row.treated_on = local_day(visit.starts_at)
    if isinstance(content, AdverseEventContent) and content.noticed_on is not None:
        row.treated_on = content.noticed_on


def _checked(act: Act, row: TreatmentRecord, content: Content, before: Content | None) -> Content:
    check(content, act.protocol.catalogue.places)
    content = filled(act, content)
    _check_new_choices(act, row, content, before)
    return content


def _check_new_choices(
    act: Act, row: TreatmentRecord, content: Content, before: Content | None
) -> None:
    """BadInput for a vial or batch newly chosen that may not be; one chosen before stays."""
    visit = act.visit(row.appointment_id)
    if isinstance(content, ToxinContent):
        known = {each.vial_id for each in before.vials} if isinstance(before, ToxinContent) else {0}
        new = [each for each in content.vials if each.vial_id not in known]
        for facts in vial_facts(act, new, visit).values():
            if facts.why_not:
                raise BadInput("vials", facts.why_not, next_step="Choose another vial.")
    if isinstance(content, NeedlingContent):
        had = {each.batch_id for each in lots_of(before)} if before is not None else set()
        lots = [each for each in lots_of(content) if each.batch_id not in had]
        for of_lot in lot_facts(act, lots, visit.starts_at).values():
            if of_lot.why_not:
                raise BadInput("batch_id", of_lot.why_not, next_step="Choose another batch.")


def _note_saved(act: Act, row: TreatmentRecord, before: Content | None, now: Content) -> None:
    was: dict[str, Any] = plain_fields(before) if before is not None else {}
    changed = [name for name, value in plain_fields(now).items() if was.get(name) != value]
    old = {name: was[name] for name in changed if name in was and name not in _MAPS}
    note(
        act.session,
        "record.draft_saved",
        act.by,
        client=row.client_id,
        subject=row.id,
        fields=changed,
        before=old,
    )


def remove_draft(act: Act, record_id: int, version: int) -> Changes:
    """Throw a draft away as seen at `version`; NotAllowed once it is signed, Stale, NotFound."""
    row = act.draft(record_id, version)
    visit, content = act.visit(row.appointment_id), content_of(row)
    changes = touched(visit, row)
    was = plain_fields(content) if content is not None else {}
    note(
        act.session,
        "record.draft_removed",
        act.by,
        client=row.client_id,
        subject=record_id,
        fields=[name for name, value in was.items() if value],
        before={name: value for name, value in was.items() if value},
    )
    if isinstance(content, ConsultationContent):
        set_mark(act, visit.id, NOT_A_MEETING, stands=False)
    act.session.execute(delete(RecordBatch).where(RecordBatch.record_id == record_id))
    act.session.delete(row)
    act.session.flush()
    return changes
