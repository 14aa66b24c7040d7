"""A desk whose disk refuses at every point of what it does, one point after the other."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from itertools import count
from multiprocessing.connection import Connection
from pathlib import Path
from typing import NamedTuple

from clinic_desk.base.errors import ClinicError
from clinic_desk.copies.restoring import finish, put_in_place
from clinic_desk.copies.staging import stage
from clinic_desk.db.backup import backup
from clinic_desk.db.engine import connect
from clinic_desk.db.key import are_marked
from clinic_desk.db.key_file import KeyChoice, protect
from clinic_desk.db.key_text import read_key_file
from clinic_desk.db.pages import opens
from clinic_desk.db.rekeying import prepare
from clinic_desk.db.settling import settle
from clinic_desk.staff.clinic_key import change_key
from clinic_desk.tables import metadata
from tests.factories import NOW, fixed_clock
from tests.faults import recording as sqlite
from tests.faults.clinics import NURSE, Desk, Kept, ask_driver, book, how_many, open_for_work
from tests.faults.long_acts import FIRST, KEYS
from tests.faults.python_calls import refuse_python_in
from tests.faults.recording import Recorder, Refusal
from tests.faults.wholeness import copies_in_trouble, troubles_of
from tests.faults.workers import Copied

if sys.platform != "win32":
    import resource

FULL = {"write": sqlite.SQLITE_FULL, "sync": sqlite.IOERR_FSYNC, "make": 1, "flush": 1}
READ_ONLY = {
    "make": 1,
    "rename": 1,
    "remove": 1,
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

    def __init__(self, way: str, folder: Path) -> None:
        self._recorder, self._way = Recorder(), WAYS[way]
        refuse_python_in(folder, self._recorder)
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
    refusals, kept = _Refusals(way, path.parent), list[Kept]()
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
    refusals, kept = _Refusals(way, path.parent), list[Kept]()

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
    desk = open_for_work(path)
    kept = tuple(book(desk, number) for number in range(20))
    refusals = _Refusals(way, path.parent)
    path.with_suffix(".key").write_text("as if it were wrapped")
    shelf = path.parent / "shelf"
    shelf.mkdir()

    cannot_remove = "remove" in WAYS[way].answer

    def copy(point: int) -> None:
        target, made = shelf / f"copy-{point}.db", False
        with refusals.at(point):
            backup(desk.database, target)
            made = True
        assert target.exists() or not made
        if not target.exists():
            # There is room again.
            target = shelf / f"copy-{point}-again.db"
            backup(desk.database, target)
        assert copies_in_trouble(shelf, [Copied(target.name, len(kept))]) == []
        assert target.with_suffix(".key").exists()
        left = {path.name for path in shelf.iterdir()} - {target.name, f"{target.stem}.key"}
        assert not left or cannot_remove
        shutil.rmtree(shelf)
        shelf.mkdir()

    refusals.until_nothing_is_left(copy, step)
    backup(desk.database, shelf / "copy-last.db")
    desk.database.close()
    pipe.send(Tried(refusals.points, tuple(refusals.said), kept))


def refused_while_restoring(pipe: Connection, path: Path, way: str, step: int) -> None:
    """Put a copy back with the disk refusing at every operation; then open, with room again."""
    desk = open_for_work(path)
    early = [book(desk, number) for number in range(4)]
    copy = path.with_name("copy.db")
    backup(desk.database, copy)
    late = [*early, *(book(desk, number) for number in range(4, 8))]
    desk.database.close()
    clean = shutil.copytree(path.parent, path.parent.with_name("clean"))
    refusals = _Refusals(way, path.parent)

    def restore(point: int) -> None:
        done = False
        with refusals.at(point):
            staged = stage(path.parent, copy, present=KEYS, metadata=metadata)
            put_in_place(path.parent, staged, None, fixed_clock(), made_at=NOW, present=KEYS)
            done = True
        finish(path.parent)
        with closing(open_for_work(path).database) as database:
            visits = how_many(database)
        assert visits == len(early) or (visits == len(late) and not done)
        assert troubles_of(path, early if visits == len(early) else late) == []
        shutil.rmtree(path.parent)
        shutil.copytree(clean, path.parent)

    refusals.until_nothing_is_left(restore, step)
    pipe.send(Tried(refusals.points, tuple(refusals.said), tuple(late)))


def refused_while_changing_the_key(pipe: Connection, path: Path, way: str, step: int) -> None:
    """Write the file under another key with the disk refusing at every operation."""
    folder = path.parent
    desk = open_for_work(path)
    kept = tuple(book(desk, number) for number in range(8))
    desk.database.close()
    protect(folder, KEYS, KeyChoice(passphrase=FIRST, key_store=False))
    new = prepare(folder, KEYS, FIRST)
    clean = shutil.copytree(folder, folder.with_name("clean"))
    refusals = _Refusals(way, folder)

    def change(point: int) -> None:
        done = False
        with refusals.at(point):
            change_key(folder, KEYS, new, fixed_clock(), NURSE)
            done = True
        standing = next(keys for keys in (KEYS, new.keys) if opens(path, keys.data))
        assert standing == new.keys or not done
        # Whoever opens it next finishes what was begun.
        settle(folder, standing)
        lock = read_key_file(folder)
        assert are_marked(standing, lock.check)
        assert lock.before is None
        driver = connect(path, standing.data)
        assert driver.execute("SELECT count(*) FROM appointment").fetchone() == (len(kept),)
        # A page that the log holds whole may stand half written in the file till it is folded in.
        assert driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0] == 0
        assert driver.execute("PRAGMA cipher_integrity_check").fetchall() == []
        driver.close()
        shutil.rmtree(folder)
        shutil.copytree(clean, folder)

    refusals.until_nothing_is_left(change, step)
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
