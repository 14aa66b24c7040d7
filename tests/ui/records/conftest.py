"""What the tests of the record's page may ask for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from clinic_desk.base.clock import FixedClock
from tests.factories import PASSWORD
from tests.ui.calendar.at_desk import RUTH, QuickHand, clinic_at_work
from tests.ui.records.at_work import AtWork
from ui.application import PAGES, ClinicDesk
from ui.doorkeeper import Credentials

HERE = tuple(entry for entry in PAGES if entry.name in ("calendar", "records"))


@pytest.fixture
def at_work(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, clock: FixedClock, quick_hashing: None
) -> Iterator[AtWork]:
    """The nurse at the desk, on the calendar."""
    clinic = clinic_at_work(tmp_path / "clinic", clock)
    who = Credentials(RUTH, PASSWORD)
    program = ClinicDesk(qapp, clinic.folder, clock, HERE, None, who)
    qtbot.addWidget(program.window)
    with qtbot.waitActive(program.window):
        program.window.resize(1440, 900)
        program.window.show()
    with qtbot.waitSignal(program.entered):
        program.enter(clinic)
    made = AtWork(program, clinic, QuickHand(program))
    assert program.work is not None
    program.work.seat.announced.connect(lambda words, _undo: made.said.append(words))
    made.hand.settle()
    yield made
    program.close()


@pytest.fixture
def nadia(at_work: AtWork) -> int:
    """Nadia Clarke, 41, with a consultation and a consent to botulinum toxin on file."""
    client = at_work.client()
    at_work.consent(client, "BTX")
    return client
