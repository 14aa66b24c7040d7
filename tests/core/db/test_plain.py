"""Statements straight through the driver keep what SQLAlchemy's own promise."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event
from sqlcipher3 import dbapi2  # type: ignore[import-untyped]

from clinic_desk.calendar.models import Room
from clinic_desk.db import plain
from clinic_desk.db.database import Database
from clinic_desk.db.faults import StorageFault
from clinic_desk.db.plain import add_row, add_rows, all_rows, driver_rows
from clinic_desk.db.suspicion import is_suspect

ADD_ROOM = "INSERT INTO room (name, active, position) VALUES (?, 1, 0)"
ROOMS = "SELECT name FROM room ORDER BY id"


def pass_over_a_failure(database: Database) -> None:
    """Write half of something, meet an error, and go on as if nothing had been."""
    with database.write(audited=False) as session:
        add_row(session.connection(), ADD_ROOM, ("Half",))
        with contextlib.suppress(dbapi2.IntegrityError):
            add_rows(session.connection(), ADD_ROOM, [(None,)])


def test_a_failure_that_was_passed_over_spoils_the_write(database: Database) -> None:
    with pytest.raises(RuntimeError, match="passed over"):
        pass_over_a_failure(database)
    with database.read() as session:
        assert all_rows(session.connection(), ROOMS, ()) == []


@pytest.mark.parametrize("way", ["INSERT", "INSERT OR IGNORE", "INSERT OR REPLACE"])
def test_what_is_kept_of_a_table_is_read_again_after_a_row_was_added(
    database: Database, way: str
) -> None:
    before = database.last_commit_to(["room"])
    with database.write(audited=False) as session:
        assert add_row(session.connection(), ADD_ROOM.replace("INSERT", way), ("One",)) == 1
    assert database.last_commit_to(["room"]) > before


def test_what_was_changed_in_entities_is_seen_by_the_next_row_that_is_read(
    database: Database,
) -> None:
    with database.write(audited=False) as session:
        room = Room(name="One")
        session.add(room)
        assert all_rows(session, ROOMS, ()) == [("One",)]
        room.name = "Two"
        assert list(driver_rows(session.connection(), ROOMS, ())) == [("Two",)]


def test_whoever_listens_to_the_engine_hears_them(database: Database) -> None:
    heard: list[tuple[Any, ...]] = []
    event.listen(database.engine, "before_cursor_execute", lambda *call: heard.append(call[2:]))
    with database.write(audited=False) as session:
        add_rows(session.connection(), ADD_ROOM, [("One",), ("Two",)])
        all_rows(session.connection(), ROOMS, ())
        list(driver_rows(session.connection(), ROOMS, ()))
    read = (ROOMS, False)
    assert [(sql, many) for sql, _, _, many in heard] == [(ADD_ROOM, True), read, read]


def test_a_damaged_page_is_said_in_words_and_looked_at_by_the_next_opening(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    def damaged(*_: object, **__: object) -> None:
        raise dbapi2.DatabaseError("database disk image is malformed")

    monkeypatch.setattr(plain, "_executed", damaged)
    with pytest.raises(StorageFault), database.read() as session:
        all_rows(session.connection(), ROOMS, ())
    assert is_suspect(Path(database.path))
