"""The overlap guard, against the database itself."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from clinic_desk.calendar.models import Appointment, Occupancy
from clinic_desk.db.database import Database
from clinic_desk.db.guard import Occupied
from tests.factories import NOW, add_appointment, add_client, add_person

HOUR = timedelta(hours=1)


@pytest.fixture
def taken(database: Database) -> tuple[int, int]:
    """A practitioner and a client, together from NOW for an hour."""
    person, client = add_person(database), add_client(database)
    add_appointment(database, client, person, NOW, NOW + HOUR)
    return person, client


def test_an_overlap_is_refused_by_kind_and_id(database: Database, taken: tuple[int, int]) -> None:
    other = add_client(database)
    with pytest.raises(Occupied) as refused:
        add_appointment(database, other, taken[0], NOW + HOUR / 2, NOW + HOUR * 2)
    assert (refused.value.kind, refused.value.resource_id) == ("practitioner", taken[0])


def test_nothing_of_a_refused_visit_is_kept(database: Database, taken: tuple[int, int]) -> None:
    other = add_client(database)
    with pytest.raises(Occupied):
        add_appointment(database, other, taken[0], NOW, NOW + HOUR)
    with database.read() as session:
        assert session.scalar(select(func.count()).select_from(Appointment)) == 1
        assert session.scalar(select(func.count()).select_from(Occupancy)) == 2


def test_visits_that_only_touch_are_let_in(database: Database, taken: tuple[int, int]) -> None:
    other = add_client(database)
    assert add_appointment(database, other, taken[0], NOW + HOUR, NOW + HOUR * 2)
    assert add_appointment(database, other, taken[0], NOW - HOUR, NOW)
