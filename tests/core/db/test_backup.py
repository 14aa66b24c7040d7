"""Copies: one moment, checked, and nothing left behind where one could not be made."""

from __future__ import annotations

import shutil
import subprocess
import sys
import threading
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest
from sqlalchemy import CheckConstraint, func, insert, select

from clinic_desk.calendar.models import Room
from clinic_desk.db.audit import note
from clinic_desk.db.backup import BackupFailed, backup
from clinic_desk.db.copy_checks import Passed, begin_checks, has_orphans, rules_in
from clinic_desk.db.database import Database
from clinic_desk.db.engine import connect
from clinic_desk.db.opening import open_database
from clinic_desk.tables import metadata
from tests.factories import KEY, add_client, add_person, add_room


def names(folder: Path) -> list[str]:
    """What lies in a folder."""
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """Where copies go."""
    (tmp_path / "shelf").mkdir()
    return tmp_path / "shelf"


def test_a_copy_opens_with_the_same_key_and_holds_the_same(database: Database, shelf: Path) -> None:
    add_client(database)
    add_room(database)
    report = backup(database, shelf / "copy.db")
    assert report.tables["client"] == report.tables["room"] == 1
    assert (report.path, report.size) == (shelf / "copy.db", (shelf / "copy.db").stat().st_size)
    assert names(shelf) == ["copy.db"]
    copy = open_database(report.path, KEY)
    with copy.read() as session:
        assert session.scalar(select(Room.name)) == "Room 1"
    copy.close()


def test_a_copy_holds_what_only_the_wal_has_yet(database: Database, shelf: Path) -> None:
    add_room(database)
    assert database.path.with_name("clinic.db-wal").stat().st_size
    assert backup(database, shelf / "copy.db").tables["room"] == 1


def test_a_copy_needs_no_wal_of_its_own(database: Database, shelf: Path) -> None:
    backup(database, shelf / "copy.db")
    copy = connect(shelf / "copy.db", KEY)
    assert copy.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    copy.close()


def test_a_copy_brings_the_wrapped_key_along(database: Database, shelf: Path) -> None:
    (database.path.parent / "clinic.key").write_text("wrapped")
    backup(database, shelf / "copy.db")
    assert (shelf / "copy.key").read_text() == "wrapped"


def test_a_demos_open_key_stays_where_it_is(database: Database, shelf: Path) -> None:
    (database.path.parent / "demo.key").write_text("open")
    backup(database, shelf / "copy.db")
    assert names(shelf) == ["copy.db"]


def test_the_desk_writes_on_while_a_copy_is_made(database: Database, shelf: Path) -> None:
    with database.write(audited=False) as session:
        session.execute(insert(Room), [{"name": "x" * 500} for _ in range(5000)])
    second = database.second()
    copying = threading.Thread(target=backup, args=(second, shelf / "copy.db"))
    copying.start()
    for _ in range(5):
        add_room(database)
    copying.join()
    second.close()
    with database.read() as session:
        assert session.scalar(select(func.count()).select_from(Room)) == 5005
    assert names(shelf) == ["copy.db"]


def test_a_file_is_never_replaced(database: Database, shelf: Path) -> None:
    (shelf / "letter.db").write_text("Dear")
    with pytest.raises(BackupFailed, match="never replaces"):
        backup(database, shelf / "letter.db")
    with pytest.raises(BackupFailed, match="never replaces"):
        backup(database, database.path)
    assert (shelf / "letter.db").read_text() == "Dear"


@pytest.mark.parametrize("name", ["backups", "restoring", "clinic.db-wal", "clinic.lock"])
def test_a_copy_takes_no_name_that_the_clinics_folder_needs(database: Database, name: str) -> None:
    with pytest.raises(BackupFailed, match="own folder needs"):
        backup(database, database.path.parent / name)


def test_a_copy_is_not_named_as_its_own_key(database: Database, shelf: Path) -> None:
    with pytest.raises(BackupFailed, match="wrapped key"):
        backup(database, shelf / "copy.key")
    assert not list(shelf.iterdir())


def test_a_folder_that_is_not_there_is_a_sentence(database: Database, shelf: Path) -> None:
    with pytest.raises(BackupFailed, match="There is no folder"):
        backup(database, shelf / "deeper" / "copy.db")
    assert names(shelf) == []


