"""The roof: a clinic made, opened, closed, and what is said when it cannot be."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from clinic_desk.base.clock import FixedClock
from clinic_desk.base.errors import BadInput, CannotOpen
from clinic_desk.clinic import Clinic, create_clinic, open_clinic
from clinic_desk.db import migrating
from clinic_desk.db.key import WrongKey
from clinic_desk.db.key_file import KeyChoice, KeyNeeded
from clinic_desk.db.steps import DiskTrouble, WrongPlace
from clinic_desk.staff.people import PersonDraft
from tests.factories import fixed_clock
from ui.opening import was_a_clinic

PASSPHRASE = "four plain words here"
DEMO = KeyChoice(demo=True)
BY_PASSPHRASE = KeyChoice(PASSPHRASE, key_store=False)
ROOT = Path(__file__).resolve().parents[2]


def made(folder: Path, clock: FixedClock, choice: KeyChoice = DEMO) -> tuple[Clinic, str]:
    """A new clinic in a folder."""
    return create_clinic(
        folder, name="Test Clinic", phone="01223 455144", key_choice=choice, clock=clock
    )


def names(folder: Path) -> list[str]:
    """What lies in a folder."""
    return sorted(path.name for path in folder.iterdir())


def test_a_new_clinic_opens_by_passphrase_and_by_recovery_key(
    tmp_path: Path, clock: FixedClock
) -> None:
    clinic, recovery_key = made(tmp_path / "clinic", clock, BY_PASSPHRASE)
    clinic.staff.save(PersonDraft("Ruth Holt", "manager"), by=0)
    clinic.close()
    for secret in ({"passphrase": PASSPHRASE}, {"recovery_key": recovery_key}):
        again = open_clinic(tmp_path / "clinic", clock=clock, **secret)  # type: ignore[arg-type]
        assert again.practice.read().name == "Test Clinic"
        assert [person.name for person in again.staff.people()] == ["Ruth Holt"]
        again.close()


def test_a_demo_opens_without_a_question(tmp_path: Path, clock: FixedClock) -> None:
    clinic, recovery_key = made(tmp_path / "demo", clock)
    clinic.close()
    assert recovery_key == ""
    again = open_clinic(tmp_path / "demo", clock=clock)
    assert again.practice.read().demo
    again.close()
    left = ["backups", "clinic.anchor", "clinic.db", "copies.json", "demo.key"]
    assert names(tmp_path / "demo") == left


def test_without_a_secret_it_asks_and_with_a_wrong_one_it_says_so(
    tmp_path: Path, clock: FixedClock
) -> None:
    made(tmp_path / "clinic", clock, BY_PASSPHRASE)[0].close()
    before = names(tmp_path / "clinic")
    with pytest.raises(KeyNeeded):
        open_clinic(tmp_path / "clinic", clock=clock)
    with pytest.raises(WrongKey):
        open_clinic(tmp_path / "clinic", clock=clock, passphrase="not these words")
    assert names(tmp_path / "clinic") == sorted([*before, "clinic.tries"])


def test_closing_makes_a_checked_copy_only_where_something_was_written(
    tmp_path: Path, clock: FixedClock
) -> None:
    made(tmp_path / "clinic", clock, BY_PASSPHRASE)[0].close()
    copies = names(tmp_path / "clinic" / "backups")
    assert copies == ["clinic-2026-11-24-090000.db", "clinic-2026-11-24-090000.key"]
    clock.advance(hours=1)
    open_clinic(tmp_path / "clinic", clock=clock, passphrase=PASSPHRASE).close()
    assert names(tmp_path / "clinic" / "backups") == copies


def test_a_copy_and_its_key_make_a_clinic_again(tmp_path: Path, clock: FixedClock) -> None:
    clinic, recovery_key = made(tmp_path / "clinic", clock, BY_PASSPHRASE)
    clinic.close()
    rescued = tmp_path / "rescued"
    rescued.mkdir()
    for copy in clinic.backups.iterdir():
        copy.rename(rescued / f"clinic{copy.suffix}")
    again = open_clinic(rescued, clock=clock, recovery_key=recovery_key)
    assert again.practice.read().name == "Test Clinic"
    again.close()


@pytest.mark.parametrize(
    ("name", "phone", "choice"),
    [
        (" ", "01223 455144", DEMO),
        ("Clinic", "nobody", DEMO),
        ("Clinic", "01223 455144", KeyChoice("short", key_store=False)),
        ("Clinic", "01223 455144", KeyChoice(key_store=False)),
    ],
)
def test_bad_input_makes_nothing(
    tmp_path: Path, clock: FixedClock, name: str, phone: str, choice: KeyChoice
) -> None:
    with pytest.raises(BadInput):
        create_clinic(
            tmp_path / "a" / "clinic", name=name, phone=phone, key_choice=choice, clock=clock
        )
    assert names(tmp_path) == []


def test_a_folder_with_other_things_is_left_alone(tmp_path: Path, clock: FixedClock) -> None:
    (tmp_path / "letter").write_text("Dear")
    with pytest.raises(CannotOpen, match="holds other things"):
        made(tmp_path, clock)
    assert names(tmp_path) == ["letter"]


def test_a_folder_with_a_clinic_is_left_alone(tmp_path: Path, clock: FixedClock) -> None:
    made(tmp_path, clock)[0].close()
    before = names(tmp_path)
    with pytest.raises(CannotOpen, match="already"):
        made(tmp_path, clock)
    assert names(tmp_path) == before


def test_no_clinic_is_made_where_a_file_stands(tmp_path: Path, clock: FixedClock) -> None:
    (tmp_path / "letter").write_text("Dear")
    for folder in (tmp_path / "letter", tmp_path / "letter" / "clinic"):
        with pytest.raises(CannotOpen):
            made(folder, clock)
    assert names(tmp_path) == ["letter"]


def test_opening_what_is_no_clinic_changes_nothing(tmp_path: Path, clock: FixedClock) -> None:
    with pytest.raises(CannotOpen, match="There is no clinic"):
        open_clinic(tmp_path, clock=clock)
    with pytest.raises(CannotOpen, match="There is no folder"):
        open_clinic(tmp_path / "gone", clock=clock)
    assert names(tmp_path) == []


def test_a_database_without_its_key_says_that_the_key_is_missing(
    tmp_path: Path, clock: FixedClock
) -> None:
    made(tmp_path, clock, BY_PASSPHRASE)[0].close()
    (tmp_path / "clinic.key").unlink()
    with pytest.raises(CannotOpen, match=r"no clinic\.key"):
        open_clinic(tmp_path, clock=clock, passphrase=PASSPHRASE)


def test_a_key_file_of_another_clinic_is_told_from_damage(
    tmp_path: Path, clock: FixedClock
) -> None:
    made(tmp_path / "one", clock, BY_PASSPHRASE)[0].close()
    made(tmp_path / "two", clock, BY_PASSPHRASE)[0].close()
    (tmp_path / "two" / "clinic.key").replace(tmp_path / "one" / "clinic.key")
    with pytest.raises(CannotOpen, match=r"clinic\.db"):
        open_clinic(tmp_path / "one", clock=clock, passphrase=PASSPHRASE)


def test_a_second_window_is_refused_and_a_command_is_not(tmp_path: Path, clock: FixedClock) -> None:
    clinic, _ = made(tmp_path, clock)
    with pytest.raises(CannotOpen, match="another window"):
        open_clinic(tmp_path, clock=clock)
    beside = open_clinic(tmp_path, clock=clock, alone=False)
    assert beside.practice.read() == clinic.practice.read()
    beside.database.close()
    clinic.close()


OPEN = """
import sys
from pathlib import Path
from clinic_desk.base.clock import SystemClock
from clinic_desk.clinic import open_clinic
clinic = open_clinic(Path(sys.argv[1]), clock=SystemClock())
clinic.staff.people()
clinic.database.close()
print(*sys.modules)
"""


def test_opening_loads_no_library_that_it_has_no_need_of(tmp_path: Path, clock: FixedClock) -> None:
    made(tmp_path, clock)[0].close()
    ran = subprocess.run(
        [sys.executable, "-c", OPEN, str(tmp_path)],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    heavy = {"alembic", "reportlab", "holidays", "keyring", "phonenumbers", "cryptography", "PIL"}
    assert heavy.isdisjoint(ran.stdout.split())


def test_a_folder_that_may_not_be_looked_into_is_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_path: Path) -> bool:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "exists", refuse)
    with pytest.raises(DiskTrouble, match="Permission denied"):
        open_clinic(tmp_path, clock=fixed_clock())
    assert was_a_clinic(tmp_path)


def begun_and_cut_off(folder: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch) -> None:
    """A clinic as a kill leaves it that comes while its tables are made."""

    def end(part: Path, *_: object, **__: object) -> None:
        shutil.copytree(part.parent, folder)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(migrating, "upgrade", end)
        with pytest.raises(KeyboardInterrupt):
            made(folder.with_name("elsewhere"), clock, BY_PASSPHRASE)
    assert names(folder) == ["clinic.db.part", "clinic.key"]


def test_a_clinic_whose_making_was_cut_off_is_begun_again_in_the_same_folder(
    tmp_path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "clinic"
    begun_and_cut_off(folder, clock, monkeypatch)
    assert not was_a_clinic(folder)
    with pytest.raises(WrongPlace, match="its making was cut off"):
        open_clinic(folder, clock=clock)
    made(folder, clock, BY_PASSPHRASE)[0].close()
    open_clinic(folder, clock=clock, passphrase=PASSPHRASE).close()


def test_the_key_of_a_clinic_that_has_lost_its_file_is_never_taken_for_one_half_made(
    tmp_path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "clinic"
    begun_and_cut_off(folder, clock, monkeypatch)
    (folder / "clinic.anchor").touch()
    assert was_a_clinic(folder)
    with pytest.raises(CannotOpen, match="holds other things"):
        made(folder, clock, BY_PASSPHRASE)
    assert (folder / "clinic.key").exists()
