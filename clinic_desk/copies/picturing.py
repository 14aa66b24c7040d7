"""The pictures of the clinic's own copies, and of a copy that somebody takes to a file."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from sqlcipher3 import dbapi2  # type: ignore[import-untyped]

from clinic_desk.copies.deadline import Deadline
from clinic_desk.copies.memory import Pictures
from clinic_desk.copies.shelf import (
    SHELF_NAME,
    Named,
    Shelved,
    bring,
    find,
    lost_words,
    named_in,
    put_on_shelf,
    shelf_beside,
    tidy,
    trouble_words,
)
from clinic_desk.db.backup import BackupReport
from clinic_desk.db.copy_checks import lanes
from clinic_desk.db.database import Database
from clinic_desk.db.generations import newest_of
from clinic_desk.db.kept_files import FOLDER_NAME
from clinic_desk.db.steps import BACKUPS_NAME


def shelve(
    database: Database, folder: Path, before: Pictures, now: datetime, ends: Deadline
) -> Pictures:
    """Bring the pictures of the newest copy in a folder to its shelf, behind the desk.

    `before` is how far that came. See `shelf.put_on_shelf`.
    """
    newest = _newest(folder, database.key, now)
    if newest is None:
        return before
    live = database.path.parent / FOLDER_NAME
    shelved = _aside(
        newest,
        live,
        folder / SHELF_NAME,
        ends,
        lambda each: before.asks_for(each.name, each.on_shelf),
    )
    # What was lost and not come to yet is lost still.
    missed = {each.on_shelf for each in newest[len(newest) - shelved.left :]} & {*before.lost}
    lost = {each.on_shelf for each in _still_named(database, shelved.lost)} | missed
    goes_on = shelved.left and before.read_after is not None
    reached = max(shelved.reached, before.read_after or "") if goes_on else None
    return Pictures(shelved.left, shelved.trouble, tuple(sorted(lost)), reached)


def export_pictures(database: Database, report: BackupReport) -> BackupReport:
    """Bring the pictures of a copy that was taken to a file to a folder beside it."""
    named = named_in(report.path, database.key)
    live = database.path.parent / FOLDER_NAME
    if shelf_beside(report.path).resolve() == live.resolve():
        # A copy in the clinic's own folder has the clinic's pictures beside it.
        return report
    shelved = _aside(named, live, shelf_beside(report.path), Deadline())
    lost = _still_named(database, shelved.lost)
    try:
        lost = _without_those_of_copies(lost, database.path.parent, shelf_beside(report.path))
    except OSError as error:
        return report._replace(pictures_trouble=trouble_words(error))
    trouble = shelved.trouble or (lost_words(len(lost)) if lost else "")
    return report._replace(pictures_trouble=trouble)


def _without_those_of_copies(
    lost: tuple[Named, ...], clinic: Path, shelf: Path
) -> tuple[Named, ...]:
    """Bring those that the clinic's copies still have; gives the others."""
    found = {each: find(each, (clinic / BACKUPS_NAME / SHELF_NAME,)) for each in lost}
    for each, path in found.items():
        if path is not None:
            bring(path, shelf, each.sealed)
    return tuple(each for each, path in found.items() if path is None)


def tidy_pictures(database: Database, folder: Path, now: datetime) -> None:
    """Remove from a shelf what no copy in its folder names; what cannot be removed stays."""
    newest = _newest(folder, database.key, now)
    if newest is not None:
        with suppress(OSError):
            kept = (each.on_shelf for each in newest)
            tidy(folder / SHELF_NAME, folder, kept, database.key)


def _aside(
    named: tuple[Named, ...],
    live: Path,
    shelf: Path,
    ends: Deadline,
    to_read: Callable[[Named], bool] = lambda _: True,
) -> Shelved:
    if not named:
        return Shelved()
    with lanes() as pool:
        return pool.submit(put_on_shelf, named, live, shelf, ends, to_read).result()


def _newest(folder: Path, key: bytes, now: datetime) -> tuple[Named, ...] | None:
    try:
        newest = newest_of((each.name for each in folder.iterdir()), now)
        return named_in(folder / newest.name, key) if newest else None
    except (OSError, dbapi2.Error):
        return None


def _still_named(database: Database, lost: tuple[Named, ...]) -> tuple[Named, ...]:
    """Those that the clinic still names: one removed since the copy was made is not lost."""
    if not lost:
        return ()
    try:
        named = {each.sealed for each in named_in(database.path, database.key)}
    except dbapi2.Error:
        return lost
    return tuple(each for each in lost if each.sealed in named)