def test_a_damaged_page_makes_no_copy(database: Database, shelf: Path) -> None:
    with database.write(audited=False) as session:
        session.execute(insert(Room), [{"name": "x" * 500} for _ in range(500)])
    database.close()
    contents = bytearray(database.path.read_bytes())
    contents[len(contents) // 2] ^= 4
    database.path.write_bytes(contents)
    with pytest.raises(BackupFailed, match="damaged"):
        backup(database, shelf / "copy.db")
    assert names(shelf) == []


def test_an_orphan_row_makes_no_copy(database: Database, shelf: Path) -> None:
    raw = connect(database.path, KEY)
    raw.execute("PRAGMA foreign_keys = OFF")
    raw.execute("INSERT INTO room_treatment VALUES (99, 'BTX')")
    raw.close()
    with pytest.raises(BackupFailed, match="did not pass its checks"):
        backup(database, shelf / "copy.db")
    assert names(shelf) == []


FULL_DISK = """
import resource, signal, sys
from pathlib import Path
from clinic_desk.base.errors import ClinicError
from clinic_desk.db.backup import backup
from clinic_desk.db.database import Database
database = Database(Path(sys.argv[1]), bytes(range(32)))
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
try:
    backup(database, Path(sys.argv[2]))
except ClinicError as error:
    print(error)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="a limit to the size of files is Posix's")
def test_a_disk_that_fills_up_leaves_nothing_behind(database: Database, shelf: Path) -> None:
    add_room(database)
    database.close()
    said = subprocess.run(
        [sys.executable, "-c", FULL_DISK, str(database.path), str(shelf / "copy.db")],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[3],
    ).stdout
    assert "No copy could be made" in said
    assert "disk is full" in said
    assert names(shelf) == []


def test_leavings_of_a_copy_that_was_killed_are_cleared(database: Database, shelf: Path) -> None:
    shutil.copy(database.path, shelf / ".copy.db.part")
    (shelf / ".copy.db.part-journal").write_bytes(b"half")
    backup(database, shelf / "copy.db")
    assert names(shelf) == ["copy.db"]


def test_a_copy_says_how_far_the_audit_had_come(database: Database, shelf: Path) -> None:
    with database.write(audited=False) as session:
        note(session, "practice.changed", 1)
    report = backup(database, shelf / "copy.db")
    assert (report.events, report.chain_whole) == (1, True)


def test_every_rule_of_every_table_is_asked(database: Database) -> None:
    modelled = {
        table.name: len([each for each in table.constraints if isinstance(each, CheckConstraint)])
        for table in metadata.sorted_tables
    }
    raw = connect(database.path, KEY)
    statements = dict(raw.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'"))
    raw.close()
    assert sum(modelled.values()) > 20
    for table, rules in modelled.items():
        assert len(rules_in(statements[table])) == rules, table


@pytest.mark.parametrize(
    ("statement", "rules"),
    [
        ("CREATE TABLE t (a INTEGER)", ()),
        ("CREATE TABLE t (a, CHECK (a > 0))", ("a > 0",)),
        ("CREATE TABLE t (a CHECK(a IN (1, (2))), CHECK ( b ))", ("a IN (1, (2))", " b ")),
        (
            "CREATE TABLE t (a, CHECK (a <> ')' OR a = 'it''s ('), b)",
            ("a <> ')' OR a = 'it''s ('",),
        ),
        ('CREATE TABLE t ("a)" , CHECK ("a)" > 1))', ('"a)" > 1',)),
    ],
)
def test_a_rule_is_read_whole_whatever_brackets_it_holds(
    statement: str, rules: tuple[str, ...]
) -> None:
    assert rules_in(statement) == rules


def test_an_index_that_lacks_a_row_makes_no_copy(database: Database, shelf: Path) -> None:
    add_client(database)
    raw = connect(database.path, KEY)
    index = "name = 'ix_client_born_on'"
    statement = raw.execute(f"SELECT sql FROM sqlite_master WHERE {index}").fetchone()[0]
    root = raw.execute(f"SELECT rootpage FROM sqlite_master WHERE {index}").fetchone()[0]
    raw.execute("PRAGMA writable_schema = ON")
    raw.execute(f"DELETE FROM sqlite_master WHERE {index}")
    raw.close()
    database.close()
    add_client(database)
    database.close()
    raw = connect(database.path, KEY)
    raw.execute("PRAGMA writable_schema = ON")
    raw.execute(
        "INSERT INTO sqlite_master VALUES ('index', 'ix_client_born_on', 'client', ?, ?)",
        (root, statement),
    )
    raw.close()
    with pytest.raises(BackupFailed, match="its pages, rows and indexes"):
        backup(database, shelf / "copy.db")
    assert names(shelf) == []


def test_a_broken_chain_is_told_and_the_copy_is_made_all_the_same(
    database: Database, shelf: Path
) -> None:
    for _ in range(3):
        with database.write(audited=False) as session:
            note(session, "practice.changed", 1)
    raw = connect(database.path, KEY)
    trigger = raw.execute(
        "SELECT sql FROM sqlite_master WHERE name = 'audit_event_refuses_update'"
    ).fetchone()[0]
    raw.execute("DROP TRIGGER audit_event_refuses_update")
    raw.execute("UPDATE audit_event SET person_id = 2 WHERE id = 2")
    raw.execute(trigger)
    raw.close()
    assert not backup(database, shelf / "copy.db").chain_whole
    assert names(shelf) == ["copy.db"]


def test_a_row_that_breaks_its_rule_makes_no_copy(database: Database, shelf: Path) -> None:
    raw = connect(database.path, KEY)
    raw.execute("PRAGMA ignore_check_constraints = ON")
    raw.execute(
        "INSERT INTO closure (first_day, last_day, reason) VALUES ('2026-02', '2026-01', '')"
    )
    raw.close()
    with pytest.raises(BackupFailed, match="the rules of its rows"):
        backup(database, shelf / "copy.db")
    assert names(shelf) == []


@pytest.mark.parametrize("numbers", [range(1, 40), (1, 3, 7, 90)])
def test_an_orphan_is_found_whether_the_parents_numbers_have_gaps_or_not(
    database: Database, numbers: Iterable[int]
) -> None:
    person = add_person(database)
    for _ in numbers:
        add_client(database)
    raw = connect(database.path, KEY)
    raw.execute("PRAGMA foreign_keys = OFF")
    for was, number in enumerate(numbers, 1):
        raw.execute("UPDATE client SET id = ? WHERE id = ?", (1000 + number, was))
    line = (
        "INSERT INTO call_log (at, person_id, kind, rule, words, client_id) "
        f"VALUES (0, {person}, 'problem', '', '', ?)"
    )
    for parent in (1001, 1000 + max(numbers), None):
        raw.execute(line, (parent,))
    assert not has_orphans(raw, ["call_log"])
    for orphan in (0, -1, 1000, 9999, 1001.5, "x"):
        raw.execute(line, (orphan,))
        assert has_orphans(raw, ["call_log"])
        raw.execute("DELETE FROM call_log WHERE client_id = ?", (orphan,))
    raw.close()


def test_the_clinics_log_can_be_folded_in_while_its_copy_is_checked(
    database: Database, shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_room(database)
    desk = connect(database.path, KEY)
    busy = []

    def begun(*asked: object, **more: object) -> object:
        outcome = begin_checks(*asked, **more)  # type: ignore[arg-type]

        def folded_first(rows: Mapping[str, int] | None) -> Passed:
            busy.append(desk.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0])
            return outcome(rows)

        return folded_first

    monkeypatch.setattr("clinic_desk.db.backup.begin_checks", begun)
    backup(database, shelf / "copy.db")
    desk.close()
    assert busy == [0]


FLIPPED = 40


@pytest.mark.parametrize("place", [number / FLIPPED for number in range(FLIPPED)])
def test_a_bit_that_flips_between_the_copying_and_the_checks_is_caught(
    database: Database, shelf: Path, monkeypatch: pytest.MonkeyPatch, place: float
) -> None:
    with database.write(audited=False) as session:
        session.execute(insert(Room), [{"name": "x" * 300} for _ in range(200)])

    def flip(pool: object, part: Path, *rest: object, **more: object) -> object:
        contents = bytearray(part.read_bytes())
        contents[int(len(contents) * place)] ^= 1 << int(place * 1000) % 8
        part.write_bytes(contents)
        return begin_checks(pool, part, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr("clinic_desk.db.backup.begin_checks", flip)
    with pytest.raises(BackupFailed):
        backup(database, shelf / "copy.db")
    assert names(shelf) == []
