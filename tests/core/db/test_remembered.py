"""What is kept in memory is read again after a write to it, and to it alone."""

from __future__ import annotations

from sqlalchemy import text

from clinic_desk.db.database import Database
from clinic_desk.db.remembered import Remembered
from tests.factories import add_client, add_person, add_room


def test_it_is_read_again_only_after_a_commit_to_its_tables(database: Database) -> None:
    reads: list[int] = []
    kept = Remembered(database, lambda: reads.append(1), of=("room", "room_treatment"))
    kept()
    add_client(database)
    add_person(database)
    kept()
    assert len(reads) == 1
    add_room(database)
    kept()
    kept()
    assert len(reads) == 2


def test_statements_of_every_kind_are_noticed(database: Database) -> None:
    add_room(database)
    before = database.last_commit_to(["room"])
    for statement in ("UPDATE room SET position = 3", "DELETE FROM room WHERE id = 99"):
        with database.write(audited=False) as session:
            session.execute(text(statement))
        assert database.last_commit_to(["room"]) > before
        before = database.last_commit_to(["room"])


def test_what_was_given_up_is_not_counted(database: Database) -> None:
    before = database.last_commit_to(["room"])
    try:
        with database.write(audited=False) as session:
            session.execute(text("UPDATE room SET position = 3"))
            raise KeyError
    except KeyError:
        pass
    assert database.last_commit_to(["room"]) == before
