"""The pictures of the copies: each encrypted file once, in a folder beside the copies.

A copy of the database names its pictures and holds their keys; the files themselves would swell
every copy, so the copies of one folder share them. On the shelf a file is called by its own
SHA-256: anybody can tell without a key whether it is whole, and a picture that was removed and
added again, which has another key then, is another file.
"""

from __future__ import annotations

import errno
import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import NamedTuple

from sqlcipher3 import dbapi2  # type: ignore[import-untyped]

from clinic_desk.base.words import count
from clinic_desk.copies.deadline import Deadline, OutOfTime
from clinic_desk.db.backup import flush
from clinic_desk.db.engine import connect
from clinic_desk.db.kept_files import SEALING_BYTES, is_sealed, write_sealed

SHELF_NAME = "photographs"
"""The folder beside the copies, in each place where there are any."""
_HEX = 64


class Named(NamedTuple):
    """A picture that a database names: what it is called there, and its encrypted file."""

    name: str
    sealed: bytes
    """SHA-256 of the encrypted file."""
    size: int
    """Bytes of the encrypted file."""

    @property
    def on_shelf(self) -> str:
        """What it is called on a shelf."""
        return self.sealed.hex()


class Shelved(NamedTuple):
    """What became of the pictures of a copy."""

    lost: tuple[Named, ...] = ()
    """Found whole nowhere."""
    left: int = 0
    """For which there was no time."""
    reached: str = ""
    """The name of the last one before there was no more time."""
    trouble: str = ""
    """Why the shelf took no more, as a sentence; or nothing."""


class Looked(NamedTuple):
    """What of the pictures that a database names is there."""

    named: int
    missing: int
    altered: int

    @property
    def is_whole(self) -> bool:
        """Whether none is missing or altered."""
        return not (self.missing or self.altered)


def shelf_beside(copy: Path) -> Path:
    """The shelf of the folder that a copy lies in."""
    return copy.parent / SHELF_NAME


def named_in(file: Path, key: bytes) -> tuple[Named, ...]:
    """The pictures that a database names; none where it is of before there were any.

    Raises the driver's Error for one that does not open or cannot be read.
    """
    with closing(connect(file, key)) as connection:
        known = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'kept_file'"
        if connection.execute(known).fetchone() is None:
            return ()
        rows = connection.execute("SELECT name, sealed, bytes FROM kept_file ORDER BY name")
        return tuple(Named(name, sealed, size + SEALING_BYTES) for name, sealed, size in rows)


def look(named: Iterable[Named], folder: Path, *, by_name: bool = False) -> Looked:
    """Read every picture that is named, on a shelf or `by_name` in a clinic, and count those
    missing or not what was kept."""
    numbers = [0, 0, 0]
    for each in named:
        path = folder / (each.name if by_name else each.on_shelf)
        numbers[0] += 1
        if not path.is_file():
            numbers[1] += 1
        elif not is_sealed(path, each.sealed):
            numbers[2] += 1
    return Looked(*numbers)


def looked_words(looked: Looked) -> str:
    """`12, all as they were kept`, or `12, 2 of them missing and 1 not as it was kept`."""
    if looked.is_whole:
        return f"{looked.named:,}, all as they were kept"
    missing, altered = looked.missing, looked.altered
    parts = (
        f"{missing:,} of them missing" if missing else "",
        f"{altered:,} not as kept" if altered else "",
    )
    return f"{looked.named:,}, {' and '.join(filter(None, parts))}"


def lost_words(number: int) -> str:
    """What is said of a copy without some of its pictures, as a sentence."""
    if number == 1:
        return "1 picture is missing or damaged, and no copy has it."
    return f"{count(number, 'picture')} are missing or damaged, and no copy has them."


def put_on_shelf(
    named: Sequence[Named],
    live: Path,
    shelf: Path,
    ends: Deadline,
    to_read: Callable[[Named], bool] = lambda _: True,
) -> Shelved:
    """Put the pictures of a copy on its shelf, and back into the clinic those lost there.

    Those that are in both are known by their size, and read as well where `to_read` says so.
    Each that is brought is read again before it counts. Never raises: what is in the way is a
    sentence.
    """
    lost = list[Named]()
    try:
        there, alive = _sizes(shelf), _sizes(live)
        for number, each in enumerate(named):
            is_there = there.get(each.on_shelf) == alive.get(each.name) == each.size
            if is_there and not to_read(each):
                continue
            try:
                ends.check()
            except OutOfTime:
                reached = named[number - 1].name if number else ""
                return Shelved(tuple(lost), len(named) - number, reached)
            if not _both(each, live, shelf):
                lost.append(each)
        _flush_names(shelf)
    except OSError as error:
        return Shelved(tuple(lost), trouble=trouble_words(error))
    return Shelved(tuple(lost))


