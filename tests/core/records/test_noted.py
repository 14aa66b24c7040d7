"""Each opening of a record is noted, in the transaction that reads it; reading it again is not."""

from __future__ import annotations

from tests.core.records.desk import Desk
from tests.factories import events


def read(desk: Desk) -> list[tuple[int | None, int | None, int | None]]:
    """Who opened which record of whom, in order."""
    noted = [each for each in events(desk.database) if each.act == "record.read"]
    return [(each.person_id, each.client_id, each.subject_id) for each in noted]


def test_opening_a_record_is_noted_and_reading_it_again_is_not(desk: Desk) -> None:
    record = desk.signed_toxin()
    assert read(desk) == []
    opened = desk.records.open(record.id, desk.ruth)
    assert (opened.record, opened.unlogged) == (record, False)
    assert desk.records.one(record.id, desk.ruth) == record
    assert read(desk) == [(desk.ruth, record.client_id, record.id)]


def test_what_a_visit_calls_for_is_noted_as_read_where_it_was_there(desk: Desk) -> None:
    visit = desk.visit()
    begun = desk.records.for_visit(visit, desk.ruth)
    assert begun.begun
    assert read(desk) == []
    desk.records.for_visit(visit, desk.amira)
    desk.records.begin(visit, desk.amira)
    assert read(desk) == [(desk.amira, begun.record.client_id, begun.record.id)] * 2
