"""A desk whose disk refuses at every point of what it does, one point after the other."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from itertools import count
from multiprocessing.connection import Connection
from pathlib import Path
from typing import NamedTuple

from clinic_desk.base.errors import ClinicError
from clinic_desk.db.backup import backup
from tests.faults import recording as sqlite
from tests.faults.clinics import Desk, Kept, ask_driver, book, how_many, open_for_work
from tests.faults.recording import Recorder, Refusal

if sys.platform != "win32":
    import resource

FULL = {"write": sqlite.SQLITE_FULL, "sync": sqlite.IOERR_FSYNC}
READ_ONLY = {
    "open": sqlite.CANTOPEN,
    "write": sqlite.IOERR_WRITE,
    "truncate": sqlite.IOERR_TRUNCATE,
    "delete": sqlite.IOERR_DELETE,
}
WAYS: Mapping[str, Refusal] = {
    "full once": Refusal(0, FULL),
    "full once, half written": Refusal(0, FULL, half=True),
    "full and stays so": Refusal(0, FULL, lasting=True, half=True),
    "read-only once": Refusal(0, READ_ONLY),
    "read-only and stays so": Refusal(0, READ_ONLY, lasting=True),
}
"""How a disk may refuse; the point at which it begins is tried over."""


class Tried(NamedTuple):
    """What came of it all."""

    points: int
    """At how many operations the disk refused."""
    said: tuple[str, ...]
    """The sentences that were given, each once."""
    kept: tuple[Kept, ...]
    """The bookings that were acknowledged."""


class _Refusals:
    """Does one thing again and again, the disk refusing one operation later each time."""

    def __init__(self, recorder: Recorder, way: str) -> None:
        self._recorder, self._way = recorder, WAYS[way]
        self.points, self.said = 0, set[str]()

    @contextmanager
    def at(self, point: int) -> Iterator[None]:
        """Refuse from a point on within; a refusal that is a sentence is as it should be."""
        way = self._way
        refusal = Refusal(point, way.answer, way.lasting, way.half)
        self._recorder.refusal = refusal
        try:
            yield
        except ClinicError as error:
            self.said.add(error.what)
        finally:
            self._recorder.refusal = None
        self.points += refusal.struck

    def until_nothing_is_left(self, act: Callable[[int], None], step: int) -> None:
        """Call `act` with one point after the other, until nothing more lies behind the point.

        With a `step` of 1 with every point there is.
        """
        for point in count(0, step):
            before = self._recorder.counted
            act(point)
            if self._recorder.counted - before <= point:
                return


def refused_while_saving(pipe: Connection, path: Path, way: str, step: int) -> None:
    """Book with the disk refusing at every operation of a commit and of folding the WAL in."""
    recorder = Recorder()
    refusals, kept = _Refusals(recorder, way), list[Kept]()
    desk = open_for_work(path)
    ask_driver(desk.database, "PRAGMA wal_autocheckpoint = 1")

    def save(point: int) -> None:
        with refusals.at(point):
            kept.append(book(desk, len(kept)))
        assert how_many(desk.database) == len(kept)
        if point % (10 * step) == 0:
            # There is room again: at once, in the same window.
            kept.append(book(desk, len(kept)))

    refusals.until_nothing_is_left(save, step)
    desk.database.close()
    pipe.send(Tried(refusals.points, tuple(refusals.said), tuple(kept)))


def refused_while_opening_and_closing(pipe: Connection, path: Path, way: str, step: int) -> None:
    """Open, book and close with the disk refusing at every operation of all three."""
    recorder = Recorder()
    refusals, kept = _Refusals(recorder, way), list[Kept]()

    def spend_a_day(point: int) -> None:
        desks: list[Desk] = []
        with refusals.at(point):
            desks.append(open_for_work(path))
            kept.append(book(desks[0], len(kept)))
            desks.pop().database.close()
        for desk in desks:
            desk.database.close()

    refusals.until_nothing_is_left(spend_a_day, step)
    pipe.send(Tried(refusals.points, tuple(refusals.said), tuple(kept)))


def refused_while_copying(pipe: Connection, path: Path, way: str, step: int) -> None:
    """Copy with the disk refusing at every operation."""
    recorder = Recorder()
    desk = open_for_work(path)
    kept = tuple(book(desk, number) for number in range(20))
    refusals = _Refusals(recorder, way)
    shelf = path.parent / "shelf"
    shelf.mkdir()

    def copy(point: int) -> None:
        made: list[Path] = []
        with refusals.at(point):
            made.append(backup(desk.database, shelf / f"copy-{point}.db").path)
        assert list(shelf.glob("*.db")) == made
        assert made or not list(shelf.iterdir()), "something was left of a copy that failed"
        for path in shelf.iterdir():
            path.unlink()

    refusals.until_nothing_is_left(copy, step)
    backup(desk.database, shelf / "copy-last.db")
    desk.database.close()
    pipe.send(Tried(refusals.points, tuple(refusals.said), kept))


def limited_while_saving(pipe: Connection, path: Path, step: int) -> None:
    """Book with files allowed to grow by some bytes only, more each time, by the system itself."""
    desk, kept, said, points = open_for_work(path), list[Kept](), set[str](), 0
    ask_driver(desk.database, "PRAGMA wal_autocheckpoint = 0")
    wal = path.with_name(f"{path.name}-wal")
    kept.append(book(desk, 0))
    size = wal.stat().st_size
    for room in count(0, step):
        with limited_to(size + room):
            try:
                kept.append(book(desk, len(kept)))
                break
            except ClinicError as error:
                said.add(error.what)
                points += 1
        assert how_many(desk.database) == len(kept)
    desk.database.close()
    pipe.send(Tried(points, tuple(said), tuple(kept)))


def limited_while_copying(pipe: Connection, path: Path, step: int) -> None:
    """Copy with files allowed to grow to some bytes only, more each time."""
    desk, said, points = open_for_work(path), set[str](), 0
    kept = tuple(book(desk, number) for number in range(20))
    shelf = path.parent / "shelf"
    shelf.mkdir()
    for room in count(1, step):
        with limited_to(room):
            try:
                backup(desk.database, shelf / "copy.db")
                break
            except ClinicError as error:
                said.add(error.what)
                points += 1
        assert not list(shelf.iterdir())
    desk.database.close()
    pipe.send(Tried(points, tuple(said), kept))


@contextmanager
def limited_to(size: int) -> Iterator[None]:
    """No file may grow beyond so many bytes meanwhile."""
    _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, most))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
