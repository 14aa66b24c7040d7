"""A disk of two megabytes that is really full: in memory, and seen by one process alone."""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
import tempfile
from itertools import count
from multiprocessing.connection import Connection
from pathlib import Path

from clinic_desk.base.errors import ClinicError
from clinic_desk.db.backup import backup
from tests.faults.clinics import Kept, book, how_many, open_for_work
from tests.faults.refusing import Tried
from tests.faults.wholeness import troubles_of

BYTES = 2 * 1024 * 1024
PAGE = 4096
_OWN_MOUNTS, _OWN_USERS = 0x00020000, 0x10000000
_PRIVATE = 1 << 18 | 1 << 14


def mount_small_disk(folder: Path) -> bool:
    """Mount one on a folder, for this process alone; whether the system lets us."""
    system = ctypes.CDLL(None, use_errno=True)
    flags = _OWN_MOUNTS if os.geteuid() == 0 else _OWN_MOUNTS | _OWN_USERS
    return (
        system.unshare(flags) == 0
        and system.mount(b"none", b"/", None, _PRIVATE, None) == 0
        and system.mount(b"none", os.fsencode(folder), b"tmpfs", 0, b"size=%d" % BYTES) == 0
    )


def can_mount() -> bool:
    """Whether a process of ours may have such a disk; tried in one that ends at once."""
    if not sys.platform.startswith("linux"):
        return False
    child = os.fork()
    if child == 0:
        os._exit(0 if mount_small_disk(Path(tempfile.gettempdir())) else 1)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def fill_but(folder: Path, left: int) -> Path:
    """Fill the disk so that so many bytes are left; gives the file that fills it."""
    ballast = folder / "ballast"
    free = shutil.disk_usage(folder).free
    with ballast.open("wb") as out:
        out.write(bytes(max(0, free - left)))
    return ballast


def full_while_saving_and_copying(pipe: Connection, path: Path, step: int) -> None:
    """Save, then copy, with ever more pages left on a disk that is really full."""
    folder = path.parent.with_name("small")
    folder.mkdir()
    assert mount_small_disk(folder)
    small = Path(shutil.copy(path, folder))
    desk, kept, said, points = open_for_work(small), list[Kept](), set[str](), 0
    for pages in count(0, step):
        ballast = fill_but(folder, pages * PAGE)
        try:
            kept.append(book(desk, len(kept)))
            break
        except ClinicError as error:
            said.add(error.what)
            points += 1
        finally:
            ballast.unlink()
        assert how_many(desk.database) == len(kept)
        if pages % (4 * step) == 0:
            # There is room again.
            kept.append(book(desk, len(kept)))
    for pages in count(0, step):
        ballast = fill_but(folder, pages * PAGE)
        try:
            backup(desk.database, folder / "copy.db")
            break
        except ClinicError as error:
            said.add(error.what.replace(str(folder), "the folder"))
            points += 1
        finally:
            ballast.unlink()
        assert not [left for left in folder.iterdir() if "copy" in left.name]
    desk.database.close()
    assert troubles_of(small, kept) == []
    # The disk goes with this process.
    shutil.copytree(folder, path.parent, dirs_exist_ok=True)
    pipe.send(Tried(points, tuple(said), tuple(kept)))
