"""Copies of the clinic that are known to open: made in one step, reopened alone and checked."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2  # type: ignore[import-untyped]

from clinic_desk.base.errors import ClinicError
from clinic_desk.db.database import Database
from clinic_desk.db.engine import connect
from clinic_desk.db.faults import fault_name

_CACHE_KIB = -64 * 1024


class BackupFailed(ClinicError):
    """No copy was made, and nothing was left where it would have been."""


@dataclass(frozen=True)
class BackupReport:
    """A copy that was made, and what was found in it when it was opened again."""

    path: Path
    size: int
    """Bytes."""
    tables: Mapping[str, int]
    """How many rows each table has: in the copy, and at that moment in the clinic."""

    @property
    def rows(self) -> int:
        """How many rows there are in all tables together."""
        return sum(self.tables.values())


def backup(database: Database, target: Path) -> BackupReport:
    """Copy a clinic to a new file that opens with the same key.

    The copy is one moment of the clinic and the desk goes on writing meanwhile; it
    takes its name only once it has been opened again and every page, row and foreign
    key in it has been checked. The clinic's wrapped key goes beside it under the same
    name with the ending .key, as the copy could not be opened without. Raises
    BackupFailed in a sentence; an existing file is never replaced.
    """
    return copy_file(database.path, database.key, target)


def copy_file(source: Path, key: bytes, target: Path) -> BackupReport:
    """What `backup` does, for a file that no session has open yet."""
    _check_target(target)
    _check_target(target.with_suffix(".key"))
    part = target.with_name(f".{target.name}.part")
    with _sentences(target), _nothing_left(part):
        rows = _copy(source, key, part)
        _check(part, key, rows)
        _flush(part)
        size = part.stat().st_size
        _bring_the_key(source.with_suffix(".key"), target.with_suffix(".key"))
        part.rename(target)
        _flush(target.parent)
    return BackupReport(target, size, rows)


def _check_target(target: Path) -> None:
    if target.exists():
        raise BackupFailed(
            f"There is a file {target} already, and a copy never replaces one.",
            next_step="Give the copy another name.",
        )
    if not target.parent.is_dir():
        raise BackupFailed(
            f"There is no folder {target.parent} to put the copy in.",
            next_step="Choose a folder that is there.",
        )


def _copy(source: Path, key: bytes, part: Path) -> dict[str, int]:
    """Make the copy, and count the rows of the moment that was copied."""
    with closing(connect(source, key)) as live, closing(connect(part, key, create=True)) as copy:
        # The rows are counted and the pages copied within one read transaction.
        live.execute("BEGIN")
        rows = _rows(live)
        live.backup(copy, pages=-1)
        live.execute("ROLLBACK")
        copy.execute("PRAGMA journal_mode = DELETE")
    return rows


def _check(part: Path, key: bytes, rows: Mapping[str, int]) -> None:
    """Read every page, index and row again, by two connections side by side as it takes long."""
    with ThreadPoolExecutor(2) as pool:
        results = list(pool.map(lambda check: check(part, key, rows), (_is_sound, _is_whole)))
    if not all(results):
        raise BackupFailed(
            "The copy was made but did not pass its checks, so it was not kept.",
            next_step="Try again, to another disk if it happens twice; keep the older copies.",
        )


def _is_sound(part: Path, key: bytes, _: Mapping[str, int]) -> bool:
    with closing(connect(part, key)) as copy:
        # The indexes are compared with their tables row by row; without room for the
        # pages in between they would be decrypted over and over.
        copy.execute(f"PRAGMA cache_size = {_CACHE_KIB}")
        return bool(copy.execute("PRAGMA integrity_check").fetchall() == [("ok",)])


def _is_whole(part: Path, key: bytes, rows: Mapping[str, int]) -> bool:
    with closing(connect(part, key)) as copy:
        damage = copy.execute("PRAGMA cipher_integrity_check").fetchall()
        orphans = copy.execute("PRAGMA foreign_key_check").fetchall()
        return not damage and not orphans and _rows(copy) == rows


def _bring_the_key(wrapped: Path, beside: Path) -> None:
    # A demo has none: its key lies open and is not to be spread.
    if wrapped.is_file():
        beside.touch(mode=0o600)
        beside.write_bytes(wrapped.read_bytes())
        _flush(beside)


def _rows(connection: Any) -> dict[str, int]:
    names = connection.execute(
        "SELECT name FROM pragma_table_list WHERE type = 'table' AND schema = 'main' "
        "AND name NOT LIKE 'sqlite~_%' ESCAPE '~' ORDER BY name"
    ).fetchall()
    return {
        name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]
        for (name,) in names
    }


@contextmanager
def _nothing_left(part: Path) -> Iterator[None]:
    leavings = [part.with_name(part.name + end) for end in ("", "-journal", "-wal", "-shm")]
    for old in leavings:
        old.unlink(missing_ok=True)
    try:
        yield
    finally:
        for left in leavings:
            left.unlink(missing_ok=True)


@contextmanager
def _sentences(target: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, dbapi2.Error) as error:
        raise BackupFailed(
            f"No copy could be made in {target.parent}: {_reason(error)}.",
            kept="The clinic itself is as it was.",
        ) from error


def _reason(error: Exception) -> str:
    if isinstance(error, OSError):
        return (error.strerror or "the system refused").lower()
    return {
        "SQLITE_FULL": "the disk is full",
        "SQLITE_IOERR": "the disk is full or could not be written",
        "SQLITE_READONLY": "the folder cannot be written",
        "SQLITE_CANTOPEN": "the folder cannot be written",
        "SQLITE_CORRUPT": "part of the clinic's file is damaged",
        "SQLITE_NOTADB": "part of the clinic's file is damaged",
    }.get(fault_name(error), "the database refused")


def _flush(path: Path) -> None:
    """Have the disk keep a file, or a folder's list of names, before going on."""
    if sys.platform == "win32" and path.is_dir():
        return
    file = os.open(path, os.O_RDWR if path.is_file() else os.O_RDONLY)
    try:
        os.fsync(file)
    finally:
        os.close(file)
