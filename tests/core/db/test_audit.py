"""The audit: noted in the transaction, sealed, and whatever is done to it is found."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlcipher3 import dbapi2

from clinic_desk.base.clock import FixedClock
from clinic_desk.db.audit import note
from clinic_desk.db.audit_guard import AUDIT_TRIGGERS
from clinic_desk.db.database import Database
from clinic_desk.db.engine import connect
from clinic_desk.db.settings_model import Setting
from clinic_desk.db.verifying import Verdict, verify
from tests.factories import KEY, fixed_clock


def act(database: Database, how_many: int = 1, by: int = 1, **more: Any) -> None:
    for _ in range(how_many):
        with database.write() as session:
            note(session, "client.changed", by, client=7, fields=("given",), **more)


@pytest.fixture
def database(database: Database) -> Database:
    act(database, 3, before={"given": "Anna"})
    return database


def verdict(database: Database) -> Verdict:
    with closing(connect(database.path, KEY)) as driver:
        return verify(driver, database.chain_key, database.anchors)


@contextmanager
def attacked(database: Database) -> Iterator[Any]:
    """A driver's connection on which the audit no longer refuses anything."""
    with closing(connect(database.path, KEY)) as driver:
        for name in AUDIT_TRIGGERS:
            driver.execute(f"DROP TRIGGER {name}")
        yield driver
        for statement in AUDIT_TRIGGERS.values():
            driver.execute(statement)


def kinds(database: Database) -> set[str]:
    return {trouble.kind for trouble in verdict(database).troubles}


def test_events_are_numbered_without_gaps_and_the_chain_is_whole(database: Database) -> None:
    found = verdict(database)
    assert (found.events, found.last.number, found.troubles) == (3, 3, ())


def test_an_event_is_undone_with_its_transaction(database: Database) -> None:
    def failing() -> None:
        with database.write() as session:
            note(session, "client.changed", 1)
            session.add(Setting(key="a", value="1"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        failing()
    assert verdict(database).events == 3


def test_a_write_that_notes_nothing_is_a_fault_and_writes_nothing(database: Database) -> None:
    with pytest.raises(RuntimeError, match="nothing was noted"), database.write() as session:
        session.add(Setting(key="a", value="1"))
    with database.read() as session:
        assert session.get(Setting, "a") is None


def test_an_act_without_words_cannot_be_noted(database: Database) -> None:
    with pytest.raises(KeyError), database.write() as session:
        note(session, "client.forgotten", 1)


def test_nothing_can_be_noted_in_a_reading(database: Database) -> None:
    with pytest.raises(RuntimeError), database.read() as session:
        note(session, "client.read", 1)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_event SET person_id = 2",
        "DELETE FROM audit_event",
        "UPDATE audit_value SET before = '{}'",
        "INSERT OR REPLACE INTO audit_event SELECT * FROM audit_event",
    ],
)
def test_the_tables_refuse_changes(database: Database, statement: str) -> None:
    with closing(connect(database.path, KEY)) as driver, pytest.raises(dbapi2.DatabaseError):
        driver.execute(statement)
    assert verdict(database).is_whole


@pytest.mark.parametrize(
    ("statement", "kind"),
    [
        ("UPDATE audit_event SET person_id = 2 WHERE id = 2", "altered"),
        ("UPDATE audit_event SET at = at + 1 WHERE id = 1", "altered"),
        ("UPDATE audit_event SET digest = NULL WHERE id = 3", "altered"),
        ("DELETE FROM audit_event WHERE id = 2", "missing"),
        ("DELETE FROM audit_event WHERE id = 1", "missing"),
        ("DELETE FROM audit_event WHERE id = 3", "lost"),
        ("DELETE FROM audit_event", "lost"),
        (
            "INSERT INTO audit_event SELECT 4, at, 9, act, client_id, subject_id, fields, digest, "
            "mac FROM audit_event WHERE id = 3",
            "altered",
        ),
        ("UPDATE audit_value SET before = '{}' WHERE event_id = 2", "value_altered"),
        ("DELETE FROM audit_value WHERE event_id = 2", "value_missing"),
        ("INSERT INTO audit_value VALUES (9, x'00', '{}')", "value_altered"),
    ],
)
def test_what_is_done_behind_its_back_is_found(
    database: Database, statement: str, kind: str
) -> None:
    with attacked(database) as driver:
        driver.execute(statement)
    assert kind in kinds(database)


