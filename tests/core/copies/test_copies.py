"""Copies by the hour, the second place, and what stops the older ones from going."""

from __future__ import annotations

import errno
import os
import shutil
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from clinic_desk.base.clock import FixedClock
from clinic_desk.base.errors import BadInput, NotAllowed
from clinic_desk.copies import second_place
from clinic_desk.copies.copies import Copies
from clinic_desk.copies.memory import MEMORY_NAME, Memory, as_text, recall
from clinic_desk.db.audit import note
from clinic_desk.db.backup import BackupFailed
from clinic_desk.db.database import Database
from clinic_desk.db.engine import connect
from clinic_desk.db.generations import copy_name
from clinic_desk.staff.practice import PracticeSettings
from tests.factories import KEY, add_client, add_person


@pytest.fixture
def manager(database: Database) -> int:
    return add_person(database, "Grace Lam", "manager", treats=False, prescriber=False)


@pytest.fixture
def reception(database: Database) -> int:
    return add_person(database, "Maya Patel", "reception", treats=False, prescriber=False)


@pytest.fixture
def copies(database: Database, clock: FixedClock) -> Copies:
    return Copies(database, PracticeSettings(database), clock)


@pytest.fixture
def stick(tmp_path: Path) -> Iterator[Path]:
    """A stick, beside the clinic's folder and not in it."""
    place = tmp_path.with_name(f"{tmp_path.name}-stick")
    place.mkdir()
    yield place
    shutil.rmtree(place, ignore_errors=True)


def write(database: Database) -> None:
    with database.write() as session:
        note(session, "client.read", 1)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.suffix == ".db")


def shelf(copies: Copies, stick: Path, database: Database) -> Path:
    return second_place.shelf_in(stick, database.chain_key)


def test_a_copy_is_made_once_an_hour_and_only_when_something_was_written(
    copies: Copies, database: Database, clock: FixedClock
) -> None:
    write(database)
    assert copies.keep_up().made_at == clock.now()
    for minutes, made in ((30, 1), (30, 1), (60, 1)):
        clock.advance(minutes=minutes)
        copies.keep_up()
        assert len(names(copies.folder)) == made
    write(database)
    standing = copies.keep_up()
    assert len(names(copies.folder)) == 2
    assert standing.made_at == clock.now()
    assert standing.warnings == ()


def test_what_was_written_before_a_restart_is_copied_after_it(
    copies: Copies, database: Database, clock: FixedClock
) -> None:
    write(database)
    copies.keep_up()
    write(database)
    clock.advance(hours=1)
    again = Copies(database, PracticeSettings(database), clock)
    again.keep_up()
    assert len(names(copies.folder)) == 2


def test_closing_copies_what_no_copy_has_yet(
    copies: Copies, database: Database, clock: FixedClock
) -> None:
    write(database)
    copies.keep_up()
    clock.advance(seconds=5)
    copies.make_at_closing()
    assert len(names(copies.folder)) == 1
    write(database)
    copies.make_at_closing()
    assert len(names(copies.folder)) == 2


def test_a_copy_taken_by_hand_is_noted_and_one_by_the_hour_is_not(
    copies: Copies, database: Database, manager: int, tmp_path: Path
) -> None:
    write(database)
    copies.keep_up()
    copies.export(tmp_path / "taken.db", manager)
    raw = connect(database.path, KEY)
    acts = [row[0] for row in raw.execute("SELECT act FROM audit_event ORDER BY id")]
    raw.close()
    assert acts == ["client.read", "copies.taken"]


def test_a_damaged_clinic_is_told_and_tried_again_a_quarter_of_an_hour_later(
    copies: Copies, database: Database, clock: FixedClock
) -> None:
    copies.folder.touch()
    write(database)
    assert "cannot be made" in copies.keep_up().trouble
    copies.folder.unlink()
    clock.advance(minutes=14)
    copies.keep_up()
    assert not copies.folder.exists()
    clock.advance(minutes=1)
    assert copies.keep_up().trouble == ""
    assert len(names(copies.folder)) == 1


def test_a_disk_that_is_gone_is_a_sentence_and_no_fault_of_the_program(
    copies: Copies, database: Database, clock: FixedClock
) -> None:
    write(database)
    copies.keep_up()
    write(database)
    copies.standing()
    gone = database.path.parent.rename(database.path.parent.with_name("gone"))
    with pytest.raises(BackupFailed):
        copies.make_at_closing()
    gone.rename(database.path.parent)
    assert len(names(copies.folder)) == 1


