"""A copy made ready to take the clinic's place: brought beside it, unlocked, checked, up to date.

Nothing of the clinic is touched here. What is staged lies in the folder `restoring` until it is
put in place or given up.
"""

from __future__ import annotations

import errno
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import MetaData
from sqlcipher3 import dbapi2  # type: ignore[import-untyped]

from clinic_desk.base.errors import CannotOpen, ClinicError
from clinic_desk.base.words import listed
from clinic_desk.copies.memory import recall
from clinic_desk.copies.shelf import SHELF_NAME, Named, bring, find, named_in, shelf_beside
from clinic_desk.db import migrating
from clinic_desk.db.backup import flush
from clinic_desk.db.copy_checks import Passed, begin_checks, lanes
from clinic_desk.db.engine import APPLICATION_ID, connect
from clinic_desk.db.faults import fault_name
from clinic_desk.db.kept_files import FOLDER_NAME, is_sealed
from clinic_desk.db.key import Keys, WrongKey, are_marked
from clinic_desk.db.key_file import find_key, is_demo, open_key_file
from clinic_desk.db.key_text import KEY_NAME, read_key_file
from clinic_desk.db.opening import BACKUPS_NAME, DATABASE_NAME
from clinic_desk.db.pages import opens
from clinic_desk.db.steps import STAGE_NAME

_STANDS = "The clinic is as it was."
_ANOTHER = "Choose another copy."


class CannotRestore(CannotOpen):
    """The copy will not do, or could not be put in place; the clinic is as it was."""


@dataclass(frozen=True)
class Staged:
    """A copy that passed every check and waits to take the clinic's place."""

    file: Path
    """In the folder `restoring`."""
    copy: Path
    """Where it was taken from."""
    keys: Keys = field(repr=False)
    """Those that open the staged file."""
    tables: Mapping[str, int]
    """How many rows each of its tables has."""
    chain_whole: bool
    was_older: bool
    """Whether it was of an older schema and has been brought up to date."""
    brings_key: bool
    """Whether the lock of the copy takes the place of the clinic's: its passphrase and recovery
    key are those of that day."""
    pictures: int = 0
    """How many pictures it names: photographs, and forms signed on paper."""
    pictures_lost: int = 0
    """How many of them are whole neither in the clinic nor beside a copy."""
    is_of_another: bool = False
    """Whether it is a copy of another clinic than the one it is to take the place of."""


def stage(
    clinic: Path,
    copy: Path,
    *,
    present: Keys | None = None,
    passphrase: str | None = None,
    recovery_key: str | None = None,
    metadata: MetaData | None = None,
) -> Staged:
    """Make a copy ready. `present` are the keys of the clinic where it is open.

    Raises KeyNeeded where the copy opens by neither them nor the system's key store and no
    secret was given, WrongKey or BadInput for one that does not fit, CannotRestore for a copy
    that will not do. Nothing is left then.
    """
    keys = _keys_of(clinic, copy, present, passphrase, recovery_key)
    stage = clinic / STAGE_NAME
    sweep(clinic)
    try:
        with _sentences(copy):
            stage.mkdir(mode=0o700)
            file = _brought(copy, stage / DATABASE_NAME)
            keys = _under_the_present_key(file, keys, present)
            was_older = _brought_up_to_date(file, keys, metadata)
            passed = _checked(file, keys)
            brings_key = _bring_lock(clinic, copy, stage, keys)
            pictures = named_in(file, keys.data)
            lost = _bring_pictures(pictures, clinic, copy, stage)
            flush(file)
    except BaseException:
        sweep(clinic)
        raise
    return Staged(
        file,
        copy,
        keys,
        passed.rows,
        passed.chain_whole,
        was_older,
        brings_key,
        len(pictures),
        lost,
        # The chain's key stays when the data's key is changed.
        present is not None and keys.chain != present.chain,
    )


def sweep(clinic: Path) -> None:
    """Give up whatever is staged."""
    stage = clinic / STAGE_NAME
    with suppress(OSError):
        if stage.is_symlink() or stage.is_file():
            stage.unlink()
        else:
            shutil.rmtree(stage)


def _keys_of(
    clinic: Path,
    copy: Path,
    present: Keys | None,
    passphrase: str | None,
    recovery_key: str | None,
) -> Keys:
    """The keys that open a copy: the clinic's own as it is open, else by the lock beside it."""
    if not copy.is_file():
        raise CannotRestore(f"There is no file {copy}.", kept=_STANDS, next_step=_ANOTHER)
    _check_another(clinic, copy)
    if present is not None and opens(copy, present.data):
        return present
    if is_demo(clinic):
        return _that_open(copy, find_key(clinic))
    lock = _lock_of(clinic, copy)
    if lock is None:
        raise CannotRestore(
            f"{copy.name} has no key beside it, and the clinic has none either.",
            kept=_STANDS,
            next_step="Put the file of the same name with the ending .key beside it.",
        )
    return _that_open(copy, open_key_file(lock, passphrase=passphrase, recovery_key=recovery_key))


def _check_another(clinic: Path, copy: Path) -> None:
    """Refuse the clinic's own file before it is read: closing it would give up the locks that
    the database holds on it, be it by this name or another."""
    own = clinic / DATABASE_NAME
    if (own.exists() and copy.samefile(own)) or copy.parent == clinic / STAGE_NAME:
        raise CannotRestore(
            f"{copy.name} is the clinic's own file, not a copy of it.",
            kept=_STANDS,
            next_step=_ANOTHER,
        )


