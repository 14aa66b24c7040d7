"""One truth, asked twice: what is offered is what the assessment lets pass, and all of it."""

from __future__ import annotations

from datetime import date, datetime
from random import Random

import pytest

from clinic_desk.base.clock import at_minute
from clinic_desk.base.errors import ClinicError
from clinic_desk.calendar.records import Draft, Wish
from clinic_desk.safety.judge import turns_away
from tests.core.calendar.desk import Desk

MONDAY = date(2026, 12, 7)
TUESDAY = date(2026, 12, 8)
MIDNIGHT = at_minute(TUESDAY, 1440)
DAYTIME = [at_minute(TUESDAY, minute) for minute in range(510, 1110, 5)]


def fill(desk: Desk, random: Random, client: int) -> None:
    """Visits here and there on two days, as far as the clinic's rules let them stand."""
    desk.past("MN", client, date(2026, 11, 24))
    for number in range(26):
        whose = desk.client(f"Client {number}") if number else client
        day = random.choice([MONDAY, TUESDAY])
        treatment = random.choice(["CONSULT", "BTX", "MN", "BTX_REVIEW"])
        starts_at = at_minute(day, random.randrange(540, 1050, 5))
        try:
            desk.asked(treatment, whose, starts_at, zones=("full_face",))
        except ClinicError:
            continue


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("treatment", ["CONSULT", "BTX", "MN"])
def test_every_start_that_is_not_turned_away_is_offered_and_no_other(
    desk: Desk, treatment: str, seed: int
) -> None:
    client = desk.client(born_on=date(1985, 4, 3))
    fill(desk, Random(seed), client)
    person = desk.amira if treatment == "MN" else desk.ruth
    asked = Draft(treatment, client, ("full_face",), person_id=person)
    wish = Wish(anyone=False, from_day=TUESDAY, days=1, limit=1000)
    offers = desk.booking.preview(asked, wish, desk.maya).offers
    for offer in offers:
        assert passes(desk, asked._replace(starts_at=offer.span.starts_at), offer.room_id)
    offered = {offer.span.starts_at for offer in offers if offer.span.starts_at < MIDNIGHT}
    assert offered == starts_that_pass(desk, asked)
    assert len(offered) < len(DAYTIME)


def passes(desk: Desk, draft: Draft, room: int | None) -> bool:
    """Whether the assessment finds nothing there that another day could clear."""
    found = desk.booking.assess(draft._replace(room_id=room), desk.maya).findings
    return not any(map(turns_away, found))


def starts_that_pass(desk: Desk, asked: Draft) -> set[datetime]:
    drafts = (asked._replace(starts_at=starts_at) for starts_at in DAYTIME)
    return {
        draft.starts_at
        for draft in drafts
        if draft.starts_at and any(passes(desk, draft, room) for room in desk.rooms)
    }
