"""What is added beside a signed record, and marking one as entered in error."""

from __future__ import annotations

from clinic_desk.base.errors import BadInput, NotAllowed
from clinic_desk.base.texts import check_text
from clinic_desk.db.audit import note
from clinic_desk.records.act import Act
from clinic_desk.records.keeping import IN_ERROR, set_mark
from clinic_desk.records.models import Amendment, TreatmentRecord
from clinic_desk.records.record import Written
from clinic_desk.records.rows import of_visit


def amend(act: Act, record_id: int, words: str) -> Written:
    """Add words beside a signed record; BadInput without any, NotAllowed for a draft, NotFound."""
    row = _signed(act, record_id)
    _add(act, row, "amendment", words)
    note(
        act.session,
        "record.amended",
        act.by,
        client=row.client_id,
        subject=record_id,
        fields=("words",),
    )
    return act.written(row)


def enter_in_error(act: Act, record_id: int, words: str) -> Written:
    """Mark a signed record as entered in error: it stays, plain to see, and starts no clock.

    The mark on its visit is in the same transaction. Raises as `amend`, and NotAllowed where
    it is marked already.
    """
    row = _signed(act, record_id)
    if act.record(record_id).in_error:
        raise NotAllowed("This record is marked as entered in error already.")
    _add(act, row, "entered_in_error", words)
    set_mark(act, row.appointment_id, IN_ERROR, _nothing_counts(act, row))
    note(
        act.session,
        "record.entered_in_error",
        act.by,
        client=row.client_id,
        subject=record_id,
        fields=("words",),
    )
    return act.written(row)


def _nothing_counts(act: Act, row: TreatmentRecord) -> bool:
    """Whether the visit has had records, and none of them stands: an adverse event is none."""
    signed = [
        record
        for record in of_visit(act.session, row.appointment_id)
        if record.signed and record.kind != "adverse_event"
    ]
    return bool(signed) and all(record.in_error for record in signed)


def _signed(act: Act, record_id: int) -> TreatmentRecord:
    row = act.row(record_id)
    if row.signed_at is None:
        raise NotAllowed("This record is still a draft.", next_step="Change the draft itself.")
    return row


def _add(act: Act, row: TreatmentRecord, kind: str, words: str) -> None:
    check_text("words", words)
    if not words.strip():
        raise BadInput("words", "Say what is added, and why.")
    act.session.add(
        Amendment(
            record_id=row.id,
            kind=kind,
            words=words.strip(),
            written_by=act.by,
            written_at=act.now,
        )
    )
    act.session.flush()
