"""A verified backup, and what a booking waits for it."""

from __future__ import annotations

import threading
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, sleep

from benchmarks.booking import Marked
from benchmarks.measuring import LEAST_TURNS, Line, Row, ratio
from clinic_desk.clinic import Clinic
from clinic_desk.db.backup import backup
from clinic_desk.db.copy_checks import lanes
from clinic_desk.db.engine import connect

_NAME = "verified backup"
_FLOOR = "one cipher_integrity_check of the file"
_BY = 1
_BOOKED_BESIDE, _PAUSE = 3, 0.02
"""How many backups bookings are made beside, and the seconds between two bookings."""


def rows(clinic: Clinic) -> list[Line]:
    """The ratio, and the longest that a booking waited while copies were made."""
    with TemporaryDirectory(dir=clinic.folder) as named:
        folder = Path(named)

        def copy(_turn: int) -> object:
            return backup(clinic.database, folder / "copy.db")

        measured = ratio(
            _NAME,
            _FLOOR,
            4,
            copy,
            lambda _: _floor(clinic),
            turns=LEAST_TURNS,
            # Making a copy removes none, but a disk is not endless.
            apart=(lambda _: _emptied(folder),),
        )
        waited = _longest_wait(clinic, folder)
    name = f"{_NAME}: the longest that a booking beside it took"
    return [measured, Row(name, "", waited * 1000, 100, unit="ms")]


def _emptied(folder: Path) -> None:
    for old in folder.iterdir():
        old.unlink()


def _floor(clinic: Clinic) -> None:
    # In a lane of the copies', which the system lets others pass: else a machine that has
    # something else to do would hold up the one and not the other.
    with lanes() as pool:
        pool.submit(_looked_through, clinic).result()


def _looked_through(clinic: Clinic) -> None:
    with closing(connect(clinic.database.path, clinic.database.key)) as driver:
        if driver.execute("PRAGMA cipher_integrity_check").fetchall():
            raise RuntimeError("the bench's clinic is damaged")


def _longest_wait(clinic: Clinic, folder: Path) -> float:
    """Seconds of the slowest booking made while copies are made, and removed, in another thread."""

    def copy() -> None:
        backup(clinic.database, folder / "copy.db")
        _emptied(folder)

    marked, slowest, number = Marked(clinic), 0.0, 0
    for _ in range(_BOOKED_BESIDE):
        copying = threading.Thread(target=copy)
        copying.start()
        while copying.is_alive():
            begun = perf_counter()
            booked = marked.book(number)
            slowest = max(slowest, perf_counter() - begun)
            clinic.booking.undo(booked.undo, _BY)
            number += 1
            sleep(_PAUSE)
        copying.join()
    return slowest
