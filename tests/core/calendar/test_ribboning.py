"""A client's ribbon as it is read: the facts once, the same days as a booking is told."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, time, timedelta
from random import Random
from typing import Any

import pytest
from sqlalchemy import event

from clinic_desk.base.clock import at
from clinic_desk.base.errors import NotAllowed, NotFound
from clinic_desk.calendar.gather import on_file
from clinic_desk.calendar.models import VisitMark
from clinic_desk.calendar.records import Draft
from clinic_desk.calendar.ribboning import Ribbon, RibbonLane, months_round, ribbon_from
from clinic_desk.clients.models import Standing
from clinic_desk.db.database import Database
from tests.core.calendar.desk import TODAY, Desk
from tests.core.safety.desk import shipped
from tests.factories import NOW, add_appointment

ELEVEN = time(11)
PLACES = ((), ("forehead",), ("chin", "glabella"))


def had(desk: Desk, client: int, day: date, treatment: str = "BTX", **how: Any) -> int:
    how.setdefault("status", "completed")
    starts = at(day, ELEVEN)
    ends = starts + timedelta(minutes=30)
    return add_appointment(
        desk.database, client, desk.ruth, starts, ends, treatment=treatment, **how
    )


def mark(desk: Desk, visit: int, what: str) -> None:
    with desk.database.write(audited=False) as session:
        session.add(VisitMark(appointment_id=visit, mark=what))


def lane(ribbon: Ribbon, code: str) -> RibbonLane:
    return next(each for each in ribbon.lanes if each.code == code)


def shown(desk: Desk, client: int) -> Ribbon:
    return desk.booking.ribbon(client, desk.ruth)


def refused(desk: Desk, draft: Draft, day: date) -> bool:
    there = draft._replace(starts_at=at(day, ELEVEN))
    said = desk.booking.assess(there, desk.ruth).findings
    return any(each.refuses and each.clinical for each in said)


def test_the_months_round_today_are_shown_unless_others_are_asked_for(desk: Desk) -> None:
    client = desk.client()
    ribbon = shown(desk, client)
    assert (ribbon.first, ribbon.until) == (date(2026, 6, 1), date(2027, 4, 1))
    ribbon = desk.booking.ribbon(client, desk.ruth, TODAY, date(2027, 1, 1))
    assert (ribbon.first, ribbon.until) == (TODAY, date(2027, 1, 1))


def test_a_new_client_has_the_treatments_that_are_given_again_and_their_reviews(desk: Desk) -> None:
    assert [each.code for each in shown(desk, desk.client()).lanes] == ["BTX", "MN", "BTX_REVIEW"]


def test_what_else_was_had_in_these_months_has_a_lane_with_its_names_and_colour(desk: Desk) -> None:
    client = desk.client()
    had(desk, client, date(2026, 9, 1), "CONSULT")
    had(desk, client, date(2026, 9, 2), "PROBLEM", status="no_show")
    had(desk, client, date(2025, 9, 2), "BTX_TOPUP")
    ribbon = shown(desk, client)
    assert [each.code for each in ribbon.lanes] == ["CONSULT", "BTX", "MN", "BTX_REVIEW"]
    consultation = lane(ribbon, "CONSULT")
    assert (consultation.name, consultation.colour) == ("Free consultation", "consultation")
    assert consultation.bookable


def test_the_first_open_day_is_the_one_from_which_the_desk_may_book(desk: Desk) -> None:
    client = desk.client()
    had(desk, client, date(2026, 10, 10))
    had(desk, client, date(2026, 11, 20), "MN")
    for code in ("BTX", "MN"):
        found = lane(shown(desk, client), code).lane
        earliest = found.earliest
        assert earliest is not None

        draft = Draft(code, client, zones=found.zones)
        assert refused(desk, draft, earliest - timedelta(days=1))
        assert not refused(desk, draft, earliest)


def test_what_is_next_due_is_its_usual_day_or_the_first_after_it_that_nothing_refuses(
    desk: Desk,
) -> None:
    client = desk.client()
    had(desk, client, date(2026, 10, 10))
    (due,) = shown(desk, client).next_due
    assert (due.code, due.usual, due.day) == ("BTX", date(2027, 1, 10), date(2027, 1, 10))
    had(desk, client, date(2026, 12, 29), "MN", status="booked")
    (due,) = shown(desk, client).next_due
    assert (due.usual, due.day) == (date(2027, 1, 10), date(2027, 1, 12))


def test_what_was_due_long_ago_is_due_from_today(desk: Desk) -> None:
    client = desk.client()
    had(desk, client, date(2026, 3, 3))
    (due,) = shown(desk, client).next_due
    assert (due.usual, due.day) == (date(2026, 6, 3), TODAY)


def test_nothing_is_due_that_is_booked_or_was_never_had(desk: Desk) -> None:
    client = desk.client()
    assert shown(desk, client).next_due == ()
    had(desk, client, date(2026, 3, 3))
    had(desk, client, date(2026, 12, 8), status="booked")
    assert shown(desk, client).next_due == ()


def test_the_health_answers_tell_their_day_and_their_last(desk: Desk) -> None:
    ribbon = shown(desk, desk.client())
    assert (ribbon.answered_on, ribbon.answers_last_day) == (date(2026, 11, 1), date(2027, 4, 30))
    ribbon = shown(desk, desk.client(questionnaire_on=None))
    assert (ribbon.answered_on, ribbon.answers_last_day) == (None, None)


@pytest.mark.parametrize("died", [True, False])
def test_of_whom_nothing_is_booked_no_day_is_offered(desk: Desk, died: bool) -> None:
    client = desk.client()
    had(desk, client, date(2026, 3, 3))
    standing = Standing(client_id=client)
    if died:
        standing.deceased_on = date(2026, 11, 1)
    else:
        standing.do_not_book, standing.do_not_book_at = "Asked for it", NOW
        standing.do_not_book_by = desk.ruth
    with desk.database.write(audited=False) as session:
        session.add(standing)
    ribbon = shown(desk, client)
    assert ("1 November 2026" if died else "not to be booked") in ribbon.held
    assert {each.lane.spans for each in ribbon.lanes} == {()}
    assert ribbon.next_due == ()


def test_a_treatment_that_the_protocol_has_dropped_takes_the_lane_with_it(desk: Desk) -> None:
    client = desk.client()
    had(desk, client, date(2026, 9, 1), "GONE")
    assert "GONE" not in {each.code for each in shown(desk, client).lanes}


def test_reception_is_refused_and_nobody_is_not_found(desk: Desk) -> None:
    with pytest.raises(NotAllowed):
        desk.booking.ribbon(desk.client(), desk.maya)
    with pytest.raises(NotFound):
        desk.booking.ribbon(999, desk.ruth)


def test_five_hundred_visits_take_no_more_statements_than_one(desk: Desk) -> None:
    few, many = desk.client(), desk.client("Sarah", "Whitfield")
    had(desk, few, date(2026, 3, 3))
    for number in range(60):
        had(desk, many, TODAY - timedelta(days=number + 1), occupies=False)
    for client in (few, many):
        shown(desk, client)
        with statements(desk.database) as seen:
            shown(desk, client)
        # Who asks, then the record and the history.
        assert len(seen) <= 3, seen


@contextmanager
def statements(database: Database) -> Iterator[list[str]]:
    seen: list[str] = []

    def note(connection: object, cursor: object, statement: str, *_: object) -> None:
        if not statement.startswith(("BEGIN", "ROLLBACK", "COMMIT")):
            seen.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(database.engine, "before_cursor_execute", note)


def test_the_ribbon_of_a_long_history_is_that_of_all_of_it(desk: Desk) -> None:
    random = Random(11)
    days = random.sample(range(1, 1400), 300)
    for _ in range(12):
        client = desk.client(consult_on=None)
        for _ in range(25):
            code = random.choice(("BTX", "MN", "BTX_REVIEW", "BTX_TOPUP", "CONSULT", "PROBLEM"))
            status = random.choice(("completed", "completed", "partial", "booked", "arrived"))
            day = TODAY - timedelta(days=days.pop())
            visit = had(desk, client, day, code, status=status, zones=random.choice(PLACES))
            if random.random() < 0.2:
                mark(desk, visit, random.choice(("in_error", "not_face_to_face")))
        with desk.database.reading() as connection:
            known = on_file(connection, client, TODAY)
        whole = ribbon_from(shipped(), known.facts, client, *months_round(TODAY))
        assert shown(desk, client) == whole