def test_a_clock_set_back_after_a_failure_does_not_hold_up_the_next_try(
    copies: Copies, database: Database, clock: FixedClock
) -> None:
    copies.folder.touch()
    write(database)
    copies.keep_up()
    copies.folder.unlink()
    clock.advance(hours=-5)
    copies.keep_up()
    assert len(names(copies.folder)) == 1


def made_many(copies: Copies, database: Database, clock: FixedClock, days: int) -> None:
    for _ in range(days):
        write(database)
        copies.make()
        clock.advance(days=1)


def test_nothing_is_removed_once_half_the_clients_are_gone_until_a_manager_has_looked(
    copies: Copies, database: Database, clock: FixedClock, manager: int, reception: int
) -> None:
    for _ in range(12):
        add_client(database)
    made_many(copies, database, clock, 3)
    raw = connect(database.path, KEY)
    raw.execute("DELETE FROM client WHERE id > 4")
    raw.close()
    made_many(copies, database, clock, 30)
    assert len(names(copies.folder)) == 33
    again = Copies(database, PracticeSettings(database), clock)
    assert "4 clients, the one before it had 12" in again.standing().stopped
    assert "until a manager has looked" in again.standing().warnings[0]
    with pytest.raises(NotAllowed):
        again.go_on(by=reception)
    again.go_on(by=manager)
    made_many(again, database, clock, 1)
    assert again.standing().stopped == ""
    assert len(names(copies.folder)) < 30


def test_a_failed_check_stops_the_tidying_and_says_which(
    copies: Copies, database: Database
) -> None:
    write(database)
    raw = connect(database.path, KEY)
    raw.execute("PRAGMA foreign_keys = OFF")
    raw.execute("INSERT INTO room_treatment VALUES (99, 'BTX')")
    raw.close()
    with pytest.raises(BackupFailed):
        copies.make()
    assert "foreign keys" in copies.standing().stopped
    assert "foreign keys" in copies.standing().trouble


def test_a_clock_set_back_stops_the_tidying(
    copies: Copies, database: Database, clock: FixedClock
) -> None:
    made_many(copies, database, clock, 2)
    clock.advance(days=-400)
    write(database)
    standing = copies.keep_up()
    assert "set back" in standing.stopped
    assert len(names(copies.folder)) == 3


def test_a_copy_is_brought_to_the_second_place_with_its_key(
    copies: Copies, database: Database, manager: int, stick: Path
) -> None:
    (database.path.parent / "clinic.key").write_text("wrapped")
    copies.choose_second_place(str(stick), 3, manager)
    write(database)
    standing = copies.keep_up()
    there = shelf(copies, stick, database)
    assert names(there) == names(copies.folder)
    assert (there / names(there)[0]).read_bytes() == (copies.folder / names(there)[0]).read_bytes()
    assert (there / names(there)[0]).with_suffix(".key").read_text() == "wrapped"
    assert standing.second_is_there
    assert standing.warnings == ()


@pytest.mark.parametrize("harm", ["cut short", "emptied", "without its key"])
def test_what_a_stick_has_lost_of_a_copy_is_brought_again(
    copies: Copies, database: Database, manager: int, stick: Path, harm: str
) -> None:
    (database.path.parent / "clinic.key").write_text("wrapped")
    copies.choose_second_place(str(stick), 3, manager)
    write(database)
    copies.keep_up()
    (name,) = names(copies.folder)
    there = shelf(copies, stick, database) / name
    if harm == "without its key":
        there.with_suffix(".key").unlink()
    else:
        there.write_bytes(there.read_bytes()[: 4096 * (harm == "cut short")])
    copies.keep_up()
    assert there.read_bytes() == (copies.folder / name).read_bytes()
    assert there.with_suffix(".key").read_text() == "wrapped"


def test_after_a_clock_that_was_ahead_the_second_place_has_the_copies_of_now(
    copies: Copies, database: Database, manager: int, stick: Path, clock: FixedClock
) -> None:
    copies.choose_second_place(str(stick), 3, manager)
    now = clock.now()
    clock.instant = now + timedelta(days=60)
    made_many(copies, database, clock, 20)
    clock.instant = now
    write(database)
    copies.keep_up()
    copies.go_on(manager)
    for _ in range(2):
        clock.advance(days=1)
        write(database)
        copies.keep_up()
    of_now = [name for name in names(copies.folder) if name < copy_name(now + timedelta(days=30))]
    assert len(of_now) == 3
    assert set(of_now) <= set(names(shelf(copies, stick, database)))


