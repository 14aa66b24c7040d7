"""What a draft leaves in other tables: the batches that it uses, and that a talk was no meeting."""

from __future__ import annotations

from sqlalchemy import delete

from clinic_desk.calendar.models import Appointment, VisitMark
from clinic_desk.records.act import Act
from clinic_desk.records.contents import ConsultationContent, Content, ToxinContent
from clinic_desk.records.digest import BatchUse
from clinic_desk.records.from_stock import lots_of
from clinic_desk.records.models import RecordBatch, TreatmentRecord
from clinic_desk.records.rows import batches_of
from clinic_desk.records.totals import by_vial
from clinic_desk.staff.models import Person

NOT_A_MEETING = "not_face_to_face"
IN_ERROR = "in_error"


def uses(content: Content) -> tuple[BatchUse, ...]:
    """The batches that a content says were used, each with what was taken of it."""
    if isinstance(content, ToxinContent):
        return tuple(
            BatchUse(total.vial.batch_id, total.vial.vial_id, total.hundredths)
            for total in by_vial(content)
        )
    return tuple(BatchUse(lot.batch_id, None, 0) for lot in lots_of(content))


def keep_batches(act: Act, row: TreatmentRecord, content: Content) -> None:
    """Write anew which batches a draft uses, where that has changed."""
    now = uses(content)
    if now == batches_of(act.session, row.id):
        return
    act.session.execute(delete(RecordBatch).where(RecordBatch.record_id == row.id))
    act.session.add_all(
        RecordBatch(
            record_id=row.id,
            batch_id=each.batch_id,
            vial_id=each.vial_id,
            hundredths=each.hundredths,
        )
        for each in now
    )
    act.session.flush()


def keep_meeting(act: Act, visit: Appointment, content: Content) -> None:
    """Mark the visit of a talk that was no meeting with whoever prescribes, from the draft on.

    A telephone call must not count as a consultation while its record waits for a signature.
    """
    if not isinstance(content, ConsultationContent):
        return
    seen_by = act.session.get(Person, content.seen_by) if content.seen_by is not None else None
    someone_else = seen_by is not None and not seen_by.prescriber
    set_mark(act, visit.id, NOT_A_MEETING, content.face_to_face is False or someone_else)


def set_mark(act: Act, visit_id: int, mark: str, stands: bool) -> None:
    """Let a mark stand on a visit, or not."""
    there = act.session.get(VisitMark, (visit_id, mark))
    if stands and there is None:
        act.session.add(VisitMark(appointment_id=visit_id, mark=mark))
    if not stands and there is not None:
        act.session.delete(there)
    act.session.flush()
