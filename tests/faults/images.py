"""What a disk may hold after the power went: built from what the program had it do.

A sector of 512 bytes is written whole or not at all, and in no order but that of the syncs:
after a power cut each sector shows any one of the states that it has had since its file was last
synced, and so does the file's length. A name that was made, removed or changed and whose folder
was not synced since may stand as it was before. What lies beyond the old end and was not
written is zeros or whatever lay there before.
"""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any, TypeVar

from tests.faults.recording import (
    Acknowledged,
    Cut,
    Event,
    Held,
    Linked,
    Removed,
    Renamed,
    Synced,
    SyncedFolder,
    Wrote,
)

SECTOR = 512
_MADE_WITH_ITS_FOLDER = ("-wal", "-journal")
"""Endings of files whose first sync syncs their folder too, as SQLite's VFS for Unix does."""


@dataclass
class _File:
    """One file: as it is for certain on the disk, and what was done to it since."""

    certain: bytes
    named: bool = True
    """Whether its name is certain too."""
    pending: list[Wrote | Cut] = field(default_factory=list)
    before: bytes | None = None
    """What the name stood for before, as long as it is not certain."""
    old_name: str | None = None
    """The name that it had, and has again where its renaming never reached the disk."""

    def whole(self) -> bytes:
        """The file as the program sees it."""
        content = bytearray(self.certain)
        for act in self.pending:
            _apply(content, act)
        return bytes(content)

    def settle(self) -> None:
        """A sync: all that was pending is certain, and the name of a new file."""
        self.certain, self.pending = self.whole(), []
        if self.old_name is None:
            self.settle_name()

    def settle_name(self) -> None:
        """The folder was synced."""
        self.named, self.before, self.old_name = True, None, None


def _apply(content: bytearray, act: Wrote | Cut) -> None:
    if isinstance(act, Cut):
        del content[act.size :]
        content.extend(bytes(act.size - len(content)))
        return
    content.extend(bytes(max(0, act.offset - len(content))))
    content[act.offset : act.offset + len(act.data)] = act.data


class Disk:
    """A folder's files, as the events say, up to the moment when the power goes."""

    def __init__(self, beginning: dict[str, bytes]) -> None:
        """Take the files that were certainly there at the beginning, by path."""
        self._files = {path: _File(content) for path, content in beginning.items()}
        self._gone: dict[str, bytes] = {}
        self.acknowledged: list[Any] = []

    def follow(self, events: Iterable[Event]) -> None:
        """Do what the events say."""
        for event in events:
            self._do(event)

    def _do(self, event: Event) -> None:
        match event:
            case Acknowledged(what):
                self.acknowledged.append(what)
            case Wrote() | Cut():
                self._file(event.path).pending.append(event)
            case Held(path, content):
                if self._file(path).whole() != content:
                    self._file(path).pending += [Cut(path, 0), Wrote(path, 0, content)]
            case Synced(path):
                self._sync(path)
            case SyncedFolder(path):
                self._sync_folder(path)
            case Linked(path, to):
                # Both names are of one file, but neither is written to from here on.
                one = self._file(path)
                self._files[to] = _File(one.certain, named=False, pending=list(one.pending))
            case Removed(path, synced):
                self._remove(path, synced)
            case Renamed(path, to):
                self._rename(path, to)

    def _file(self, path: str) -> _File:
        if path not in self._files:
            self._files[path] = _File(b"", named=False, before=self._gone.pop(path, None))
        return self._files[path]

    def _remove(self, path: str, synced: bool) -> None:
        gone = self._files.pop(path, None)
        if gone is not None and gone.named and not synced:
            self._gone[path] = gone.certain

    def _rename(self, path: str, to: str) -> None:
        moved, there = self._files.pop(path), self._files.get(to)
        moved.named, moved.old_name = False, path
        moved.before = there.certain if there is not None and there.named else None
        moved.pending = [act._replace(path=to) for act in moved.pending]
        self._files[to] = moved

    def _sync(self, path: str) -> None:
        file = self._file(path)
        if not file.named and path.endswith(_MADE_WITH_ITS_FOLDER):
            self._sync_folder(str(PurePath(path).parent))
        file.settle()

    def _sync_folder(self, folder: str) -> None:
        for path, file in self._files.items():
            if str(PurePath(path).parent) == folder:
                file.settle_name()
        self._gone = {path: old for path, old in self._gone.items() if not _holds(folder, [path])}

    def image(self, chance: random.Random) -> dict[str, bytes]:
        """One of the states in which the disk may be found, by path."""
        # Whole images in which nearly all or nearly nothing arrived are likely too.
        likely = chance.choice((0.0, 0.1, 0.5, 0.9, 1.0))
        found = {path: old for path, old in self._gone.items() if chance.random() > likely}
        for path, file in self._files.items():
            content = _found(file, chance, likely)
            if file.named or chance.random() < likely:
                found[path] = content
                continue
            if file.before is not None:
                found[path] = file.before
            if file.old_name is not None:
                found[file.old_name] = content
        return found


def _holds(folder: str, paths: Iterable[str]) -> bool:
    return any(str(PurePath(path).parent) == folder for path in paths)


def _found(file: _File, chance: random.Random, likely: float) -> bytes:
    sizes, sectors = _states(file)
    size = _one(sizes, chance, likely)
    parts = (
        _padded(_one(sectors[at], chance, likely), chance)
        if at in sectors
        else file.certain[at : at + SECTOR]
        for at in range(0, size, SECTOR)
    )
    return b"".join(parts)[:size]


def _states(file: _File) -> tuple[list[int], dict[int, list[bytes]]]:
    """Every length that a file had since it was last synced, and by place what each sector held."""
    content, sectors = bytearray(file.certain), {}
    sizes = [len(content)]
    for act in file.pending:
        old = len(content)
        first, last = _span(act, old)
        for at in range(first // SECTOR * SECTOR, last, SECTOR):
            sectors.setdefault(at, [bytes(content[at : at + SECTOR])])
        _apply(content, act)
        for at in range(first // SECTOR * SECTOR, last, SECTOR):
            sectors[at].append(bytes(content[at : at + SECTOR]))
        sizes.append(len(content))
    return sizes, sectors


def _span(act: Wrote | Cut, size: int) -> tuple[int, int]:
    """From where to where an act changes a file of this size."""
    if isinstance(act, Cut):
        return min(act.size, size), max(act.size, size)
    return min(act.offset, size), act.offset + len(act.data)


_State = TypeVar("_State")


def _one(states: list[_State], chance: random.Random, likely: float) -> _State:
    if chance.random() < likely:
        return states[-1]
    return states[0] if chance.random() < 0.5 else chance.choice(states)


def _padded(sector: bytes, chance: random.Random) -> bytes:
    missing = SECTOR - len(sector)
    return sector + (chance.randbytes(missing) if chance.random() < 0.2 else bytes(missing))
