"""What the processes of these tests do until they are killed. Loaded once, before the first."""

from __future__ import annotations

import threading
from multiprocessing.connection import Connection
from pathlib import Path
from typing import NamedTuple

import alembic.command  # noqa: F401 - loaded here so that each process has it

from clinic_desk.db import migrating
from clinic_desk.db.backup import backup
from clinic_desk.db.opening import open_database
from tests.factories import KEY, fixed_clock
from tests.faults.clinics import Desk, book, how_many, open_for_work


class Copied(NamedTuple):
    """A copy that was acknowledged, with how many bookings must be in it at the least."""

    name: str
    visits: int


class _Mouth:
    """One pipe for several threads."""

    def __init__(self, pipe: Connection) -> None:
        self._pipe, self._lock = pipe, threading.Lock()

    def say(self, what: object) -> None:
        with self._lock:
            self._pipe.send(what)


def book_on(pipe: Connection, path: Path, checkpoint_at: int, copying: bool) -> None:
    """Book until killed, each acknowledged after its commit; the WAL is folded in every
    `checkpoint_at` pages, and with `copying` one copy after the other is made beside it."""
    desk = open_for_work(path)
    with desk.database.engine.connect() as connection:
        connection.exec_driver_sql(f"PRAGMA wal_autocheckpoint = {checkpoint_at}")
    mouth = _Mouth(pipe)
    mouth.say("ready")
    if copying:
        threading.Thread(target=_copy_on, args=(desk, path, mouth), daemon=True).start()
    number = how_many(desk.database)
    while True:
        mouth.say(book(desk, number))
        number += 1


def _copy_on(desk: Desk, path: Path, mouth: _Mouth) -> None:
    shelf = path.parent / "backups"
    shelf.mkdir(exist_ok=True)
    second = desk.database.second()
    number = len(list(shelf.iterdir()))
    while True:
        at_least = how_many(second)
        report = backup(second, shelf / f"copy-{number}.db")
        mouth.say(Copied(report.path.name, at_least))
        number += 1


def migrate(pipe: Connection, path: Path, scripts: Path, revisions: tuple[str, ...]) -> None:
    """Open a clinic that is older than these migrations, and close it again."""
    migrating.MIGRATIONS, migrating.REVISIONS = scripts, revisions
    pipe.send("ready")
    open_any(path)
    pipe.send("done")


def open_any(path: Path) -> None:
    """Open and close with whatever migrations are in use, which need not arrive at the models."""
    open_database(path, KEY, clock=fixed_clock()).close()
