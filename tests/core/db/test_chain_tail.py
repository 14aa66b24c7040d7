"""The chain walked from where a copy before had found it whole."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from clinic_desk.db.audit import note
from clinic_desk.db.chain import Link, last_link
from clinic_desk.db.chain_tail import holds_from
from clinic_desk.db.database import Database
from clinic_desk.db.engine import connect
from tests.factories import KEY

AT, EVENTS = 4, 8


@pytest.fixture
def raw(database: Database) -> Iterator[Any]:
    """A driver's connection to a file with eight events, every other with an old value."""
    for number in range(EVENTS):
        with database.write() as session:
            before = {"status": "booked"} if number % 2 else {}
            note(session, "visit.changed", 1, subject=number, fields=("status",), before=before)
    connection = connect(database.path, KEY)
    yield connection
    connection.close()


def link_at(raw: Any, number: int) -> Link:
    row = raw.execute("SELECT id, mac FROM audit_event WHERE id = ?", (number,)).fetchone()
    return Link(*row)


def attack(raw: Any, *statements: str) -> None:
    """Change what refuses to be changed, and put the triggers back as they were."""
    triggers = raw.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'audit%'"
    ).fetchall()
    for name, _ in triggers:
        raw.execute(f"DROP TRIGGER {name}")
    for statement in statements:
        raw.execute(statement)
    for _, statement in triggers:
        raw.execute(statement)


@pytest.mark.parametrize("number", [1, AT, EVENTS])
def test_a_chain_nobody_touched_holds_from_any_link(
    raw: Any, database: Database, number: int
) -> None:
    assert holds_from(raw, database.chain_key, link_at(raw, number))
    assert last_link(raw).number == EVENTS


@pytest.mark.parametrize(
    "statement",
    [
        f"UPDATE audit_event SET person_id = 2 WHERE id = {AT + 2}",
        f"UPDATE audit_event SET at = at + 1 WHERE id = {EVENTS}",
        f"DELETE FROM audit_event WHERE id = {AT + 1}",
        "DELETE FROM audit_event WHERE id = 1",
        "DELETE FROM audit_event WHERE id = 2",
        f"UPDATE audit_event SET mac = zeroblob(32) WHERE id = {AT}",
        f"UPDATE audit_value SET before = '{{}}' WHERE event_id = {AT + 2}",
        f"DELETE FROM audit_value WHERE event_id = {AT + 2}",
        f"DELETE FROM audit_event WHERE id >= {AT}",
    ],
)
def test_what_was_done_since_is_found_and_what_is_missing_before(
    raw: Any, database: Database, statement: str
) -> None:
    link = link_at(raw, AT)
    attack(raw, statement)
    assert not holds_from(raw, database.chain_key, link)


def test_without_its_triggers_it_does_not_hold(raw: Any, database: Database) -> None:
    link = link_at(raw, AT)
    raw.execute("DROP TRIGGER audit_event_refuses_update")
    assert not holds_from(raw, database.chain_key, link)


def test_the_link_of_another_file_is_no_beginning(raw: Any, database: Database) -> None:
    assert not holds_from(raw, database.chain_key, Link(AT, b"0" * 32))
    assert not holds_from(raw, database.chain_key, Link(EVENTS + 1, b"0" * 32))