def mirror(shelf: Path, other: Path, ends: Deadline) -> Shelved:
    """Bring every picture of one shelf to another. Never raises, as `put_on_shelf`."""
    try:
        missing = sorted(_sizes(shelf).items() - _sizes(other).items())
        for number, (name, _) in enumerate(missing):
            try:
                ends.check()
            except OutOfTime:
                return Shelved(left=len(missing) - number)
            # One that is damaged here is the first place's to tell.
            if is_sealed(shelf / name, bytes.fromhex(name)):
                bring(shelf / name, other, bytes.fromhex(name))
        _flush_names(other)
    except OSError as error:
        return Shelved(trouble=trouble_words(error))
    return Shelved()


def bring(source: Path, folder: Path, sealed: bytes, name: str = "") -> None:
    """One encrypted file to a folder: written, read again from there; then it takes its name.

    OSError where it could not be, or is not what was sent; nothing is left there then.
    """
    if not folder.is_dir():
        folder.mkdir(mode=0o700, exist_ok=True)
        flush(folder.parent)
    target = folder / (name or sealed.hex())
    part = folder / f".{target.name}.{os.getpid()}-.part"
    try:
        part.unlink(missing_ok=True)
        write_sealed(part, source.read_bytes())
        _forget_cached(part)
        if not is_sealed(part, sealed):
            raise OSError(errno.EIO, "it is not what was sent")
        part.replace(target)
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def keep_what_lies(live: Path, shelf: Path) -> None:
    """Put whatever lies among a clinic's pictures on the shelf, by a second name where the disk
    knows any: before a restore, as the file kept aside may name it. OSError."""
    if not live.is_dir():
        return
    shelf.parent.mkdir(exist_ok=True)
    shelf.mkdir(mode=0o700, exist_ok=True)
    for path in live.iterdir():
        if path.name.startswith("."):
            continue
        with path.open("rb") as file:
            sealed = hashlib.file_digest(file, "sha256").digest()
        if is_sealed(shelf / sealed.hex(), sealed):
            continue
        try:
            (shelf / sealed.hex()).unlink(missing_ok=True)
            os.link(path, shelf / sealed.hex())
        except OSError:
            bring(path, shelf, sealed)
    _flush_names(shelf)


def find(each: Named, shelves: Iterable[Path]) -> Path | None:
    """Where a picture is whole, of several shelves."""
    paths = (shelf / each.on_shelf for shelf in shelves)
    return next((path for path in paths if is_sealed(path, each.sealed)), None)


def tidy(shelf: Path, copies: Path, kept: Iterable[str], key: bytes) -> tuple[Path, ...]:
    """Remove the pictures that no copy in a folder names any more; gives those removed.

    Those of the names `kept` stay unasked. While one of the copies cannot be asked, as it was
    made under another key or is damaged, none is removed.
    """
    unnamed = on_shelf(shelf) - {*kept}
    for copy in sorted(copies.glob("*.db"), reverse=True) if unnamed else ():
        try:
            unnamed -= {each.on_shelf for each in named_in(copy, key)}
        except (OSError, dbapi2.Error):
            return ()
    gone = tuple(shelf / name for name in sorted(unnamed))
    for path in (*gone, *_left_half(shelf)):
        with suppress(OSError):
            path.unlink()
    return gone


def on_shelf(shelf: Path) -> set[str]:
    """What lies on a shelf; nothing where there is none. OSError where it cannot be read."""
    return set(_sizes(shelf))


def _both(each: Named, live: Path, shelf: Path) -> bool:
    """Have a picture in the clinic and on the shelf, from wherever it is whole."""
    here, there = live / each.name, shelf / each.on_shelf
    if is_sealed(here, each.sealed):
        if not is_sealed(there, each.sealed):
            bring(here, shelf, each.sealed)
        return True
    if is_sealed(there, each.sealed):
        bring(there, live, each.sealed, each.name)
        _flush_names(live)
        return True
    return False


def _sizes(folder: Path) -> dict[str, int]:
    """The files of a folder by name; none where it is not there."""
    try:
        with os.scandir(folder) as found:
            return {each.name: each.stat().st_size for each in found if len(each.name) == _HEX}
    except FileNotFoundError:
        return {}


def _left_half(shelf: Path) -> Iterator[Path]:
    """What copies that were cut off left; the one that is at it has this process's number."""
    mine = f".{os.getpid()}-"
    yield from (path for path in shelf.glob(".*.part") if mine not in path.name)


def _flush_names(folder: Path) -> None:
    if folder.is_dir():
        with suppress(OSError):
            flush(folder)


def _forget_cached(path: Path) -> None:
    """Have the next reading come from the disk, where the system can be told so."""
    if hasattr(os, "posix_fadvise"):
        with path.open("rb") as file, suppress(OSError):
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def trouble_words(error: OSError) -> str:
    """Why a shelf took no more, as a sentence."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return "The pictures of the newest copy could not all be brought: the disk is full."
    said = error.strerror or "the system refused"
    return f"The pictures of the newest copy could not all be brought ({said})."
