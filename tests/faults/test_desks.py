"""Others at the same clinic, a clock that goes back, a folder that goes away."""

from __future__ import annotations

import shutil
import sys
import threading
import time
from datetime import timedelta
from pathlib import Path

import pytest

from clinic_desk.base.errors import CannotOpen
from clinic_desk.db import engine
from clinic_desk.db.faults import StorageFault
from clinic_desk.db.standing import clock_words
from tests.factories import NOW
from tests.faults.clinics import ask_driver, book, look_at, open_for_work
from tests.faults.conftest import HowOften
from tests.faults.processes import Child
from tests.faults.wholeness import troubles_of
from tests.faults.workers import hold, save_at_once


def test_of_those_who_save_one_record_at_once_one_wins_and_the_others_are_told(
    clinic: Path, how_often: HowOften
) -> None:
    desk = open_for_work(clinic)
    kept = [book(desk, number) for number in range(how_often(4, 100))]
    desk.database.close()
    for one in kept:
        rivals = [Child(save_at_once, clinic, one.visit, f"Words of {n}") for n in range(3)]
        for rival in rivals:
            rival.wait_for("ready")
        for rival in rivals:
            rival.pipe.send("go")
        said = [word for rival in rivals for word in rival.said()]
        assert said.count(2) == 1
        assert sum("meanwhile" in str(word) or "changed" in str(word) for word in said) == 2
    assert troubles_of(clinic, kept) == []


def test_a_file_that_another_holds_is_waited_for(clinic: Path) -> None:
    desk = open_for_work(clinic)
    other = Child(hold, clinic, "BEGIN IMMEDIATE")
    other.wait_for("held")
    letting_go = threading.Timer(0.5, other.pipe.send, ["go"])
    letting_go.start()
    kept = [book(desk, 0)]
    letting_go.join()
    desk.database.close()
    assert troubles_of(clinic, kept) == []


def test_a_file_held_for_longer_is_a_sentence_and_saving_goes_on_after(
    clinic: Path, how_often: HowOften
) -> None:
    desk = open_for_work(clinic)
    seconds = how_often(1, 30)
    if seconds < 10:
        ask_driver(desk.database, "PRAGMA busy_timeout = 500")
    other = Child(hold, clinic, "BEGIN IMMEDIATE")
    other.wait_for("held")
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        with pytest.raises(StorageFault, match="busy with the clinic's file"):
            book(desk, 0)
    other.pipe.send("go")
    other.process.join()
    kept = [book(desk, 0)]
    desk.database.close()
    assert troubles_of(clinic, kept) == []


def test_a_file_held_by_another_does_not_open_and_says_so(
    clinic: Path, how_often: HowOften, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "_BUSY_SECONDS", how_often(1, 10))
    other = Child(hold, clinic, "BEGIN EXCLUSIVE")
    other.wait_for("held")
    with pytest.raises(CannotOpen, match="in use"):
        open_for_work(clinic)
    other.pipe.send("go")
    other.process.join()
    open_for_work(clinic).database.close()


@pytest.fixture
def elsewhere(clinic: Path, tmp_path: Path) -> Path:
    """The same clinic in a folder that may be moved or removed."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    return Path(shutil.copy(clinic, folder))


# Elsewhere a folder with an open file in it can be neither moved nor removed.
if sys.platform != "win32":

    def test_nothing_is_acknowledged_in_a_folder_that_was_moved(elsewhere: Path) -> None:
        desk = open_for_work(elsewhere)
        kept = [book(desk, 0)]
        moved = elsewhere.parent.rename(elsewhere.parent.with_name("moved"))
        with pytest.raises(StorageFault, match="no longer there"):
            book(desk, 1)
        moved.rename(elsewhere.parent)
        kept.append(book(desk, 1))
        desk.database.close()
        assert troubles_of(elsewhere, kept) == []

    def test_nothing_is_acknowledged_in_a_folder_that_was_removed(elsewhere: Path) -> None:
        desk = open_for_work(elsewhere)
        book(desk, 0)
        shutil.rmtree(elsewhere.parent)
        with pytest.raises(StorageFault, match="no longer there"):
            book(desk, 1)
        desk.database.close()

    def test_nothing_is_acknowledged_once_another_file_lies_in_its_place(
        clinic: Path, elsewhere: Path
    ) -> None:
        desk = open_for_work(elsewhere)
        book(desk, 0)
        clinic.replace(elsewhere)
        with pytest.raises(StorageFault, match="no longer there"):
            book(desk, 1)
        desk.database.close()


def test_a_clock_that_goes_back_stops_nobody_and_breaks_no_chain(clinic: Path) -> None:
    desk = open_for_work(clinic)
    kept = [book(desk, 0)]
    look_at(desk, 1)
    desk.database.close()
    desk = open_for_work(clinic, now=NOW - timedelta(days=400))
    assert "Check its date and time" in clock_words(desk.database)
    kept.append(book(desk, 1))
    desk.database.close()
    assert troubles_of(clinic, kept) == []
