"""What the program has the disk do, in order: every write, cut, sync, removal and renaming.

SQLite hands all of its file operations to a "VFS". The recorder is one that lies before the
system's own: each operation is done as ever, and noted with its bytes. SQLite's C structures are
reached by ctypes from the same library that the driver has loaded, so that nothing is compiled.
What Python writes itself is in `python_calls`. With a `refusal`, an operation can be made to fail
as a full or broken disk would.
"""

from __future__ import annotations

import ctypes
import os
import threading
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlcipher3 import _sqlite3 as driver

SQLITE_OK, SQLITE_FULL = 0, 13
IOERR_WRITE, IOERR_FSYNC, IOERR_TRUNCATE, IOERR_DELETE = (10 | more << 8 for more in (3, 4, 6, 10))
CANTOPEN = 14
"""SQLite's codes, as sqlite3.h says."""


class Wrote(NamedTuple):
    """Bytes at a place of a file; in the system's memory, and not on the disk before a sync."""

    path: str
    offset: int
    data: bytes


class Cut(NamedTuple):
    """A file brought to a size; as forgetful as a write."""

    path: str
    size: int


class Held(NamedTuple):
    """What a file was found to hold, by whatever means that was written; none of it synced."""

    path: str
    content: bytes


class Synced(NamedTuple):
    """All that was written to a file before is on the disk, and its name in the folder."""

    path: str


class SyncedFolder(NamedTuple):
    """All names in a folder are on the disk."""

    path: str


class Linked(NamedTuple):
    """A file got a second name."""

    path: str
    to: str


class Removed(NamedTuple):
    """A file was taken away; `synced` where the folder was synced after it."""

    path: str
    synced: bool


class Renamed(NamedTuple):
    """A file took another's name."""

    path: str
    to: str


class Acknowledged(NamedTuple):
    """The person was told that something is saved."""

    what: Any


Event = Wrote | Cut | Held | Synced | SyncedFolder | Removed | Renamed | Linked | Acknowledged

_P, _I, _L = ctypes.c_void_p, ctypes.c_int, ctypes.c_int64
# A name stays a bare address: SQLite keeps what else it knows of the file behind it.
_OPEN = ctypes.CFUNCTYPE(_I, _P, _P, _P, _I, _P)
_DELETE = ctypes.CFUNCTYPE(_I, _P, _P, _I)
_WRITE = ctypes.CFUNCTYPE(_I, _P, _P, _I, _L)
_TRUNCATE = ctypes.CFUNCTYPE(_I, _P, _L)
_SYNC = ctypes.CFUNCTYPE(_I, _P, _I)


class _Vfs(ctypes.Structure):
    """sqlite3_vfs, version 3, as sqlite3.h says."""

    _fields_ = (
        ("iVersion", _I),
        ("szOsFile", _I),
        ("mxPathname", _I),
        ("pNext", _P),
        ("zName", ctypes.c_char_p),
        ("pAppData", _P),
        ("xOpen", _OPEN),
        ("xDelete", _DELETE),
        *((f"x{number}", _P) for number in range(14)),
    )


class _Methods(ctypes.Structure):
    """sqlite3_io_methods, version 3, as sqlite3.h says."""

    _fields_ = (
        ("iVersion", _I),
        ("xClose", _P),
        ("xRead", _P),
        ("xWrite", _WRITE),
        ("xTruncate", _TRUNCATE),
        ("xSync", _SYNC),
        *((f"x{number}", _P) for number in range(13)),
    )


@dataclass
class Refusal:
    """Which operation is to fail, and how: `answer` is SQLite's code for each kind of operation."""

    after: int
    """How many operations are let through first."""
    answer: dict[str, int]
    lasting: bool = False
    """Whether all that follow fail too, as on a disk that stays full."""
    half: bool = False
    """Whether half of a refused write reaches the file."""
    met: int = 0
    """How many operations there have been."""
    struck: int = 0
    """How many were refused."""

    def strikes(self, kind: str) -> int:
        """What to answer to the next operation; SQLITE_OK lets it through."""
        self.met += 1
        due = self.met > self.after if self.lasting else self.met == self.after + 1
        answer = self.answer.get(kind, SQLITE_OK) if due else SQLITE_OK
        self.struck += answer != SQLITE_OK
        return answer


