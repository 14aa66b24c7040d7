"""A copy in the clinic's place: checked, unlocked, put there whole or not at all."""

from __future__ import annotations

import errno
import json
import os
import shutil
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from clinic_desk.base.clock import FixedClock
from clinic_desk.base.errors import CannotOpen, ClinicError, NotAllowed
from clinic_desk.copies import restoring, staging
from clinic_desk.copies.comparing import compare
from clinic_desk.copies.copies import Copies
from clinic_desk.copies.finding import find_copies
from clinic_desk.copies.memory import MEMORY_NAME, recall
from clinic_desk.copies.restoring import Restored, finish, put_in_place
from clinic_desk.copies.staging import CannotRestore, stage
from clinic_desk.db.audit import note
from clinic_desk.db.chain import chain_key_of, last_link
from clinic_desk.db.database import Database
from clinic_desk.db.engine import connect
from clinic_desk.db.key import Keys, WrongKey, new_keys
from clinic_desk.db.key_file import KeyChoice, KeyNeeded, protect
from clinic_desk.db.lock import FolderLock
from clinic_desk.db.verifying import verify
from clinic_desk.staff.practice import PracticeSettings
from clinic_desk.tables import metadata
from tests.factories import (
    KEY,
    add_appointment,
    add_client,
    add_person,
    fixed_clock,
    memory_like_database,
)

KEYS = Keys(KEY, chain_key_of(KEY))


@dataclass
class Clinic:
    """A clinic with a copy that is older than it."""

    folder: Path
    copy: Path
    manager: int
    clock: FixedClock

    @property
    def file(self) -> Path:
        return self.folder / "clinic.db"

    def stage(self) -> staging.Staged:
        return stage(self.folder, self.copy, present=KEYS, metadata=metadata)

    def restore(self) -> Restored:
        made_at = self.clock.now() - timedelta(hours=1)
        return put_in_place(
            self.folder, self.stage(), self.manager, self.clock, made_at=made_at, present=KEYS
        )

    def clients(self, file: Path | None = None, key: bytes = KEY) -> int:
        with closing(connect(file or self.file, key)) as raw:
            return int(raw.execute("SELECT count(*) FROM client").fetchone()[0])


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))


@pytest.fixture
def clinic(tmp_path: Path) -> Clinic:
    """Three clients and a lock now; one client in the copy an hour ago."""
    folder = tmp_path / "clinic"
    folder.mkdir()
    clock = fixed_clock()
    database = memory_like_database(folder)
    database.clock = clock
    (folder / "clinic.key").write_text("a lock")
    manager = add_person(database, "Grace Lam", "manager", treats=False, prescriber=False)
    add_client(database, given="Nadia", family="Clarke")
    with database.write() as session:
        note(session, "client.added", manager, client=1)
    copies = Copies(database, PracticeSettings(database), clock)
    copy = copies.make().path
    clock.advance(hours=1)
    for _ in range(2):
        add_client(database)
        with database.write() as session:
            note(session, "client.added", manager)
    database.close()
    return Clinic(folder, copy, manager, clock)


def test_the_copy_is_the_clinic_and_what_was_is_kept_aside(clinic: Clinic) -> None:
    done = clinic.restore()
    assert clinic.clients() == 1
    assert done.aside is not None
    assert done.aside.name == "before-restore-2026-11-24-100000.db"
    assert clinic.clients(done.aside) == 3
    assert done.aside.with_suffix(".key").read_text() == "a lock"
    assert not (clinic.folder / "restoring").exists()
    assert (clinic.folder / "clinic.key").read_text() == "a lock"


def test_the_restore_is_noted_and_the_anchors_begin_from_it(clinic: Clinic) -> None:
    clinic.restore()
    database = Database(clinic.file, KEY)
    anchors = database.anchors
    database.close()
    with closing(connect(clinic.file, KEY)) as raw:
        acts = [row[0] for row in raw.execute("SELECT act FROM audit_event ORDER BY id")]
        by = raw.execute("SELECT person_id FROM audit_event ORDER BY id DESC").fetchone()[0]
        verdict = verify(raw, KEYS.chain, anchors)
        assert [anchor.read().link for anchor in anchors] == [last_link(raw)] * 2
    assert acts == ["client.added", "clinic.restored"]
    assert by == clinic.manager
    assert verdict.is_whole