def test_two_events_that_changed_places_are_found(database: Database) -> None:
    with attacked(database) as driver:
        driver.execute("UPDATE audit_event SET id = id + 100 WHERE id > 1")
        driver.execute("UPDATE audit_event SET id = 105 - id WHERE id > 100")
    assert "altered" in kinds(database)


def test_triggers_that_were_taken_away_are_missed(database: Database) -> None:
    with closing(connect(database.path, KEY)) as driver:
        driver.execute("DROP TRIGGER audit_event_refuses_delete")
    assert kinds(database) == {"unguarded"}


def test_an_older_file_put_back_is_found(database: Database) -> None:
    with database.read() as session:
        session.connection().exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    before = database.path.read_bytes()
    act(database, 2)
    database.close()
    database.path.write_bytes(before)
    (trouble,) = verdict(database).troubles
    assert (trouble.kind, trouble.number, trouble.at) == ("lost", 5, fixed_clock().now())


def test_an_older_folder_put_back_whole_is_found_by_this_computers_anchor(
    database: Database,
) -> None:
    with database.read() as session:
        session.connection().exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    beside = database.anchors[0].path
    before = {path: path.read_bytes() for path in (database.path, beside)}
    act(database, 2)
    database.close()
    for path, content in before.items():
        path.write_bytes(content)
    assert kinds(database) == {"lost"}


def test_another_history_of_the_same_length_is_found(database: Database) -> None:
    with database.read() as session:
        session.connection().exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    before = database.path.read_bytes()
    act(database, 2)
    database.close()
    database.path.write_bytes(before)
    silent = Database(database.path, KEY, clock=FixedClock(fixed_clock().now()), anchors=())
    act(silent, 4, by=2)
    silent.close()
    assert kinds(database) == {"other_file"}


def damage(content: bytes) -> bytes:
    return content[:130] + bytes([content[130] ^ 1]) + content[131:]


@pytest.mark.parametrize(
    ("done", "kind"),
    [
        (lambda path: path.unlink(), "anchor_missing"),
        (lambda path: path.write_bytes(b""), "anchor_altered"),
        (lambda path: path.write_bytes(damage(path.read_bytes())), "anchor_altered"),
    ],
)
def test_an_anchor_that_was_touched_is_found(
    database: Database, done: Callable[..., object], kind: str
) -> None:
    for anchor in database.anchors:
        done(anchor.path)
    assert kinds(database) == {kind}


def test_old_values_may_go_with_a_client_who_is_made_anonymous(database: Database) -> None:
    with database.write() as session:
        session.connection().exec_driver_sql("DELETE FROM audit_value")
        note(session, "client.anonymised", 1, client=7)
    assert verdict(database).is_whole


def test_a_full_disk_for_the_anchor_loses_no_save(database: Database) -> None:
    for anchor in database.anchors:
        anchor.path.unlink()
        anchor.path.mkdir()
    act(database)
    assert verdict(database).events == 4


def test_a_copy_of_the_whole_folder_has_a_history_of_its_own(
    database: Database, tmp_path: Path
) -> None:
    database.close()
    other = tmp_path / "other"
    other.mkdir()
    for path in (database.path, database.anchors[0].path):
        shutil.copy(path, other)
    copied = Database(other / database.path.name, KEY, clock=fixed_clock())
    act(copied, 2, by=2)
    assert verdict(copied).is_whole
    assert verdict(database).is_whole
    copied.close()


def test_an_audit_that_was_emptied_with_its_anchors_is_found(database: Database) -> None:
    with attacked(database) as driver:
        driver.execute("DELETE FROM audit_event")
        driver.execute("DELETE FROM audit_value")
    for anchor in database.anchors:
        anchor.path.unlink()
    assert kinds(database) == {"anchor_missing"}
