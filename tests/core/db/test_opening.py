"""Whatever is wrong with a folder or a file is one sentence, and nothing is made or changed."""

from __future__ import annotations

import os
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from clinic_desk.back_office.check import check_clinic
from clinic_desk.base.errors import CannotOpen
from clinic_desk.calendar.models import Room
from clinic_desk.db.engine import connect
from clinic_desk.db.guard import TRIGGERS
from clinic_desk.db.lock import LOCK_NAME, FolderLock
from clinic_desk.db.opening import create_database, open_database
from clinic_desk.db.steps import DiskTrouble, WrongPlace
from tests.factories import KEY, add_room, memory_like_database

WRONG = bytes(32)


@pytest.fixture
def clinic(tmp_path: Path) -> Path:
    """The file of a clinic that has been used and closed."""
    database = memory_like_database(tmp_path)
    add_room(database, "Kept")
    database.close()
    return database.path


def state(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Every file in a folder, with its bytes and its mode."""
    return {
        path.name: (path.read_bytes() if path.is_file() else b"", path.stat().st_mode)
        for path in folder.iterdir()
    }


def refused(path: Path, key: bytes = KEY, *, key_is_right: bool = False) -> str:
    """The sentence with which an opening is refused, having found the folder left as it was."""
    before = state(path.parent)
    with pytest.raises(CannotOpen) as refusal:
        open_database(path, key, key_is_right=key_is_right)
    assert state(path.parent) == before
    assert str(path.parent) in str(refusal.value)
    return str(refusal.value)


def test_a_clinic_opens_and_holds_what_it_held(clinic: Path) -> None:
    database = open_database(clinic, KEY)
    with database.read() as session:
        assert session.query(Room).one().name == "Kept"
    database.close()
    assert [path.name for path in clinic.parent.iterdir()] == [clinic.name]


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(CannotOpen, match="There is no folder"):
        open_database(tmp_path / "gone" / "clinic.db", KEY)
    assert list(tmp_path.iterdir()) == []


def test_a_file_where_the_folder_should_be(tmp_path: Path) -> None:
    (tmp_path / "letter").touch()
    with pytest.raises(CannotOpen, match="is a file, not a folder"):
        open_database(tmp_path / "letter" / "clinic.db", KEY)


def test_a_folder_that_may_not_be_looked_into_is_a_sentence_of_the_check_too(
    clinic: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_path: Path) -> bool:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "exists", refuse)
    with pytest.raises(DiskTrouble, match="Permission denied"):
        check_clinic(clinic.parent)


def test_a_folder_without_a_clinic(tmp_path: Path) -> None:
    assert "There is no clinic in" in refused(tmp_path / "clinic.db")


def test_a_folder_where_the_file_should_be(tmp_path: Path) -> None:
    (tmp_path / "clinic.db").mkdir()
    assert "is a folder" in refused(tmp_path / "clinic.db")


def test_an_empty_file_is_no_empty_clinic(tmp_path: Path) -> None:
    (tmp_path / "clinic.db").touch()
    assert "is empty" in refused(tmp_path / "clinic.db")


@pytest.mark.parametrize("size", [1, 100, 4095, 5000, -1])
def test_a_file_cut_short_within_a_page(clinic: Path, size: int) -> None:
    clinic.write_bytes(clinic.read_bytes()[:size])
    assert "has been cut short" in refused(clinic)


@pytest.mark.parametrize("size", [4096, 40960, -4096])
def test_a_file_cut_short_between_pages(clinic: Path, size: int) -> None:
    clinic.write_bytes(clinic.read_bytes()[:size])
    assert "cut short or damaged" in refused(clinic, key_is_right=True)


@pytest.mark.parametrize("place", [3, 20, 2000])
def test_one_wrong_bit_in_the_first_page(clinic: Path, place: int) -> None:
    contents = bytearray(clinic.read_bytes())
    contents[place] ^= 1
    clinic.write_bytes(contents)
    assert "damaged" in refused(clinic, key_is_right=True)


def test_garbage(tmp_path: Path) -> None:
    (tmp_path / "clinic.db").write_bytes(bytes(range(256)) * 64)
    assert "damaged throughout, or no clinic's" in refused(
        tmp_path / "clinic.db", key_is_right=True
    )


def test_a_plain_database_of_another_program(tmp_path: Path) -> None:
    plain = sqlite3.connect(tmp_path / "clinic.db")
    plain.execute("CREATE TABLE bookmarks (url)")
    plain.close()
    assert "belongs to another program" in refused(tmp_path / "clinic.db")


def test_an_encrypted_database_of_another_program(tmp_path: Path) -> None:
    other = connect(tmp_path / "clinic.db", KEY, create=True)
    other.execute("CREATE TABLE messages (words)")
    other.close()
    assert "belongs to another program" in refused(tmp_path / "clinic.db")


def test_a_wrong_key_is_told_from_a_damaged_file_by_its_check(clinic: Path) -> None:
    assert "does not open with this key" in refused(clinic, WRONG)
    assert "damaged" in refused(clinic, WRONG, key_is_right=True)


def test_a_clinic_used_with_a_newer_version(clinic: Path) -> None:
    database = connect(clinic, KEY)
    database.execute("UPDATE alembic_version SET version_num = '9999'")
    database.close()
    assert "newer version" in refused(clinic)


@pytest.mark.parametrize("name", ["a # b", "what?", "100%", "mode=rwc&x", "café Ωmega", "it's"])
def test_a_folder_of_any_name(clinic: Path, tmp_path: Path, name: str) -> None:
    folder = tmp_path / name
    folder.mkdir()
    shutil.copy(clinic, folder)
    open_database(folder / clinic.name, KEY).close()
    assert [path.name for path in folder.iterdir()] == [clinic.name]


def test_a_second_window_is_refused_until_the_first_is_closed(clinic: Path) -> None:
    first = open_database(clinic, KEY)
    with pytest.raises(CannotOpen, match="open in another window"):
        open_database(clinic, KEY)
    open_database(clinic, KEY, alone=False).close()
    first.close()
    open_database(clinic, KEY).close()


def test_a_lock_left_by_a_program_that_died_is_no_lock(clinic: Path) -> None:
    (clinic.parent / LOCK_NAME).touch()
    open_database(clinic, KEY).close()
    assert not (clinic.parent / LOCK_NAME).exists()


def test_a_lock_whose_file_was_removed_is_taken_anew(tmp_path: Path) -> None:
    first = FolderLock(tmp_path)
    first.release()
    second = FolderLock(tmp_path)
    with pytest.raises(CannotOpen):
        FolderLock(tmp_path)
    second.release()


def test_a_guard_that_was_taken_away_is_put_back(clinic: Path) -> None:
    stripped = connect(clinic, KEY)
    for name in TRIGGERS:
        stripped.execute(f"DROP TRIGGER {name}")
    stripped.close()
    open_database(clinic, KEY).close()
    found = connect(clinic, KEY)
    triggers = dict(found.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"))
    found.close()
    assert triggers.items() >= TRIGGERS.items()


@contextmanager
def without_rights(folder: Path) -> Iterator[None]:
    """Take the right to write there away, from a superuser too."""
    for path in (folder, *folder.iterdir()):
        path.chmod(0o555 if path.is_dir() else 0o444)
    # A superuser writes wherever it likes, so it becomes nobody for a moment.
    if os.getuid() == 0:
        os.seteuid(65534)
    try:
        yield
    finally:
        if os.getuid() == 0:
            os.seteuid(0)
        folder.chmod(0o755)


@pytest.fixture
def shelf() -> Iterator[Path]:
    """A folder that lies where anyone may come."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


posix = pytest.mark.skipif(sys.platform == "win32", reason="rights to folders are Posix's")


@posix
def test_a_folder_that_cannot_be_written(clinic: Path, shelf: Path) -> None:
    shutil.copy(clinic, shelf)
    with without_rights(shelf):
        assert "cannot be written" in refused(shelf / clinic.name)


@posix
def test_a_file_that_cannot_be_written(clinic: Path, shelf: Path) -> None:
    (shelf / "inner").mkdir()
    shutil.copy(clinic, shelf / "inner")
    (shelf / "inner" / clinic.name).chmod(0o444)
    (shelf / "inner").chmod(0o777)
    with without_rights(shelf):
        assert "cannot be written" in refused(shelf / "inner" / clinic.name)


@posix
def test_no_clinic_is_made_in_a_folder_that_cannot_be_written(shelf: Path) -> None:
    with without_rights(shelf), pytest.raises(CannotOpen, match="cannot be opened for writing"):
        create_database(shelf / "clinic.db", KEY)
    assert list(shelf.iterdir()) == []


def test_a_clinic_is_never_made_over_another(clinic: Path) -> None:
    before = state(clinic.parent)
    with pytest.raises(CannotOpen, match="already"):
        create_database(clinic, KEY)
    assert state(clinic.parent) == before


def test_a_clinic_that_cannot_be_finished_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        create_database(tmp_path / "clinic.db", bytes(31))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="no pipe has a name in a folder there")
@pytest.mark.parametrize("name", ["clinic.key", "clinic.db-wal", "clinic.anchor", "copies.json"])
def test_a_pipe_by_a_name_that_is_read_is_told_and_not_waited_for(clinic: Path, name: str) -> None:
    there = clinic.with_name(name)
    there.unlink(missing_ok=True)
    os.mkfifo(there)
    with pytest.raises(WrongPlace, match="no file of the usual kind"):
        open_database(clinic, KEY)
    with pytest.raises(WrongPlace, match="no file of the usual kind"):
        check_clinic(clinic.parent)
    there.unlink()
