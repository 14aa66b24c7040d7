"""The second place for copies: another disk, a share, a stick, which may be away.

The copies go into a folder of their own there. It is made once, when the place is chosen: a
stick that is out often leaves its empty folder behind, and copies put into that would lie on
the first disk again.
"""

from __future__ import annotations

import errno
import hashlib
import os
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from sqlcipher3 import dbapi2  # type: ignore[import-untyped]

from clinic_desk.base.errors import BadInput, ClinicError
from clinic_desk.copies.deadline import Deadline, OutOfTime
from clinic_desk.copies.shelf import SHELF_NAME, mirror, on_shelf
from clinic_desk.copies.shelf import tidy as tidy_shelf
from clinic_desk.db.anchor import chain_name
from clinic_desk.db.backup import bring_the_key, flush
from clinic_desk.db.engine import APPLICATION_ID, connect
from clinic_desk.db.generations import keep_generations, outdated, read_names

AT_ONCE = 2
"""How many copies are brought at a time: the newest, and one of those that are missing."""
_CHUNK = 1024 * 1024


class NotBrought(ClinicError):
    """The copy did not get to the second place, which is there; the first place has it."""


class Brought(NamedTuple):
    """Where the second place stands after a visit."""

    has_newest: bool
    trouble: str = ""


def shelf_in(place: Path, chain_key: bytes) -> Path:
    """The folder of one clinic's copies in a second place; two clinics may share a stick."""
    return place / f"clinic-copies-{chain_name(chain_key)[:8]}"


def is_there(shelf: Path) -> bool:
    """Whether the place is connected and is the one that was chosen."""
    try:
        return shelf.is_dir()
    except OSError:
        return False


def choose(place: Path, clinic: Path, chain_key: bytes) -> Path:
    """Make the folder for copies in a place, and give it. BadInput, field `second_place`."""
    try:
        inside = place.resolve().is_relative_to(clinic.resolve())
        if inside:
            raise BadInput(
                "second_place",
                "That is inside the clinic's own folder, and would be lost with it.",
                next_step="Choose another disk, a share or a stick.",
            )
        if not place.is_dir():
            raise BadInput(
                "second_place",
                f"There is no folder {place}.",
                next_step="Connect the disk or stick, or choose another folder.",
            )
        shelf = shelf_in(place, chain_key)
        shelf.mkdir(mode=0o700, exist_ok=True)
        tried = shelf / ".tried"
        tried.write_bytes(b"")
        tried.unlink()
    except (OSError, ValueError) as error:
        said = getattr(error, "strerror", None) or "that is no name of a folder"
        raise BadInput("second_place", f"Nothing can be written there ({said}).") from error
    return shelf


def is_same_disk(place: Path, clinic: Path) -> bool:
    """Whether both lie on one disk, so that one fault takes both."""
    try:
        return place.stat().st_dev == clinic.stat().st_dev
    except OSError:
        return False


def bring_all(
    backups: Path,
    shelf: Path,
    key: bytes,
    now: datetime,
    ends: Deadline,
    pictures_until: Deadline,
) -> Brought:
    """Bring the newest copy, one of those that the second place is to have and has not, and
    the pictures, each once.

    Each is read again there, and a copy opened. Never raises: what is in the way is a sentence.
    """
    try:
        ours = read_names(each.name for each in backups.iterdir())
        if not ours:
            return Brought(False)
        there = {each.name for each in shelf.iterdir()}
        unwanted = outdated({*(made.name for made in ours), *there}, now)
        wanted = [made.name for made in reversed(ours) if made.name not in unwanted]
        missing = [name for name in wanted if not _has_come(backups / name, shelf / name)]
        for name in missing[:AT_ONCE]:
            bring(backups / name, shelf / name, key, ends)
        pictures = mirror(backups / SHELF_NAME, shelf / SHELF_NAME, pictures_until)
        if pictures.trouble:
            return Brought(False, f"In the second place: {pictures.trouble}")
    except NotBrought as error:
        return Brought(False, str(error))
    except OutOfTime:
        return Brought(False)
    except OSError as error:
        return Brought(False, f"The second place cannot be read ({error.strerror}).")
    return Brought(not pictures.left)


def _has_come(copy: Path, target: Path) -> bool:
    """Whether a copy is there by its name, as large as it was sent, and its lock beside it.

    What a stick lost, or somebody else put there by that name, is brought again.
    """
    lock = copy.with_suffix(".key")
    pairs = (
        [(copy, target), (lock, target.with_suffix(".key"))] if lock.is_file() else [(copy, target)]
    )
    return all(
        there.is_file() and there.stat().st_size == own.stat().st_size for own, there in pairs
    )


def bring(copy: Path, target: Path, key: bytes, ends: Deadline | None = None) -> None:
    """One copy with its key: written, read again from there, opened; then it takes its name.

    Raises NotBrought, or OutOfTime; nothing is left there then.
    """
    part = target.with_name(f".{target.name}.part")
    try:
        # Anybody may have put a link there, to something that is not to be written over.
        part.unlink(missing_ok=True)
        sent = _write(copy, part, ends or Deadline())
        _forget_cached(part)
        if _digest(part) != sent or not _opens(part, key):
            raise NotBrought(
                f"A copy brought to {target.parent} is not what was sent, so it was not kept.",
                next_step="Try another disk or stick if it happens twice.",
            )
        bring_the_key(copy.with_suffix(".key"), target.with_suffix(".key"))
        part.replace(target)
        with suppress(OSError):
            flush(target.parent)
    except OSError as error:
        raise _not_brought(target.parent, error) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def tidy(shelf: Path, backups: Path, now: datetime, key: bytes) -> None:
    """Remove the copies there that no rule keeps, then the pictures that no copy names, neither
    there nor in the first place. What cannot be removed stays."""
    with suppress(OSError):
        keep_generations(shelf, now)
        tidy_shelf(shelf / SHELF_NAME, shelf, on_shelf(backups / SHELF_NAME), key)


def _write(copy: Path, part: Path, ends: Deadline) -> bytes:
    digest = hashlib.sha256()
    with copy.open("rb") as source, part.open("wb") as out:
        while chunk := source.read(_CHUNK):
            ends.check()
            digest.update(chunk)
            out.write(chunk)
        out.flush()
        os.fsync(out.fileno())
    return digest.digest()


def _digest(path: Path) -> bytes:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").digest()


def _forget_cached(path: Path) -> None:
    """Have the next reading come from the disk, where the system can be told so."""
    if hasattr(os, "posix_fadvise"):
        file = os.open(path, os.O_RDONLY)
        try:
            with suppress(OSError):
                os.posix_fadvise(file, 0, 0, os.POSIX_FADV_DONTNEED)
        finally:
            os.close(file)


def _opens(path: Path, key: bytes) -> bool:
    try:
        with closing(connect(path, key)) as copy:
            return bool(copy.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID)
    except dbapi2.Error:
        return False


def _not_brought(shelf: Path, error: OSError) -> NotBrought:
    if error.errno == errno.EFBIG:
        return NotBrought(
            f"The second place {shelf.parent} takes no file as large as the clinic's.",
            kept="The copies on this computer are made all the same.",
            next_step="Choose another disk or stick; one that is formatted as FAT32 ends at 4 GB.",
        )
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return NotBrought(
            f"The second place {shelf.parent} is full.",
            kept="The copies on this computer are made all the same.",
            next_step="Make room there, or choose another disk or stick.",
        )
    return NotBrought(
        f"The second place {shelf.parent} could not be written "
        f"({error.strerror or 'the system refused'}).",
        kept="The copies on this computer are made all the same.",
    )
