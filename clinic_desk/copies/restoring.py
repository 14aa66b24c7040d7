"""A staged copy put in the clinic's place, so that power may be lost at any moment.

Everything is made beside the clinic first: the copy with its note in the audit, its lock, its
anchors. Then one small file, `ready.json`, says what goes where. Until it is there the clinic
is the old one; from then on it is the new one, as whoever opens the folder next first finishes
what it says. Each step of it may be done twice.
"""

from __future__ import annotations

import errno
import filecmp
import os
import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlcipher3 import dbapi2  # type: ignore[import-untyped]

from clinic_desk.base.clock import Clock, local, local_day
from clinic_desk.base.errors import CannotOpen
from clinic_desk.base.words import clock_time, short_day
from clinic_desk.copies.aside import drop, kept_aside, put_strays_aside
from clinic_desk.copies.memory import MEMORY_NAME, stopped_by_restore
from clinic_desk.copies.memory import as_text as memory_text
from clinic_desk.copies.plan import (
    ASIDE,
    LOGS,
    BadPlan,
    Plan,
    as_text,
    read_plan,
    what_is_left_to_put,
)
from clinic_desk.copies.shelf import SHELF_NAME, keep_what_lies
from clinic_desk.copies.staging import CannotRestore, Staged, sweep
from clinic_desk.db.anchor import ANCHOR_NAME, Anchor, anchors_of
from clinic_desk.db.audit import note
from clinic_desk.db.backup import flush
from clinic_desk.db.chain import Link, last_link
from clinic_desk.db.database import Database
from clinic_desk.db.engine import connect
from clinic_desk.db.kept_files import FOLDER_NAME
from clinic_desk.db.key import Keys
from clinic_desk.db.key_text import KEY_NAME, write_private
from clinic_desk.db.lock import FolderLock
from clinic_desk.db.opening import BACKUPS_NAME, DATABASE_NAME
from clinic_desk.db.pages import opens
from clinic_desk.db.steps import STAGE_NAME

READY_NAME = "ready.json"


@dataclass(frozen=True)
class Restored:
    """What a restore left."""

    aside: Path | None
    """Where the clinic's file was put that was there before; None where there was none."""
    brings_key: bool
    """Whether the clinic now opens by the passphrase and recovery key of the copy's day."""


def put_in_place(
    clinic: Path,
    staged: Staged,
    by: int | None,
    clock: Clock,
    *,
    made_at: datetime,
    present: Keys | None = None,
) -> Restored:
    """Let a staged copy be the clinic; the file that was is kept aside with its last writes.

    Nothing may have the clinic open. `by` is noted in the audit, which begins anew from what
    the copy held; `present` are the keys of the file that goes: the copy's own are tried where
    they are not known. Raises CannotRestore, or CannotOpen where a window has the clinic open;
    it is as it was then.
    """
    lock = FolderLock(clinic)
    if present is None and opens(clinic / DATABASE_NAME, staged.keys.data):
        present = staged.keys
    try:
        with _sentences(clinic):
            put_strays_aside(clinic / DATABASE_NAME, present, clock)
            aside = kept_aside(clinic, present, clock)
            try:
                if aside is not None:
                    # It may name pictures that the restored file has not.
                    keep_what_lies(clinic / FOLDER_NAME, clinic / BACKUPS_NAME / SHELF_NAME)
                _make_ready(clinic, staged, by, clock, made_at, present, aside)
            except Exception:
                # Never one without the other: a restore that lies ready needs what was kept aside.
                (clinic / STAGE_NAME / READY_NAME).unlink(missing_ok=True)
                drop(aside)
                raise
            _carry_out(clinic)
    finally:
        lock.release()
    return Restored(aside, staged.brings_key)


def finish(clinic: Path) -> bool:
    """Carry out a restore that was cut off once it was ready; whether there was one.

    To be called before anything else of a clinic's folder is read. Raises CannotOpen where
    another program is at it or the folder cannot be written.
    """
    if not is_cut_off(clinic):
        _give_up_half(clinic)
        return False
    lock = FolderLock(clinic)
    try:
        if not is_cut_off(clinic):
            return False
        with _sentences(clinic):
            _carry_out(clinic)
    finally:
        lock.release()
    return True


