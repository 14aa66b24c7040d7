"""A damaged file or key: how much, what is certain, and the newest copy; and older schemas."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from clinic_desk.base.clock import FixedClock
from clinic_desk.calendar.models import Room
from clinic_desk.db import migrating
from clinic_desk.db.audit import note
from clinic_desk.db.database import Database
from clinic_desk.db.door import enter
from clinic_desk.db.engine import APPLICATION_ID, connect
from clinic_desk.db.faults import StorageFault
from clinic_desk.db.key import Keys, new_keys
from clinic_desk.db.key_file import KeyChoice, protect
from clinic_desk.db.pages import look
from clinic_desk.db.soundness import look_through
from clinic_desk.db.standing import clock_words
from clinic_desk.db.steps import (
    Damaged,
    KeyFileTrouble,
    OpeningTrouble,
    OtherKey,
    PartlyDamaged,
    Step,
)
from clinic_desk.tables import metadata
from tests.core.db.made import PASSPHRASE, START, Made, cut, empty, flip, refused

pytestmark = pytest.mark.usefixtures("quick_passphrases")


@pytest.fixture
def clinic(tmp_path: Path) -> Made:
    """A clinic that was closed in order at 14:01."""
    return Made(tmp_path / "clinic")


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
    other = Made(tmp_path / "other", "another")
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
    database = enter(tmp_path, clock=clock, passphrase=PASSPHRASE, models=lambda: metadata).database
    with database.read() as session:
        acts = session.connection().exec_driver_sql("SELECT act FROM audit_event").scalars().all()
    database.close()
    assert acts == ["clinic.upgraded"]
    assert [path.suffix for path in sorted((tmp_path / "backups").iterdir())] == [".db", ".key"]


def test_an_upgrade_does_not_hide_a_clock_set_back(clinic: Made) -> None:
    clinic.clock.advance(days=-3)
    keys, clock = clinic.keys, clinic.clock
    at_opening = Database(clinic.path, keys.data, clock=clock, chain_key=keys.chain)
    with closing(at_opening) as database:
        with database.write() as session:
            note(session, "clinic.upgraded", None)
            note(session, "audit.accepted", None)
        assert "Check its date and time" in clock_words(database)
        assert clock_words(database) == ""


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
    assert f"before-{migrating.REVISIONS[-1]}" in trouble.value.kept
    assert look(tmp_path / "clinic.db", keys.data) == before
