"""A visit whose record is signed stays what the record says it was, in words for the desk."""

from __future__ import annotations

from datetime import timedelta

import pytest

from clinic_desk.base.clock import local_day
from clinic_desk.base.errors import NotAllowed
from clinic_desk.calendar.outcomes import Booked
from clinic_desk.records.models import TreatmentRecord
from tests.core.calendar.desk import Desk, on

VISIT = on(8, 10)


def sign(desk: Desk, visit: int, client: int) -> None:
    """Sign a record of the visit, as the record's room does once nothing is missing."""
    with desk.database.write(audited=False) as session:
        session.add(
            TreatmentRecord(
                client_id=client,
                appointment_id=visit,
                kind="toxin",
                treatment="BTX",
                treated_on=local_day(VISIT),
                content="{}",
                written_by=desk.ruth,
                begun_at=VISIT,
                changed_at=VISIT,
                signed_by=desk.ruth,
                signed_at=VISIT,
                digest="0" * 64,
            )
        )


@pytest.fixture
def closed(desk: Desk) -> Booked:
    """A toxin visit that was completed, with its record signed."""
    client = desk.client()
    booked = desk.book("BTX", client, VISIT)
    desk.clock.instant = VISIT + timedelta(hours=1)
    done = desk.booking.set_status(booked.appointment_id, "completed", "", 1, desk.ruth)
    sign(desk, done.appointment_id, client)
    return done


def test_its_status_is_not_taken_back(desk: Desk, closed: Booked) -> None:
    with pytest.raises(NotAllowed, match="is signed"):
        desk.booking.set_status(
            closed.appointment_id, "not_treated", "Changed her mind", closed.version, desk.ruth
        )


def test_it_is_not_undone(desk: Desk, closed: Booked) -> None:
    with pytest.raises(NotAllowed, match="is signed"):
        desk.booking.undo(closed.undo, desk.ruth)


def test_a_visit_may_be_closed_after_its_record_was_signed(desk: Desk) -> None:
    client = desk.client()
    booked = desk.book("BTX", client, VISIT)
    desk.clock.instant = VISIT + timedelta(hours=1)
    sign(desk, booked.appointment_id, client)
    done = desk.booking.set_status(booked.appointment_id, "completed", "", 1, desk.ruth)
    assert done.status == "completed"
