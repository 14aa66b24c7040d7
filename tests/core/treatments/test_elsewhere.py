"""Treatments that clients had somewhere else."""

from __future__ import annotations

from datetime import date

import pytest

from clinic_desk.base.clock import FixedClock
from clinic_desk.base.errors import BadInput, NotFound
from clinic_desk.db.database import Database
from clinic_desk.treatments.elsewhere import Elsewhere
from tests.factories import add_client, add_person, add_receptionist, events


@pytest.fixture
def elsewhere(database: Database, clock: FixedClock) -> Elsewhere:
    return Elsewhere(database, clock)


@pytest.fixture
def mia(database: Database) -> int:
    return add_receptionist(database)


def test_what_was_had_elsewhere_is_kept_newest_first(
    elsewhere: Elsewhere, database: Database, clock: FixedClock, mia: int
) -> None:
    anna, other = add_client(database), add_client(database, "Eve")
    saved = elsewhere.record(anna, "PEEL", date(2026, 10, 1), (), "", mia)
    elsewhere.record(anna, "FILLER", date(2026, 11, 24), ("cheeks", "chin"), "<b>Paris</b>", mia)
    elsewhere.record(other, "PEEL", date(2026, 10, 1), (), "", mia)
    newest, oldest = elsewhere.of_client(anna, add_person(database))
    assert saved.changes.clients == {anna}
    assert (oldest.id, oldest.zones) == (saved.id, ())
    assert (newest.code, newest.had_on, newest.zones) == (
        "FILLER",
        date(2026, 11, 24),
        ("cheeks", "chin"),
    )
    assert (newest.note, newest.recorded_by, newest.recorded_at) == (
        "<b>Paris</b>",
        mia,
        clock.now(),
    )


def test_what_was_recorded_by_mistake_is_taken_out(
    elsewhere: Elsewhere, database: Database, mia: int
) -> None:
    anna = add_client(database)
    saved = elsewhere.record(anna, "PEEL", date(2026, 10, 1), (), "", mia)
    assert elsewhere.remove(saved.id, mia).clients == {anna}
    assert elsewhere.of_client(anna, mia) == ()
    with pytest.raises(NotFound):
        elsewhere.remove(saved.id, mia)


@pytest.mark.parametrize(
    ("code", "had_on", "zones", "note", "field"),
    [
        (" ", date(2026, 10, 1), (), "", "code"),
        ("PEEL", date(2026, 11, 25), (), "", "had_on"),
        ("PEEL", date(1949, 12, 31), (), "", "had_on"),
        ("PEEL", date(2026, 10, 1), ("upper lip",), "", "zones"),
        ("PEEL", date(2026, 10, 1), (), "\0", "note"),
    ],
)
def test_what_cannot_be_meant_is_refused(
    elsewhere: Elsewhere,
    database: Database,
    mia: int,
    code: str,
    had_on: date,
    zones: tuple[str, ...],
    note: str,
    field: str,
) -> None:
    anna = add_client(database)
    with pytest.raises(BadInput) as refused:
        elsewhere.record(anna, code, had_on, zones, note, mia)
    assert refused.value.field == field
    assert elsewhere.of_client(anna, mia) == ()


def test_nobody_had_nothing_elsewhere(elsewhere: Elsewhere, mia: int) -> None:
    with pytest.raises(NotFound):
        elsewhere.record(99, "PEEL", date(2026, 10, 1), (), "", mia)


def test_a_note_is_for_those_who_may_read_what_is_clinical(
    elsewhere: Elsewhere, database: Database, mia: int
) -> None:
    anna = add_client(database)
    elsewhere.record(anna, "PEEL", date(2026, 10, 1), (), "Blistered", mia)
    (at_desk,) = elsewhere.of_client(anna, mia)
    (in_room,) = elsewhere.of_client(anna, add_person(database))
    assert (at_desk.note, at_desk.ask_the_nurse) == ("", True)
    assert (in_room.note, in_room.ask_the_nurse) == ("Blistered", False)


def test_what_was_taken_out_is_put_back_with_the_note_that_the_desk_does_not_read(
    elsewhere: Elsewhere, database: Database, mia: int
) -> None:
    anna = add_client(database)
    saved = elsewhere.record(anna, "PEEL", date(2026, 10, 1), ("chin",), "Blistered", mia)
    elsewhere.remove(saved.id, mia)
    elsewhere.put_back(saved.id, mia)
    (record,) = elsewhere.of_client(anna, add_person(database))
    assert (record.code, record.zones, record.note) == ("PEEL", ("chin",), "Blistered")
    with pytest.raises(NotFound):
        elsewhere.put_back(saved.id, mia)


def test_what_was_taken_out_is_kept_with_the_event(
    elsewhere: Elsewhere, database: Database, mia: int
) -> None:
    anna = add_client(database)
    saved = elsewhere.record(anna, "PEEL", date(2026, 10, 1), (), "Blistered", mia)
    elsewhere.remove(saved.id, mia)
    recorded, removed = events(database)
    assert (recorded.act, recorded.fields) == ("elsewhere.recorded", ("code", "had_on", "note"))
    assert (removed.client_id, removed.subject_id) == (anna, saved.id)
    assert removed.before["note"] == "Blistered"
