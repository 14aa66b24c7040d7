"""The power goes while a clinic is made, locked anew or put back: it is the one or the other."""

from __future__ import annotations

import random
from pathlib import Path

from clinic_desk.base.errors import CannotOpen
from clinic_desk.clinic import open_clinic
from clinic_desk.copies.restoring import finish
from clinic_desk.db.backup import backup
from clinic_desk.db.engine import connect
from clinic_desk.db.key import WrongKey
from clinic_desk.db.key_file import KeyChoice, protect
from tests.factories import KEY, fixed_clock
from tests.faults.clinics import Kept, book, give_a_home, open_for_work
from tests.faults.conftest import HowOften
from tests.faults.cutting import images, recorded
from tests.faults.long_acts import (
    FIRST,
    KEYS,
    SECOND,
    make,
    record_making,
    record_new_locks,
    record_restore,
)
from tests.faults.wholeness import audit_troubles, troubles_of


def opens_by(folder: Path, **secret: str) -> bool:
    """Whether a clinic opens by a secret, whole; anything but a wrong one is a fault."""
    give_a_home(folder / "clinic.db")
    try:
        clinic = open_clinic(folder, clock=fixed_clock(), **secret)
    except WrongKey:
        return False
    with clinic.database.read() as session:
        assert audit_troubles(clinic.database, session) == []
        assert session.connection().exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
    clinic.database.close()
    return True


def test_a_clinic_that_was_made_opens_by_what_its_maker_was_given(
    tmp_path: Path, how_often: HowOften
) -> None:
    folder = tmp_path / "clinic"
    folder.mkdir()
    run = recorded(record_making, folder, folder)
    for place, said in images(run, tmp_path / "images", how_often(6, 100), random.Random(1)):
        if said:
            assert opens_by(place, passphrase=FIRST)
            assert opens_by(place, recovery_key=said[0])
            continue
        try:
            assert opens_by(place, passphrase=FIRST)
        except CannotOpen:
            # Nobody was told that it was there.
            continue


def test_a_clinic_that_is_locked_anew_opens_by_the_old_lock_or_the_new(
    tmp_path: Path, how_often: HowOften
) -> None:
    folder = tmp_path / "clinic"
    folder.mkdir()
    first_sheet = make(folder)
    run = recorded(record_new_locks, folder, folder)
    second_sheet = run.events[-1].what  # type: ignore[union-attr]
    for place, said in images(run, tmp_path / "images", how_often(4, 150), random.Random(2)):
        by_first, by_second = (opens_by(place, passphrase=words) for words in (FIRST, SECOND))
        assert by_first + by_second == 1
        assert by_second or not said
        sheets = [opens_by(place, recovery_key=sheet) for sheet in (first_sheet, second_sheet)]
        assert sheets.count(True) == 1
        assert sheets[1] or len(said) < 2


def test_a_clinic_that_is_put_back_is_the_old_one_or_the_restored_one(
    clinic: Path, tmp_path: Path, how_often: HowOften
) -> None:
    protect(clinic.parent, KEYS, KeyChoice(demo=True))
    desk = open_for_work(clinic)
    early = [book(desk, number) for number in range(4)]
    copy = clinic.with_name("copy.db")
    backup(desk.database, copy)
    late = [*early, *(book(desk, number) for number in range(4, 8))]
    desk.database.close()
    run = recorded(record_restore, clinic.parent, clinic, copy)
    many, restored = how_often(12, 150), 0
    for place, said in images(run, tmp_path / "images", many, random.Random(3)):
        give_a_home(place / "clinic.db")
        finish(place)
        is_restored = visits_in(place / "clinic.db") == len(early)
        restored += is_restored
        assert is_restored or not said
        assert troubles_of(place / "clinic.db", early if is_restored else late) == []
        assert not is_restored or holds_all(place / "backups", late)
    print(f"{many} images of {len(run.events)} operations: {restored} were the restored clinic")
    assert 0 < restored < many


def visits_in(path: Path) -> int:
    """How many visits a file holds."""
    driver = connect(path, KEY)
    try:
        return int(driver.execute("SELECT count(*) FROM appointment").fetchone()[0])
    finally:
        driver.close()


def holds_all(backups: Path, kept: list[Kept]) -> bool:
    """Whether the file that went was kept aside with all that was in it."""
    aside = sorted(backups.glob("before-restore-*.db"))
    return bool(aside) and visits_in(aside[-1]) == len(kept)
