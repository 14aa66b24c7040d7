"""A client has died: nothing of theirs goes on, and what was a mistake is put right whole."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from clinic_desk.base.errors import BadInput, NotAllowed, NotFound, Stale
from clinic_desk.calendar.calls import CallBackDraft
from clinic_desk.calendar.deaths import BY_MISTAKE, DIED, DIED_WAITING, Deaths
from clinic_desk.calendar.records import Visit
from clinic_desk.clients.clients import Clients
from clinic_desk.db.guard import Occupied
from tests.core.calendar.desk import TODAY, Desk, on
from tests.factories import events


@pytest.fixture
def deaths(desk: Desk) -> Deaths:
    return desk.deaths


@pytest.fixture
def anna(desk: Desk) -> int:
    """With a visit of the past, one cancelled, two booked and one that waits for the nurse."""
    client = desk.client("Anna", "Kowalska")
    desk.past("BTX", client, date(2026, 7, 1))
    desk.past("MN", client, date(2026, 6, 1), "cancelled")
    desk.book("CONSULT", client, on(1, 10))
    desk.book("BTX", client, on(8, 10), zones=("glabella",))
    desk.book("CONSULT", client, on(9, 15), pencil=True)
    return client


def promise(desk: Desk, client: int | None, who: str = "Anna Kowalska") -> int:
    due = desk.clock.now()
    draft = CallBackDraft(who, "07700 900316", due, client_id=client)
    return desk.calls.promise(draft, desk.maya).id


def stands(desk: Desk, client: int) -> list[tuple[str, str]]:
    """The status of each visit from today on, and its reason, the first one first."""
    found = reversed(desk.diary.of_client(client))
    return [(v.status, v.status_reason) for v in found if v.starts_at > desk.clock.now()]


def days(visits: tuple[Visit, ...]) -> list[int]:
    return [visit.starts_at.day for visit in visits]


def test_all_that_is_open_is_shown_and_ends_with_it_in_one_act(
    desk: Desk, deaths: Deaths, anna: int
) -> None:
    call = promise(desk, anna)
    open_ = deaths.still_open(anna, TODAY, desk.maya)
    assert days(open_.visits) == [1, 8, 9]
    assert [each.id for each in open_.calls] == [call]
    noted = deaths.note(anna, TODAY, desk.maya)
    assert (noted.visits, noted.calls) == (3, 1)
    assert noted.changes.days == {date(2026, 12, day) for day in (1, 8, 9)}
    assert stands(desk, anna) == [("cancelled", why) for why in (DIED, DIED, DIED_WAITING)]
    assert desk.calls.open_call_backs() == ()
    assert deaths.still_open(anna, TODAY, desk.maya) == type(open_)((), ())
    record = Clients(desk.database, desk.clock).get(anna, desk.maya)
    assert record.deceased_on == TODAY


def test_each_thing_that_ends_is_noted_under_the_client(
    desk: Desk, deaths: Deaths, anna: int
) -> None:
    promise(desk, anna)
    before = len(events(desk.database))
    deaths.note(anna, TODAY, desk.maya)
    noted = events(desk.database)[before:]
    assert [each.act for each in noted] == [
        "client.deceased",
        *["visit.status_changed"] * 3,
        "call.let_go",
    ]
    assert {each.client_id for each in noted} == {anna}


def test_the_time_that_is_given_back_may_be_had_by_another(
    desk: Desk, deaths: Deaths, anna: int
) -> None:
    deaths.note(anna, TODAY, desk.maya)
    assert desk.asked("BTX", desk.client("Tom"), on(8, 10), zones=("glabella",)) == set()


def test_a_call_that_is_owed_to_the_family_may_be_kept(
    desk: Desk, deaths: Deaths, anna: int
) -> None:
    kept, other = promise(desk, anna, "Tom, her husband"), promise(desk, anna)
    stranger = promise(desk, None)
    assert deaths.note(anna, TODAY, desk.maya, keep=(kept,)).calls == 1
    left = {call.id for call in desk.calls.open_call_backs()}
    assert left == {kept, stranger}
    assert other not in left


def test_a_visit_since_that_day_that_nobody_closed_ends_too_and_an_earlier_one_stays(
    desk: Desk, deaths: Deaths
) -> None:
    client = desk.client()
    for ago in (1, 3, 5):
        desk.past("CONSULT", client, TODAY - timedelta(days=ago), "booked")
    open_ = deaths.still_open(client, TODAY - timedelta(days=3), desk.maya)
    assert days(open_.visits) == [21, 23]
    assert days(deaths.still_open(client, TODAY, desk.maya).visits) == []


def test_undoing_puts_everything_back_exactly(desk: Desk, deaths: Deaths, anna: int) -> None:
    promise(desk, anna)
    before = desk.tables()
    undo = deaths.note(anna, TODAY, desk.maya).undo
    assert desk.tables() != before
    deaths.undo(undo, desk.maya)
    after = desk.tables()
    (row,) = after.pop("client_standing")
    before.pop("client_standing")
    assert row[1:] == (None,) * (len(row) - 1)
    assert after == before


def test_it_is_not_undone_once_a_time_was_taken_or_the_day_was_changed(
    desk: Desk, deaths: Deaths, anna: int
) -> None:
    undo = deaths.note(anna, TODAY, desk.maya).undo
    desk.book("BTX", desk.client("Tom"), on(8, 10), zones=("glabella",))
    before = desk.tables()
    with pytest.raises(Occupied):
        deaths.undo(undo, desk.maya)
    assert desk.tables() == before
    deaths.note(anna, TODAY - timedelta(days=1), desk.maya)
    with pytest.raises(Stale):
        deaths.undo(undo, desk.maya)


def test_a_call_that_was_made_since_is_not_wiped_by_an_older_undo(
    desk: Desk, deaths: Deaths
) -> None:
    client = desk.client("Anna")
    call = promise(desk, client)
    undo = deaths.note(client, TODAY, desk.maya).undo
    deaths.take_back(client, desk.maya)
    desk.calls.done(call, "Spoke with her", desk.maya)
    deaths.note(client, TODAY, desk.maya)
    before = desk.tables()
    with pytest.raises(Stale):
        deaths.undo(undo, desk.maya)
    assert desk.tables() == before


def test_taken_back_what_was_booked_is_booked_again_where_it_may_be(
    desk: Desk, deaths: Deaths, anna: int
) -> None:
    promise(desk, anna)
    deaths.note(anna, TODAY, desk.maya)
    desk.book("BTX", desk.client("Tom"), on(8, 10), zones=("glabella",))
    back = deaths.take_back(anna, desk.maya)
    assert (days(back.again), days(back.lost), back.calls) == ([1, 9], [8], 1)
    assert stands(desk, anna) == [
        ("booked", ""),
        ("cancelled", BY_MISTAKE),
        ("pencilled", ""),
    ]
    assert len(desk.calls.open_call_backs()) == 1
    assert Clients(desk.database, desk.clock).get(anna, desk.maya).deceased_on is None


def test_nothing_on_file_says_any_more_that_a_living_client_has_died(
    desk: Desk, deaths: Deaths, anna: int
) -> None:
    deaths.note(anna, TODAY - timedelta(days=2), desk.maya)
    desk.clock.advance(days=8)
    back = deaths.take_back(anna, desk.maya)
    assert days(back.lost) == []
    assert "died" not in repr([visit.status_reason for visit in desk.diary.of_client(anna)])


def test_taking_back_tells_of_the_visits_that_lapsed_meanwhile(
    desk: Desk, deaths: Deaths, anna: int
) -> None:
    tom = desk.client("Tom")
    desk.book("CONSULT", tom, on(10, 10), pencil=True)
    deaths.note(anna, TODAY, desk.maya)
    desk.clock.advance(days=4)
    back = deaths.take_back(anna, desk.maya)
    assert stands(desk, tom)[0][0] == "cancelled"
    assert date(2026, 12, 10) in back.changes.days
    assert back.changes.clients == {anna, tom}


def test_what_was_cancelled_before_stays_so(desk: Desk, deaths: Deaths, anna: int) -> None:
    (first, *_) = deaths.still_open(anna, TODAY, desk.maya).visits
    desk.booking.set_status(first.id, "cancelled", "Unwell", first.version, desk.maya)
    deaths.note(anna, TODAY, desk.maya)
    assert days(deaths.take_back(anna, desk.maya).again) == [8, 9]
    assert stands(desk, anna)[0] == ("cancelled", "Unwell")


def test_what_cannot_be_is_refused_and_changes_nothing(
    desk: Desk, deaths: Deaths, anna: int
) -> None:
    before = desk.tables()
    with pytest.raises(BadInput):
        deaths.note(anna, TODAY + timedelta(days=1), desk.maya)
    with pytest.raises(NotAllowed):
        deaths.take_back(anna, desk.maya)
    with pytest.raises(NotFound):
        deaths.note(999, TODAY, desk.maya)
    assert desk.tables() == before