def test_nothing_is_removed_after_a_restore_until_somebody_has_looked(clinic: Clinic) -> None:
    clinic.restore()
    memory = recall(clinic.folder)
    assert memory.stopped == "The clinic was restored from the copy of Tue 24 Nov 2026, 09:00."
    assert memory.last is None


def test_what_only_the_log_had_is_in_the_file_kept_aside(clinic: Clinic) -> None:
    database = Database(clinic.file, KEY)
    add_client(database)
    wal = clinic.folder / "clinic.db-wal"
    saved = {path: path.read_bytes() for path in (clinic.file, wal)}
    database.close()
    for path, contents in saved.items():
        path.write_bytes(contents)
    done = clinic.restore()
    assert not wal.exists()
    assert clinic.clients(done.aside) == 4


def test_a_clinic_too_damaged_to_open_is_kept_aside_as_it_is(clinic: Clinic) -> None:
    broken = bytearray(clinic.file.read_bytes())
    broken[:4096] = bytes(4096)
    clinic.file.write_bytes(broken)
    (clinic.folder / "clinic.db-wal").write_bytes(b"last writes")
    done = clinic.restore()
    assert clinic.clients() == 1
    assert done.aside is not None
    assert done.aside.read_bytes() == broken
    assert done.aside.with_name(f"{done.aside.name}-wal").read_bytes() == b"last writes"
    assert not (clinic.folder / "clinic.db-wal").exists()


def test_a_clinic_whose_file_is_gone_is_there_again(clinic: Clinic) -> None:
    clinic.file.unlink()
    assert clinic.restore().aside is None
    assert clinic.clients() == 1


def test_the_file_kept_aside_can_be_restored_in_turn(clinic: Clinic) -> None:
    clinic.restore()
    clinic.clock.advance(minutes=5)
    aside = next(copy for copy in find_copies(clinic.folder / "backups") if copy.place == "aside")
    clinic.copy = aside.path
    clinic.restore()
    assert clinic.clients() == 3


