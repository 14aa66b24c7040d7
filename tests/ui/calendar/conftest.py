"""What the tests of the calendar's page and panels may ask for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from clinic_desk.base.clock import FixedClock
from tests.factories import PASSWORD
from tests.ui.calendar.at_desk import MAYA, PAGES, AtDesk, QuickHand, add_client, clinic_at_work
from ui.application import ClinicDesk
from ui.calendar.page import CalendarPage
from ui.doorkeeper import Credentials


@pytest.fixture
def at_desk(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, clock: FixedClock, quick_hashing: None
) -> Iterator[AtDesk]:
    """The receptionist at the desk, the grid with the keyboard, nobody on the telephone."""
    clinic = clinic_at_work(tmp_path / "clinic", clock)
    program = ClinicDesk(qapp, clinic.folder, clock, PAGES, None, who=Credentials(MAYA, PASSWORD))
    qtbot.addWidget(program.window)
    with qtbot.waitActive(program.window):
        program.window.resize(1440, 900)
        program.window.show()
    with qtbot.waitSignal(program.entered):
        program.enter(clinic)
    page = program.window.stack.page("calendar")
    assert isinstance(page, CalendarPage)
    made = AtDesk(program, clinic, page, QuickHand(program))
    assert program.work is not None
    program.work.seat.announced.connect(lambda words, _undo: made.said.append(words))
    program.work.seat.page_wanted.connect(lambda name, what: made.pages.append((name, what)))
    made.hand.settle()
    yield made
    program.close()
    program.deleteLater()


@pytest.fixture
def nadia(at_desk: AtDesk) -> int:
    """Nadia Clarke, 41, with everything on file."""
    return add_client(at_desk.clinic, "Nadia", "Clarke")
