"""A manager changes how the clinic opens; each act leaves the rest of the lock as it was."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from clinic_desk.base.clock import FixedClock
from clinic_desk.base.errors import BadInput, CannotOpen, ClinicError, NotAllowed
from clinic_desk.clinic import Clinic, create_clinic, open_clinic
from clinic_desk.db import key_file, key_text, rekeying, relocking, settling
from clinic_desk.db.faults import StorageFault
from clinic_desk.db.key import WrongKey
from clinic_desk.db.key_file import KeyChoice, find_key, open_key_file
from clinic_desk.db.key_store import KeyStore
from clinic_desk.db.key_text import read_key_file
from clinic_desk.db.pages import opens
from clinic_desk.db.rekeying import ChangedAllTheSame
from clinic_desk.db.relocking import Secret, read_secret
from clinic_desk.db.tries import FREE, MustWait, wait_after
from clinic_desk.staff import clinic_key
from clinic_desk.staff.access import FOUNDING
from clinic_desk.staff.clinic_key import change_key
from clinic_desk.staff.people import PersonDraft
from tests.core.db.pockets import Pockets
from tests.factories import add_secrets, fixed_clock
from tests.kept import copy_kept, remember_here

OLD, NEW = "four or five words", "teal heron on a bicycle"
MANAGER, RECEPTION = 1, 2


class Locked:
    """An open clinic with a manager and a receptionist, locked by a passphrase and a sheet."""

    def __init__(self, folder: Path, clock: FixedClock) -> None:
        """Make it."""
        self.clock = clock
        self.sheet = copy_kept(_made, folder)
        self.clinic = open_clinic(folder, clock=clock, passphrase=OLD)
        remember_here(self.clinic.database.path, self.clinic.database.chain_key)
        self.folder, self.key = self.clinic.folder, self.clinic.key

    def opens(self, **secret: str) -> bool:
        """Whether the lock in the folder opens by a secret."""
        try:
            return find_key(self.folder, **secret) is not None  # type: ignore[arg-type]
        except WrongKey:
            return False

    def acts(self) -> list[str]:
        """What the audit has of the key."""
        with self.clinic.database.read() as session:
            asked = "SELECT act FROM audit_event WHERE act LIKE 'key.%' ORDER BY id"
            return list(session.connection().exec_driver_sql(asked).scalars())


def _made(folder: Path) -> str:
    clinic, sheet = create_clinic(
        folder,
        name="The Body Work Clinic",
        phone="01223 455144",
        key_choice=KeyChoice(OLD, key_store=False),
        clock=fixed_clock(),
    )
    clinic.staff.save(PersonDraft("Grace Lam", "manager"), by=FOUNDING)
    clinic.staff.save(PersonDraft("Maya Patel", "reception", position=1), by=FOUNDING)
    add_secrets(clinic.database, MANAGER)
    clinic.database.close()
    return sheet


@pytest.fixture
def locked(
    tmp_path: Path, clock: FixedClock, quick_hashing: None, quick_passphrases: None
) -> Iterator[Locked]:
    made = Locked(tmp_path / "clinic", clock)
    yield made
    made.clinic.database.close()


@pytest.fixture
def pockets(monkeypatch: pytest.MonkeyPatch) -> Pockets:
    """This computer's key store."""
    backend = Pockets()
    for room in (key_file, relocking, settling, clinic_key):
        monkeypatch.setattr(room, "system_key_store", lambda: KeyStore(backend))
    return backend


def test_another_passphrase_by_the_present_one(locked: Locked) -> None:
    locked.key.change_passphrase(OLD, NEW, MANAGER)
    assert locked.opens(passphrase=NEW)
    assert not locked.opens(passphrase=OLD)
    assert locked.opens(recovery_key=locked.sheet)
    assert locked.acts() == ["key.passphrase_changed"]


def test_another_passphrase_by_the_sheet(locked: Locked) -> None:
    locked.key.change_passphrase(locked.sheet.lower(), NEW, MANAGER)
    assert locked.opens(passphrase=NEW)


def test_whoever_came_in_by_the_sheet_chooses_one_before_anybody_signs_in(locked: Locked) -> None:
    locked.key.recovered(NEW)
    assert locked.opens(passphrase=NEW)
    assert locked.acts() == ["key.passphrase_changed"]


