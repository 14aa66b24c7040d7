"""A moved visit keeps its old time in sight until its client knows of the new one."""

from __future__ import annotations

from clinic_desk.base.changes import Changes
from clinic_desk.calendar.changing import standing
from clinic_desk.calendar.noting import note_change
from clinic_desk.calendar.surroundings import Sitting
from clinic_desk.calendar.writing import VisitRow, change_visit


def client_was_told(sitting: Sitting, appointment_id: int) -> Changes:
    """Take the mark of the move away; NotFound if the visit is gone."""
    before, stands = standing(sitting, appointment_id)
    row = VisitRow(
        stands.plan,
        stands.status,
        before.visit["status_reason"],
        stands.pencilled_until,
        stands.desk_note,
    )
    change_visit(sitting.connection, stands.id, stands.version, row)
    note_change(sitting.connection, "visit.client_told", sitting.by.id, before, row)
    return Changes(before.days, frozenset({stands.client_id}))
