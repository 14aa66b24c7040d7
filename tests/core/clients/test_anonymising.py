"""The end of a retention period: the client goes, what was done stays."""

from __future__ import annotations

from contextlib import closing
from datetime import date, timedelta

import pytest
from sqlalchemy import text

from clinic_desk.base.clock import FixedClock
from clinic_desk.base.errors import NotAllowed, NotFound
from clinic_desk.clients.clients import Clients
from clinic_desk.clients.models import HealthAnswer
from clinic_desk.clients.records import (
    AlertDetails,
    ClientDetails,
    PhoneDetails,
    SpokespersonDetails,
)
from clinic_desk.db.database import Database
from clinic_desk.db.engine import connect
from clinic_desk.db.verifying import verify
from clinic_desk.tables import metadata
from clinic_desk.treatments.elsewhere import Elsewhere
from tests.factories import KEY, NOW, add_appointment, add_person, add_receptionist, events

MARK = "Zyxomark"
NURSE, DESK, MANAGER = 1, 2, 3
EVERYTHING = ClientDetails(
    given=MARK,
    family=f"{MARK}a",
    title=f"{MARK}b",
    known_as=f"{MARK}c",
    born_on=date(1911, 2, 3),
    phones=(PhoneDetails("07700 900316"), PhoneDetails("01632 960001")),
    spokespeople=(SpokespersonDetails(f"{MARK}d", f"{MARK}e", "01632 960002"),),
    email="zyxomark@example.com",
    address=f"{MARK}f",
    postcode=f"{MARK}g",
    interpreter=f"{MARK}h",
    desk_note=f"{MARK}i",
    alerts=(AlertDetails("allergy", f"{MARK}j"),),
)


@pytest.fixture
def clients(database: Database, clock: FixedClock) -> Clients:
    add_person(database)
    add_receptionist(database)
    add_person(database, "Grace Lam", "manager", treats=False)
    return Clients(database, clock)


@pytest.fixture
def client(clients: Clients, database: Database, clock: FixedClock) -> int:
    """Someone of whom everything is on file, changed once, with a visit that has been."""
    client = clients.add(EVERYTHING, NURSE).id
    clients.change(client, ClientDetails(given=f"{MARK}k"), 1, NURSE)
    clients.change(client, EVERYTHING, 2, NURSE)
    with database.write(audited=False) as session:
        session.add(
            HealthAnswer(
                client_id=client,
                question="diabetes",
                current=True,
                value=f"{MARK}l",
                answered_on=date(2026, 10, 1),
            )
        )
    elsewhere = Elsewhere(database, clock)
    elsewhere.record(client, "PEEL", date(2026, 10, 1), (), f"{MARK}n", DESK)
    gone = elsewhere.record(client, "PEEL", date(2026, 10, 2), (), f"{MARK}o", DESK)
    elsewhere.remove(gone.id, DESK)
    start = NOW - timedelta(days=400)
    add_appointment(
        database,
        client,
        NURSE,
        start,
        start + timedelta(minutes=30),
        status="not_treated",
        status_reason=f"{MARK}p",
        desk_note=f"{MARK}q",
    )
    return client


def whole_file(database: Database) -> str:
    """Every value of every table, in one text."""
    with database.read() as session:
        rows = [
            row
            for table in metadata.tables
            for row in session.execute(text(f"SELECT * FROM {table}")).all()
        ]
    return repr(rows).casefold()


def test_nothing_typed_about_the_client_is_left_in_the_file(
    clients: Clients, database: Database, client: int
) -> None:
    assert MARK.casefold() in whole_file(database)
    assert clients.anonymise(client, MANAGER).clients == {client}
    left = whole_file(database)
    for told in (MARK.casefold(), "900316", "960001", "960002", "1911-02-03"):
        assert told not in left
    assert clients.search("zyx", DESK) == ()
    assert clients.search("0316", DESK) == ()


def test_visits_and_events_stay_and_the_chain_is_whole(
    clients: Clients, database: Database, client: int
) -> None:
    before = [event[:5] for event in events(database)]
    clients.anonymise(client, MANAGER)
    after = events(database)
    assert [event[:5] for event in after[:-1]] == before
    assert after[-1].act == "client.anonymised"
    assert all(not event.before for event in after)
    with database.read() as session:
        visit = session.execute(text("SELECT client_id, treatment, status FROM appointment")).one()
    assert tuple(visit) == (client, "BTX", "not_treated")
    with closing(connect(database.path, KEY)) as driver:
        assert verify(driver, database.chain_key, database.anchors).is_whole


def test_old_values_of_other_clients_stay(
    clients: Clients, database: Database, client: int
) -> None:
    other = clients.add(ClientDetails(given="Ben"), NURSE).id
    clients.change(other, ClientDetails(given="Benedict"), 1, NURSE)
    clients.anonymise(client, MANAGER)
    assert [event.before for event in events(database) if event.before] == [{"given": "Ben"}]


def test_a_client_with_a_visit_to_come_stays(
    clients: Clients, database: Database, client: int
) -> None:
    start = NOW + timedelta(days=1)
    add_appointment(database, client, NURSE, start, start + timedelta(minutes=30))
    with pytest.raises(NotAllowed, match="visit to come"):
        clients.anonymise(client, MANAGER)
    assert clients.get(client, NURSE).details == EVERYTHING


@pytest.mark.parametrize("by", [NURSE, DESK])
def test_only_a_manager_does_it(clients: Clients, client: int, by: int) -> None:
    with pytest.raises(NotAllowed):
        clients.anonymise(client, by)


def test_nobody_cannot_be_made_anonymous(clients: Clients) -> None:
    with pytest.raises(NotFound):
        clients.anonymise(99, MANAGER)