ACTS: dict[str, Callable[[Locked, int], object]] = {
    "change_passphrase": lambda at, by: at.key.change_passphrase(OLD, NEW, by),
    "remove_passphrase": lambda at, by: at.key.remove_passphrase(OLD, by),
    "turn_store_on": lambda at, by: at.key.turn_store_on(OLD, by),
    "turn_store_off": lambda at, by: at.key.turn_store_off(by),
    "new_sheet": lambda at, by: at.key.new_sheet(OLD, by),
    "take_sheet": lambda at, by: at.key.take_sheet(at.key.new_sheet(OLD, MANAGER), by),
    "new_lock": lambda at, by: at.key.new_lock(OLD, by),
    "begin_change": lambda at, by: at.key.begin_change(by),
}


@pytest.mark.parametrize("act", ACTS)
def test_nobody_but_a_manager_may(locked: Locked, act: str) -> None:
    before = (locked.folder / "clinic.key").read_bytes()
    for by in (RECEPTION, 99, FOUNDING):
        with pytest.raises(NotAllowed):
            ACTS[act](locked, by)
    assert (locked.folder / "clinic.key").read_bytes() == before
    assert locked.acts() == []


def test_a_first_sheet_is_made_for_nobody_in_a_clinic_that_is_founded(locked: Locked) -> None:
    for by in (MANAGER, RECEPTION, FOUNDING):
        with pytest.raises(NotAllowed):
            locked.key.first_sheet(by)


ASKING = ("change_passphrase", "remove_passphrase", "turn_store_on", "new_sheet", "new_lock")


@pytest.mark.parametrize("act", ASKING)
def test_every_act_takes_the_present_secret(locked: Locked, act: str) -> None:
    first = (NEW,) if act == "change_passphrase" else ()
    for present in ("", "not these words at all", "7K2QF-00000"):
        with pytest.raises(BadInput) as refused:
            getattr(locked.key, act)(present, *first, MANAGER)
        assert refused.value.field == "present"
    assert locked.acts() == []


def test_the_key_store_comes_and_goes_and_leaves_nothing(locked: Locked, pockets: Pockets) -> None:
    locked.key.turn_store_on(OLD, MANAGER)
    assert find_key(locked.folder, store=KeyStore(pockets)) == locked.key.keys
    locked.key.remove_passphrase(OLD, MANAGER)
    assert not locked.key.state().passphrase
    with pytest.raises(BadInput, match="Choose a passphrase first"):
        locked.key.turn_store_off(MANAGER)
    locked.key.change_passphrase("", NEW, MANAGER)
    locked.key.turn_store_off(MANAGER)
    assert pockets.kept == {}
    assert locked.opens(passphrase=NEW)
    assert locked.acts() == [
        "key.store_on", "key.passphrase_removed", "key.passphrase_changed", "key.store_off",
    ]  # fmt: skip


