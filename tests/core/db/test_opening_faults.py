"""What can be wrong with a clinic that worked yesterday: each said, everything kept."""

from __future__ import annotations

import errno
import os
import shutil
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2  # type: ignore[import-untyped]

from clinic_desk.base.clock import FixedClock
from clinic_desk.calendar.models import Room
from clinic_desk.db import lock, migrating, opening, wrapping
from clinic_desk.db.audit import note
from clinic_desk.db.database import Database
from clinic_desk.db.door import enter
from clinic_desk.db.engine import APPLICATION_ID, connect
from clinic_desk.db.faults import StorageFault
from clinic_desk.db.key import Keys, new_keys
from clinic_desk.db.key_file import KeyChoice, protect
from clinic_desk.db.lock import FolderLock
from clinic_desk.db.opening import create_database, set_aside
from clinic_desk.db.pages import look
from clinic_desk.db.soundness import look_through
from clinic_desk.db.steps import (
    Damaged,
    DiskTrouble,
    ForeignWal,
    InUse,
    KeyFileTrouble,
    OpeningTrouble,
    OtherKey,
    PartlyDamaged,
    Step,
    WrongPlace,
)
from clinic_desk.db.troubles import EntriesMissing, OtherHistory
from clinic_desk.db.wal import wal_of
from clinic_desk.tables import metadata

