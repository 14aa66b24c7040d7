"""What can be wrong with a clinic that worked yesterday: each said, everything kept."""

from __future__ import annotations

import errno
import os
import shutil
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2  # type: ignore[import-untyped]

from clinic_desk.db import lock, opening
from clinic_desk.db.database import Database
from clinic_desk.db.door import enter
from clinic_desk.db.lock import FolderLock
from clinic_desk.db.opening import set_aside
from clinic_desk.db.steps import (
    DiskTrouble,
    ForeignWal,
    InUse,
    OpeningTrouble,
    Step,
    WrongPlace,
)
from clinic_desk.db.troubles import EntriesMissing, OtherHistory, newest_copy_words
from clinic_desk.db.wal import wal_of
from tests.core.db.made import PASSPHRASE, Made, refused

pytestmark = pytest.mark.usefixtures("quick_passphrases")


@pytest.fixture
def clinic(tmp_path: Path) -> Made:
    """A clinic that was closed in order at 14:01."""
    return Made(tmp_path / "clinic")


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
    other = Made(tmp_path / "other", "another")
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


def test_a_clock_that_was_years_ahead_is_told_with_the_year(clinic: Made) -> None:
    now = clinic.clock.now()
    clinic.clock.advance(days=3650)
    clinic.rooms()
    ahead = clinic.open()
    clinic.save(ahead, "Ahead")
    ahead.close()
    clinic.clock.instant = now
    entered = enter(clinic.folder, clock=clinic.clock, passphrase=PASSPHRASE)
    entered.database.close()
    assert "shows Tue 24 Nov 2026, 14:01, but" in entered.notes[0]
    assert "was saved Fri 21 Nov 2036, 14:02." in entered.notes[0]
    copies = clinic.folder / "backups"
    (copies / "clinic-2036-11-21-140200.db").touch()
    assert "is from Fri 21 Nov 2036, 14:02." in newest_copy_words(clinic.folder)


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
