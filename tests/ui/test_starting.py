"""What a start does in which order: the frame, the door, the day, and only then the rest."""

from __future__ import annotations

import subprocess
import sys

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from clinic_desk.base.errors import ClinicError
from clinic_desk.base.folders import RESOURCES
from clinic_desk.clinic import Clinic
from tests.factories import PASSWORD
from ui import application
from ui.application import ClinicDesk
from ui.doorkeeper import Credentials

FRAME = "import sys, ui.application; print(*sys.modules)"
LATER = {
    "sqlalchemy",
    "ui.frame.audit_watch",
    "ui.frame.sign_in_page",
    "ui.frame.key_sheet",
    "ui.kit.veil",
    "ui.calendar.page",
}


def test_the_frame_waits_for_nothing_that_is_shown_after_it() -> None:
    ran = subprocess.run(
        [sys.executable, "-c", FRAME],
        capture_output=True,
        text=True,
        check=True,
        cwd=RESOURCES.parent,
    )
    assert LATER.isdisjoint(ran.stdout.split())


@pytest.fixture
def looked(monkeypatch: pytest.MonkeyPatch) -> list[Clinic]:
    """The clinics whose every page was looked at."""
    seen: list[Clinic] = []
    monkeypatch.setattr(application, "look_through_file", seen.append)
    return seen


def begun(qapp: QApplication, qtbot: QtBot, clinic: Clinic) -> ClinicDesk:
    """The window with the first day before somebody who has signed in."""
    program = ClinicDesk(qapp, clinic.folder, clinic.clock, who=Credentials(1, PASSWORD))
    qtbot.addWidget(program.window, before_close_func=lambda _window: program.close())
    with qtbot.waitActive(program.window):
        program.window.show()
    with qtbot.waitSignal(program.entered):
        program.enter(clinic)
    qtbot.waitUntil(lambda: not program.desk.pending and not program.background.pending)
    return program


def test_no_page_of_the_file_is_looked_at_beside_the_password_and_the_first_day(
    qapp: QApplication,
    qtbot: QtBot,
    clinic: Clinic,
    looked: list[Clinic],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(application, "SETTLED_MS", 60_000)
    begun(qapp, qtbot, clinic)
    assert looked == []


def test_every_page_of_the_file_is_looked_at_when_the_window_has_settled(
    qapp: QApplication,
    qtbot: QtBot,
    clinic: Clinic,
    looked: list[Clinic],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(application, "SETTLED_MS", 1)
    begun(qapp, qtbot, clinic)
    qtbot.waitUntil(lambda: looked == [clinic])


def test_rooms_that_did_not_open_are_told_and_tried_again_with_the_next_day(
    qapp: QApplication, qtbot: QtBot, clinic: Clinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = ClinicError("A consent form cannot be read.")

    def fail(_clinic: Clinic) -> None:
        raise broken

    with monkeypatch.context() as first:
        first.setattr(Clinic, "make_ready", fail)
        program = begun(qapp, qtbot, clinic)
        qtbot.waitUntil(lambda: broken.what in program.window.status.said.text())
    assert program.work is not None
    assert not program.work.seat.is_ready
    program.work.seat.day_shown.emit()
    qtbot.waitUntil(lambda: program.work is not None and program.work.seat.is_ready)
