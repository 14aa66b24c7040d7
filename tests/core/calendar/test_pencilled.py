"""Visits that wait for the nurse: they hold time, are answered or lapse."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from clinic_desk.base.errors import BadInput, NotAllowed, NotFound
from clinic_desk.calendar.outcomes import Booked, NeedsAcknowledgement
from clinic_desk.calendar.records import Acknowledged, Draft
from clinic_desk.calendar.working_days import pencilled_until
from tests.core.calendar.desk import Desk, on


@pytest.fixture
def waiting(desk: Desk) -> Booked:
    """Toxin two days after needling, left to the nurse; the other booking is at ten."""
    client = desk.client()
    desk.past("MN", client, date(2026, 11, 24))
    return desk.book("BTX", client, on(26, 10, month=11), zones=("glabella",), pencil=True)


def test_reception_leaves_a_clinical_block_to_the_nurse(desk: Desk, waiting: Booked) -> None:
    assert waiting.pencilled
    (visit,) = desk.booking.pencilled()
    assert visit.client_name == "Nadia Clarke"
    assert visit.until == on(26, 9, month=11)
    assert "Needling to the face" in visit.waits_for[0]
    assert "TIME-PRACTITIONER" in desk.asked("BTX", desk.client("Anna"), on(26, 10, month=11))


def test_a_clash_of_time_is_the_desk_s_own_to_answer_for(desk: Desk, waiting: Booked) -> None:
    with pytest.raises(NeedsAcknowledgement) as no:
        desk.book("BTX", desk.client("Anna"), on(26, 10, month=11), pencil=True)
    assert {f.rule for f in no.value.unsettled} >= {"TIME-PRACTITIONER", "TIME-ROOM"}


def test_the_nurse_accepts_with_a_reason_in_her_own_name(desk: Desk, waiting: Booked) -> None:
    with pytest.raises(NotAllowed):
        desk.booking.accept(waiting.appointment_id, "Fine", desk.maya)
    with pytest.raises(BadInput, match="Say why"):
        desk.booking.accept(waiting.appointment_id, " ", desk.ruth)
    done = desk.booking.accept(waiting.appointment_id, "Only the cheeks were done", desk.ruth)
    assert (done.status, done.version) == ("booked", 2)
    (kept,) = desk.booking.acknowledgements(waiting.appointment_id, desk.ruth)
    assert (kept.person_id, kept.reason) == (desk.ruth, "Only the cheeks were done")
    assert desk.booking.pencilled() == ()
    desk.booking.undo(done.undo, desk.ruth)
    assert len(desk.booking.pencilled()) == 1


def test_what_only_a_prescriber_may_pass_a_practitioner_cannot_accept(desk: Desk) -> None:
    client = desk.client()
    desk.past("BTX", client, date(2026, 10, 13), zones="glabella")
    pencilled = desk.book("BTX", client, on(15, 10), zones=("glabella",), pencil=True)
    with pytest.raises(NeedsAcknowledgement) as no:
        desk.booking.accept(pencilled.appointment_id, "Fine", desk.amira)
    assert [f.rule for f in no.value.unsettled] == ["SP-BTX-BTX"]
    assert desk.booking.accept(pencilled.appointment_id, "Fine", desk.ruth).status == "booked"


def test_a_no_cancels_with_the_reason_and_promises_the_client_a_call(
    desk: Desk, waiting: Booked
) -> None:
    before = desk.tables()
    with pytest.raises(BadInput):
        desk.booking.decline(waiting.appointment_id, "", desk.ruth)
    done = desk.booking.decline(waiting.appointment_id, "Skin not healed", desk.ruth)
    assert done.status == "cancelled"
    (call,) = desk.calls.open_call_backs()
    assert call.who == "Nadia Clarke"
    assert call.about == (
        "The visit pencilled for Thu 26 Nov, 10:00 was declined: offer another. "
        "You could say: “Skin not healed”"
    )
    assert desk.tables()["occupancy"] == []
    desk.booking.undo(done.undo, desk.ruth)
    assert desk.tables() == before


def test_it_lapses_after_two_working_days_and_gives_its_time_back(
    desk: Desk, waiting: Booked
) -> None:
    desk.clock.advance(hours=47, minutes=59)
    assert desk.booking.lapse_pencilled().days == frozenset()
    desk.clock.advance(minutes=1)
    assert desk.booking.pencilled() == ()
    assert desk.booking.lapse_pencilled().days == {date(2026, 11, 26)}
    assert desk.tables()["occupancy"] == []
    (call,) = desk.calls.open_call_backs()
    assert "not accepted in time" in call.about
    with pytest.raises(NotAllowed, match="does not wait"):
        desk.booking.accept(waiting.appointment_id, "Late", desk.ruth)


def test_a_booking_finds_the_time_of_one_that_lapsed(desk: Desk, waiting: Booked) -> None:
    desk.clock.advance(hours=48)
    client = desk.client("Anna")
    booked = desk.book("BTX", client, on(26, 10, month=11), zones=("glabella",))
    assert booked.status == "booked"
    assert len(booked.changes.clients) == 2


@pytest.mark.parametrize(
    ("now", "starts", "until"),
    [
        (on(24, 9, month=11), on(1, 10), on(26, 9, month=11)),  # Tuesday to Thursday
        (on(26, 16, month=11), on(11, 10), on(30, 16, month=11)),  # over a weekend
        (on(28, 11, month=11), on(11, 10), on(1, 11)),  # from a Saturday
        (on(24, 9, month=11), on(25, 9, month=11), on(25, 9, month=11)),  # its start is sooner
        (on(24, 17), on(31, 9), on(30, 17)),  # over Christmas: Mon 28 is a bank holiday
    ],
)
def test_working_days_leave_out_weekends_and_days_that_are_shut(
    now: datetime, starts: datetime, until: datetime
) -> None:
    holidays = {date(2026, 12, 25), date(2026, 12, 28)}
    assert pencilled_until(now, starts, lambda day: day in holidays) == until


def test_a_clinic_that_is_shut_for_long_still_lets_it_lapse() -> None:
    now = on(1, 9)
    assert pencilled_until(now, on(1, 9, year=2028), lambda _: True) == now + timedelta(days=60)


def test_what_is_for_the_nurse_is_pencilled_by_itself_and_booked_by_a_nurse(desk: Desk) -> None:
    client = desk.client()
    desk.past("BTX", client, date(2026, 11, 17), zones="glabella")
    visit = Draft("BTX_TOPUP", client, ("glabella",), desk.ruth, starts_at=on(8, 10))
    assert [f.rule for f in desk.booking.assess(visit, desk.maya).for_the_nurse] == ["WINDOW"]
    by_the_desk = desk.booking.book(visit, (), desk.maya)
    assert by_the_desk.pencilled
    desk.booking.undo(by_the_desk.undo, desk.maya)
    seen = desk.booking.assess(visit, desk.ruth).for_the_nurse[0].fingerprint
    assert desk.booking.book(visit, (Acknowledged(seen),), desk.ruth).status == "booked"


def test_a_note_on_a_pencilled_visit_leaves_it_waiting(desk: Desk, waiting: Booked) -> None:
    visit = desk.booking.pencilled()[0]
    again = desk.book(
        "BTX",
        visit.client_id,
        visit.starts_at,
        zones=("glabella",),
        appointment_id=visit.appointment_id,
        desk_note="Rang twice",
    )
    assert again.pencilled
    assert desk.booking.pencilled()[0].until == visit.until


def test_moved_to_a_time_that_nothing_speaks_against_it_waits_no_longer(
    desk: Desk, waiting: Booked
) -> None:
    visit = desk.booking.pencilled()[0]
    moved = desk.book(
        "BTX",
        visit.client_id,
        on(8, 10),
        zones=("glabella",),
        appointment_id=visit.appointment_id,
    )
    assert moved.status == "booked"
    assert desk.booking.acknowledgements(visit.appointment_id, desk.ruth) == ()


def test_nobody_accepts_a_visit_that_is_not_there(desk: Desk) -> None:
    with pytest.raises(NotFound):
        desk.booking.accept(5, "Fine", desk.ruth)