def test_a_stick_that_is_pulled_is_told_after_three_days_and_stops_nothing(
    copies: Copies, database: Database, manager: int, stick: Path, clock: FixedClock
) -> None:
    copies.choose_second_place(str(stick), 3, manager)
    write(database)
    copies.keep_up()
    away = stick.rename(stick.with_name(f"{stick.name}-pulled"))
    for day in range(1, 5):
        clock.advance(days=1)
        write(database)
        standing = copies.keep_up()
        assert (standing.days_away, standing.away_too_long) == (day, day >= 3)
    assert standing.warnings == ("The second place for copies has been away for 4 days.",)
    assert len(names(copies.folder)) == 5
    away.rename(stick)
    copies.keep_up()
    standing = copies.keep_up()
    assert (standing.days_away, standing.warnings) == (0, ())
    copies.keep_up()
    assert set(names(shelf(copies, stick, database))) == set(names(copies.folder))


def test_the_empty_folder_a_stick_leaves_behind_is_not_written_into(
    copies: Copies, database: Database, manager: int, stick: Path
) -> None:
    copies.choose_second_place(str(stick), 3, manager)
    shutil.rmtree(shelf(copies, stick, database))
    write(database)
    assert not copies.keep_up().second_is_there
    assert list(stick.iterdir()) == []


def test_two_clinics_may_share_a_stick(stick: Path) -> None:
    assert second_place.shelf_in(stick, bytes(32)) != second_place.shelf_in(stick, b"1" * 32)


@pytest.mark.parametrize("place", ["{clinic}", "{clinic}/deeper", "/nowhere/at all", "a\0b"])
def test_a_place_that_will_not_do_is_refused_and_nothing_is_kept(
    copies: Copies, database: Database, manager: int, place: str
) -> None:
    (database.path.parent / "deeper").mkdir()
    with pytest.raises(BadInput) as refused:
        copies.choose_second_place(place.format(clinic=database.path.parent), 3, manager)
    assert refused.value.field == "second_place"
    assert copies.standing().second_place == ""


def test_settings_and_the_copy_to_a_file_need_a_manager(
    copies: Copies, reception: int, stick: Path, tmp_path: Path
) -> None:
    with pytest.raises(NotAllowed):
        copies.choose_second_place(str(stick), 3, reception)
    with pytest.raises(NotAllowed):
        copies.export(tmp_path / "taken.db", reception)
    assert not (tmp_path / "taken.db").exists()


