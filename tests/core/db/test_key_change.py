"""Changing the key: cut off wherever it may be, the file is whole and one lock opens it."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from clinic_desk.base.errors import BadInput, CannotOpen
from clinic_desk.calendar.models import Room
from clinic_desk.db import key_text, rekeying, settling, wrapping
from clinic_desk.db.backup import BackupFailed
from clinic_desk.db.engine import connect
from clinic_desk.db.key import Keys, WrongKey
from clinic_desk.db.key_file import KeyChoice, find_key, open_key_file, protect
from clinic_desk.db.key_store import KeyStore
from clinic_desk.db.key_text import read_key_file
from clinic_desk.db.opening import open_database
from clinic_desk.db.pages import look, opens
from clinic_desk.db.rekeying import (
    ChangedAllTheSame,
    NewLock,
    abandon,
    change_key,
    prepare,
)
from clinic_desk.db.settling import NEW_NAME, settle
from tests.core.db.pockets import Pockets
from tests.factories import KEY, add_room, memory_like_database

PASSPHRASE = "four plain words here"
KEYS = Keys(KEY, bytes(range(32, 64)))


class Made:
    """A clinic's folder with one room in it, closed, and the recovery key of its sheet."""

    def __init__(self, folder: Path) -> None:
        """Make it."""
        database = memory_like_database(folder)
        add_room(database, "Kept")
        database.close()
        self.folder, self.path = folder, database.path
        self.recovery = protect(folder, KEYS, KeyChoice(PASSPHRASE, key_store=False))

    def rooms(self, keys: Keys) -> list[str]:
        """What is in it, read with these keys; nothing may be damaged."""
        assert look(self.path, keys.data).damaged == ()
        database = open_database(self.path, keys.data, chain_key=keys.chain, key_is_right=True)
        with database.read() as session:
            found = [room.name for room in session.query(Room)]
        database.close()
        return found


