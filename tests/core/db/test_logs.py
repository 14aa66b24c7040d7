"""What lies beside a clinic's file and is not its own is never folded in or played back."""

from __future__ import annotations

import shutil
import struct
from contextlib import closing
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2  # type: ignore[import-untyped]

from clinic_desk.db.database import Database
from clinic_desk.db.engine import connect
from clinic_desk.db.journal import journal_of
from clinic_desk.db.opening import set_aside
from clinic_desk.db.pages import PAGE
from clinic_desk.db.steps import Damaged, ForeignWal, Step, WrongPlace
from clinic_desk.db.wal import wal_of
from tests.core.db.made import Made, refused

pytestmark = pytest.mark.usefixtures("quick_passphrases")
MAGIC = bytes.fromhex("d9d505f920a163d7")


@pytest.fixture
def clinic(tmp_path: Path) -> Made:
    """A clinic that was closed in order at 14:01."""
    return Made(tmp_path / "clinic")


def journal_of_a_write(clinic: Made) -> bytes:
    """What lies beside the file in the middle of a write that needs more than one page."""
    there = clinic.path.with_name("written.db")
    shutil.copy(clinic.path, there)
    with closing(connect(there, clinic.keys.data)) as writing:
        writing.execute("PRAGMA journal_mode = DELETE")
        writing.execute("PRAGMA cache_size = 2")
        writing.execute("BEGIN IMMEDIATE")
        writing.execute("CREATE TABLE large (words)")
        for _ in range(50):
            writing.execute("INSERT INTO large VALUES (hex(randomblob(4000)))")
        written = journal_of(there).read_bytes()
        writing.execute("ROLLBACK")
    there.unlink()
    assert written.startswith(MAGIC)
    return written


def header(records: int, pages: int) -> bytes:
    said = MAGIC + struct.pack(">5I", records, 0, pages, 512, PAGE)
    return said.ljust(512, b"\0")


def saved_more(clinic: Made) -> Database:
    database = clinic.open()
    for name in ("Second", "Third", "Fourth"):
        clinic.save(database, name)
    return database


ALL = ["First", "Second", "Third", "Fourth"]


def test_an_older_log_of_its_own_is_not_folded_in_and_can_be_set_aside(clinic: Made) -> None:
    database = clinic.open()
    clinic.save(database, "Second")
    older = wal_of(clinic.path).read_bytes()
    clinic.save(database, "Third")
    clinic.save(database, "Fourth")
    database.close()
    before = clinic.path.read_bytes()
    wal_of(clinic.path).write_bytes(older)
    trouble = refused(clinic, ForeignWal)
    assert "older than the file" in trouble.what
    assert trouble.steps[0] == Step.SET_ASIDE
    with pytest.raises(ForeignWal):
        clinic.open(alone=False)
    assert clinic.path.read_bytes() == before
    aside = set_aside(clinic.path, clinic.clock)
    assert aside is not None
    assert aside.read_bytes() == older
    assert clinic.rooms() == ALL


@pytest.mark.parametrize("whose", ["its own, of before", "another clinic's", "of no page"])
def test_a_journal_that_was_not_left_by_the_program_is_never_played_back(
    clinic: Made, whose: str, tmp_path: Path
) -> None:
    strange = {
        "its own, of before": lambda: journal_of_a_write(clinic),
        "another clinic's": lambda: journal_of_a_write(Made(tmp_path / "other", "another")),
        "of no page": lambda: header(0, 3),
    }[whose]()
    saved_more(clinic).close()
    before = clinic.path.read_bytes()
    journal_of(clinic.path).write_bytes(strange)
    assert "did not leave there" in refused(clinic, ForeignWal).what
    with pytest.raises(ForeignWal):
        clinic.open(alone=False)
    with pytest.raises(dbapi2.DatabaseError):
        connect(clinic.path, clinic.keys.data)
    assert clinic.path.read_bytes() == before
    aside = set_aside(clinic.path, clinic.clock)
    assert aside is not None
    assert aside.read_bytes() == strange
    assert clinic.rooms() == ALL


def test_a_change_of_how_the_file_is_logged_that_was_cut_off_is_played_back(clinic: Made) -> None:
    saved_more(clinic).close()
    page = clinic.path.read_bytes()[:PAGE]
    checked = sum(page[at] for at in range(PAGE - 200, 0, -200))
    record = (1).to_bytes(4, "big") + page + checked.to_bytes(4, "big")
    journal = header(1, clinic.path.stat().st_size // PAGE) + record
    journal_of(clinic.path).write_bytes(journal)
    assert clinic.rooms() == ALL
    assert not journal_of(clinic.path).exists()


def test_what_a_journal_says_that_sqlite_passes_over_stops_nobody(clinic: Made) -> None:
    for contents in (b"", b"x" * 9000, MAGIC, bytes(4096)):
        journal_of(clinic.path).write_bytes(contents)
        assert clinic.rooms() == ["First"]


@pytest.mark.parametrize("alone", [True, False])
def test_the_log_beside_a_file_that_was_emptied_is_not_thrown_away(
    clinic: Made, alone: bool
) -> None:
    database = clinic.open()
    clinic.save(database, "Second")
    log, file = wal_of(clinic.path).read_bytes(), clinic.path.read_bytes()
    database.close()
    clinic.path.write_bytes(b"")
    wal_of(clinic.path).write_bytes(log)
    with pytest.raises(Damaged, match="is empty"):
        clinic.open(alone=alone)
    with pytest.raises(dbapi2.DatabaseError):
        connect(clinic.path, clinic.keys.data, only_read=True)
    assert wal_of(clinic.path).read_bytes() == log
    clinic.path.write_bytes(file)
    assert clinic.rooms() == ["First", "Second"]


def test_a_link_to_a_file_elsewhere_is_not_taken_for_the_clinics_file(clinic: Made) -> None:
    elsewhere = clinic.folder.with_name("elsewhere.db")
    clinic.path.rename(elsewhere)
    clinic.path.symlink_to(elsewhere)
    refused(clinic, WrongPlace)
    clinic.path.unlink()
    elsewhere.rename(clinic.path)
    assert clinic.rooms() == ["First"]
