"""Which of the copies in a clinic's backups folder are kept, and the copy made on closing."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path

from clinic_desk.base.clock import Clock, local
from clinic_desk.db.backup import BackupFailed, BackupReport, backup
from clinic_desk.db.database import Database

LAST, DAYS, MONTHS = 10, 14, 12
"""Kept: the last ten copies, the last of each of 14 days, the last of each of twelve months."""

_NAME = re.compile(r"clinic-(\d{4}-\d{2}-\d{2})-(\d{6})(?:-[\w-]+)?\.db")


def copy_name(instant: datetime, note: str = "") -> str:
    """`clinic-2026-11-24-153000.db`, by the clinic's local time, with a note before the ending."""
    return f"clinic-{local(instant):%Y-%m-%d-%H%M%S}{'-' if note else ''}{note}.db"


def outdated(names: Iterable[str]) -> tuple[str, ...]:
    """Those of the names that no rule keeps, oldest first; never a name of another form.

    Days and months are those that have a copy, so a clinic that was shut for a
    month loses none by it, and a clock set wrong loses none either.
    """
    ours = sorted(name for name in names if _day(name) is not None)
    by_day = {name[:17]: name for name in ours}
    by_month = {name[:14]: name for name in ours}
    kept = {*ours[-LAST:], *_newest(by_day, DAYS), *_newest(by_month, MONTHS)}
    return tuple(name for name in ours if name not in kept)


def _newest(latest: dict[str, str], how_many: int) -> list[str]:
    return [latest[key] for key in sorted(latest)[-how_many:]]


def _day(name: str) -> date | None:
    found = _NAME.fullmatch(name)
    try:
        return date.fromisoformat(found[1]) if found else None
    except ValueError:
        return None


def keep_generations(folder: Path) -> tuple[Path, ...]:
    """Remove the copies in a backups folder that are outdated; gives those removed."""
    gone = tuple(folder / name for name in outdated(entry.name for entry in folder.iterdir()))
    for path in gone:
        path.unlink(missing_ok=True)
        path.with_suffix(".key").unlink(missing_ok=True)
    return gone


def copy_into(database: Database, folder: Path, clock: Clock, note: str = "") -> BackupReport:
    """A checked copy in the backups folder, made where it is missing; then the outdated ones go.

    Raises BackupFailed; no older copy is removed then.
    """
    make_folder(folder)
    report = backup(database, free_name(folder, clock.now(), note))
    keep_generations(folder)
    return report


def make_folder(folder: Path) -> None:
    """Make a backups folder where there is none; BackupFailed where that cannot be."""
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise BackupFailed(
            f"The folder {folder} for copies cannot be made ({error.strerror}).",
            kept="The clinic itself is as it was.",
        ) from error


def free_name(folder: Path, instant: datetime, note: str = "") -> Path:
    """A name in the folder that is not taken; two copies within a second are told apart."""
    path, number = folder / copy_name(instant, note), 2
    while path.exists():
        path, number = folder / copy_name(instant, f"{note or 'copy'}-{number}"), number + 1
    return path