@pytest.fixture(autouse=True)
def quick_passphrases(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stretch passphrases for a moment only: what is tried here is not how long that takes."""
    monkeypatch.setattr(wrapping, "MEMORY_KIB", 64)
    monkeypatch.setattr(wrapping, "PASSES", 1)


@pytest.fixture
def clinic(tmp_path: Path) -> Made:
    """A clinic locked by a passphrase."""
    return Made(tmp_path)


def changed(made: Made) -> NewLock:
    """Change its key, with the copy that belongs to it."""
    new = prepare(made.folder, KEYS, PASSPHRASE)
    change_key(made.path, KEYS, new, made.folder / "before.db")
    return new


def test_the_file_is_written_anew_and_opens_by_the_new_lock_alone(clinic: Made) -> None:
    new = changed(clinic)
    keys = find_key(clinic.folder, passphrase=PASSPHRASE)
    assert keys == new.keys
    assert keys.data != KEYS.data
    assert keys.chain == KEYS.chain
    assert clinic.rooms(keys) == ["Kept"]
    assert not opens(clinic.path, KEYS.data)
    assert find_key(clinic.folder, recovery_key=new.recovery_key) == keys
    with pytest.raises(WrongKey):
        find_key(clinic.folder, recovery_key=clinic.recovery)
    left = {path.name for path in clinic.folder.iterdir()} - {"clinic.anchor"}
    assert left == {"before.db", "before.key", "clinic.db", "clinic.key"}


def test_the_copy_from_before_opens_by_the_lock_that_lies_beside_it(clinic: Made) -> None:
    changed(clinic)
    beside = clinic.folder / "before.key"
    assert open_key_file(beside, recovery_key=clinic.recovery) == KEYS
    assert open_key_file(beside, passphrase=PASSPHRASE) == KEYS
    assert opens(clinic.folder / "before.db", KEYS.data)


def test_it_takes_the_present_passphrase(clinic: Made) -> None:
    with pytest.raises(WrongKey):
        prepare(clinic.folder, KEYS, "four other words here")
    with pytest.raises(BadInput) as refused:
        prepare(clinic.folder, KEYS, None)
    assert refused.value.field == "present"


def test_nothing_is_changed_while_something_else_has_the_file(clinic: Made) -> None:
    other = connect(clinic.path, KEY)
    other.execute("SELECT count(*) FROM room").fetchone()
    with pytest.raises(CannotOpen, match="has the clinic's file open"):
        changed(clinic)
    other.close()
    assert find_key(clinic.folder, passphrase=PASSPHRASE) == KEYS
    assert clinic.rooms(KEYS) == ["Kept"]


@pytest.mark.skipif(sys.platform == "win32", reason="a folder there refuses in other ways")
@pytest.mark.parametrize(
    ("mode", "words"), [("delete", "cannot be written"), ("wal", "has the clinic's file open")]
)
def test_a_log_that_stays_is_the_folders_fault_only_where_it_was_folded_in(
    clinic: Made, mode: str, words: str
) -> None:
    class Answering:
        """A connection that gives this mode and leaves the log where it is."""

        def execute(self, _: str) -> Answering:
            return self

        def fetchone(self) -> tuple[str]:
            return (mode,)

    clinic.path.with_name("clinic.db-wal").touch()
    with pytest.raises(CannotOpen, match=words):
        rekeying._take_alone(Answering(), clinic.path)


def test_nothing_is_changed_where_no_copy_can_be_made(clinic: Made) -> None:
    new = prepare(clinic.folder, KEYS, PASSPHRASE)
    with pytest.raises(BackupFailed):
        change_key(clinic.path, KEYS, new, clinic.folder / "gone" / "before.db")
    assert find_key(clinic.folder, recovery_key=clinic.recovery) == KEYS


def test_the_key_store_has_the_new_keys_and_forgets_the_old(tmp_path: Path) -> None:
    made, backend = Made(tmp_path), Pockets()
    store = KeyStore(backend)
    protect(tmp_path, KEYS, KeyChoice(), store)
    new = prepare(tmp_path, KEYS, None, store)
    change_key(made.path, KEYS, new, tmp_path / "before.db")
    settle(tmp_path, new.keys, store)
    assert find_key(tmp_path, store=store) == new.keys


def test_a_lock_that_is_not_taken_into_use_leaves_nothing_in_the_key_store(tmp_path: Path) -> None:
    Made(tmp_path)
    backend = Pockets()
    store = KeyStore(backend)
    protect(tmp_path, KEYS, KeyChoice(), store)
    abandon(tmp_path, prepare(tmp_path, KEYS, None, store), store)
    assert len(backend.kept) == 1
    assert find_key(tmp_path, store=store) == KEYS


def keys_that_open(made: Made) -> Keys:
    """By the passphrase, whatever was cut off; then finish it as an opening does."""
    keys = find_key(made.folder, passphrase=PASSPHRASE)
    settle(made.folder, keys)
    assert read_key_file(made.folder).before is None
    assert find_key(made.folder, passphrase=PASSPHRASE) == keys
    assert not (made.folder / NEW_NAME).exists()
    return keys


class Reaper:
    """Ends something at one line of what is watched: by death, or by an error of the disk."""

    def __init__(self, at: int, *, dies: bool) -> None:
        """`at` counts the lines as they are reached."""
        self.left, self._dies = at, dies
        # An error between two lines of the other would leave a file open in the test's own way.
        self._watched = {
            rekeying.__file__,
            settling.__file__,
            *([key_text.__file__] if dies else []),
        }

    def __call__(self, frame: FrameType, event: str, _: Any) -> Any:
        """A trace function."""
        if frame.f_code.co_filename not in self._watched:
            return None
        if event == "line":
            self.left -= 1
            if self.left == 0:
                sys.settrace(None)
                if self._dies:
                    os._exit(9)
                raise OSError(5, "Input/output error")
        return self


def lines_of_a_change(made: Made, new: NewLock, *, dies: bool) -> int:
    """How many lines a whole change of key reaches."""
    counter = Reaper(10**9, dies=dies)
    before = sys.gettrace()
    sys.settrace(counter)
    try:
        change_key(made.path, KEYS, new, made.folder / "before.db")
    finally:
        sys.settrace(before)
    return 10**9 - counter.left


@pytest.mark.skipif(sys.platform == "win32", reason="a child that dies at a line is forked")
def test_killed_at_any_line_exactly_one_of_the_two_opens_the_file(tmp_path: Path) -> None:
    first = tmp_path / "first"
    first.mkdir()
    made = Made(first)
    pristine = tmp_path / "pristine"
    shutil.copytree(first, pristine)
    new = prepare(first, KEYS, PASSPHRASE)
    lines = lines_of_a_change(made, new, dies=True)
    outcomes = set()
    for at in range(1, lines + 1, 3):
        shutil.rmtree(first)
        shutil.copytree(pristine, first)
        child = os.fork()
        if child == 0:
            sys.settrace(Reaper(at, dies=True))
            change_key(made.path, KEYS, new, first / "before.db")
            os._exit(0)
        _, status = os.waitpid(child, 0)
        assert os.waitstatus_to_exitcode(status) == 9
        assert opens(made.path, KEYS.data) != opens(made.path, new.keys.data)
        keys = keys_that_open(made)
        assert keys in (KEYS, new.keys)
        assert made.rooms(keys) == ["Kept"]
        outcomes.add(keys.data)
    assert len(outcomes) == 2


def test_a_disk_that_fails_at_any_line_leaves_one_of_the_two_whole(tmp_path: Path) -> None:
    first = tmp_path / "first"
    first.mkdir()
    made = Made(first)
    pristine = tmp_path / "pristine"
    shutil.copytree(first, pristine)
    new = prepare(first, KEYS, PASSPHRASE)
    lines = lines_of_a_change(made, new, dies=False)
    for at in range(2, lines + 1, 5):
        shutil.rmtree(first)
        shutil.copytree(pristine, first)
        trace = sys.gettrace()
        sys.settrace(Reaper(at, dies=False))
        try:
            change_key(made.path, KEYS, new, first / "before.db")
        except ChangedAllTheSame:
            assert opens(made.path, new.keys.data)
        except (OSError, CannotOpen):
            assert opens(made.path, KEYS.data)
        finally:
            sys.settrace(trace)
        keys = keys_that_open(made)
        assert made.rooms(keys) == ["Kept"]