def test_without_a_key_store_it_cannot_be_turned_on(
    locked: Locked, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(relocking, "system_key_store", lambda: KeyStore(Pockets(broken=True)))
    with pytest.raises(BadInput, match="did not take the key"):
        locked.key.turn_store_on(OLD, MANAGER)
    with pytest.raises(BadInput, match="only the recovery key would open"):
        locked.key.remove_passphrase(OLD, MANAGER)


def test_a_new_sheet_counts_once_it_is_taken(locked: Locked) -> None:
    sheet = locked.key.new_sheet(OLD, MANAGER)
    assert not locked.opens(recovery_key=sheet.recovery_key)
    locked.key.take_sheet(sheet, MANAGER)
    assert locked.opens(recovery_key=sheet.recovery_key)
    assert not locked.opens(recovery_key=locked.sheet)
    assert locked.opens(passphrase=OLD)
    assert locked.acts() == ["key.recovery_made"]


def test_a_lock_that_cannot_be_written_stands_and_nothing_is_noted(
    locked: Locked, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise CannotOpen("The folder cannot be written (No space left on device).")

    monkeypatch.setattr(relocking, "write_key_file", full)
    with pytest.raises(CannotOpen):
        locked.key.change_passphrase(OLD, NEW, MANAGER)
    assert locked.opens(passphrase=OLD)
    assert locked.acts() == []


def test_the_key_is_changed_with_the_clinic_closed(locked: Locked, clock: FixedClock) -> None:
    keys, folder = locked.key.keys, locked.folder
    lock = locked.key.new_lock(OLD, MANAGER)
    locked.key.begin_change(MANAGER)
    with pytest.raises(ClinicError):
        change_key(folder, keys, lock, clock, MANAGER)
    locked.clinic.close()
    change_key(folder, keys, lock, clock, MANAGER)
    assert not opens(folder / "clinic.db", keys.data)
    locked.clinic = again = open_clinic(folder, clock=clock, recovery_key=lock.recovery_key)
    assert again.by_recovery
    assert again.database.chain_key == keys.chain
    assert [person.name for person in again.staff.people()] == ["Grace Lam", "Maya Patel"]
    assert locked.acts() == ["key.change_begun", "key.changed"]
    assert again.audit is not None
    (before,) = again.backups.glob("*before-new-key.key")
    assert open_key_file(before, recovery_key=locked.sheet) == keys


def test_a_change_cut_off_before_the_last_step_is_finished_at_the_next_opening(
    locked: Locked, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys, folder = locked.key.keys, locked.folder
    lock = locked.key.new_lock(OLD, MANAGER)
    locked.clinic.close()

    class Power(BaseException):
        """The plug is pulled."""

    writes: list[object] = []

    def second_fails(path: Path, contents: key_text.KeyFile) -> None:
        writes.append(contents)
        if len(writes) > 1:
            raise Power
        key_text.write_key_file(path, contents)

    with monkeypatch.context() as unplugged:
        for writing in (rekeying, settling):
            unplugged.setattr(writing, "write_key_file", second_fails)
        with pytest.raises(Power):
            change_key(folder, keys, lock, clock, MANAGER)
    assert read_key_file(folder).before is not None
    locked.clinic = open_clinic(folder, clock=clock, recovery_key=lock.recovery_key)
    assert read_key_file(folder).before is None
    assert locked.acts()[-1] == "key.settled"


def test_where_only_the_note_of_a_change_fails_it_says_that_the_new_key_stands(
    locked: Locked, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys, folder = locked.key.keys, locked.folder
    lock = locked.key.new_lock(OLD, MANAGER)
    locked.clinic.close()

    def full(*_: object) -> None:
        raise StorageFault("The disk that holds the clinic is full.", kept="Nothing was saved.")

    with monkeypatch.context() as while_full:
        while_full.setattr(clinic_key, "note", full)
        with pytest.raises(ChangedAllTheSame) as told:
            change_key(folder, keys, lock, clock, MANAGER)
    assert "was changed" in told.value.what
    assert "Nothing was saved" not in str(told.value)
    assert opens(folder / "clinic.db", lock.keys.data)
    locked.clinic = open_clinic(folder, clock=clock, passphrase=OLD)
    assert read_key_file(folder).before is None
    assert locked.acts()[-1] == "key.settled"


def test_the_door_waits_after_five_wrong_passphrases_whatever_is_restarted(
    locked: Locked, clock: FixedClock
) -> None:
    locked.clinic.close()

    def try_it(**secret: str) -> Clinic:
        return open_clinic(locked.folder, clock=clock, **secret)  # type: ignore[arg-type]

    for _ in range(FREE):
        with pytest.raises(WrongKey):
            try_it(passphrase="not these words at all")
    with pytest.raises(MustWait, match="5 wrong passphrases"):
        try_it(passphrase=OLD)
    clock.advance(seconds=59)
    with pytest.raises(MustWait):
        try_it(passphrase=OLD)
    clock.advance(days=-1)
    with pytest.raises(MustWait):
        try_it(passphrase=OLD)
    clock.advance(seconds=60)
    with pytest.raises(WrongKey):
        try_it(passphrase="not these words at all")
    clock.advance(seconds=61)
    with pytest.raises(MustWait):
        try_it(passphrase=OLD)
    try_it(recovery_key=locked.sheet).database.close()
    locked.clinic = try_it(passphrase=OLD)
    assert not (locked.folder / "clinic.tries").exists()


@pytest.mark.parametrize(
    ("wrong", "minutes"), [(0, 0), (4, 0), (5, 1), (6, 2), (7, 4), (8, 8), (9, 15), (99, 15)]
)
def test_the_wait_grows(wrong: int, minutes: int) -> None:
    assert wait_after(wrong) == timedelta(minutes=minutes)


@pytest.mark.parametrize(
    "harm", [lambda path: path.write_text("{"), lambda path: path.write_text('{"wrong": "x"}')]
)
def test_a_spoilt_count_of_tries_keeps_nobody_out(
    locked: Locked, clock: FixedClock, harm: Callable[[Path], object]
) -> None:
    locked.clinic.close()
    harm(locked.folder / "clinic.tries")
    locked.clinic = open_clinic(locked.folder, clock=clock, passphrase=OLD)


def test_what_was_typed_is_told_by_its_form(locked: Locked) -> None:
    assert read_secret("  ") == Secret()
    assert read_secret(OLD) == Secret(passphrase=OLD)
    for typed in (locked.sheet, locked.sheet.replace("-", " ").lower(), locked.sheet[:-1] + "U"):
        assert read_secret(typed).recovery_key == typed
    long = "marmalade under seven clocks and a heron"
    assert read_secret(long) == Secret(passphrase=long)
