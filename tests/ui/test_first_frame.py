"""A start as `main.py` has it: the window first, then the door, and the day behind it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from clinic_desk.base.clock import FixedClock
from clinic_desk.clinic import Clinic
from clinic_desk.db.steps import DiskTrouble
from tests.factories import NOW, PASSWORD, add_appointment, add_client
from ui import doorkeeper
from ui.application import ClinicDesk, run
from ui.calendar.page import CalendarPage
from ui.first_frame import first_frame
from ui.main_window import OPENING, MainWindow

RUTH, GRACE = 2, 3


@pytest.fixture
def window(qapp: QApplication) -> Iterator[MainWindow]:
    """In sight, and nothing read behind it."""
    shown = first_frame(qapp)
    yield shown
    if isValid(shown):
        shown.close()
        shown.deleteLater()


@pytest.fixture
def program(qapp: QApplication, clinic: Clinic, window: MainWindow) -> Iterator[ClinicDesk]:
    """A clinic with one visit today, its door not reached yet."""
    client = add_client(clinic.database)
    add_appointment(clinic.database, client, RUTH, NOW, NOW + timedelta(minutes=30))
    clinic.database.close()
    running = ClinicDesk(qapp, clinic.folder, FixedClock(NOW), window=window)
    yield running
    running.close()
    running.deleteLater()


def reach_the_door(program: ClinicDesk, qtbot: QtBot) -> None:
    """Until somebody may type, and what can be made ahead has been."""
    program.begin()
    qtbot.waitUntil(lambda: program.window.door.isVisible())
    qtbot.waitUntil(lambda: program.background.pending == 0)
    qtbot.waitUntil(lambda: program.desk.pending == 0)


def calendar(program: ClinicDesk) -> CalendarPage:
    """The first page."""
    page = program.window.stack.page("calendar")
    assert isinstance(page, CalendarPage)
    return page


def test_the_window_is_in_sight_with_a_word_in_it(window: MainWindow) -> None:
    assert window.isVisible()
    assert [label.text() for label in window.findChildren(QLabel)] == [OPENING]


def test_a_window_that_is_closed_before_its_parts_are_made_closes(window: MainWindow) -> None:
    assert window.close()


def test_nothing_is_opened_in_a_window_that_was_closed_at_once(
    qapp: QApplication, window: MainWindow, tmp_path: Path
) -> None:
    window.close()
    assert run(qapp, window, tmp_path / "clinic") == 0
    assert not window.isVisible()


def test_the_same_window_comes_to_the_door(program: ClinicDesk, qtbot: QtBot) -> None:
    before = program.window
    reach_the_door(program, qtbot)
    assert program.window is before
    assert program.window.door.people.hasFocus()
    assert not program.window.face.isVisible()


def test_the_page_behind_the_door_has_read_no_visit(program: ClinicDesk, qtbot: QtBot) -> None:
    reach_the_door(program, qtbot)
    assert calendar(program).days.now.visits == ()
    assert calendar(program).days.now.columns == ()


def test_whoever_signs_in_finds_the_day_on_the_page_that_waited(
    program: ClinicDesk, qtbot: QtBot
) -> None:
    reach_the_door(program, qtbot)
    waited = calendar(program)
    with qtbot.waitSignal(waited.days.shown):
        program.window.entered.emit(RUTH, PASSWORD, "")
    assert calendar(program) is waited
    assert waited.isVisible()
    assert len(waited.days.now.visits) == 1


def test_whoever_is_quicker_than_the_page_finds_the_day_as_well(
    program: ClinicDesk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(program, "prepare", lambda: None)
    reach_the_door(program, qtbot)
    with qtbot.waitSignal(program.entered):
        program.window.entered.emit(RUTH, PASSWORD, "")
    qtbot.waitUntil(lambda: len(calendar(program).days.now.visits) == 1)


def test_a_page_made_after_somebody_came_in_takes_nobodys_place(
    program: ClinicDesk, qtbot: QtBot
) -> None:
    reach_the_door(program, qtbot)
    with qtbot.waitSignal(program.entered):
        program.window.entered.emit(RUTH, PASSWORD, "")
    work = program.work
    program.prepare()
    assert program.work is work
    assert work is not None
    assert program.window.work is work


def test_no_key_of_a_page_works_at_the_door(program: ClinicDesk, qtbot: QtBot) -> None:
    reach_the_door(program, qtbot)
    for key in (Qt.Key.Key_F4, Qt.Key.Key_F10):
        qtbot.keyClick(program.window, key)
    assert program.window.stack.now == ""
    assert calendar(program).side.panel is None


def enter_by_keys(program: ClinicDesk, *, step: Qt.Key) -> None:
    """Mark another person with an arrow, type the password that all have, and Enter."""
    line = program.window.door.password.line
    for key in (step, *PASSWORD, Qt.Key.Key_Return):
        press = QTest.keyClicks if isinstance(key, str) else QTest.keyClick
        press(line, key)


def test_while_one_password_is_proven_nobody_elses_is_taken(
    program: ClinicDesk, qtbot: QtBot
) -> None:
    reach_the_door(program, qtbot)
    with qtbot.waitSignal(program.entered):
        enter_by_keys(program, step=Qt.Key.Key_Down)
        marked = program.window.door.people.person
        enter_by_keys(program, step=Qt.Key.Key_Down)
        assert program.window.door.people.person == marked
        program.window.entered.emit(GRACE, PASSWORD, "")
    qtbot.waitUntil(lambda: program.desk.pending == 0)
    assert program.keeper is not None
    assert program.keeper.person == marked
    assert len(calendar(program).days.now.visits) == 1


def test_a_system_that_locks_while_a_password_is_proven_finds_the_desk_locked(
    program: ClinicDesk, qtbot: QtBot
) -> None:
    reach_the_door(program, qtbot)
    assert program.keeper is not None
    for _unlocking in (False, True):
        program.window.entered.emit(RUTH, PASSWORD, "")
        program.keeper.system.locked.emit()
        qtbot.waitUntil(lambda: program.desk.pending == 0)
        qtbot.waitUntil(lambda: program.window.is_locked)
    program.window.entered.emit(RUTH, PASSWORD, "")
    qtbot.waitUntil(lambda: not program.window.is_locked)
    qtbot.waitUntil(lambda: program.desk.pending == 0)
    assert program.keeper.locked is None


def fails_once(monkeypatch: pytest.MonkeyPatch, kind: type, act: str) -> None:
    """From the second time on it does what it did."""
    left, does = [RuntimeError("Nadia Clarke")], getattr(kind, act)

    def once(*what: Any) -> Any:
        if left:
            raise left.pop()
        return does(*what)

    monkeypatch.setattr(kind, act, once)


@pytest.mark.parametrize(
    ("kind", "act"),
    [
        (MainWindow, "_lay_out"),
        (ClinicDesk, "prepare"),
        (CalendarPage, "_read_setup"),
        (ClinicDesk, "seat"),
        (MainWindow, "_listen"),
    ],
)
def test_after_a_fault_on_the_way_in_a_whole_window_asks_again(
    program: ClinicDesk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, kind: type, act: str
) -> None:
    fails_once(monkeypatch, kind, act)
    half = program.window
    with qtbot.captureExceptions() as faults:
        reach_the_door(program, qtbot)
        if not faults:
            program.window.entered.emit(RUTH, PASSWORD, "")
            qtbot.waitUntil(lambda: len(faults) > 0)
    assert len(faults) == 1
    assert program.window is not half
    assert program.window.door.isVisible()
    with qtbot.waitSignal(program.entered):
        program.window.entered.emit(RUTH, PASSWORD, "")
    qtbot.waitUntil(lambda: len(calendar(program).days.now.visits) == 1)
    qtbot.waitUntil(lambda: program.desk.pending == 0)
    program.window.close()


def test_whoever_cannot_be_asked_for_is_told_why_and_offered_another_try(
    program: ClinicDesk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(_: object) -> None:
        raise DiskTrouble("The disk does not answer.")

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(doorkeeper, "read_asked", refused)
        program.begin()
        qtbot.waitUntil(lambda: program.door is not None and program.door.again.isVisible())
    assert program.door is not None
    assert "does not answer" in program.door.what.text()
    program.door.again.click()
    qtbot.waitUntil(lambda: program.window.door.isVisible())
    with qtbot.waitSignal(program.entered):
        program.window.entered.emit(RUTH, PASSWORD, "")
    qtbot.waitUntil(lambda: program.desk.pending == 0)
