"""The write-ahead log beside a clinic's file, looked at before the database touches it.

SQLite takes what a log says for pages of the file it lies beside. One that was copied here
from another clinic would be folded into the file unread, and one whose first page is spoilt
be passed over and written over. Nothing here may read files that this process has open.
"""

from __future__ import annotations

import filecmp
import shutil
import struct
from contextlib import suppress
from datetime import datetime
from enum import Enum
from pathlib import Path

from clinic_desk.base.clock import local
from clinic_desk.db.journal import journal_of
from clinic_desk.db.pages import PAGE, SALT, page_is_whole, seal_key

_MAGIC = (0x377F0682, 0x377F0683)
_HEADER, _FRAME = 32, 24


class Wal(Enum):
    """What lies beside a clinic's file."""

    NONE = "none"
    """No log, or an empty one: everything is in the file."""
    OURS = "ours"
    """Left by a program that was cut off; opening folds it in."""
    FOREIGN = "foreign"
    """Whole, and of another file."""
    SPOILT = "spoilt"
    """Damaged from its very beginning, so that SQLite would pass over all of it."""


def wal_of(path: Path) -> Path:
    """Where the log of a clinic's file lies."""
    return path.with_name(f"{path.name}-wal")


def look_at_wal(path: Path, key: bytes) -> Wal:
    """What lies beside a clinic's file, told by its first page. Raises OSError."""
    try:
        with wal_of(path).open("rb") as file:
            log = file.read(_HEADER + _FRAME + PAGE)
    except FileNotFoundError:
        return Wal.NONE
    if not log:
        return Wal.NONE
    with path.open("rb") as file:
        salt = file.read(SALT)
    if len(log) < _HEADER + _FRAME + PAGE:
        # The header alone, or a first page half written: no save was ever finished in it.
        return Wal.OURS
    if not _adds_up(log):
        return Wal.SPOILT
    page = log[_HEADER + _FRAME :]
    number = int.from_bytes(log[_HEADER : _HEADER + 4], "big")
    is_ours = page_is_whole(seal_key(key, salt), number, page)
    return Wal.OURS if is_ours else Wal.FOREIGN


def put_log_aside(path: Path, now: datetime) -> Path | None:
    """Give a log that does not belong another name in the same folder; None where there is none.

    What it was beside is as it was, and with it back in its place the two are as before. Where
    there are two, the journal goes: it is what was told of first. Raises OSError.
    """
    journal = journal_of(path)
    log = journal if journal.exists() else wal_of(path)
    aside = log.with_name(f"{log.name}-{_stamp(now)}")
    shared = path.with_name(f"{path.name}-shm")
    if not log.exists():
        return None
    if log == journal:
        log.rename(aside)
        return aside
    log.rename(aside)
    shared.unlink(missing_ok=True)
    return aside


def keep_wal(path: Path, now: datetime) -> Path | None:
    """A copy of the log, in case opening shows that saves are missing; None where there is none,
    or one as it is was kept before."""
    log = wal_of(path)
    if not log.exists() or not log.stat().st_size:
        return None
    if any(filecmp.cmp(log, kept, shallow=False) for kept in log.parent.glob(f"{log.name}-*")):
        return None
    kept = log.with_name(f"{path.name}-wal-{_stamp(now)}")
    with suppress(OSError):
        shutil.copyfile(log, kept)
        return kept
    return None


def _stamp(now: datetime) -> str:
    return f"{local(now):%Y-%m-%d-%H%M%S}"


def _adds_up(log: bytes) -> bool:
    """Whether header and first frame are as SQLite wrote them, by its own sums."""
    magic, _, page_size, _, salt_1, salt_2, sum_1, sum_2 = struct.unpack(">8I", log[:_HEADER])
    if magic not in _MAGIC or page_size != PAGE:
        return False
    order = ">" if magic & 1 else "<"
    found = _sums(log[: _HEADER - 8], (0, 0), order)
    if found != (sum_1, sum_2):
        return False
    frame = struct.unpack(">6I", log[_HEADER : _HEADER + _FRAME])
    if frame[2:4] != (salt_1, salt_2):
        return False
    found = _sums(log[_HEADER : _HEADER + 8] + log[_HEADER + _FRAME :], found, order)
    return found == frame[4:6]


def _sums(data: bytes, start: tuple[int, int], order: str) -> tuple[int, int]:
    first, second = start
    words = struct.unpack(f"{order}{len(data) // 4}I", data)
    for at in range(0, len(words), 2):
        first = (first + words[at] + second) & 0xFFFFFFFF
        second = (second + words[at + 1] + first) & 0xFFFFFFFF
    return first, second
