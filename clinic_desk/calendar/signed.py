"""A visit whose record is signed stays what the record says it was."""

from __future__ import annotations

from sqlalchemy import text

from clinic_desk.base.errors import NotAllowed
from clinic_desk.calendar.plan import Plan
from clinic_desk.calendar.standing import Standing
from clinic_desk.calendar.statuses import IN_THE_DIARY
from clinic_desk.db.transaction import Transaction

# The record's room stands on this one, so its tables are named here and not imported.
_SIGNED = text("""SELECT 1 FROM treatment_record AS record
WHERE appointment_id = :visit AND signed_at IS NOT NULL AND kind <> 'adverse_event'
AND NOT EXISTS (SELECT 1 FROM amendment
    WHERE record_id = record.id AND kind = 'entered_in_error') LIMIT 1""")


def check_not_signed(connection: Transaction, stands: Standing, plan: Plan, status: str) -> None:
    """NotAllowed where a change would have a visit differ from its signed record.

    That is its treatment, its day or who gave it, and its end once it has been closed. A record
    marked as entered in error holds nothing.
    """
    was = stands.plan
    same_visit = (was.treatment, was.person_id, was.span) == (
        plan.treatment,
        plan.person_id,
        plan.span,
    )
    same_end = status == stands.status or stands.status in IN_THE_DIARY
    if same_visit and same_end:
        return
    if connection.execute(_SIGNED, {"visit": stands.id}).first() is not None:
        raise NotAllowed(
            "The record of this visit is signed, so the visit stays as it is.",
            kept="Nothing was changed.",
            next_step="Who treated can add to the record, or mark it as entered in error first.",
        )