def _give_up_half(clinic: Path) -> None:
    """Remove what was staged when the program was cut off; nothing while a window is open."""
    if not (clinic / STAGE_NAME).exists():
        return
    with suppress(CannotOpen):
        lock = FolderLock(clinic)
        file = clinic / DATABASE_NAME
        for aside in (clinic / BACKUPS_NAME).glob(f"{ASIDE}*.db"):
            # A second name of the file that is still the clinic is no copy of anything.
            if file.exists() and aside.samefile(file):
                drop(aside)
        sweep(clinic)
        lock.release()


def is_cut_off(clinic: Path) -> bool:
    """Whether a restore of this folder was ready and not finished."""
    return (clinic / STAGE_NAME / READY_NAME).is_file()


def _make_ready(
    clinic: Path,
    staged: Staged,
    by: int | None,
    clock: Clock,
    made_at: datetime,
    present: Keys | None,
    aside: Path | None,
) -> None:
    """Note the restore in the staged file, and say what goes where: from then on it is the new."""
    link = _noted(staged, by, clock, _events(clinic, present))
    plan = Plan(
        moves=() if aside is None else tuple(_logs_to_move(clinic, aside)),
        puts=(
            *_pictures(clinic),
            (DATABASE_NAME, DATABASE_NAME),
            *_lock_and_anchors(clinic, staged, link),
        ),
        memory=_memory(clinic, f"the copy of {_when(made_at)}"),
        aside="" if aside is None else aside.name,
    )
    flush(staged.file)
    write_private(clinic / STAGE_NAME / READY_NAME, as_text(plan))


def _memory(clinic: Path, copy: str) -> str:
    return memory_text(stopped_by_restore(clinic, f"The clinic was restored from {copy}."))


def _plan(clinic: Path) -> Plan:
    """What was written down. A note that is damaged is given up while the clinic is the old one:
    CannotRestore says so once; what is put in place after the file goes by its own names."""
    stage = clinic / STAGE_NAME
    try:
        return read_plan(stage / READY_NAME)
    except BadPlan as error:
        if not (stage / DATABASE_NAME).exists():
            return what_is_left_to_put(_memory(clinic, "a copy"))
        (stage / READY_NAME).unlink()
        raise CannotRestore(
            "A restore was cut off, and what was written down of it cannot be read.",
            kept="The clinic is as it was before it.",
            next_step="Open it, and restore the copy again.",
        ) from error


def _carry_out(clinic: Path) -> None:
    stage = clinic / STAGE_NAME
    plan = _plan(clinic)
    _check_what_goes(clinic, plan)
    # The old file's log before the new file: no file may ever be met by another one's log.
    for old, new in plan.moves:
        if (clinic / old).exists():
            _move(clinic / old, clinic / new)
    flush(clinic)
    for staged, target in plan.puts:
        if (stage / staged).exists():
            _put(stage / staged, clinic / target)
    flush(clinic)
    write_private(clinic / MEMORY_NAME, plan.memory)
    (stage / READY_NAME).unlink()
    flush(stage)
    sweep(clinic)


def _check_what_goes(clinic: Path, plan: Plan) -> None:
    """CannotRestore where the clinic's file is not the one that was kept aside for this restore.

    A program that keeps folders alike, or a backup of the whole folder, may bring back one that
    was done long ago: it would put an old file over all that was saved since. It is given up.
    """
    file, stage = clinic / DATABASE_NAME, clinic / STAGE_NAME
    if not (stage / DATABASE_NAME).exists() or not file.exists():
        return
    aside = clinic / BACKUPS_NAME / plan.aside
    if plan.aside and aside.is_file() and _is_one(file, aside):
        return
    (stage / READY_NAME).unlink()
    raise CannotRestore(
        "A restore lay ready in the clinic's folder that is not of the file as it is now.",
        kept="The clinic is as it was; that restore was given up.",
        next_step="Open it. If something else brings files back into its folder, such as a "
        "program that keeps it alike on two computers, stop that.",
    )


