"""A clinic in a folder of its own, to be harmed as a disk or a person would harm it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from clinic_desk.base.clock import FixedClock
from clinic_desk.calendar.models import Room
from clinic_desk.db.audit import note
from clinic_desk.db.database import Database
from clinic_desk.db.door import enter
from clinic_desk.db.key import Keys, new_keys
from clinic_desk.db.key_file import KeyChoice, protect
from clinic_desk.db.opening import create_database
from clinic_desk.db.steps import OpeningTrouble
from tests.kept import copy_kept, remember_here

PASSPHRASE = "four plain words here"
START = datetime(2026, 11, 24, 14, 0, tzinfo=UTC)


class Made:
    """A clinic in a folder of its own, with its key, a first room and a copy from 14:00."""

    def __init__(self, folder: Path, which: str = "this") -> None:
        """Make and close it; another `which` has another key."""
        self.folder, self.path = folder, folder / "clinic.db"
        self.keys, ended = copy_kept(_made, folder, which)
        self.clock = FixedClock(ended)
        remember_here(self.path, self.keys.chain)

    def open(self, *, accept_loss: bool = False, alone: bool = True) -> Database:
        """As a window opens it."""
        return enter(
            self.folder,
            clock=self.clock,
            passphrase=PASSPHRASE,
            accept_loss=accept_loss,
            alone=alone,
        ).database

    def save(self, database: Database, name: str) -> None:
        """One acknowledged save, a minute after the last."""
        _save(database, self.clock, name)

    def rooms(self, **how: bool) -> list[str]:
        """What is in it, as a window opens it."""
        database = self.open(**how)
        with database.read() as session:
            found = [room.name for room in session.query(Room).order_by(Room.id)]
        database.close()
        return found

    def left_by_a_crash(self, *names: str) -> None:
        """Save these and leave everything as a program that was killed leaves it."""
        database = self.open()
        for name in names:
            self.save(database, name)
        crashed = self.folder.with_name("crashed")
        shutil.copytree(self.folder, crashed)
        database.close()
        shutil.rmtree(self.folder)
        crashed.rename(self.folder)
        (self.folder / "clinic.lock").unlink()


def _save(database: Database, clock: FixedClock, name: str) -> None:
    clock.advance(minutes=1)
    with database.write() as session:
        note(session, "hours.place_changed", None)
        session.add(Room(name=name, position=0))


def _made(folder: Path, _which: str) -> tuple[Keys, datetime]:
    folder.mkdir()
    path, clock, keys = folder / "clinic.db", FixedClock(START), new_keys()
    protect(folder, keys, KeyChoice(PASSPHRASE, key_store=False))
    database = create_database(path, keys.data, chain_key=keys.chain, clock=clock)
    _save(database, clock, "First")
    database.close()
    (folder / "backups").mkdir()
    shutil.copy(path, folder / "backups" / "clinic-2026-11-24-140000.db")
    return keys, clock.instant


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, by its name there."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def refused(clinic: Made, kind: type[OpeningTrouble]) -> OpeningTrouble:
    """The trouble with which an opening is refused; nothing that was there is gone or changed."""
    before = contents(clinic.folder)
    with pytest.raises(kind) as refusal:
        clinic.open()
    after = contents(clinic.folder)
    assert {name: after.get(name) for name in before} == before
    assert refusal.value.steps
    return refusal.value


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: -3 * 4096])


def empty(path: Path) -> None:
    path.write_bytes(b"")


def flip(at: int) -> Callable[[Path], None]:
    def turn(path: Path) -> None:
        contents = bytearray(path.read_bytes())
        contents[at % len(contents)] ^= 4
        path.write_bytes(contents)

    return turn
