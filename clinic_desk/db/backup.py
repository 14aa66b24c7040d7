"""Copies of the clinic that are known to open: made in one step, reopened alone and checked."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any, NamedTuple

from sqlcipher3 import dbapi2  # type: ignore[import-untyped]

from clinic_desk.base.errors import ClinicError
from clinic_desk.base.words import listed
from clinic_desk.db.chain import NO_LINK, Link
from clinic_desk.db.copy_checks import Passed, begin_checks, broken_rules, count_rows, lanes
from clinic_desk.db.database import Database
from clinic_desk.db.engine import connect
from clinic_desk.db.faults import fault_name

_PASSING_PAGES = 64
"""As each page passes through once, few are kept: they stay where the processor has them near."""


class BackupFailed(ClinicError):
    """No copy was made, and nothing was left where it would have been."""


class BadCopy(BackupFailed):
    """A copy was made and did not pass its checks, so it was not kept."""

    def __init__(self, failed: Iterable[str]) -> None:
        """Name the checks, each as a few words."""
        super().__init__(
            f"The copy was made but did not pass its checks ({listed(tuple(failed))}), "
            "so it was not kept.",
            next_step="Try again, to another disk if it happens twice; keep the older copies.",
        )


class BackupReport(NamedTuple):
    """A copy that was made, and what was found in it when it was opened again."""

    path: Path
    size: int
    """Bytes."""
    tables: Mapping[str, int]
    """How many rows each table has: in the copy, and at that moment in the clinic."""
    last: Link = NO_LINK
    """How far the audit in it has come."""
    chain_whole: bool = True
    """Whether the audit's chain in it holds; where not, it does not in the clinic either."""
    pictures_trouble: str = ""
    """What it has not of its pictures, as a sentence; or nothing."""

    @property
    def events(self) -> int:
        """How many events the audit in it has."""
        return self.last.number

    @property
    def rows(self) -> int:
        """How many rows there are in all tables together."""
        return sum(self.tables.values())


def backup(database: Database, target: Path, *, chain_from: Link | None = None) -> BackupReport:
    """Copy a clinic to a new file that opens with the same key.

    The copy is one moment of the clinic and the desk goes on writing meanwhile; it
    takes its name only once it has been opened again and every page, row, foreign key and
    count in it has been checked, and the audit's chain been walked. The clinic's wrapped key
    goes beside it under the same name with the ending .key, as the copy could not be opened
    without. Raises BackupFailed in a sentence; an existing file is never replaced.

    The chain is walked from `chain_from` on, where a copy before it was found whole so far.
    """
    return copy_file(database.path, database.key, target, database.chain_key, chain_from)


def copy_file(
    source: Path,
    key: bytes,
    target: Path,
    chain_key: bytes | None = None,
    chain_from: Link | None = None,
) -> BackupReport:
    """What `backup` does, for a file that no session has open yet.

    Without the chain's key the audit's chain is not walked.
    """
    _check_name(target, source)
    _check_target(target)
    _check_target(target.with_suffix(".key"))
    part = target.with_name(f".{target.name}.part")
    with _sentences(target), _nothing_left(part):
        passed = _copied_and_checked(source, key, part, chain_key, chain_from)
        size = part.stat().st_size
        with _key_with_its_copy(target):
            bring_the_key(source.with_suffix(".key"), target.with_suffix(".key"))
            part.rename(target)
        flush(target.parent)
    return BackupReport(target, size, passed.rows, passed.last, passed.chain_whole)


def _check_name(target: Path, source: Path) -> None:
    """BackupFailed for a name that the program takes for something else."""
    is_beside = target.parent.resolve() == source.parent.resolve()
    # Beside the clinic it could be its log, or the name of its folder of copies.
    if is_beside and target.suffix != ".db":
        raise BackupFailed(
            f"{target.name} may be a name that the clinic's own folder needs.",
            next_step="Choose another folder, best on another disk.",
        )
    if target.suffix == ".key":
        raise BackupFailed(
            "A name that ends in .key is for the wrapped key that goes beside a copy.",
            next_step="Give the copy a name that ends in .db.",
        )


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


