"""The end of a retention period: the client goes, what was done stays."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import text

from clinic_desk.base.clock import FixedClock
from clinic_desk.base.errors import NotAllowed, NotFound
from clinic_desk.clients.clients import Clients
from clinic_desk.clients.merging import Merging
from clinic_desk.clients.models import HealthAnswer, HealthChange
from clinic_desk.clients.records import (
    AlertDetails,
    ClientDetails,
    PhoneDetails,
    SpokespersonDetails,
)
from clinic_desk.clients.standing import Standings, set_deceased
from clinic_desk.consent.models import Consent
from clinic_desk.db.database import Database
from clinic_desk.db.engine import connect
from clinic_desk.db.verifying import verify
from clinic_desk.health.models import AnswerGiven
from clinic_desk.records.models import Amendment, RecordBatch, TreatmentRecord
from clinic_desk.stock.models import Batch
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
    standings = Standings(database, clock)
    standings.do_not_book(client, f"{MARK}r", NURSE)
    with database.write() as session:
        set_deceased(session, client, date(1999, 9, 9), DESK, NOW.date())
    elsewhere.record(client, "PEEL", date(2026, 10, 1), (), f"{MARK}n", DESK)
    gone = elsewhere.record(client, "PEEL", date(2026, 10, 2), (), f"{MARK}o", DESK)
    elsewhere.remove(gone.id, DESK)
    start = NOW - timedelta(days=400)
    visit = add_appointment(
        database,
        client,
        NURSE,
        start,
        start + timedelta(minutes=30),
        status="not_treated",
        status_reason=f"{MARK}p",
        desk_note=f"{MARK}q",
    )
    write_record(database, client, visit)
    return client


def write_record(database: Database, client: int, visit: int) -> None:
    """What the rooms of the record keep of a client: signed, amended, answered, agreed to."""
    with database.write(audited=False) as session:
        batch = Batch(
            kind="cartridge",
            product="Tips",
            number="1",
            expires_on=NOW.date(),
            received_on=NOW.date(),
            pieces=1,
        )
        record = TreatmentRecord(
            client_id=client,
            appointment_id=visit,
            kind="needling",
            treatment="MN",
            treated_on=NOW.date(),
            content=f'{{"note": "{MARK}s"}}',
            written_by=NURSE,
            begun_at=NOW,
            changed_at=NOW,
        )
        session.add_all((batch, record))
        session.flush()
        session.add(RecordBatch(record_id=record.id, batch_id=batch.id))
        session.flush()
        record.signed_by, record.signed_at, record.digest = NURSE, NOW, "a" * 64
        session.flush()
        session.add_all(
            (
                Amendment(
                    record_id=record.id,
                    kind="amendment",
                    words=f"{MARK}t",
                    written_by=NURSE,
                    written_at=NOW,
                ),
                AnswerGiven(
                    client_id=client,
                    question="diabetes",
                    current=True,
                    value=f"{MARK}u",
                    words=f"{MARK}v",
                    answered_on=NOW.date(),
                    how="screen",
                    recorded_by=NURSE,
                    recorded_at=NOW,
                ),
                HealthChange(
                    client_id=client,
                    told_by=DESK,
                    told_at=NOW,
                    settled_by=NURSE,
                    settled_at=NOW,
                    outcome=f"{MARK}w",
                ),
                Consent(
                    client_id=client,
                    scope="MN",
                    version="1",
                    digest="a",
                    given_on=NOW.date(),
                    how="screen",
                    signed_as=f"{MARK}x",
                    strokes="[]",
                    taken_by=NURSE,
                    taken_at=NOW,
                ),
            )
        )


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
    for told in (MARK.casefold(), "900316", "960001", "960002", "1911-02-03", "1999-09-09"):
        assert told not in left
    assert clients.search("zyx", DESK) == ()
    assert clients.search("0316", DESK) == ()


def test_a_record_that_is_kept_under_the_client_is_forgotten_with_it(
    clients: Clients, database: Database, clock: FixedClock, client: int
) -> None:
    other = clients.add(replace(EVERYTHING, given=f"{MARK}y"), NURSE).id
    clients.change(other, EVERYTHING, 1, NURSE)
    merging = Merging(database, clock)
    merging.merge(client, other, (), merging.preview(client, other, NURSE).versions, NURSE)
    clients.anonymise(client, MANAGER)
    left = whole_file(database)
    for told in (MARK.casefold(), "900316", "960001", "960002", "1911-02-03", "1999-09-09"):
        assert told not in left
    assert clients.get(other, MANAGER).anonymised_on == NOW.date()


def test_that_two_are_two_people_stays_and_tells_of_nobody(
    clients: Clients, database: Database, clock: FixedClock, client: int
) -> None:
    other = clients.add(ClientDetails(given="Ben"), NURSE).id
    Merging(database, clock).say_two_people(client, other, NURSE)
    clients.anonymise(client, MANAGER)
    with database.read() as session:
        said = session.execute(text("SELECT client_id, other_id, said_by FROM two_people")).all()
    assert sorted(map(tuple, said)) == [(client, other, NURSE), (other, client, NURSE)]
    left = whole_file(database)
    assert MARK.casefold() not in left


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
