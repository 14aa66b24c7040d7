"""The first four calls of the product, as the core carries them."""

from __future__ import annotations

from datetime import date

import pytest

from clinic_desk.calendar.outcomes import NeedsAcknowledgement
from clinic_desk.calendar.records import Acknowledged, Draft, Wish
from tests.core.calendar.desk import Desk, on

FACE = ("full_face",)


def test_needling_on_tuesday_and_toxin_on_thursday(desk: Desk) -> None:
    client = desk.client()
    desk.past("MN", client, date(2026, 11, 24))
    asked = Draft("BTX", client, FACE, desk.ruth, starts_at=on(26, 11, month=11))
    preview = desk.booking.preview(asked, Wish(), desk.maya)
    (finding,) = preview.assessment.blocks
    assert finding.title == "Too soon after micro-needling"
    assert "Tue 24 Nov, 2 days before" in finding.sentence
    assert "the 8th of December" in finding.say
    first = preview.offers[0]
    assert first.span.starts_at == on(8, 9)
    taken = Draft("BTX", client, FACE, first.person_id, starts_at=first.span.starts_at)
    assert desk.booking.book(taken, (), desk.maya).status == "booked"


def test_my_daughter_is_sixteen_and_i_give_permission(desk: Desk) -> None:
    draft = Draft("BTX", None, FACE, starts_at=on(8, 10), born_on=date(2010, 5, 1))
    (finding,) = desk.booking.preview(draft, Wish(), desk.maya).assessment.blocks
    assert finding.override == "none"
    assert finding.say
    before = desk.tables()
    desk.calls.refused_under_age(finding.rule, finding.say, desk.maya)
    after = desk.tables()
    assert {name for name in after if after[name] != before[name]} == {"call_log"}
    (line,) = desk.calls.log(desk.maya)
    assert (line.at, line.person_name, line.rule) == (on(24, 9, month=11), "Maya Patel", "AGE-18")
    assert (line.client_id, line.appointment_id, line.words) == (None, None, finding.say)


def test_it_is_wearing_off_nine_weeks_after(desk: Desk) -> None:
    client = desk.client()
    desk.past("BTX", client, date(2026, 9, 29), zones="glabella")
    visit = ("BTX", client, on(1, 10))
    with pytest.raises(NeedsAcknowledgement) as no:
        desk.book(*visit, zones=("glabella",))
    assert no.value.assessment.earliest == date(2026, 12, 22)  # twelve weeks to the day
    assert desk.book(*visit, zones=("glabella",), pencil=True).pencilled


def test_another_client_s_review_at_day_sixteen_raises_nothing(desk: Desk) -> None:
    client = desk.client()
    desk.past("BTX", client, date(2026, 11, 22), zones="glabella")
    found = desk.booking.assess(Draft("BTX_REVIEW", client, starts_at=on(8, 10)), desk.maya)
    assert found.findings == ()


def test_a_squeeze_in_with_three_problems_takes_one_reason(desk: Desk) -> None:
    desk.book("BTX", desk.client("Priya", "Nair"), on(26, 12, month=11), minutes=30)
    draft = Draft(
        "BTX",
        desk.client(),
        FACE,
        desk.ruth,
        desk.rooms[0],
        starts_at=on(26, 12, 20, month=11),
        minutes=45,
    )
    found = desk.booking.preview(draft, Wish(), desk.maya).assessment
    assert len(found.findings) >= 3
    reason = "Client travels far, Ruth agreed by phone"
    marks = tuple(Acknowledged(finding.fingerprint, reason) for finding in found.findings)
    assert desk.booking.book(draft, marks, desk.maya).status == "booked"
