"""A visit whose record is signed stays what the record says it was."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import text

from clinic_desk.db.signed_guard import SIGNED
from tests.core.records.desk import Desk

CHANGES = (
    "status = 'not_treated', status_reason = 'x'",
    "starts_at = starts_at + 86400, ends_at = ends_at + 86400",
    "treatment = 'MN'",
    "person_id = person_id + 1",
)


def signed_visit(desk: Desk) -> tuple[int, int]:
    """A visit with its signed toxin record."""
    visit = desk.visit(starts_at=desk.clock.now() - timedelta(hours=1))
    written = desk.records.for_visit(visit, desk.ruth).record
    vial = desk.vial(desk.batch())
    drafted = desk.records.save_draft(
        written.id, written.version, desk.toxin([vial]), desk.ruth
    ).record
    return visit, desk.records.sign(drafted.id, drafted.version, desk.ruth).record.id


def change(desk: Desk, visit: int, columns: str) -> None:
    with desk.database.write(audited=False) as session:
        session.execute(text(f"UPDATE appointment SET {columns} WHERE id = :id"), {"id": visit})


@pytest.mark.parametrize("columns", CHANGES)
def test_the_database_refuses_another_visit_under_a_signed_record(desk: Desk, columns: str) -> None:
    visit, _ = signed_visit(desk)
    with pytest.raises(Exception, match=SIGNED):
        change(desk, visit, columns)


def test_a_record_entered_in_error_holds_nothing(desk: Desk) -> None:
    visit, record = signed_visit(desk)
    desk.records.enter_in_error(record, "Wrong client", desk.ruth)
    for columns in CHANGES[:3]:
        change(desk, visit, columns)


def test_what_the_desk_notes_of_it_may_still_change(desk: Desk) -> None:
    visit, _ = signed_visit(desk)
    change(desk, visit, "desk_note = 'Forgot a scarf'")
