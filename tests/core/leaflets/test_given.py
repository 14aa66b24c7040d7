"""The log of leaflets given."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from clinic_desk.base.clock import FixedClock
from clinic_desk.base.errors import BadInput, NotFound
from clinic_desk.db.database import Database
from clinic_desk.leaflets.given import Handed, LeafletLog
from tests.factories import NOW, add_client, add_receptionist, events

TOXIN = Handed("botulinum-toxin", "1", False, "printed", "a" * 64)
NEEDLING = Handed("micro-needling", "2", True, "saved", "b" * 64)


def test_what_was_given_is_told_newest_first(database: Database, clock: FixedClock) -> None:
    log, by = LeafletLog(database, clock), add_receptionist(database)
    anna, ben = add_client(database), add_client(database, "Ben")
    assert log.note(anna, TOXIN, by).changes.clients == {anna}
    clock.advance(days=1)
    log.note(anna, NEEDLING, by)
    log.note(ben, NEEDLING, by)
    newer, older = log.of_client(anna, by)
    assert (newer.leaflet, newer.large_print, newer.how, newer.given_by) == (
        "micro-needling",
        True,
        "saved",
        "Mia Lane",
    )
    assert (older.leaflet, older.given_by, older.given_at) == ("botulinum-toxin", "Mia Lane", NOW)
    assert log.of_client(999, by) == ()
    assert log.line(newer.id, by) == newer
    with pytest.raises(NotFound):
        log.line(999, by)


def test_a_leaflet_for_somebody_who_is_not_there_is_refused(
    database: Database, clock: FixedClock
) -> None:
    by = add_receptionist(database)
    with pytest.raises(NotFound):
        LeafletLog(database, clock).note(999, TOXIN, by)


@pytest.mark.parametrize(
    ("handed", "words", "had"),
    [
        (Handed("x", "1", False, "printed", "a" * 64), "printed", True),
        (Handed("x", "1", False, "emailed", "a" * 64), "saved for e-mail", True),
        (Handed("x", "1", False, "read_aloud", "a" * 64), "read aloud", True),
        (
            Handed("x", "1", False, "printed", "a" * 64, outcome="carer", to_whom=" Ada  Marsh "),
            "printed, taken by Ada Marsh",
            True,
        ),
        (Handed("x", "1", False, "", "a" * 64, outcome="declined"), "declined", False),
    ],
)
def test_how_it_was_given_and_that_it_was_declined_is_told_in_words(
    database: Database, clock: FixedClock, handed: Handed, words: str, had: bool
) -> None:
    log, by, anna = LeafletLog(database, clock), add_receptionist(database), add_client(database)
    log.note(anna, handed, by)
    (line,) = log.of_client(anna, by)
    assert (line.how_words, line.was_had, line.can_be_repeated) == (words, had, False)


def test_large_print_is_given_and_asked_for_in_one_or_not_at_all(
    database: Database, clock: FixedClock
) -> None:
    log, by, anna = LeafletLog(database, clock), add_receptionist(database), add_client(database)
    before = events(database)
    with pytest.raises(BadInput):
        log.note(anna, replace(NEEDLING, outcome="carer"), by)
    assert events(database) == before
    assert asks_for_large(database) == [False]
    given = log.note(anna, NEEDLING, by)
    assert (given.now_large, asks_for_large(database)) == (True, [True])
    acts = [event.act for event in events(database)[len(before) :]]
    assert acts == ["client.changed", "leaflet.saved"]
    assert not log.note(anna, NEEDLING, by).now_large


def test_what_was_declined_in_large_print_is_asked_for_by_nobody(
    database: Database, clock: FixedClock
) -> None:
    log, by, anna = LeafletLog(database, clock), add_receptionist(database), add_client(database)
    given = log.note(anna, Handed("x", "1", True, "", "a" * 64, outcome="declined"), by)
    assert (given.now_large, asks_for_large(database)) == (False, [False])


def test_of_a_batch_all_is_noted_or_nothing(database: Database, clock: FixedClock) -> None:
    log, by, anna = LeafletLog(database, clock), add_receptionist(database), add_client(database)
    with pytest.raises(NotFound):
        log.note_all(((anna, NEEDLING), (999, TOXIN)), by)
    assert log.of_client(anna, by) == ()
    assert asks_for_large(database) == [False]


def asks_for_large(database: Database) -> list[bool]:
    """Of each client."""
    with database.read() as session:
        rows = session.execute(text("SELECT large_print FROM client ORDER BY id")).scalars()
        return list(map(bool, rows))


@pytest.mark.parametrize("to_whom", ["", "  "])
def test_a_carer_has_a_name(database: Database, clock: FixedClock, to_whom: str) -> None:
    log, by, anna = LeafletLog(database, clock), add_receptionist(database), add_client(database)
    with pytest.raises(BadInput):
        log.note(
            anna, Handed("x", "1", False, "printed", "a", outcome="carer", to_whom=to_whom), by
        )


def test_the_audit_says_what_is_special_and_no_name(database: Database, clock: FixedClock) -> None:
    log, by, anna = LeafletLog(database, clock), add_receptionist(database), add_client(database)
    handed = Handed("x", "1", True, "printed", "a" * 64, outcome="carer", to_whom="Ada", again=True)
    log.note(anna, handed, by)
    event = events(database)[-1]
    assert (event.act, event.fields) == ("leaflet.printed", ("large_print", "carer", "again"))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE leaflet_given SET version = '9'",
        "UPDATE leaflet_given SET outcome = 'declined', how = ''",
        "UPDATE leaflet_given SET filled = ''",
        "UPDATE leaflet_given SET digest = ''",
        "UPDATE leaflet_given SET client_id = client_id + 1",
        "DELETE FROM leaflet_given",
        "DELETE FROM client",
    ],
)
def test_the_database_lets_nobody_change_what_was_given(
    database: Database, clock: FixedClock, statement: str
) -> None:
    log, by, anna = LeafletLog(database, clock), add_receptionist(database), add_client(database)
    add_client(database, "Ben")
    log.note(anna, Handed("x", "1", False, "printed", "a" * 64, filled="{}"), by)
    with (
        pytest.raises(DatabaseError, match="kept leaflet cannot be changed"),
        database.write() as session,
    ):
        session.execute(text(statement))
