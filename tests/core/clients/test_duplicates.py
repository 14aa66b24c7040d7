"""A likely duplicate is shown while a new client is typed, with the reason."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from clinic_desk.base.clock import FixedClock
from clinic_desk.clients.clients import Clients
from clinic_desk.clients.records import ClientDetails, PhoneDetails
from clinic_desk.db.database import Database
from tests.factories import add_receptionist

BY = 1
BORN = date(1985, 4, 3)
ANNA = ClientDetails(
    given="Anna", family="Kowalska", born_on=BORN, phones=(PhoneDetails("07700 900316"),)
)


@pytest.fixture
def clients(database: Database, clock: FixedClock) -> Clients:
    add_receptionist(database)
    room = Clients(database, clock)
    room.add(ANNA, BY)
    return room


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        (ClientDetails(phones=(PhoneDetails("+44 7700 900316"),)), "same phone"),
        (ClientDetails(phones=(PhoneDetails("077009003"),)), "same phone"),
        (ClientDetails(given="Anna", family="Kowalska"), "same name"),
        (ClientDetails(given="ANNA", family="kowalska"), "same name"),
        (ClientDetails(given="Anna", family="Kowal"), "similar name"),
        (ClientDetails(given="Anna", family="Kowlaska"), "similar name"),
        (ClientDetails(given="Anna", born_on=BORN), "same birth date, similar name"),
        (
            ClientDetails(given="Ania", family="Kowalsko", born_on=BORN),
            "same birth date, similar name",
        ),
    ],
)
def test_a_likely_duplicate_is_named(clients: Clients, typed: ClientDetails, why: str) -> None:
    (duplicate,) = clients.possible_duplicates(typed, BY)
    assert (duplicate.hit.shown_name, duplicate.why) == ("Anna Kowalska", why)


@pytest.mark.parametrize(
    "typed",
    [
        ClientDetails(),
        ClientDetails(given="Anna"),
        ClientDetails(phones=(PhoneDetails("077"), PhoneDetails("ask"))),
        ClientDetails(given="Anna", family="Kowalska", born_on=date(1999, 1, 1)),
        ClientDetails(given="Peter", family="Smith", born_on=BORN),
    ],
)
def test_someone_else_is_no_duplicate(clients: Clients, typed: ClientDetails) -> None:
    assert clients.possible_duplicates(typed, BY) == ()


def test_the_client_being_changed_is_no_duplicate_of_itself(clients: Clients) -> None:
    (duplicate,) = clients.possible_duplicates(ANNA, BY)
    assert clients.possible_duplicates(ANNA, BY, except_id=duplicate.hit.id) == ()


def test_at_most_five_are_shown_the_same_phone_first(clients: Clients) -> None:
    for _ in range(7):
        clients.add(replace(ANNA, phones=()), 1)
    clients.add(replace(ANNA, given="Maja"), 1)
    whys = [duplicate.why for duplicate in clients.possible_duplicates(ANNA, BY)]
    assert len(whys) == 5
    assert whys[:3] == ["same phone", "same phone", "same birth date, similar name"]


def test_a_mother_and_a_daughter_on_file_share_a_phone_and_are_two(clients: Clients) -> None:
    daughter = replace(ANNA, given="Zofia", born_on=date(2011, 1, 1))
    of_daughter = clients.add(daughter, BY).id
    assert clients.possible_duplicates(daughter, BY, except_id=of_daughter) == ()
    # While she is new, her mother's record may be the one that was meant.
    (mother, _herself) = clients.possible_duplicates(daughter, BY)
    assert mother.hit.shown_name == "Anna Kowalska"


def test_whoever_was_born_on_another_day_takes_no_place_among_the_likeliest(
    clients: Clients,
) -> None:
    for year in range(5):
        clients.add(replace(ANNA, given="Maja", born_on=date(2001 + year, 1, 1)), BY)
    twice = clients.add(replace(ANNA, phones=()), BY).id
    (found,) = clients.possible_duplicates(replace(ANNA, phones=()), BY, except_id=1)
    assert found.hit.id == twice
    (found,) = clients.possible_duplicates(ANNA, BY, limit=1, except_id=1)
    assert found.hit.id == twice