def _lock_of(clinic: Path, copy: Path) -> Path | None:
    found = (copy.with_suffix(".key"), clinic / KEY_NAME)
    return next((path for path in found if path.is_file()), None)


def _that_open(copy: Path, keys: Keys) -> Keys:
    if copy.stat().st_size == 0:
        raise CannotRestore(f"{copy.name} is empty.", kept=_STANDS, next_step=_ANOTHER)
    if not opens(copy, keys.data):
        raise WrongKey(
            f"{copy.name} does not open by this key, or is damaged from its beginning on.",
            kept=_STANDS,
            next_step="Use the passphrase or recovery key of the day it was made, or "
            "choose another copy.",
        )
    return keys


def _brought(copy: Path, file: Path) -> Path:
    shutil.copyfile(copy, file)
    # A file kept aside because it could not be read may have its last writes beside it.
    wal = copy.with_name(f"{copy.name}-wal")
    if wal.is_file():
        shutil.copyfile(wal, file.with_name(f"{file.name}-wal"))
    return file


def _under_the_present_key(file: Path, keys: Keys, present: Keys | None) -> Keys:
    """Written anew under the clinic's present key where it was made before a change of the key.

    So that a passphrase that was given up does not open the clinic again.
    """
    if present is None or keys.chain != present.chain or keys.data == present.data:
        return keys
    anew = file.with_name("anew.db")
    with (
        closing(connect(file, keys.data)) as old,
        closing(connect(anew, present.data, create=True)) as new,
    ):
        old.backup(new, pages=-1)
        new.execute("PRAGMA journal_mode = DELETE")
    anew.replace(file)
    return present


def _brought_up_to_date(file: Path, keys: Keys, metadata: MetaData | None) -> bool:
    with closing(connect(file, keys.data)) as copy:
        copy.execute("PRAGMA journal_mode = DELETE")
        revision = _revision(copy)
    if revision is None:
        raise CannotRestore(f"{file.name} holds no clinic.", kept=_STANDS, next_step=_ANOTHER)
    if revision not in migrating.REVISIONS:
        raise CannotRestore(
            "That copy was made by a newer version of Clinic Desk.",
            kept=_STANDS,
            next_step="Restore it with that version.",
        )
    if revision == migrating.REVISIONS[-1]:
        return False
    try:
        migrating.upgrade(file, keys.data, metadata=metadata)
    except Exception as error:
        raise CannotRestore(
            "That copy is of an older version and could not be brought up to this one.",
            kept=f"{_STANDS} So is the copy.",
            next_step="Restore it with the version that made it, and report this.",
        ) from error
    return True


def _revision(copy: Any) -> str | None:
    if copy.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        return None
    known = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'alembic_version'"
    if copy.execute(known).fetchone() is None:
        return None
    row = copy.execute("SELECT version_num FROM alembic_version").fetchone()
    return row[0] if row else None


def _checked(file: Path, keys: Keys) -> Passed:
    with lanes() as pool:
        passed = begin_checks(pool, file, keys.data, keys.chain)(None)
    if passed.failed:
        raise _damaged(passed.failed)
    return passed


def _bring_lock(clinic: Path, copy: Path, stage: Path, keys: Keys) -> bool:
    """Stage the copy's own lock, unless the clinic's present one holds the same keys."""
    lock = copy.with_suffix(".key")
    if is_demo(clinic) or not lock.is_file() or _holds(clinic / KEY_NAME, keys):
        return False
    (stage / KEY_NAME).touch(mode=0o600)
    (stage / KEY_NAME).write_bytes(lock.read_bytes())
    flush(stage / KEY_NAME)
    return True


def _bring_pictures(pictures: Iterable[Named], clinic: Path, copy: Path, stage: Path) -> int:
    """Stage those that the clinic has not, from beside any copy; how many are nowhere."""
    second = recall(clinic).second_shelf
    shelves = [shelf_beside(copy), clinic / BACKUPS_NAME / SHELF_NAME]
    if second:
        shelves.append(Path(second) / SHELF_NAME)
    lost = 0
    for each in pictures:
        if is_sealed(clinic / FOLDER_NAME / each.name, each.sealed):
            continue
        found = find(each, shelves)
        if found is None:
            lost += 1
        else:
            bring(found, stage / FOLDER_NAME, each.sealed, each.name)
    return lost


def _holds(lock: Path, keys: Keys) -> bool:
    try:
        return are_marked(keys, read_key_file(lock).check)
    except CannotOpen:
        return False


def _damaged(parts: tuple[str, ...]) -> CannotRestore:
    return CannotRestore(
        f"That copy is damaged and cannot be restored ({listed(parts)}).",
        kept=_STANDS,
        next_step=_ANOTHER,
    )


@contextmanager
def _sentences(copy: Path) -> Iterator[None]:
    try:
        yield
    except ClinicError:
        raise
    except dbapi2.Error as error:
        if fault_name(error) in ("SQLITE_FULL", "SQLITE_IOERR"):
            raise _no_room() from error
        raise _damaged(("its pages",)) from error
    except OSError as error:
        if error.errno in _FULL:
            raise _no_room() from error
        raise CannotRestore(
            f"{copy.name} cannot be read or not be brought ({error.strerror}).",
            kept=_STANDS,
            next_step="Check that its disk is connected.",
        ) from error


def _no_room() -> CannotRestore:
    return CannotRestore(
        "The disk that holds the clinic has no room for a second file of its size.",
        kept=_STANDS,
        next_step="Make room on it and try again.",
    )


_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
