"""The life of a visit."""

from __future__ import annotations

from datetime import timedelta

import pytest

from clinic_desk.base.errors import BadInput, NotAllowed, Stale
from clinic_desk.calendar.outcomes import NeedsAcknowledgement
from clinic_desk.calendar.statuses import FOLLOWS, GIVEN_UP, HOLDS_TIME, SHOWN, check_step
from clinic_desk.safety.settings import STATUSES
from tests.core.calendar.desk import Desk, on

VISIT = on(8, 10)


def test_every_status_is_known_everywhere() -> None:
    assert set(FOLLOWS) == set(SHOWN) == set(STATUSES) == HOLDS_TIME | GIVEN_UP
    assert all(after in FOLLOWS for followers in FOLLOWS.values() for after in followers)
    assert not any("pencilled" in followers for followers in FOLLOWS.values())
    assert "booked" not in FOLLOWS["pencilled"]


@pytest.mark.parametrize("before", STATUSES)
@pytest.mark.parametrize("after", STATUSES)
def test_only_the_steps_of_the_table_are_taken(before: str, after: str) -> None:
    later = VISIT + timedelta(hours=1)
    if after in FOLLOWS[before]:
        check_step(before, after, "why", VISIT, later)
    else:
        with pytest.raises(NotAllowed):
            check_step(before, after, "why", VISIT, later)


@pytest.mark.parametrize("after", ["cancelled", "not_treated"])
def test_some_steps_need_a_reason(after: str) -> None:
    with pytest.raises(BadInput) as bad:
        check_step("arrived", after, "  ", VISIT, VISIT)
    assert bad.value.field == "reason"


@pytest.mark.parametrize(
    ("after", "too_soon", "in_time"),
    [
        ("arrived", on(7, 23, 59), on(8, 0)),
        ("completed", on(7, 23, 59), on(8, 0)),
        ("no_show", on(8, 9, 59), on(8, 10)),
    ],
)
def test_nothing_has_happened_before_its_time(
    after: str, too_soon: object, in_time: object
) -> None:
    with pytest.raises(NotAllowed, match="Tue 8 Dec"):
        check_step("booked", after, "", VISIT, too_soon)
    check_step("booked", after, "", VISIT, in_time)


def test_an_unknown_status_is_refused() -> None:
    with pytest.raises(BadInput):
        check_step("booked", "levitating", "", VISIT, VISIT)


def occupied_by(desk: Desk) -> int:
    return len(desk.tables()["occupancy"])


def test_cancelling_gives_the_time_back_and_keeps_the_visit(desk: Desk) -> None:
    booked = desk.book("BTX", desk.client(), VISIT)
    with pytest.raises(BadInput):
        desk.booking.set_status(booked.appointment_id, "cancelled", "", 1, desk.maya)
    gone = desk.booking.set_status(booked.appointment_id, "cancelled", "Ill", 1, desk.maya)
    assert occupied_by(desk) == 0
    assert len(desk.tables()["appointment"]) == 1
    assert desk.calls.log(desk.maya)[0].kind == "cancelled"
    with pytest.raises(Stale):
        desk.booking.set_status(booked.appointment_id, "booked", "", 1, desk.maya)
    again = desk.booking.set_status(booked.appointment_id, "booked", "", gone.version, desk.maya)
    assert again.status == "booked"
    assert occupied_by(desk) == 5


def test_someone_who_came_and_was_not_treated_took_the_time_all_the_same(desk: Desk) -> None:
    booked = desk.book("BTX", desk.client(), VISIT)
    desk.clock.instant = VISIT
    here = desk.booking.set_status(booked.appointment_id, "arrived", "", 1, desk.maya)
    done = desk.booking.set_status(
        booked.appointment_id, "not_treated", "Cold sore", here.version, desk.maya
    )
    assert done.status == "not_treated"
    assert occupied_by(desk) == 5


def test_attended_and_not_treated_does_not_restart_the_clock(desk: Desk) -> None:
    client = desk.client()
    booked = desk.book("BTX", client, VISIT, zones=("glabella",))
    assert desk.asked("BTX", client, on(15, 10), zones=("glabella",)) == {"SP-BTX-BTX"}
    desk.clock.instant = VISIT
    desk.booking.set_status(booked.appointment_id, "not_treated", "Unwell", 1, desk.maya)
    assert desk.asked("BTX", client, on(15, 10), zones=("glabella",)) == set()


def test_a_visit_that_is_put_back_is_judged_like_a_new_one(desk: Desk) -> None:
    client = desk.client()
    booked = desk.book("BTX", client, VISIT, zones=("glabella",))
    gone = desk.booking.set_status(booked.appointment_id, "cancelled", "Ill", 1, desk.maya)
    desk.book("MN", client, on(4, 10), zones=("full_face",))
    with pytest.raises(NeedsAcknowledgement) as no:
        desk.booking.set_status(booked.appointment_id, "booked", "", gone.version, desk.maya)
    assert [f.rule for f in no.value.unsettled] == ["SP-MN-BTX"]
