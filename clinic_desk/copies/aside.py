"""The clinic's file that goes, kept aside with its last writes."""

from __future__ import annotations

import os
import shutil
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path

from sqlcipher3 import dbapi2  # type: ignore[import-untyped]

from clinic_desk.base.clock import Clock, local
from clinic_desk.base.errors import CannotOpen
from clinic_desk.copies.plan import ASIDE, LOGS
from clinic_desk.db.anchor import anchors_of
from clinic_desk.db.backup import flush
from clinic_desk.db.engine import connect
from clinic_desk.db.key import Keys
from clinic_desk.db.key_text import KEY_NAME
from clinic_desk.db.logs import check_logs
from clinic_desk.db.opening import BACKUPS_NAME, DATABASE_NAME
from clinic_desk.db.steps import ForeignWal
from clinic_desk.db.wal import put_log_aside

_LOG_ENDS = ("-wal", "-shm", "-journal")


def kept_aside(clinic: Path, present: Keys | None, clock: Clock) -> Path | None:
    """A second name for the clinic's file, or a copy of it where the disk knows no second names."""
    file = clinic / DATABASE_NAME
    if not file.exists():
        return None
    backups = clinic / BACKUPS_NAME
    backups.mkdir(exist_ok=True)
    aside = _free_aside(backups, clock.now())
    _fold(file, aside, present)
    try:
        os.link(file, aside)
    except OSError:
        shutil.copyfile(file, aside)
        flush(aside)
    if (clinic / KEY_NAME).is_file():
        aside.with_suffix(".key").touch(mode=0o600)
        aside.with_suffix(".key").write_bytes((clinic / KEY_NAME).read_bytes())
        flush(aside.with_suffix(".key"))
    flush(backups)
    return aside


def put_strays_aside(file: Path, present: Keys | None, clock: Clock) -> None:
    """Give logs that are not the file's own other names, as the file that goes is to be whole."""
    if present is None or not file.exists():
        return
    # One may lie there of each kind.
    for _ in LOGS:
        try:
            check_logs(file, present.data, anchors_of(file, present.chain))
        except ForeignWal:
            put_log_aside(file, clock.now())
        except CannotOpen:
            return


def _fold(file: Path, aside: Path, present: Keys | None) -> None:
    """Bring the last writes into the file; where it is too damaged for it, keep them beside it.

    SQLite removes a log that it makes nothing of, so it is copied before anything is opened.
    """
    log = _log(file, "-wal")
    if not log.exists() or log.stat().st_size == 0:
        return
    shutil.copyfile(log, _log(aside, "-wal"))
    flush(_log(aside, "-wal"))
    if present is None:
        return
    try:
        with closing(connect(file, present.data)) as connection:
            mode = connection.execute("PRAGMA journal_mode = DELETE").fetchone()[0]
    except dbapi2.Error:
        return
    if mode == "delete":
        _log(aside, "-wal").unlink()


def drop(aside: Path | None) -> None:
    """Take away a file that went aside in vain, with its lock and its logs."""
    if aside is not None:
        for path in (aside, aside.with_suffix(".key"), *(_log(aside, end) for end in _LOG_ENDS)):
            with suppress(OSError):
                path.unlink(missing_ok=True)


def _free_aside(backups: Path, now: datetime) -> Path:
    stamp = f"{ASIDE}{local(now):%Y-%m-%d-%H%M%S}"
    path, number = backups / f"{stamp}.db", 2
    while path.exists():
        path, number = backups / f"{stamp}-{number}.db", number + 1
    return path


def _log(file: Path, end: str) -> Path:
    return file.with_name(f"{file.name}{end}")
