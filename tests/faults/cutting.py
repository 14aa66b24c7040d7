"""The power cut at any moment of what a process had the disk do."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from tests.faults.images import Disk
from tests.faults.processes import Child
from tests.faults.recording import Event


class Run(NamedTuple):
    """What a process did in a folder."""

    folder: Path
    beginning: dict[str, bytes]
    """The files that were there before, by path."""
    events: list[Event]


def recorded(work: Callable[..., None], folder: Path, *arguments: object) -> Run:
    """Let a process work, with its recorder on; the last thing it says is what it did."""
    beginning = {str(file): file.read_bytes() for file in folder.rglob("*") if file.is_file()}
    (events,) = Child(work, *arguments).said()
    return Run(folder, beginning, events)


def images(
    run: Run, to: Path, many: int, chance: random.Random
) -> Iterator[tuple[Path, list[Any]]]:
    """Cut the power so many times; gives each time a folder as found, and what had been said."""
    disk, done = Disk(run.beginning), 0
    for number, moment in enumerate(sorted(chance.choices(range(len(run.events) + 1), k=many))):
        disk.follow(run.events[done:moment])
        done = moment
        place = to / f"image-{number}"
        place.mkdir(parents=True)
        for path, content in disk.image(chance).items():
            _put(place / Path(path).relative_to(run.folder), _moved(content, run.folder, place))
        if chance.random() < 0.3:
            # What was in memory of the WAL's index may have been written back, or half of it.
            _put(place / "clinic.db-shm", chance.randbytes(32768))
        yield place, list(disk.acknowledged)


def _put(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def _moved(content: bytes, folder: Path, place: Path) -> bytes:
    """The plan of a restore names whole paths; here they are those of the image."""
    plain = content.startswith(b"{")
    return content.replace(str(folder).encode(), str(place).encode()) if plain else content
