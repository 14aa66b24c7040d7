"""Who has died and who is not to be booked: told with care, and why only to whom it concerns."""

from __future__ import annotations

from contextlib import nullcontext
from datetime import date, timedelta

import pytest

from clinic_desk.base.clock import FixedClock
from clinic_desk.base.errors import BadInput, NotAllowed, NotFound
from clinic_desk.clients.clients import Clients
from clinic_desk.clients.records import ClientDetails, PhoneDetails
from clinic_desk.clients.standing import Standings, set_deceased
from clinic_desk.db.database import Database
from tests.factories import NOW, add_person, add_receptionist, events

NURSE, DESK, MANAGER = 1, 2, 3
TODAY = NOW.date()
ANNA = ClientDetails(given="Anna", born_on=date(1950, 3, 2), phones=(PhoneDetails("07700 900316"),))
WHY = "Rude to Mia twice"


@pytest.fixture
def clients(database: Database, clock: FixedClock) -> Clients:
    add_person(database)
    add_receptionist(database)
    add_person(database, "Grace Lam", "manager", treats=False)
    return Clients(database, clock)


@pytest.fixture
def standings(clients: Clients, database: Database, clock: FixedClock) -> Standings:
    return Standings(database, clock)


@pytest.fixture
def anna(clients: Clients) -> int:
    return clients.add(ANNA, NURSE).id


@pytest.mark.parametrize(
    ("on", "kept"),
    [
        (TODAY, True),
        (TODAY + timedelta(days=1), False),
        (date(1950, 3, 2), True),
        (date(1950, 3, 1), False),
    ],
)
def test_a_day_that_cannot_be_is_refused(
    clients: Clients, database: Database, anna: int, on: date, kept: bool
) -> None:
    refused = nullcontext() if kept else pytest.raises(BadInput)
    with refused, database.write() as session:
        set_deceased(session, anna, on, DESK, TODAY)
    assert (clients.get(anna, DESK).deceased_on == on) is kept


def test_hits_tell_who_is_not_to_be_booked_and_of_the_dead_only_that(
    clients: Clients, standings: Standings, database: Database, anna: int
) -> None:
    standings.do_not_book(anna, WHY, NURSE)
    assert [(hit.deceased, hit.do_not_book) for hit in clients.search("ann", DESK)] == [
        (False, True)
    ]
    with database.write() as session:
        set_deceased(session, anna, TODAY, DESK, TODAY)
    assert [(hit.deceased, hit.do_not_book) for hit in clients.recent(DESK)] == [(True, False)]


def test_the_desk_is_told_that_a_client_is_not_booked_and_never_why(
    clients: Clients, standings: Standings, anna: int
) -> None:
    standings.do_not_book(anna, f" {WHY} ", MANAGER)
    for record in (clients.open(anna, DESK), clients.get(anna, DESK)):
        assert (record.do_not_book, record.do_not_book_why) == (True, "")
    for by in (NURSE, MANAGER):
        assert clients.get(anna, by).do_not_book_why == WHY


def test_who_may_not_be_booked_may_be_again(
    clients: Clients, standings: Standings, database: Database, anna: int
) -> None:
    with pytest.raises(BadInput):
        standings.do_not_book(anna, "  ", NURSE)
    standings.do_not_book(anna, "First", NURSE)
    standings.do_not_book(anna, "Second", NURSE)
    standings.may_book(anna, MANAGER)
    assert not clients.get(anna, NURSE).do_not_book
    with pytest.raises(NotAllowed):
        standings.may_book(anna, NURSE)
    noted = [(event.act, event.before) for event in events(database)[1:]]
    assert noted == [
        ("client.do_not_book", {}),
        ("client.do_not_book", {"do_not_book": "First"}),
        ("client.may_book", {"do_not_book": "Second"}),
    ]


def test_reception_decides_nothing_and_nobody_is_nobody(standings: Standings, anna: int) -> None:
    with pytest.raises(NotAllowed):
        standings.do_not_book(anna, WHY, DESK)
    with pytest.raises(NotAllowed):
        standings.may_book(anna, DESK)
    with pytest.raises(NotFound):
        standings.do_not_book(99, WHY, NURSE)
