"""No way round the age of eighteen: each door is tried."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from sqlalchemy import text

from clinic_desk.calendar.outcomes import NeedsAcknowledgement
from clinic_desk.calendar.records import Acknowledged, Draft, Wish
from tests.core.calendar.desk import Desk, on

SIXTEEN = date(2010, 5, 1)
SEVENTEEN = date(2008, 12, 20)
"""Eighteen on 20 December 2026: old enough then, but not when the booking is made."""


def refusals(desk: Desk, draft: Draft, by: int, pencil: bool = False) -> set[str]:
    found = desk.booking.assess(draft, by).findings
    marks = tuple(Acknowledged(f.fingerprint, "A parent agrees") for f in found)
    before = desk.tables()
    with pytest.raises(NeedsAcknowledgement) as no:
        desk.booking.book(draft, marks, by, pencil)
    assert desk.tables() == before
    return {finding.rule for finding in no.value.unsettled}


@pytest.mark.parametrize("treatment", ["BTX", "BTX_TOPUP", "BTX_REVIEW"])
@pytest.mark.parametrize("pencil", [False, True])
@pytest.mark.parametrize("who", ["maya", "ruth"])
def test_neither_a_role_nor_a_reason_nor_a_pencil_passes(
    desk: Desk, treatment: str, pencil: bool, who: str
) -> None:
    client = desk.client(born_on=SIXTEEN)
    draft = Draft(treatment, client, person_id=desk.ruth, starts_at=on(8, 10))
    assert refusals(desk, draft, getattr(desk, who), pencil) == {"AGE-18"}


def test_a_booking_made_before_the_birthday_for_after_it_is_refused(desk: Desk) -> None:
    draft = Draft("BTX", desk.client(born_on=SEVENTEEN), starts_at=on(21, 10))
    assert refusals(desk, draft, desk.ruth) == {"AGE-BOOK"}


def test_without_a_date_of_birth_nothing_is_booked(desk: Desk) -> None:
    draft = Draft("BTX", desk.client(born_on=None), starts_at=on(8, 10))
    assert refusals(desk, draft, desk.ruth, pencil=True) == {"AGE-UNKNOWN"}


def test_a_talk_cannot_be_changed_into_a_treatment(desk: Desk) -> None:
    client = desk.client(born_on=SIXTEEN)
    seen = desk.booking.assess(Draft("CONSULT", client, starts_at=on(8, 10)), desk.maya).ticks
    marks = tuple(Acknowledged(f.fingerprint) for f in seen)
    talk = desk.book("CONSULT", client, on(8, 10), acknowledged=marks)
    draft = Draft("BTX", client, starts_at=on(8, 10), appointment_id=talk.appointment_id)
    assert refusals(desk, draft, desk.ruth) == {"AGE-18"}


def test_a_visit_cannot_be_handed_to_a_younger_client(desk: Desk) -> None:
    booked = desk.book("BTX", desk.client(), on(8, 10))
    child = desk.client("Daughter", born_on=SIXTEEN)
    draft = Draft("BTX", child, starts_at=on(8, 10), appointment_id=booked.appointment_id)
    assert refusals(desk, draft, desk.ruth) == {"AGE-18"}


@pytest.mark.parametrize("door", ["move", "put back", "undo", "accept"])
def test_once_the_true_birth_date_is_known_no_door_stays_open(desk: Desk, door: str) -> None:
    client = desk.client()
    desk.past("MN", client, date(2026, 11, 20))
    booked = desk.book("BTX", client, on(2, 10), zones=("glabella",), pencil=True)
    visit = booked.appointment_id
    if door in ("put back", "undo"):
        gone = desk.booking.decline(visit, "Not yet", desk.ruth)
    with desk.database.write(audited=False) as session:
        session.execute(text(f"UPDATE client SET born_on = '{SIXTEEN}'"))
    doors = {
        "move": lambda: desk.book("BTX", client, on(9, 10), appointment_id=visit, pencil=True),
        "put back": lambda: desk.booking.set_status(visit, "booked", "", 2, desk.ruth),
        "undo": lambda: desk.booking.undo(gone.undo, desk.ruth),
        "accept": lambda: desk.booking.accept(visit, "I know her", desk.ruth),
    }
    with pytest.raises(NeedsAcknowledgement) as no:
        doors[door]()
    assert "AGE-18" in {finding.rule for finding in no.value.unsettled}


def test_no_time_is_offered_before_the_birthday(desk: Desk) -> None:
    client = desk.client(born_on=SEVENTEEN)
    preview = desk.booking.preview(Draft("BTX_REVIEW", client), Wish(limit=3), desk.maya)
    assert len(preview.offers) == 3
    assert all(offer.span.starts_at >= on(20, 0) for offer in preview.offers)


def test_a_caller_not_on_file_who_tells_a_birth_date_is_judged_by_it(desk: Desk) -> None:
    draft = Draft("BTX", None, starts_at=on(8, 10), born_on=SIXTEEN)
    assert [f.rule for f in desk.booking.assess(draft, desk.maya).blocks] == ["AGE-18"]
    unknown = Draft("BTX", None, starts_at=on(8, 10))
    assert desk.booking.assess(unknown, desk.maya).findings == ()


@pytest.mark.parametrize("start", [None, on(8, 10)])
@pytest.mark.parametrize("born_on", [SIXTEEN, SEVENTEEN, None])
def test_no_time_is_offered_for_what_can_be_booked_at_none(
    desk: Desk, start: datetime | None, born_on: date | None
) -> None:
    draft = Draft("BTX", desk.client(born_on=born_on), starts_at=start)
    preview = desk.booking.preview(draft, Wish(), desk.maya)
    assert preview.offers == ()
    assert [f.rule for f in preview.assessment.blocks] == ["AGE-18" if born_on else "AGE-UNKNOWN"]