def test_a_copy_that_arrives_changed_is_not_kept_there(
    copies: Copies, database: Database, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(database)
    made = copies.make().path
    monkeypatch.setattr(second_place, "_digest", lambda _: b"another")
    with pytest.raises(second_place.NotBrought, match="not what was sent"):
        second_place.bring(made, stick / made.name, KEY)
    assert list(stick.iterdir()) == []


def test_a_stick_that_takes_no_file_so_large_is_not_called_full(
    copies: Copies, database: Database, manager: int, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def too_large(*_: object) -> bytes:
        raise OSError(errno.EFBIG, "File too large")

    copies.choose_second_place(str(stick), 3, manager)
    monkeypatch.setattr(second_place, "_write", too_large)
    write(database)
    assert "takes no file as large" in copies.keep_up().second_trouble


def test_what_a_stick_leads_to_by_a_link_is_not_written_over(
    copies: Copies, database: Database, stick: Path
) -> None:
    database.path.with_name("clinic.key").write_text("wrapped")
    write(database)
    made, theirs = copies.make().path, stick / "theirs"
    theirs.write_text("theirs")
    for name in (f".{made.name}.part", made.with_suffix(".key").name):
        (stick / name).symlink_to(theirs)
    second_place.bring(made, stick / made.name, KEY)
    assert theirs.read_text() == "theirs"
    assert (stick / made.name).with_suffix(".key").read_text() == "wrapped"


@pytest.mark.skipif(sys.platform != "linux", reason="/dev/full is Linux's")
def test_a_full_second_disk_is_a_sentence_and_the_first_place_has_its_copy(
    copies: Copies, database: Database, manager: int, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copies.choose_second_place(str(stick), 3, manager)
    write(database)
    fsync = os.fsync

    def full(file: int) -> None:
        if str(stick) in os.readlink(f"/proc/self/fd/{file}"):
            raise OSError(28, "No space left on device")
        fsync(file)

    monkeypatch.setattr(os, "fsync", full)
    standing = copies.keep_up()
    assert "is full" in standing.warnings[0]
    assert len(names(copies.folder)) == 1
    assert list(shelf(copies, stick, database).iterdir()) == []


def test_a_closing_program_does_not_wait_for_a_slow_stick(
    copies: Copies, database: Database, manager: int, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("clinic_desk.copies.copies.CLOSING_SECONDS", -1.0)
    copies.choose_second_place(str(stick), 3, manager)
    copies.make_at_closing()
    assert names(shelf(copies, stick, database)) == []
    copies.keep_up()
    assert len(names(shelf(copies, stick, database))) == 1


@pytest.mark.parametrize(
    "note",
    [
        "",
        "{",
        "[]",
        "[" * 100_000,
        '{"last": {"at": "x"}}',
        '{"second_at": 1e400}',
        '{"second_at": 99999999999999999}',
        "\x00\xff",
    ],
)
def test_a_damaged_note_is_no_trouble_and_keeps_the_older_copies(
    copies: Copies, database: Database, note: str
) -> None:
    folder = database.path.parent
    assert recall(folder) == Memory()
    (folder / MEMORY_NAME).write_text(note, encoding="utf-8")
    write(database)
    assert copies.keep_up().stopped == "What was remembered of the copies was damaged."
    assert recall(folder).last is not None
    copies.keep_up()


def test_a_note_without_end_is_not_read_to_its_end(tmp_path: Path) -> None:
    with (tmp_path / MEMORY_NAME).open("wb") as file:
        file.truncate(4 * 1024**3)
    assert recall(tmp_path).stopped == "What was remembered of the copies was damaged."


@pytest.mark.parametrize("remembered", ["nothing", "by a clock that was ahead"])
def test_a_second_place_that_never_came_to_this_computer_is_told_too(
    copies: Copies,
    database: Database,
    manager: int,
    stick: Path,
    clock: FixedClock,
    remembered: str,
) -> None:
    copies.choose_second_place(str(stick), 3, manager)
    shutil.rmtree(stick)
    note = database.path.with_name(MEMORY_NAME)
    if remembered == "nothing":
        note.unlink()
    else:
        ahead = int((clock.now() + timedelta(days=3650)).timestamp())
        note.write_text(as_text(replace(recall(note.parent), second_at=ahead)))
    for day in range(4):
        write(database)
        standing = copies.keep_up()
        assert (standing.days_away, standing.away_too_long) == (day, day >= 3)
        clock.advance(days=1)


def test_a_clinic_that_has_lost_what_its_last_copy_has_removes_no_copy(
    copies: Copies, database: Database, clock: FixedClock
) -> None:
    write(database)
    copies.keep_up()
    older = (copies.folder / names(copies.folder)[0]).read_bytes()
    clock.advance(hours=1)
    write(database)
    copies.keep_up()
    database.close()
    database.path.write_bytes(older)
    clock.advance(days=1)
    again = Database(database.path, KEY, clock=clock)
    for _ in range(3):
        write(again)
    after = Copies(again, PracticeSettings(again), clock).keep_up()
    again.close()
    assert after.stopped == "The copy before has entries that the clinic has lost."
    assert len(names(copies.folder)) == 3


def test_an_altered_event_is_found_by_the_first_copy_of_the_next_day(
    copies: Copies, database: Database, clock: FixedClock
) -> None:
    for _ in range(3):
        write(database)
    copies.keep_up()
    raw = connect(database.path, KEY)
    triggers = raw.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'audit%'"
    ).fetchall()
    for name, _ in triggers:
        raw.execute(f"DROP TRIGGER {name}")
    raw.execute("UPDATE audit_event SET person_id = 99 WHERE id = 1")
    for _, statement in triggers:
        raw.execute(statement)
    raw.close()
    for hours, stopped in ((1, False), (1, False), (20, True)):
        clock.advance(hours=hours)
        write(database)
        assert bool(copies.keep_up().stopped) == stopped


def test_the_hours_of_a_day_leave_one_copy_each(
    copies: Copies, database: Database, clock: FixedClock
) -> None:
    for _ in range(8):
        write(database)
        copies.keep_up()
        clock.advance(minutes=30)
    assert len(names(copies.folder)) == 4
    assert clock.now() - (copies.standing().made_at or clock.now()) <= timedelta(hours=1)
