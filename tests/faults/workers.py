"""What the processes of these tests do until they are killed. Loaded once, before the first."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable
from itertools import count
from multiprocessing.connection import Connection
from pathlib import Path
from typing import NamedTuple

import alembic.command  # noqa: F401 - loaded here so that each process has it
from sqlalchemy import Engine, event

from clinic_desk.base.errors import Stale
from clinic_desk.calendar.models import Appointment
from clinic_desk.calendar.records import Draft
from clinic_desk.db import migrating
from clinic_desk.db.backup import backup
from clinic_desk.db.engine import connect
from clinic_desk.db.opening import open_database
from tests.factories import KEY, fixed_clock
from tests.faults.clinics import (
    CLIENTS,
    NURSE,
    Desk,
    ask_driver,
    book,
    give_a_home,
    how_many,
    look_at,
    open_for_work,
)
from tests.faults.python_calls import python_noted
from tests.faults.recording import Acknowledged, Event, Recorder

BOOKED_A_TURN = 12
"""Enough for the WAL to be folded in twice in each of the three turns."""


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
    ask_driver(desk.database, f"PRAGMA wal_autocheckpoint = {checkpoint_at}")
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
    give_a_home(path)
    open_database(path, KEY, clock=fixed_clock()).close()


def leave_a_wal_behind(pipe: Connection, path: Path, visits: int) -> None:
    """Book, half of it folded in and half of it in the WAL, and die."""
    desk = open_for_work(path)
    ask_driver(desk.database, "PRAGMA wal_autocheckpoint = 0")
    for number in range(visits):
        book(desk, number)
        look_at(desk, number % CLIENTS + 1, family="Clark")
        if number == visits // 2:
            ask_driver(desk.database, "PRAGMA wal_checkpoint(TRUNCATE)")
    pipe.send("about to die")
    kill_oneself()


def kill_oneself() -> None:
    """End this process at once."""
    os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))


def record_bookings(pipe: Connection, path: Path, synchronous: str) -> None:
    """Book, fold the WAL in, copy, close, open again and book on, with all of it recorded."""
    recorder = Recorder()
    with python_noted(recorder):
        for turn in range(3):
            desk = open_for_work(path)
            ask_driver(
                desk.database,
                f"PRAGMA synchronous = {synchronous}",
                "PRAGMA wal_autocheckpoint = 60",
            )
            for _ in range(BOOKED_A_TURN):
                recorder.note(Acknowledged(book(desk, how_many(desk.database))))
            _copy_recorded(desk, path, recorder, turn)
            desk.database.close()
    pipe.send(in_folder(recorder.events, path.parent))


def _copy_recorded(desk: Desk, path: Path, recorder: Recorder, turn: int) -> None:
    second = desk.database.second()
    report = backup(second, path.parent / f"copy-{turn}.db")
    recorder.note(Acknowledged(Copied(report.path.name, report.tables["appointment"])))
    second.close()


def record_migration(
    pipe: Connection, path: Path, scripts: Path, revisions: tuple[str, ...]
) -> None:
    """Bring an older clinic up, with all of it recorded."""
    migrating.MIGRATIONS, migrating.REVISIONS = scripts, revisions
    recorder = Recorder()
    with python_noted(recorder):
        open_any(path)
        recorder.note(Acknowledged("migrated"))
    pipe.send(in_folder(recorder.events, path.parent))


def in_folder(events: list[Event], folder: Path) -> list[Event]:
    """The events of one folder and of what lies in it."""
    inside = f"{folder}{os.sep}"
    return [
        event
        for event in events
        if isinstance(event, Acknowledged) or f"{event.path}{os.sep}".startswith(inside)
    ]


class StruckStatement(Exception):
    """What a statement fails with that nobody expects."""


def strike_at(number: int, with_what: Exception | None) -> Callable[..., None]:
    """A listener that fails the statement of a number, or, with nothing, kills the process."""
    seen = count()

    def listen(*_: object) -> None:
        if next(seen) == number:
            if with_what is not None:
                raise with_what
            kill_oneself()

    return listen


def upgrade_and_die(pipe: Connection, path: Path, scripts: Path, due: str, number: int) -> None:
    """Upgrade a file until the statement of a number."""
    event.listen(Engine, "before_cursor_execute", strike_at(number, None))
    pipe.send("about to die")
    migrating.upgrade(path, KEY, to=due, scripts=scripts)
    pipe.send("not dead")


def save_at_once(pipe: Connection, path: Path, visit: int, words: str) -> None:
    """Read a visit as it stands, wait to be told, and save it with words of one's own."""
    desk = open_for_work(path, alone=False)
    draft = draft_of(desk, visit, words)
    pipe.send("ready")
    pipe.recv()
    try:
        pipe.send(desk.booking.book(draft, (), NURSE).version)
    except Stale as error:
        pipe.send(str(error))
    desk.database.close()


def draft_of(desk: Desk, visit: int, words: str) -> Draft:
    """The form of a visit that stands, with other words in its note."""
    with desk.database.read() as session:
        one = session.get_one(Appointment, visit)
        return Draft(
            one.treatment,
            one.client_id,
            person_id=one.person_id,
            room_id=one.room_id,
            starts_at=one.starts_at,
            minutes=30,
            desk_note=words,
            appointment_id=visit,
            version=one.version,
        )


def hold(pipe: Connection, path: Path, statement: str) -> None:
    """Keep a file locked until told to let go."""
    driver = connect(path, KEY)
    driver.execute(statement)
    pipe.send("held")
    pipe.recv()
    driver.execute("ROLLBACK")
    driver.close()
