"""Who reads what of a client, and what the audit is told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from clinic_desk.base.clock import FixedClock
from clinic_desk.base.errors import NotAllowed, NotFound
from clinic_desk.clients.clients import Clients
from clinic_desk.clients.records import AlertDetails, ClientDetails, ClientStale, PhoneDetails
from clinic_desk.db.database import Database
from tests.factories import add_person, add_receptionist, events

NURSE, DESK, MANAGER = 1, 2, 3
LATEX = AlertDetails("allergy", "Latex")
FAINTS = AlertDetails("flag", "Faints")
ANNA = ClientDetails(given="Anna", phones=(PhoneDetails("07700 900316"),), alerts=(LATEX,))


@pytest.fixture
def clients(database: Database, clock: FixedClock) -> Clients:
    """A room with a nurse, a receptionist and a manager who treats nobody."""
    add_person(database)
    add_receptionist(database)
    add_person(database, "Grace Lam", "manager", treats=False)
    return Clients(database, clock)


@pytest.fixture
def anna(clients: Clients) -> int:
    return clients.add(ANNA, NURSE).id


def test_opening_a_record_is_noted_and_reading_it_again_is_not(
    clients: Clients, database: Database, anna: int
) -> None:
    clients.open(anna, DESK)
    clients.get(anna, DESK)
    clients.open(anna, NURSE)
    read = [event for event in events(database) if event.act == "client.read"]
    assert [(event.person_id, event.client_id) for event in read] == [(DESK, anna), (NURSE, anna)]


def test_nobody_is_noted_as_having_read_a_client_who_is_not_there(
    clients: Clients, database: Database
) -> None:
    with pytest.raises(NotFound):
        clients.open(99, DESK)
    assert events(database) == []


@pytest.mark.parametrize("reader", [NURSE, MANAGER])
def test_those_who_treat_or_manage_read_alerts(clients: Clients, anna: int, reader: int) -> None:
    record = clients.open(anna, reader)
    assert (record.details.alerts, record.ask_the_nurse) == ((LATEX,), False)


def test_the_desk_is_told_to_ask_and_not_what_about(clients: Clients, anna: int) -> None:
    for record in (clients.open(anna, DESK), clients.get(anna, DESK)):
        assert (record.details.alerts, record.ask_the_nurse) == ((), True)
        assert "Latex" not in repr(record)
    ben = clients.add(ClientDetails(given="Ben"), DESK).id
    assert not clients.get(ben, DESK).ask_the_nurse


def test_a_save_by_the_desk_clears_no_alert_and_may_add_one(clients: Clients, anna: int) -> None:
    seen = clients.get(anna, DESK)
    clients.change(anna, replace(seen.details, alerts=(FAINTS,)), seen.version, DESK)
    assert clients.get(anna, NURSE).details.alerts == (LATEX, FAINTS)
    assert clients.get(anna, DESK).details.alerts == ()


def test_a_nurse_saving_what_the_desk_had_begun_clears_no_alert(
    clients: Clients, anna: int
) -> None:
    seen = clients.get(anna, DESK)
    typed = replace(seen.details, postcode="CB1 2AB")
    clients.change(anna, typed, seen.version, NURSE, alerts_seen=not seen.ask_the_nurse)
    kept = clients.get(anna, NURSE).details
    assert (kept.postcode, kept.alerts) == ("CB1 2AB", (LATEX,))


def test_who_treats_takes_an_alert_out_and_a_manager_may_not(clients: Clients, anna: int) -> None:
    without = replace(ANNA, alerts=())
    with pytest.raises(NotAllowed, match="for the nurse"):
        clients.change(anna, without, 1, MANAGER)
    clients.change(anna, replace(ANNA, postcode="CB1 2AB"), 1, MANAGER)
    clients.change(anna, replace(without, postcode="CB1 2AB"), 2, NURSE)
    assert clients.get(anna, NURSE).details.alerts == ()


def test_an_overtaken_save_tells_the_desk_no_alert(clients: Clients, anna: int) -> None:
    clients.change(anna, replace(ANNA, alerts=(LATEX, FAINTS)), 1, NURSE)
    with pytest.raises(ClientStale) as stale:
        clients.change(anna, replace(ANNA, alerts=(), postcode="CB1 2AB"), 1, DESK)
    assert stale.value.now.details.alerts == stale.value.typed.alerts == ()
    assert stale.value.differs == ("postcode",)


@pytest.mark.parametrize("by", [DESK, MANAGER])
def test_only_who_treats_enters_a_consultation(clients: Clients, anna: int, by: int) -> None:
    consulted = replace(ANNA, consult_on=date(2026, 11, 1))
    with pytest.raises(NotAllowed, match="consultation"):
        clients.change(anna, consulted, 1, by)
    with pytest.raises(NotAllowed, match="consultation"):
        clients.add(consulted, by)


def test_events_name_fields_and_keep_the_old_values_apart(
    clients: Clients, database: Database, anna: int
) -> None:
    clients.change(anna, replace(ANNA, given="Anne", alerts=()), 1, NURSE)
    clients.note_nothing_on_file(anna, DESK)
    added, changed, asked = events(database)
    assert (added.act, added.fields, added.before) == (
        "client.added",
        ("given", "phones", "alerts"),
        {},
    )
    assert changed.fields == ("given", "alerts")
    assert changed.before == {"given": "Anna", "alerts": [{"kind": "allergy", "text": "Latex"}]}
    assert (asked.act, asked.before) == ("client.history_asked", {"history_asked_on": None})


def test_saving_what_is_there_is_no_event(clients: Clients, database: Database, anna: int) -> None:
    clients.change(anna, ANNA, 1, NURSE)
    assert [event.act for event in events(database)] == ["client.added"]


@pytest.fixture
def read_only(database: Database) -> Callable[[bool], None]:
    """Let the database refuse every write, as on a disk that turned read-only, or no longer."""

    def refuse(refused: bool) -> None:
        with database.read() as session:
            driver = session.connection().connection.driver_connection
        driver.execute(f"PRAGMA query_only = {int(refused)}")

    return refuse


def test_a_record_is_shown_though_its_reading_cannot_be_written(
    clients: Clients,
    database: Database,
    anna: int,
    clock: FixedClock,
    read_only: Callable[[bool], None],
) -> None:
    """Care comes first: the reading is kept in memory and noted, in its place, when it can be."""
    read_only(True)
    record = clients.open(anna, NURSE)
    assert (record.details, record.unlogged) == (ANNA, True)
    assert database.has_waiting_events
    read_only(False)
    assert not clients.open(anna, DESK).unlogged
    acts = [(event.act, event.person_id) for event in events(database)]
    assert acts == [("client.added", NURSE), ("client.read", NURSE), ("client.read", DESK)]
    assert not database.has_waiting_events
