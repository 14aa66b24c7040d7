"""What Python itself does to files, the anchor, the key, a name for a copy: noted and refused."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.faults.recording import (
    Held,
    Linked,
    Recorder,
    Removed,
    Renamed,
    Synced,
    SyncedFolder,
    Wrote,
)

_PYTHONS = {
    "open": "make",
    "os.mkdir": "make",
    "os.link": "make",
    "os.rename": "rename",
    "os.remove": "remove",
}
"""What Python tells of its own calls before they are made, and what a disk would refuse in them."""


class _Calls:
    """Stands where Python's own calls on files go by, and tells the recorder of them."""

    def __init__(self, recorder: Recorder) -> None:
        self._recorder = recorder
        self._paths: dict[int, str] = {}
        self.was = {
            name: getattr(os, name) for name in ("open", "write", "fsync", "unlink", "link")
        }
        self.moves = {name: getattr(os, name) for name in ("replace", "rename")}

    def open(self, path: Any, flags: int, *more: Any, **named: Any) -> int:
        file: int = self.was["open"](path, flags, *more, **named)
        self._paths[file] = os.fspath(path)
        return file

    def write(self, file: int, data: bytes) -> int:
        path = self._path(file)
        if path is not None:
            self._recorder.note(Wrote(path, os.lseek(file, 0, os.SEEK_CUR), bytes(data)))
        return int(self.was["write"](file, data))

    def fsync(self, file: int) -> None:
        self.was["fsync"](file)
        path = self._path(file)
        if path is not None and Path(path).is_dir():
            self._recorder.note(SyncedFolder(path))
        elif path is not None:
            self._say_what_it_holds(path)
            self._recorder.note(Synced(path))

    def _path(self, file: int) -> str | None:
        # A number may by now be another file's, which was not opened through `os`.
        try:
            path = os.readlink(f"/proc/self/fd/{file}")
        except OSError:
            return self._paths.get(file)
        return path if path.startswith("/") else None

    def link(self, one: Any, to: Any, **named: Any) -> None:
        self._say_what_it_holds(os.fspath(one))
        self.was["link"](one, to, **named)
        self._recorder.note(Linked(os.fspath(one), os.fspath(to)))

    def unlink(self, path: Any, **named: Any) -> None:
        self.was["unlink"](path, **named)
        self._recorder.note(Removed(os.fspath(path), synced=False))

    def moving(self, how: Callable[..., None]) -> Callable[..., None]:
        """A call that renames, noted."""

        def move(one: Any, to: Any, **named: Any) -> None:
            self._say_what_it_holds(os.fspath(one))
            how(one, to, **named)
            self._recorder.note(Renamed(os.fspath(one), os.fspath(to)))

        return move

    def _say_what_it_holds(self, path: str) -> None:
        # What was written through Python's file objects goes by none of these calls.
        if Path(path).is_file() and path not in self._recorder.written:
            self._recorder.note(Held(path, Path(path).read_bytes()))


@contextmanager
def python_noted(recorder: Recorder) -> Iterator[None]:
    """Note what Python itself does to files, as the anchor's, the key's and a copy's are."""
    calls = _Calls(recorder)
    for name in calls.was:
        setattr(os, name, getattr(calls, name))
    for name, function in calls.moves.items():
        setattr(os, name, calls.moving(function))
    try:
        yield
    finally:
        for name, function in (calls.was | calls.moves).items():
            setattr(os, name, function)


def refuse_python_in(folder: Path, recorder: Recorder) -> None:
    """Have Python's own calls on files in a folder meet the recorder's refusal, from here on."""
    inside = f"{folder}{os.sep}"
    sync = os.fsync

    def on_call(event: str, arguments: tuple[Any, ...]) -> None:
        kind = _PYTHONS.get(event)
        if recorder.refusal is None or kind is None or not isinstance(arguments[0], str | Path):
            return
        if event == "open" and not arguments[2] & (os.O_WRONLY | os.O_RDWR):
            return
        if os.fspath(arguments[0]).startswith(inside) and recorder.refused(kind):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    def on_sync(file: int) -> None:
        if recorder.refused("flush"):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        sync(file)

    sys.addaudithook(on_call)
    os.fsync = on_sync