def _copied_and_checked(
    source: Path, key: bytes, part: Path, chain_key: bytes | None, chain_from: Link | None
) -> Passed:
    """Make the copy, then open it alone and check it."""
    with _one_moment(source, key) as (live, beside), lanes() as pool:
        # The rows' own rules are asked of the same moment while its pages are copied: a
        # processor has nothing else to do then, and the rows of the copy are these rows.
        moment = pool.submit(_look_at, beside)
        pool.submit(_copy, live, key, part).result()
        outcome = begin_checks(pool, part, key, chain_key, row_rules=False, chain_from=chain_from)
        rows, broken = moment.result()
        # The clinic is let go while its copy is checked, so that its log can be folded in.
        for reader in (live, beside):
            reader.close()
        # Closing it gives up the locks of the checks' connections, which nobody else wants.
        flush(part)
        found = outcome(rows)
    failed = ("the rules of its rows", *found.failed) if broken else found.failed
    if failed:
        raise BadCopy(failed)
    return found


def _look_at(moment: Any) -> tuple[dict[str, int], bool]:
    broken = broken_rules(moment)
    return count_rows(moment), broken


def _copy(live: Any, key: bytes, part: Path) -> None:
    """Copy the moment that is open."""
    with closing(connect(part, key, create=True)) as copy:
        # Nothing in an unfinished copy need be brought back or outlive a power cut; it is
        # flushed as a whole before it takes its name.
        copy.execute("PRAGMA journal_mode = OFF")
        copy.execute("PRAGMA synchronous = OFF")
        for each in (live, copy):
            each.execute(f"PRAGMA cache_size = {_PASSING_PAGES}")
        live.backup(copy, pages=-1)
        copy.execute("PRAGMA journal_mode = DELETE")


@contextmanager
def _one_moment(source: Path, key: bytes) -> Iterator[tuple[Any, Any]]:
    """Two connections that read one and the same moment of a file."""
    with closing(connect(source, key)) as one, closing(connect(source, key)) as other:
        with closing(connect(source, key)) as gate:
            # Nobody writes between the beginnings of the two, which are a millisecond.
            gate.execute("BEGIN IMMEDIATE")
            for reader in (one, other):
                reader.execute("BEGIN")
                reader.execute("SELECT count(*) FROM sqlite_master").fetchone()
            gate.execute("ROLLBACK")
        yield one, other


def bring_the_key(wrapped: Path, beside: Path) -> None:
    """Put the wrapped key beside a copy. A demo has none: its key lies open and is not spread."""
    if wrapped.is_file():
        beside.unlink(missing_ok=True)
        beside.touch(mode=0o600, exist_ok=False)
        beside.write_bytes(wrapped.read_bytes())
        flush(beside)


@contextmanager
def _key_with_its_copy(target: Path) -> Iterator[None]:
    """Leave no key behind whose copy never took its name."""
    try:
        yield
    finally:
        if not target.exists():
            with suppress(OSError):
                target.with_suffix(".key").unlink(missing_ok=True)


@contextmanager
def _nothing_left(part: Path) -> Iterator[None]:
    leavings = [part.with_name(part.name + end) for end in ("", "-journal", "-wal", "-shm")]
    for old in leavings:
        old.unlink(missing_ok=True)
    try:
        yield
    finally:
        for left in leavings:
            # On a disk that can no longer be written they stay until the next copy.
            with suppress(OSError):
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


def flush(path: Path) -> None:
    """Have the disk keep a file, or a folder's list of names, before going on."""
    if sys.platform == "win32" and path.is_dir():
        return
    file = os.open(path, os.O_RDWR if path.is_file() else os.O_RDONLY)
    try:
        os.fsync(file)
    finally:
        os.close(file)