def _is_one(file: Path, aside: Path) -> bool:
    """Two names of one file, or its copy where the disk knows no second names."""
    return file.samefile(aside) or filecmp.cmp(file, aside, shallow=False)


def _move(old: Path, new: Path) -> None:
    """Also where the folder of copies is on another disk, behind a link."""
    try:
        os.replace(old, new)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        _copy_over(old, new)
        old.unlink()


def _copy_over(source: Path, target: Path) -> None:
    part = target.with_name(f".{target.name}.part")
    shutil.copyfile(source, part)
    flush(part)
    os.replace(part, target)


def _put(staged: Path, target: Path) -> None:
    """In one step; an anchor in the computer's own folder may lie on another disk, or not be
    written at all, and then says at the next start that it was not renewed."""
    if target.is_relative_to(staged.parent.parent):
        os.replace(staged, target)
    else:
        with suppress(OSError):
            _copy_over(staged, target)
    # An anchor that power takes back to what it was would miss what the old file held.
    with suppress(OSError):
        flush(target.parent)


def _pictures(clinic: Path) -> Iterator[tuple[str, str]]:
    """What is staged of the pictures; they are in their place before the file that names them."""
    stage = clinic / STAGE_NAME
    if not (stage / FOLDER_NAME).is_dir():
        return
    (clinic / FOLDER_NAME).mkdir(mode=0o700, exist_ok=True)
    flush(stage / FOLDER_NAME)
    for path in sorted((stage / FOLDER_NAME).iterdir()):
        yield f"{FOLDER_NAME}/{path.name}", f"{FOLDER_NAME}/{path.name}"


def _noted(staged: Staged, by: int | None, clock: Clock, events: int | None) -> Link:
    """Note the restore in the staged file; where that brought its audit."""
    file, keys = staged.file, staged.keys
    database = Database(file, keys.data, clock=clock, chain_key=keys.chain, anchors=())
    try:
        before = {} if events is None else {"events": events}
        with database.write() as session:
            note(session, "clinic.restored", by, fields=("events",), before=before)
    finally:
        database.close()
    with closing(connect(file, keys.data)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
        return last_link(connection)


def _events(clinic: Path, present: Keys | None) -> int | None:
    """How far the audit of the file that goes had come; None where that cannot be read."""
    if present is None or not (clinic / DATABASE_NAME).exists():
        return None
    try:
        with closing(connect(clinic / DATABASE_NAME, present.data)) as connection:
            return last_link(connection).number
    except dbapi2.Error:
        return None


def _lock_and_anchors(clinic: Path, staged: Staged, link: Link) -> Iterator[tuple[str, str]]:
    stage = clinic / STAGE_NAME
    if staged.brings_key:
        yield KEY_NAME, KEY_NAME
    for number, anchor in enumerate(anchors_of(clinic / DATABASE_NAME, staged.keys.chain)):
        name = f"anchor-{number}"
        if not Anchor(stage / name, staged.keys.chain).begin(link):
            # The old anchor would miss, at the next start, all that the restored file has not.
            raise OSError(errno.EIO, "what remembers its last entry cannot be written")
        beside = anchor.path == clinic / ANCHOR_NAME
        yield name, ANCHOR_NAME if beside else str(anchor.path.absolute())


def _logs_to_move(clinic: Path, aside: Path) -> list[tuple[str, str]]:
    return [
        (name, f"{BACKUPS_NAME}/{aside.name}{name.removeprefix(DATABASE_NAME)}")
        for name in LOGS
        if (clinic / name).exists()
    ]


def _when(instant: datetime) -> str:
    return f"{short_day(local_day(instant))} {local(instant).year}, {clock_time(instant)}"


@contextmanager
def _sentences(clinic: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, dbapi2.Error) as error:
        said = getattr(error, "strerror", None) or "the system refused"
        if is_cut_off(clinic):
            raise CannotRestore(
                f"The restore could not be finished ({said}).",
                kept="Both files are there; nothing is lost.",
                next_step="Check the disk and open the clinic again, which finishes it.",
            ) from error
        raise CannotRestore(
            f"The copy could not be put in place ({said}).",
            kept="The clinic is as it was.",
            next_step="Check that the disk has room and can be written.",
        ) from error
