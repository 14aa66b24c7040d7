"""Finding a client by whatever the caller says first."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clinic_desk.clients.clients import Clients
from clinic_desk.clients.indexing import index_everyone
from clinic_desk.clients.names import fold
from clinic_desk.clients.records import ClientDetails, PhoneDetails
from clinic_desk.db.database import Database
from tests.factories import add_client, add_receptionist, fixed_clock, memory_like_database

PEOPLE = (
    ("Anna", "Kowalska", "", date(1985, 4, 3), "07700 900316"),
    ("Siobhán", "O'Brien", "", date(1990, 2, 28), "07700 900317"),
    ("Zoë", "Whitfield", "", date(1985, 4, 3), "+44 1632 960 444"),
    ("Anne-Marie", "Smith-Jones", "", None, "01632 960555"),
    ("Sofía", "de la Cruz", "Sofi", date(2000, 2, 29), "07700 900999"),
    ("Łukasz", "Wałęsa", "Luke", date(1971, 12, 1), "+48 601 234 567"),
    ("Ahmed", "Müller", "", date(1962, 7, 9), "01223 455144"),
    ("Ann", "Lee", "", date(1950, 1, 1), "07700 900001"),
    ("Hannah", "Annan", "", date(1951, 1, 1), "07700 900002"),
    ("שרה", "כהן", "", date(1980, 5, 5), "07700 900003"),
    ("Елена", "Соловьёва", "", date(1981, 6, 6), "07700 900004"),
)

BY = 1


def a_room(database: Database) -> Clients:
    """The room of a clinic with one receptionist."""
    add_receptionist(database)
    return Clients(database, fixed_clock())


@pytest.fixture(scope="module")
def clients(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clients]:
    database = memory_like_database(tmp_path_factory.mktemp("search"))
    room = a_room(database)
    for first, family, known_as, born_on, phone in PEOPLE:
        details = ClientDetails(
            given=first,
            family=family,
            known_as=known_as,
            born_on=born_on,
            phones=(PhoneDetails(phone),),
        )
        room.add(details, BY)
    yield room
    database.close()


def found(clients: Clients, typed: str) -> list[str]:
    return [hit.shown_name for hit in clients.search(typed, BY)]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("kowalska", "Anna Kowalska"),
        ("KOW", "Anna Kowalska"),
        ("wals", "Anna Kowalska"),
        ("ann kow", "Anna Kowalska"),
        ("kow ann", "Anna Kowalska"),
        ("alsk nna", "Anna Kowalska"),
        ("a kowalska", "Anna Kowalska"),
        ("O'Brien", "Siobhán O'Brien"),
        ("OBrien", "Siobhán O'Brien"),
        ("o brien", "Siobhán O'Brien"),
        ("O’brien siobhan", "Siobhán O'Brien"),
        ("brien", "Siobhán O'Brien"),
        ("zoe", "Zoë Whitfield"),
        ("Zoë", "Zoë Whitfield"),
        ("annemarie", "Anne-Marie Smith-Jones"),
        ("anne marie", "Anne-Marie Smith-Jones"),
        ("marie-anne", "Anne-Marie Smith-Jones"),
        ("jones smith", "Anne-Marie Smith-Jones"),
        ("smith-jones", "Anne-Marie Smith-Jones"),
        ("de la cruz", "Sofía de la Cruz"),
        ("cruz de", "Sofía de la Cruz"),
        ("delacruz", "Sofía de la Cruz"),
        ("sofi", "Sofía de la Cruz"),
        ("luke", "Łukasz Wałęsa"),
        ("walesa", "Łukasz Wałęsa"),
        ("muller", "Ahmed Müller"),
        ("mueller", "Ahmed Müller"),
        ("כהן", "שרה כהן"),
        ("соловьева", "Елена Соловьёва"),
        ("Whitfeild", "Zoë Whitfield"),
        ("whitfild", "Zoë Whitfield"),
        ("whittfield", "Zoë Whitfield"),
        ("whitfueld", "Zoë Whitfield"),
        ("whitfeild zoe", "Zoë Whitfield"),
        ("zeo whitfield", "Zoë Whitfield"),
        ("kowlas", "Anna Kowalska"),
        ("07700900316", "Anna Kowalska"),
        ("+44 7700 900 316", "Anna Kowalska"),
        ("0044 7700900316", "Anna Kowalska"),
        ("077 009 003 16", "Anna Kowalska"),
        ("0316", "Anna Kowalska"),
        ("00900 316", "Anna Kowalska"),
        ("960444", "Zoë Whitfield"),
        ("601234", "Łukasz Wałęsa"),
        ("+48 601", "Łukasz Wałęsa"),
        ("anna 316", "Anna Kowalska"),
        ("316 kow", "Anna Kowalska"),
        ("28/2/90", "Siobhán O'Brien"),
        ("28 feb 90", "Siobhán O'Brien"),
        ("28021990", "Siobhán O'Brien"),
        ("1990-02-28", "Siobhán O'Brien"),
        ("28th February 1990", "Siobhán O'Brien"),
        ("29.2.2000", "Sofía de la Cruz"),
        ("3/4/85 kow", "Anna Kowalska"),
        ("whit 3 apr 85", "Zoë Whitfield"),
    ],
)
def test_the_client_comes_first(clients: Clients, typed: str, name: str) -> None:
    assert found(clients, typed)[0] == name


@pytest.mark.parametrize(
    "typed", ["", "  ", "xyzzy", "kowalska zoe", "31/12/1999", "anna 444", "12345678901234567890"]
)
def test_nobody_is_found_where_nobody_is_meant(clients: Clients, typed: str) -> None:
    assert found(clients, typed) == []


def test_whole_words_come_before_beginnings_before_pieces_from_within(clients: Clients) -> None:
    assert found(clients, "ann") == [
        "Ann Lee",
        "Anna Kowalska",
        "Hannah Annan",
        "Anne-Marie Smith-Jones",
    ]


def test_one_and_two_letters_match_only_beginnings(clients: Clients) -> None:
    assert found(clients, "k") == ["Anna Kowalska"]
    assert found(clients, "ow") == []


def test_two_clients_may_share_a_birth_date(clients: Clients) -> None:
    assert set(found(clients, "03041985")) == {"Anna Kowalska", "Zoë Whitfield"}


def test_a_date_written_out_is_no_phone_number(database: Database) -> None:
    room = a_room(database)
    room.add(ClientDetails(given="Eve", phones=(PhoneDetails("07700 030485"),)), BY)
    assert room.search("3/4/85", BY) == ()
    assert [hit.matched for hit in room.search("030485", BY)] == ["phone"]


def test_who_was_found_as_typed_is_not_buried_under_beginnings(clients: Clients) -> None:
    assert found(clients, "kowa") == ["Anna Kowalska"]
    assert found(clients, "kowla") == ["Anna Kowalska"]


def test_a_hit_says_what_matched(clients: Clients) -> None:
    matched = {typed: clients.search(typed, BY)[0].matched for typed in ("kow", "0316", "28/2/90")}
    assert matched == {"kow": "name", "0316": "phone", "28/2/90": "birth date"}
    assert clients.search("whitfeild", BY)[0].matched == "similar name"


def test_the_limit_is_kept(clients: Clients) -> None:
    assert len(clients.search("a", BY, limit=3)) == 3


@pytest.mark.parametrize(
    "typed", ["%", "_", "'", '"', "\\", "a' OR 1=1 --", "\0", "\ud800", "9" * 5000]
)
def test_any_text_may_be_searched(clients: Clients, typed: str) -> None:
    clients.search(typed, BY)


def test_a_hit_shows_the_number_that_was_found(database: Database) -> None:
    room = a_room(database)
    phones = (PhoneDetails("07700 900316"), PhoneDetails("01223 455144"))
    room.add(ClientDetails(given="Anna", phones=phones), BY)
    assert room.search("455144", BY)[0].phone == "01223 455144"
    assert room.search("anna", BY)[0].phone == "07700 900316"


def test_many_clients_are_made_findable_at_once(database: Database) -> None:
    add_client(database, "Zoë", "Whitfield", phone="07700900316")
    room = a_room(database)
    assert room.search("whit", BY) == ()
    with database.write(audited=False) as session:
        index_everyone(session.connection())
    for typed in ("itfie", "whitfeild", "0316"):
        (hit,) = room.search(typed, BY)
        assert (hit.shown_name, hit.phone) == ("Zoë Whitfield", "07700900316")


def test_names_one_slip_away_fill_the_page_though_few_share_it(tmp_path: Path) -> None:
    database = memory_like_database(tmp_path)
    for family in ("Kowalska", "Kowalska", "Kowalska", "Kowalska-Tran", "Kowalska-West"):
        add_client(database, "Joan", family)
    with database.write(audited=False) as session:
        index_everyone(session.connection())
    hits = a_room(database).search("joan kowallska", BY, limit=5)
    database.close()
    assert len(hits) == 5


def test_a_search_takes_one_statement_where_enough_is_found(tmp_path: Path) -> None:
    database = memory_like_database(tmp_path)
    for _ in range(20):
        add_client(database, "Zoë", "Whitfield")
    with database.write(audited=False) as session:
        index_everyone(session.connection())
    room = a_room(database)
    room.recent(BY)
    statements: list[str] = []
    with database.read() as session:
        driver = session.connection().connection.driver_connection
    driver.set_trace_callback(statements.append)
    room.search("whit", BY)
    database.close()
    assert [words.split()[0] for words in statements] == ["BEGIN", "SELECT", "ROLLBACK"]


PIECES = [
    word[start : start + 3]
    for first, family, *_ in PEOPLE
    for word in fold(f"{first} {family}").split()
    for start in range(max(1, len(word) - 2))
]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=3))
def test_everyone_whose_names_hold_all_the_pieces_is_found(
    clients: Clients, pieces: list[str]
) -> None:
    names = {f"{first} {family}": fold(f"{first} {family}") for first, family, *_ in PEOPLE}
    meant = {
        name
        for name, line in names.items()
        if all(piece in line if len(piece) > 2 else f" {piece}" in f" {line}" for piece in pieces)
    }
    assert meant <= set(found(clients, " ".join(pieces)))


@pytest.mark.parametrize("words", list(itertools.permutations(["de", "cruz", "sofia"])))
def test_the_order_of_the_pieces_does_not_matter(clients: Clients, words: tuple[str, ...]) -> None:
    assert found(clients, " ".join(words)) == ["Sofía de la Cruz"]