def test_a_disk_without_second_names_gets_a_copy_aside(
    clinic: Clinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    done = clinic.restore()
    assert clinic.clients(done.aside) == 3
    assert clinic.clients() == 1


class PowerCut(BaseException):
    """Nothing runs after it."""


STEPS = (
    (os, "replace"),
    (os, "link"),
    (shutil, "copyfile"),
    (restoring, "write_private"),
    (restoring, "flush"),
    (restoring, "sweep"),
)


def cut_at(step: int, after: bool, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Cut the power before or after the n-th step of those that touch the disk."""
    done: list[str] = []

    def counted(name: str, real: Callable[..., object]) -> Callable[..., object]:
        def run(*given: object, **more: object) -> object:
            done.append(name)
            if len(done) == step and not after:
                raise PowerCut
            result = real(*given, **more)
            if len(done) == step:
                raise PowerCut
            return result

        return run

    for where, name in STEPS:
        monkeypatch.setattr(where, name, counted(name, getattr(where, name)))
    return done


@pytest.mark.parametrize("after", [False, True])
def test_a_power_cut_at_any_step_leaves_the_old_clinic_or_the_new_one(
    clinic: Clinic, after: bool, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    outcomes, step = [], 0
    template = tmp_path / "template"
    shutil.copytree(clinic.folder, template)
    while True:
        step += 1
        shutil.rmtree(clinic.folder)
        shutil.copytree(template, clinic.folder)
        staged = clinic.stage()
        with monkeypatch.context() as patch:
            done = cut_at(step, after, patch)
            with suppress(PowerCut):
                put_in_place(
                    clinic.folder,
                    staged,
                    clinic.manager,
                    clinic.clock,
                    made_at=clinic.clock.now(),
                    present=KEYS,
                )
        if len(done) < step:
            break
        assert clinic.file.exists(), f"no clinic at all after step {step}: {done}"
        finish(clinic.folder)
        there = clinic.clients()
        outcomes.append(there)
        with closing(connect(clinic.file, KEY)) as raw:
            assert verify(raw, KEYS.chain).is_whole
        aside = [c for c in find_copies(clinic.folder / "backups") if c.place == "aside"]
        assert there == 3 or clinic.clients(aside[0].path) == 3
    assert outcomes == sorted(outcomes, reverse=True)
    assert set(outcomes) == {3, 1}


def test_a_restore_that_was_cut_off_is_finished_by_whoever_opens_next(
    clinic: Clinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    staged = clinic.stage()
    with monkeypatch.context() as patch:
        patch.setattr(restoring, "_carry_out", lambda _: (_ for _ in ()).throw(PowerCut))
        with pytest.raises(PowerCut):
            put_in_place(
                clinic.folder, staged, None, clinic.clock, made_at=clinic.clock.now(), present=KEYS
            )
    assert clinic.clients() == 3
    assert finish(clinic.folder)
    assert clinic.clients() == 1
    assert not finish(clinic.folder)


@pytest.mark.parametrize("said", ["", "{}", "[1", '{"moves": 1, "puts": 2, "memory": 3}'])
def test_a_damaged_note_of_a_cut_off_restore_is_told_once_and_the_clinic_stands(
    clinic: Clinic, said: str
) -> None:
    clinic.stage()
    (clinic.folder / "restoring" / "ready.json").write_text(said)
    with pytest.raises(CannotRestore, match="cannot be read"):
        finish(clinic.folder)
    assert not finish(clinic.folder)
    assert not (clinic.folder / "restoring").exists()
    assert clinic.clients() == 3


def test_what_was_put_in_place_before_its_note_was_damaged_is_finished(clinic: Clinic) -> None:
    clinic.file.unlink()
    os.replace(clinic.stage().file, clinic.file)
    (clinic.folder / "restoring" / "clinic.key").write_text("another lock")
    (clinic.folder / "restoring" / "ready.json").write_bytes(bytes(512))
    assert finish(clinic.folder)
    assert clinic.clients() == 1
    assert (clinic.folder / "clinic.key").read_text() == "another lock"
    assert recall(clinic.folder).stopped == "The clinic was restored from a copy."


@pytest.mark.parametrize(
    ("kind", "pair"),
    [
        ("puts", ["clinic.db", "{elsewhere}"]),
        ("puts", ["clinic.db", "../elsewhere"]),
        ("puts", ["photographs/x", "photographs/../../elsewhere"]),
        ("puts", ["photographs/..", "photographs/.."]),
        ("puts", ["anchor-1", "{elsewhere}"]),
        ("puts", ["anchor-0", "../elsewhere"]),
        ("moves", ["clinic.db", "backups/before-restore-x.db"]),
        ("moves", ["clinic.db-wal", "../elsewhere"]),
        ("moves", ["clinic.db-wal", "backups/../../elsewhere"]),
    ],
)
def test_a_note_that_somebody_wrote_puts_nothing_elsewhere(
    clinic: Clinic, kind: str, pair: list[str], tmp_path: Path
) -> None:
    elsewhere = tmp_path / "elsewhere"
    clinic.stage()
    (clinic.folder / "clinic.db-wal").write_bytes(b"")
    (clinic.folder / "restoring" / "anchor-1").write_text("theirs")
    pair = [each.format(elsewhere=elsewhere) for each in pair]
    plan = {"moves": [], "puts": [], "memory": "{}"} | {kind: [pair]}
    (clinic.folder / "restoring" / "ready.json").write_text(json.dumps(plan))
    with pytest.raises(CannotRestore):
        finish(clinic.folder)
    assert not elsewhere.exists()
    assert clinic.clients() == 3


def test_an_older_log_beside_the_clinic_takes_nothing_from_the_file_that_goes_aside(
    clinic: Clinic,
) -> None:
    older = log_of_a_save(clinic)
    database = Database(clinic.file, KEY)
    for _ in range(5):
        add_client(database)
        with database.write() as session:
            note(session, "client.added", clinic.manager)
    database.close()
    (clinic.folder / "clinic.db-wal").write_bytes(older)
    staged = clinic.stage()
    preview = compare(clinic.file, KEYS, staged)
    assert preview.differences
    done = clinic.restore()
    assert clinic.clients(done.aside) == 9
    (aside,) = clinic.folder.glob("clinic.db-wal-*")
    assert aside.read_bytes() == older


def log_of_a_save(clinic: Clinic) -> bytes:
    database = Database(clinic.file, KEY)
    add_client(database)
    with database.write() as session:
        note(session, "client.added", clinic.manager)
    older = (clinic.folder / "clinic.db-wal").read_bytes()
    database.close()
    return older


def test_what_was_half_staged_when_power_went_is_gone_at_the_next_opening(
    clinic: Clinic,
) -> None:
    staged = clinic.stage()
    lock = FolderLock(clinic.folder)
    assert not finish(clinic.folder)
    assert staged.file.exists(), "a window that is open may be at it"
    lock.release()
    assert not finish(clinic.folder)
    assert not (clinic.folder / "restoring").exists()
    assert clinic.clients() == 3


def test_a_clinic_open_in_a_window_is_not_restored(clinic: Clinic) -> None:
    staged = clinic.stage()
    lock = FolderLock(clinic.folder)
    with pytest.raises(CannotOpen, match="open in another window"):
        put_in_place(clinic.folder, staged, None, clinic.clock, made_at=clinic.clock.now())
    lock.release()
    assert clinic.clients() == 3


def flip(path: Path, place: float) -> None:
    contents = bytearray(path.read_bytes())
    contents[int(len(contents) * place)] ^= 8
    path.write_bytes(contents)


@pytest.mark.parametrize("place", [0, 0.0001, 0.2, 0.5, 0.8, 0.999])
def test_a_damaged_copy_is_refused_and_nothing_is_left(clinic: Clinic, place: float) -> None:
    flip(clinic.copy, place)
    with pytest.raises(CannotOpen):
        clinic.stage()
    assert not (clinic.folder / "restoring").exists()
    assert clinic.clients() == 3


def test_the_clinics_own_file_is_no_copy_of_it_by_whatever_name(clinic: Clinic) -> None:
    other = clinic.folder / "backups" / "before-restore-2026-11-24-093000.db"
    os.link(clinic.file, other)
    for name in (clinic.file, other):
        clinic.copy = name
        with pytest.raises(CannotRestore, match="own file"):
            clinic.stage()
    (clinic.folder / "restoring").mkdir()
    finish(clinic.folder)
    assert not other.exists()
    assert clinic.clients() == 3


@pytest.mark.parametrize("contents", [b"", b"SQLite format 3\0" + bytes(8192), b"x" * 10_000])
def test_a_file_that_is_no_copy_is_refused(clinic: Clinic, contents: bytes) -> None:
    clinic.copy.write_bytes(contents)
    with pytest.raises(ClinicError) as refused:
        clinic.stage()
    assert "as it was" in str(refused.value) or "damaged" in str(refused.value)


def test_a_copy_of_a_newer_program_is_refused(clinic: Clinic) -> None:
    with closing(connect(clinic.copy, KEY)) as raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(CannotRestore, match="newer version"):
        clinic.stage()


def test_a_full_disk_leaves_the_clinic_and_nothing_else(
    clinic: Clinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(shutil, "copyfile", full)
    with pytest.raises(CannotRestore, match="no room"):
        clinic.stage()
    assert not (clinic.folder / "restoring").exists()


@pytest.fixture
def locked(tmp_path: Path) -> tuple[Path, Path, str]:
    """A folder with nothing but a lock of its own, a copy under another lock, its recovery key."""
    folder, elsewhere = tmp_path / "locked", tmp_path / "elsewhere"
    for each in (folder, elsewhere):
        each.mkdir()
    keys = new_keys()
    recovery = protect(elsewhere, keys, KeyChoice("four or five words", key_store=False))
    database = memory_like_database(elsewhere)
    database.close()
    copy = elsewhere / "copy.db"
    with closing(connect(elsewhere / "clinic.db", KEY)) as old:
        old.execute("PRAGMA journal_mode = DELETE")
        with closing(connect(copy, keys.data, create=True)) as new:
            old.backup(new)
            new.execute("PRAGMA journal_mode = DELETE")
    (elsewhere / "clinic.key").rename(copy.with_suffix(".key"))
    return folder, copy, recovery


def test_a_copy_from_elsewhere_asks_for_its_own_secret_and_brings_its_lock(
    locked: tuple[Path, Path, str], clock: FixedClock
) -> None:
    folder, copy, recovery = locked
    with pytest.raises(KeyNeeded):
        stage(folder, copy)
    with pytest.raises(WrongKey):
        stage(folder, copy, passphrase="some other words")
    by_sheet = stage(folder, copy, recovery_key=recovery)
    by_words = stage(folder, copy, passphrase="four or five words")
    assert by_sheet.keys == by_words.keys
    done = put_in_place(folder, by_words, None, clock, made_at=clock.now())
    assert done == Restored(None, brings_key=True)
    assert (folder / "clinic.key").read_bytes() == copy.with_suffix(".key").read_bytes()


def test_a_copy_made_before_a_change_of_key_is_put_under_the_present_one(
    clinic: Clinic, tmp_path: Path
) -> None:
    before = Keys(b"o" * 32, KEYS.chain)
    old = clinic.copy.with_name("old.db")
    with closing(connect(clinic.copy, KEY)) as one:
        other = connect(old, before.data, create=True)
        one.backup(other)
        other.close()
    lock = tmp_path / "old-lock"
    lock.mkdir()
    protect(lock, before, KeyChoice("words of that day", key_store=False))
    (lock / "clinic.key").rename(old.with_suffix(".key"))
    with pytest.raises(KeyNeeded):
        stage(clinic.folder, old, present=KEYS)
    staged = stage(clinic.folder, old, present=KEYS, passphrase="words of that day")
    assert staged.keys == KEYS
    assert clinic.clients(staged.file) == 1


def test_a_copy_of_another_clinic_is_known_for_one(
    clinic: Clinic, locked: tuple[Path, Path, str]
) -> None:
    _, copy, _ = locked
    words = "four or five words"
    staged = stage(clinic.folder, copy, present=KEYS, passphrase=words, metadata=metadata)
    assert staged.is_of_another
    assert staged.brings_key
    assert not clinic.stage().is_of_another


def test_only_a_manager_restores_from_the_program(clinic: Clinic) -> None:
    database = Database(clinic.file, KEY, clock=clinic.clock)
    nurse = add_person(database)
    copies = Copies(database, PracticeSettings(database), clinic.clock)
    with pytest.raises(NotAllowed):
        copies.stage(clinic.copy, nurse)
    staged = copies.stage(clinic.copy, clinic.manager)
    with pytest.raises(NotAllowed):
        copies.preview(staged, nurse)
    with pytest.raises(NotAllowed):
        copies.restore(staged, clinic.clock.now(), nurse)
    copies.restore(staged, clinic.clock.now(), clinic.manager)
    assert clinic.clients() == 1


def test_the_preview_tells_what_a_restore_would_take_and_bring_back(clinic: Clinic) -> None:
    database = Database(clinic.file, KEY, clock=clinic.clock)
    ruth = add_person(database, "Ruth Holt")
    starts = datetime.fromisoformat("2026-12-08T10:00+00:00")
    add_appointment(database, 2, ruth, starts, starts + timedelta(minutes=30))
    with database.write(audited=False) as session:
        session.connection().exec_driver_sql("UPDATE client SET given = 'Nadja' WHERE id = 1")
        session.connection().exec_driver_sql("DELETE FROM client WHERE id = 3")
    preview = compare(clinic.file, KEYS, clinic.stage())
    found = {each.what: each[1:] for each in preview.differences}
    assert found["Clients"] == (1, 2, 1, 1, 0)
    assert found["Visits"] == (0, 1, 1, 0, 0)
    assert preview.booked_then is None
    assert preview.booked_now is not None
    assert preview.booked_now.starts_at == starts
    assert preview.joined == ("Ruth Holt",)
    assert preview.left == ()
    assert preview.loses == 3
    database.close()


def test_without_a_clinic_to_hold_it_against_the_copy_is_told_alone(clinic: Clinic) -> None:
    staged = clinic.stage()
    clinic.file.write_bytes(b"")
    preview = compare(clinic.file, KEYS, staged)
    assert preview.differences[0] == ("Clients", 1, None, 0, 0, 0)
    assert compare(clinic.folder / "none.db", None, staged).differences[0].then == 1


def test_a_copy_of_the_present_state_changes_nothing(clinic: Clinic) -> None:
    database = Database(clinic.file, KEY, clock=clinic.clock)
    copies = Copies(database, PracticeSettings(database), clinic.clock)
    staged = copies.stage(copies.make().path, clinic.manager)
    assert copies.preview(staged, clinic.manager).is_same
    database.close()


def test_the_last_saves_of_a_clinic_whose_file_was_emptied_stay_beside_it(clinic: Clinic) -> None:
    log = log_of_a_save(clinic)
    clinic.file.write_bytes(b"")
    (clinic.folder / "clinic.db-wal").write_bytes(log)
    compare(clinic.file, KEYS, clinic.stage())
    aside = clinic.restore().aside
    assert clinic.clients() == 1
    assert aside is not None
    assert aside.with_name(f"{aside.name}-wal").read_bytes() == log


def ready(clinic: Clinic, monkeypatch: pytest.MonkeyPatch) -> None:
    """A restore that was cut off when everything was ready."""
    with monkeypatch.context() as patch:
        patch.setattr(restoring, "_carry_out", lambda _: (_ for _ in ()).throw(PowerCut))
        with pytest.raises(PowerCut):
            clinic.restore()


@pytest.mark.parametrize("was_there", [True, False])
def test_a_restore_done_long_ago_that_is_brought_back_takes_nothing_from_the_clinic(
    clinic: Clinic, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, was_there: bool
) -> None:
    if not was_there:
        clinic.file.unlink()
    ready(clinic, monkeypatch)
    shutil.copytree(clinic.folder / "restoring", tmp_path / "kept elsewhere")
    assert finish(clinic.folder)
    database = Database(clinic.file, KEY)
    add_client(database)
    with database.write() as session:
        note(session, "client.added", clinic.manager)
    database.close()
    there, memory = clinic.file.read_bytes(), (clinic.folder / MEMORY_NAME).read_bytes()
    shutil.copytree(tmp_path / "kept elsewhere", clinic.folder / "restoring")
    with pytest.raises(CannotRestore, match="not of the file as it is now"):
        finish(clinic.folder)
    assert not finish(clinic.folder)
    assert clinic.file.read_bytes() == there
    assert (clinic.folder / MEMORY_NAME).read_bytes() == memory
    assert not (clinic.folder / "restoring").exists()


def test_a_log_goes_aside_to_a_folder_of_copies_on_another_disk(
    clinic: Clinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = log_of_a_save(clinic)
    (clinic.folder / "clinic.db-wal").write_bytes(log)
    flip(clinic.file, 0.0)
    replace = os.replace

    def on_another_disk(source: Path, target: Path) -> None:
        if (source.parent.name == "backups") != (target.parent.name == "backups"):
            raise OSError(errno.EXDEV, "Invalid cross-device link")
        replace(source, target)

    monkeypatch.setattr(os, "replace", on_another_disk)
    # Nobody knows its key, so that nothing opens it before it goes.
    now, staged = clinic.clock.now(), clinic.stage()
    aside = put_in_place(clinic.folder, staged, None, clinic.clock, made_at=now).aside
    assert clinic.clients() == 1
    assert aside is not None
    assert aside.with_name(f"{aside.name}-wal").read_bytes() == log
    assert not (clinic.folder / "clinic.db-wal").exists()


def test_what_stands_where_a_restore_is_made_ready_does_not_hold_it_up(
    clinic: Clinic, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "kept").touch()
    (clinic.folder / "restoring").symlink_to(elsewhere)
    clinic.restore()
    assert (elsewhere / "kept").exists()
    (clinic.folder / "restoring").write_bytes(b"")
    clinic.restore()
    (clinic.folder / "restoring" / "ready.json").mkdir(parents=True)
    assert not finish(clinic.folder)
    clinic.restore()
    assert clinic.clients() == 1


def test_a_restore_whose_last_note_is_refused_lies_ready_no_more(
    clinic: Clinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, write = clinic.file.read_bytes(), restoring.write_private

    def refused_once_it_is_there(path: Path, contents: object) -> None:
        write(path, contents)  # type: ignore[arg-type]
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(restoring, "write_private", refused_once_it_is_there)
        with pytest.raises(ClinicError):
            clinic.restore()
    assert not finish(clinic.folder)
    assert clinic.file.read_bytes() == before
