"""The folder and the name of a clinic's file, looked at before the file is opened."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from clinic_desk.base.errors import CannotOpen
from clinic_desk.db.half_made import PART_NAME, clear_half_made, is_half_made
from clinic_desk.db.key_text import DEMO_KEY_NAME, KEY_NAME
from clinic_desk.db.pages import PAGE
from clinic_desk.db.steps import (
    BACKUPS_NAME,
    DATABASE_NAME,
    Damaged,
    DiskTrouble,
    OpeningTrouble,
    Step,
    WrongPlace,
)
from clinic_desk.db.troubles import newest_copy_words
from clinic_desk.db.wal import wal_of

OTHER_FOLDER = "Choose the clinic's own folder."
CHECK_DISK = "Check that its disk is connected and may be read, then try again."


def check_folder(folder: Path) -> None:
    """WrongPlace if there is no such folder, or something else stands there."""
    try:
        found, is_folder = folder.exists(), folder.is_dir()
    except OSError as error:
        raise DiskTrouble(
            f"The folder {folder} cannot be read ({error.strerror}).", next_step=CHECK_DISK
        ) from error
    if not found:
        raise WrongPlace(
            f"There is no folder {folder}.",
            next_step="Check the name, and that its disk or stick is connected.",
            steps=(Step.TRY_AGAIN, Step.OTHER_FOLDER),
        )
    if not is_folder:
        raise WrongPlace(f"{folder} is a file, not a folder.", next_step="Choose a folder.")


def check_place(path: Path) -> None:
    """OpeningTrouble if a clinic's file is missing, empty or cut short; it is not opened."""
    check_folder(path.parent)
    check_kinds(path.parent)
    try:
        size = path.stat().st_size
    except FileNotFoundError as error:
        raise _no_file(path) from error
    except OSError as error:
        raise DiskTrouble(
            f"{path} cannot be read ({error.strerror}).", next_step=CHECK_DISK
        ) from error
    if not path.is_file():
        what = "a folder" if path.is_dir() else "no file of the usual kind"
        raise WrongPlace(
            f"{path} is {what} where the clinic's file should be.", next_step=OTHER_FOLDER
        )
    _check_is_here(path)
    # SQLite would open an empty file as a new clinic, and throw away a log that lies beside it.
    if size == 0:
        raise damaged(path, f"{path} is empty.")
    # A checkpoint that was cut off leaves a file that its WAL still mends. Without one, a file
    # of half a page has lost something, though SQLite would open it until that page is read.
    wal = wal_of(path)
    if size % PAGE and not (wal.exists() and wal.stat().st_size):
        raise damaged(path, f"{path} has been cut short.")


def check_kinds(folder: Path) -> None:
    """WrongPlace where a pipe or the like has one of the names that are read: the program would
    wait for it without end."""
    for name in _READ:
        try:
            kind = (folder / name).stat().st_mode
        except OSError:
            continue
        if not (stat.S_ISREG(kind) or stat.S_ISDIR(kind)):
            raise WrongPlace(
                f"{folder / name} is no file of the usual kind.",
                kept="Nothing was changed.",
                next_step="Move it to another folder, then try again.",
                steps=(Step.TRY_AGAIN, Step.OTHER_FOLDER),
            )


_READ = (
    KEY_NAME,
    DEMO_KEY_NAME,
    f"{DATABASE_NAME}-wal",
    f"{DATABASE_NAME}-shm",
    f"{DATABASE_NAME}-journal",
    "clinic.anchor",
    "clinic.lock",
    "clinic.tries",
    "copies.json",
)


def _check_is_here(path: Path) -> None:
    """WrongPlace where the clinic's file is a link: SQLite keeps its log beside the file that is
    meant, where nothing here looks at it before it is folded in, and where another folder's
    lock does not hold."""
    if path.is_symlink():
        raise WrongPlace(
            f"{path} is a link to a file in another folder, not the clinic's file itself.",
            kept="Neither was changed.",
            next_step="Open the folder that it leads to, or make a link to that whole folder.",
        )


@contextmanager
def new_place(folder: Path) -> Iterator[None]:
    """A folder for a new clinic; whatever was put into it is taken away again on failure.

    CannotOpen where it cannot be made, holds other things, or is a clinic already.
    """
    new = [path for path in (folder, *folder.parents) if not path.exists()]
    _make(folder)
    before = set(folder.iterdir())
    try:
        _begin(folder)
        yield
    except BaseException:
        for path in set(folder.iterdir()) - before:
            path.unlink()
        for path in new:
            path.rmdir()
        raise


def _begin(folder: Path) -> None:
    """There before the key is, to tell that nothing was ever kept under it."""
    try:
        (folder / PART_NAME).touch()
    except OSError as error:
        raise CannotOpen(f"No clinic can be made in {folder} ({error.strerror}).") from error


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        clear_half_made(folder)
        taken = [path.name for path in folder.iterdir() if not path.name.startswith(".")]
    except FileExistsError as error:
        raise CannotOpen(f"{folder} is a file, not a folder.") from error
    except OSError as error:
        raise CannotOpen(f"No clinic can be made in {folder} ({error.strerror}).") from error
    if DATABASE_NAME in taken:
        raise CannotOpen(
            f"There is a clinic in {folder} already.",
            next_step="Open that one, or choose another folder.",
        )
    if taken:
        raise CannotOpen(
            f"The folder {folder} holds other things.",
            next_step="Choose a folder that is new or empty.",
        )


def _no_file(path: Path) -> OpeningTrouble:
    """A folder without a clinic's file; with its key or copies there it has lost it."""
    folder, what = path.parent, f"There is no clinic in {path.parent}: it has no {path.name}."
    if is_half_made(folder):
        return WrongPlace(
            f"A clinic was begun in {folder} and its making was cut off.",
            kept="Nothing was in it yet.",
            next_step="Start it again in the same folder.",
        )
    if (folder / KEY_NAME).exists() or (folder / BACKUPS_NAME).is_dir():
        return damaged(path, what)
    return WrongPlace(what, next_step="Choose another folder, or start a clinic there.")


def damaged(path: Path, what: str) -> Damaged:
    """With the newest copy's time and the way back to it."""
    return Damaged(what, next_step=f"{newest_copy_words(path.parent)} {_FROM_A_COPY}")


_FROM_A_COPY = "Put the newest copy in its place; the file as it is now is kept aside."