class Recorder:
    """Once made it lies before every file that SQLite opens, until the process ends."""

    def __init__(self) -> None:
        """Register it as the VFS that is used where none is named."""
        self.events: list[Event] = []
        self.written: set[str] = set()
        """Files whose content the events tell."""
        self.refusal: Refusal | None = None
        self.counted = 0
        """How many operations there were, refused ones included."""
        self._lock = threading.Lock()
        self._paths: dict[int, str] = {}
        self._wrapped: dict[int, _Methods] = {}
        library = ctypes.CDLL(driver.__file__)
        library.sqlite3_vfs_find.restype = ctypes.POINTER(_Vfs)
        self._below = library.sqlite3_vfs_find(None).contents
        self._vfs = _Vfs.from_buffer_copy(self._below)
        self._vfs.zName = b"recording"
        self._vfs.xOpen, self._vfs.xDelete = _OPEN(self._open), _DELETE(self._delete)
        assert library.sqlite3_vfs_register(ctypes.byref(self._vfs), 1) == SQLITE_OK

    def note(self, event: Event) -> None:
        """Add an event from outside SQLite."""
        with self._lock:
            self.events.append(event)
            if isinstance(event, Wrote | Held):
                self.written.add(event.path)
            elif isinstance(event, Removed | Renamed):
                self.written.discard(event.path)

    def refused(self, kind: str) -> int:
        """Count one operation; SQLite's code where it is to be refused, else SQLITE_OK."""
        self.counted += 1
        return self.refusal.strikes(kind) if self.refusal else SQLITE_OK

    def _open(self, vfs: int, name: int | None, file: int, flags: int, out: int | None) -> int:
        if refused := self.refused("open"):
            # SQLite looks at a file that was not opened for what closes it.
            ctypes.c_void_p.from_address(file).value = None
            return refused
        self._say_what_it_holds(_text(name))
        answer: int = self._below.xOpen(vfs, name, file, flags, out)
        if answer == SQLITE_OK:
            self._paths[file] = _text(name)
            self._come_between(file)
        return answer

    def _say_what_it_holds(self, path: str) -> None:
        # It may have been copied there by other means, of which none is noted.
        if path not in self.written and os.path.isfile(path):
            with open(path, "rb") as found:
                self.note(Held(path, found.read()))

    def _come_between(self, file: int) -> None:
        methods = ctypes.c_void_p.from_address(file)
        below = methods.value
        assert below is not None
        if below not in self._wrapped:
            self._wrapped[below] = self._wrap(_Methods.from_address(below))
        methods.value = ctypes.addressof(self._wrapped[below])

    def _wrap(self, below: _Methods) -> _Methods:
        wrapped = _Methods.from_buffer_copy(below)
        write, truncate, sync = below.xWrite, below.xTruncate, below.xSync

        def on_write(file: int, data: int, size: int, offset: int) -> int:
            content = ctypes.string_at(data, size)
            refused = self.refused("write")
            if refused and self.refusal and self.refusal.half and size > 1:
                write(file, data, size // 2, offset)
            if refused:
                return refused
            self.note(Wrote(self._paths[file], offset, content))
            answer: int = write(file, data, size, offset)
            return answer

        def on_truncate(file: int, size: int) -> int:
            if refused := self.refused("truncate"):
                return refused
            self.note(Cut(self._paths[file], size))
            answer: int = truncate(file, size)
            return answer

        def on_sync(file: int, flags: int) -> int:
            if refused := self.refused("sync"):
                return refused
            answer: int = sync(file, flags)
            self.note(Synced(self._paths[file]))
            return answer

        wrapped.xWrite = _WRITE(on_write)
        wrapped.xTruncate = _TRUNCATE(on_truncate)
        wrapped.xSync = _SYNC(on_sync)
        return wrapped

    def _delete(self, vfs: int, name: int, sync: int) -> int:
        if refused := self.refused("delete"):
            return refused
        answer: int = self._below.xDelete(vfs, name, sync)
        if answer == SQLITE_OK:
            self.note(Removed(_text(name), bool(sync)))
        return answer


def _text(name: int | None) -> str:
    return os.fsdecode(ctypes.string_at(name)) if name else ""