PASSPHRASE = "four plain words here"
START = datetime(2026, 11, 24, 14, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def quick_passphrases(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stretch passphrases for a moment only: what is tried here is not how long that takes."""
    monkeypatch.setattr(wrapping, "MEMORY_KIB", 64)


class Made:
    """A clinic in a folder of its own, with its key, a first room and a copy from 14:00."""

    def __init__(self, folder: Path) -> None:
        """Make and close it."""
        folder.mkdir(parents=True)
        self.folder, self.path = folder, folder / "clinic.db"
        self.clock, self.keys = FixedClock(START), new_keys()
        protect(folder, self.keys, KeyChoice(PASSPHRASE, key_store=False))
        database = create_database(
            self.path, self.keys.data, chain_key=self.keys.chain, clock=self.clock
        )
        self.save(database, "First")
        database.close()
        (folder / "backups").mkdir()
        shutil.copy(self.path, folder / "backups" / "clinic-2026-11-24-140000.db")

    def open(self, *, accept_loss: bool = False, alone: bool = True) -> Database:
        """As a window opens it."""
        return enter(
            self.folder,
            clock=self.clock,
            passphrase=PASSPHRASE,
            accept_loss=accept_loss,
            alone=alone,
        ).database

    def save(self, database: Database, name: str) -> None:
        """One acknowledged save, a minute after the last."""
        self.clock.advance(minutes=1)
        with database.write() as session:
            note(session, "hours.place_changed", None)
            session.add(Room(name=name, position=0))

    def rooms(self, **how: bool) -> list[str]:
        """What is in it, as a window opens it."""
        database = self.open(**how)
        with database.read() as session:
            found = [room.name for room in session.query(Room).order_by(Room.id)]
        database.close()
        return found

    def left_by_a_crash(self, *names: str) -> None:
        """Save these and leave everything as a program that was killed leaves it."""
        database = self.open()
        for name in names:
            self.save(database, name)
        crashed = self.folder.with_name("crashed")
        shutil.copytree(self.folder, crashed)
        database.close()
        shutil.rmtree(self.folder)
        crashed.rename(self.folder)
        (self.folder / "clinic.lock").unlink()


@pytest.fixture
def clinic(tmp_path: Path) -> Made:
    """A clinic that was closed in order at 14:01."""
    return Made(tmp_path / "clinic")


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, by its name there."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def refused(clinic: Made, kind: type[OpeningTrouble]) -> OpeningTrouble:
    """The trouble with which an opening is refused; nothing that was there is gone or changed."""
    before = contents(clinic.folder)
    with pytest.raises(kind) as refusal:
        clinic.open()
    after = contents(clinic.folder)
    assert {name: after.get(name) for name in before} == before
    assert refusal.value.steps
    return refusal.value


def test_a_killed_program_loses_nothing_and_leaves_nothing_aside(clinic: Made) -> None:
    clinic.left_by_a_crash("Second", "Third")
    assert clinic.rooms() == ["First", "Second", "Third"]
    assert not list(clinic.folder.glob("clinic.db-wal-*"))


def test_a_log_that_is_gone_is_missed_with_the_time_of_what_is_there(clinic: Made) -> None:
    clinic.left_by_a_crash("Second", "Third")
    wal_of(clinic.path).unlink()
    (clinic.folder / "clinic.db-shm").unlink()
    trouble = refused(clinic, EntriesMissing)
    assert isinstance(trouble, EntriesMissing)
    assert trouble.missing == 2
    assert "The last 2 entries" in trouble.what
    assert trouble.kept == "Everything saved until Tue 24 Nov, 14:01 is there."
    assert "copy in its backups folder is from Tue 24 Nov, 14:00" in trouble.next_step
    assert trouble.steps[:2] == (Step.RESTORE, Step.GO_ON)


def test_a_log_that_is_halved_is_missed_and_a_copy_of_it_kept(clinic: Made) -> None:
    clinic.left_by_a_crash("Second", "Third", "Fourth")
    log = wal_of(clinic.path)
    half = log.read_bytes()[: log.stat().st_size // 2]
    log.write_bytes(half)
    (clinic.folder / "clinic.db-shm").unlink()
    with pytest.raises(EntriesMissing):
        clinic.open()
    (kept,) = clinic.folder.glob("clinic.db-wal-*")
    assert kept.read_bytes() == half
    with pytest.raises(EntriesMissing):
        clinic.open()


def test_a_log_spoilt_at_its_beginning_is_kept_and_what_it_held_missed(clinic: Made) -> None:
    clinic.left_by_a_crash("Second")
    log = wal_of(clinic.path)
    spoilt = bytearray(log.read_bytes())
    spoilt[100] ^= 1
    log.write_bytes(spoilt)
    with pytest.raises(EntriesMissing) as missing:
        clinic.open()
    assert missing.value.missing == 1
    (kept,) = clinic.folder.glob("clinic.db-wal-*")
    assert kept.read_bytes() == bytes(spoilt)


def test_the_log_of_another_clinic_is_never_folded_in(clinic: Made, tmp_path: Path) -> None:
    other = Made(tmp_path / "other")
    other.left_by_a_crash("Strange")
    shutil.copy(wal_of(other.path), wal_of(clinic.path))
    trouble = refused(clinic, ForeignWal)
    assert "belongs to another clinic's file" in trouble.what
    assert trouble.steps[0] == Step.SET_ASIDE
    strange = wal_of(clinic.path).read_bytes()
    aside = set_aside(clinic.path, clinic.clock)
    assert aside is not None
    assert aside.read_bytes() == strange
    assert clinic.rooms() == ["First"]


def test_an_older_file_put_back_is_seen_and_may_be_gone_on_with(clinic: Made) -> None:
    older = clinic.path.read_bytes()
    database = clinic.open()
    clinic.save(database, "Second")
    database.close()
    clinic.path.write_bytes(older)
    assert refused(clinic, EntriesMissing).what.startswith("The last entry saved in")
    assert clinic.rooms(accept_loss=True) == ["First"]
    assert clinic.rooms() == ["First"]


def test_another_file_of_the_same_length_put_back_is_seen(clinic: Made, tmp_path: Path) -> None:
    older = clinic.path.read_bytes()
    database = clinic.open()
    clinic.save(database, "Second")
    database.close()
    clinic.path.write_bytes(older)
    silent = Database(clinic.path, clinic.keys.data, chain_key=clinic.keys.chain, anchors=())
    for name in ("Other", "And another"):
        clinic.save(silent, name)
    silent.close()
    refused(clinic, OtherHistory)
    assert clinic.rooms(accept_loss=True) == ["First", "Other", "And another"]


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: -3 * 4096])


def empty(path: Path) -> None:
    path.write_bytes(b"")


def flip(at: int) -> Callable[[Path], None]:
    def turn(path: Path) -> None:
        contents = bytearray(path.read_bytes())
        contents[at % len(contents)] ^= 4
        path.write_bytes(contents)

    return turn


@pytest.mark.parametrize(
    ("harm", "words"),
    [
        (empty, "is empty"),
        (cut, "cut short or damaged"),
        (flip(0), "cannot be read"),
        (flip(17), "1 of its"),
        (flip(4000), "1 of its"),
        (lambda path: path.unlink(), "it has no clinic.db"),
    ],
)
def test_a_damaged_file_says_so_and_names_the_newest_copy(
    clinic: Made, harm: Callable[[Path], None], words: str
) -> None:
    harm(clinic.path)
    trouble = refused(clinic, Damaged)
    assert words in trouble.what
    assert "Tue 24 Nov, 14:00" in trouble.next_step
    assert trouble.steps[0] == Step.RESTORE


@pytest.mark.parametrize("page", range(2, 60, 6))
def test_damage_inside_is_found_in_the_background_and_told_at_the_next_opening(
    clinic: Made, page: int
) -> None:
    flip(page * 4096 + 99)(clinic.path)
    try:
        database = clinic.open()
    except Damaged:
        return
    told = look_through(database)
    assert told is not None
    assert "is not shown" in told.what
    database.close()
    trouble = refused(clinic, PartlyDamaged)
    assert "1 of the" in trouble.what
    assert trouble.steps[:2] == (Step.RESTORE, Step.GO_ON)
    assert "looking something up today" in trouble.consequence
    clinic.open(accept_loss=True).close()


def test_damage_that_is_met_is_no_data_and_remembered(clinic: Made) -> None:
    database = clinic.open()
    with database.read() as session:
        asked = "SELECT rootpage FROM sqlite_master WHERE name = 'room'"
        page = session.connection().exec_driver_sql(asked).scalar_one()
    database.close()
    flip((page - 1) * 4096 + 3000)(clinic.path)
    database = clinic.open()
    with pytest.raises(StorageFault, match="damaged"), database.read() as session:
        session.query(Room).all()
    database.close()
    refused(clinic, PartlyDamaged)


def test_a_whole_file_is_looked_through_without_a_word(clinic: Made) -> None:
    database = clinic.open()
    assert look_through(database) is None
    clinic.save(database, "Second")
    assert look_through(database) is None
    database.close()
    (clinic.folder / "clinic.suspect").touch()
    assert clinic.rooms() == ["First", "Second"]
    assert not (clinic.folder / "clinic.suspect").exists()


def test_a_file_whose_copies_are_gone_too_says_where_to_look(clinic: Made) -> None:
    shutil.rmtree(clinic.folder / "backups")
    empty(clinic.path)
    assert "no copy in its backups folder; look on other disks" in str(refused(clinic, Damaged))


def test_the_key_of_another_clinic_is_told_from_damage(clinic: Made, tmp_path: Path) -> None:
    other = Made(tmp_path / "other")
    shutil.copy(other.folder / "clinic.key", clinic.folder / "clinic.key")
    trouble = refused(clinic, OtherKey)
    assert "does not open with the key in clinic.key, which is whole" in trouble.what
    assert "another clinic" in trouble.kept


@pytest.mark.parametrize(
    ("harm", "words"),
    [
        (lambda path: path.unlink(), "has no clinic.key"),
        (empty, "is damaged"),
        (lambda path: path.write_text("{}"), "is damaged"),
        (lambda path: path.write_text('{"format": 9}'), "newer version"),
    ],
)
def test_a_key_file_that_is_gone_or_damaged_leaves_the_clinic_whole(
    clinic: Made, harm: Callable[[Path], None], words: str
) -> None:
    harm(clinic.folder / "clinic.key")
    trouble = refused(clinic, KeyFileTrouble)
    assert words in trouble.what
    assert Step.RESTORE in trouble.steps


def test_a_folder_that_is_gone_may_come_back(clinic: Made) -> None:
    clinic.folder.rename(clinic.folder.with_name("unplugged"))
    with pytest.raises(WrongPlace) as trouble:
        clinic.open()
    assert "stick is connected" in trouble.value.next_step
    assert trouble.value.steps[0] == Step.TRY_AGAIN


def test_a_demos_key_that_cannot_be_read(clinic: Made) -> None:
    (clinic.folder / "clinic.key").unlink()
    (clinic.folder / "demo.key").write_text("no key at all")
    assert "demo's key" in refused(clinic, WrongPlace).what


def test_a_clock_set_back_is_said_once_noted_and_no_reason_to_refuse(clinic: Made) -> None:
    clinic.clock.advance(days=-3)
    entered = enter(clinic.folder, clock=clinic.clock, passphrase=PASSPHRASE)
    (words,) = entered.notes
    assert "shows Sat 21 Nov, 14:01, but the last entry was saved Tue 24 Nov, 14:01" in words
    with entered.database.read() as session:
        last = session.connection().exec_driver_sql(
            "SELECT act FROM audit_event ORDER BY id DESC LIMIT 1"
        )
        assert last.scalar_one() == "clinic.clock_back"
    entered.database.close()


@pytest.mark.parametrize("slip", [timedelta(), timedelta(minutes=2), timedelta(hours=-5)])
def test_a_clock_put_right_by_a_little_is_not_worth_a_word(clinic: Made, slip: timedelta) -> None:
    clinic.clock.instant -= slip
    entered = enter(clinic.folder, clock=clinic.clock, passphrase=PASSPHRASE)
    entered.database.close()
    assert entered.notes == ()


def test_two_windows_on_one_clinic_and_a_command_beside_one(clinic: Made) -> None:
    window = clinic.open()
    with pytest.raises(InUse, match="open in another window already"):
        clinic.open()
    assert clinic.rooms(alone=False) == ["First"]
    clinic.save(window, "Second")
    assert clinic.rooms(alone=False) == ["First", "Second"]
    window.close()


@pytest.mark.parametrize(
    ("code", "kind", "words"),
    [
        (errno.EAGAIN, InUse, "another window"),
        (errno.EACCES, InUse, "another window"),
        (errno.ENOLCK, DiskTrouble, "network shares"),
    ],
)
def test_a_lock_that_is_not_to_be_had(
    clinic: Made,
    monkeypatch: pytest.MonkeyPatch,
    code: int,
    kind: type[OpeningTrouble],
    words: str,
) -> None:
    def refuse(_: int) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(lock, "_lock", refuse)
    assert words in str(refused(clinic, kind))


@pytest.mark.parametrize(
    ("code", "words"),
    [(errno.ENOSPC, "No space left"), (errno.EROFS, "Read-only"), (errno.EIO, "Input/output")],
)
def test_a_folder_where_no_lock_can_be_made(
    clinic: Made, monkeypatch: pytest.MonkeyPatch, code: int, words: str
) -> None:
    def refuse(*_: object) -> int:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(DiskTrouble, match=words):
        FolderLock(clinic.folder)


def test_a_lock_of_another_person_on_this_computer(
    clinic: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    (clinic.folder / "clinic.lock").touch()

    def refuse(*_: object) -> int:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(InUse, match="another person signed in to this computer"):
        FolderLock(clinic.folder)


class Failing(dbapi2.OperationalError):  # type: ignore[misc]
    """An error as the driver raises it, by its name."""

    def __init__(self, name: str) -> None:
        """`sqlite_errorname` is what the driver gives."""
        super().__init__(name)
        self.sqlite_errorname = name


@pytest.mark.parametrize(
    ("name", "kind", "words"),
    [
        ("SQLITE_FULL", DiskTrouble, "the disk is full"),
        ("SQLITE_READONLY_DIRECTORY", DiskTrouble, "cannot be written"),
        ("SQLITE_CANTOPEN", DiskTrouble, "copies it to a cloud or looks for viruses"),
        ("SQLITE_IOERR_READ", DiskTrouble, "could not be read"),
        ("SQLITE_BUSY", InUse, "in use by another program"),
        ("SQLITE_BUSY_RECOVERY", InUse, "in use by another program"),
        ("SQLITE_PERM", DiskTrouble, "may not be opened"),
        ("SQLITE_NOLFS", DiskTrouble, "cannot be read"),
    ],
)
def test_what_the_disk_refuses_is_a_sentence_with_a_next_step(
    clinic: Made,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    kind: type[OpeningTrouble],
    words: str,
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise Failing(name)

    monkeypatch.setattr(opening, "connect", fail)
    trouble = refused(clinic, kind)
    assert words in str(trouble)
    assert trouble.next_step
    assert Step.TRY_AGAIN in trouble.steps


@pytest.mark.skipif(sys.platform == "win32", reason="Windows lets no open file be moved")
def test_a_folder_that_goes_while_it_is_open_takes_no_save_along(clinic: Made) -> None:
    database = clinic.open()
    clinic.folder.rename(clinic.folder.with_name("unplugged"))
    with pytest.raises(Exception, match="no longer there") as fault:
        clinic.save(database, "Lost")
    assert "what you typed is still here" in str(fault.value)
    clinic.folder.with_name("unplugged").rename(clinic.folder)
    clinic.save(database, "Second")
    database.close()
    assert clinic.rooms() == ["First", "Second"]


def of_the_first_schema(folder: Path) -> Keys:
    """A clinic's file as the first version of the program left it, with its key."""
    keys = new_keys()
    with closing(connect(folder / "clinic.db", keys.data, create=True)) as connection:
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    migrating.upgrade(folder / "clinic.db", keys.data, to="0001")
    protect(folder, keys, KeyChoice(PASSPHRASE, key_store=False))
    return keys


def test_an_older_clinic_is_brought_up_to_date_with_a_copy_before_and_that_is_noted(
    tmp_path: Path,
) -> None:
    of_the_first_schema(tmp_path)
    clock = FixedClock(START)
    database = enter(tmp_path, clock=clock, passphrase=PASSPHRASE, metadata=metadata).database
    with database.read() as session:
        acts = session.connection().exec_driver_sql("SELECT act FROM audit_event").scalars().all()
    database.close()
    assert acts == ["clinic.upgraded"]
    assert [path.suffix for path in sorted((tmp_path / "backups").iterdir())] == [".db", ".key"]


def test_a_command_beside_a_window_upgrades_nothing(tmp_path: Path) -> None:
    of_the_first_schema(tmp_path)
    with pytest.raises(OpeningTrouble, match="older version"):
        enter(tmp_path, clock=FixedClock(START), passphrase=PASSPHRASE, alone=False)


def test_an_upgrade_that_fails_leaves_the_clinic_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = of_the_first_schema(tmp_path)

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("at some statement")

    monkeypatch.setattr(migrating, "upgrade", fail)
    before = look(tmp_path / "clinic.db", keys.data)
    with pytest.raises(OpeningTrouble) as trouble:
        enter(tmp_path, clock=FixedClock(START), passphrase=PASSPHRASE)
    assert "could not be brought up" in trouble.value.what
    assert "before-0002" in trouble.value.kept
    assert look(tmp_path / "clinic.db", keys.data) == before
