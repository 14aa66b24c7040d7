"""Nothing of a window is left once it is closed: its texts were somebody's record."""

from __future__ import annotations

import gc
import re
import weakref
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

import ui
from clinic_desk.clients.records import ClientDetails
from clinic_desk.clinic import Clinic
from tests.factories import PASSWORD
from ui.application import ClinicDesk
from ui.doorkeeper import Credentials

HEADS = ("ClinicDesk", "MainWindow", "Workplace", "CalendarPage", "ClientsPage", "SettingsPage")


def kept() -> dict[str, int]:
    """How many of each are still there, whoever holds them."""
    gc.collect()
    names = [type(each).__name__ for each in gc.get_objects()]
    return {name: names.count(name) for name in HEADS}


def test_a_closed_program_leaves_no_page_behind(
    qapp: QApplication, qtbot: QtBot, clinic: Clinic
) -> None:
    before = kept()
    program = ClinicDesk(qapp, clinic.folder, clinic.clock, who=Credentials(1, PASSWORD))
    with qtbot.waitSignal(program.entered):
        program.enter(clinic)
    while program.window.stack.make_next():
        pass
    lane = program.desk
    qtbot.waitUntil(lambda lane=lane: lane.pending == 0)
    window = weakref.ref(program.window)
    program.close()
    program.window.deleteLater()
    program.deleteLater()
    del program, lane

    def is_gone() -> bool:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        return kept() == before

    # What was asked for by a timer of no time at all still has its turn.
    qtbot.waitUntil(is_gone)
    assert window() is None


def test_a_write_that_ends_after_its_window_is_kept_and_told_to_nobody(
    qapp: QApplication, qtbot: QtBot, clinic: Clinic
) -> None:
    """The program's own exceptions in the event loop would fail this test."""
    program = ClinicDesk(qapp, clinic.folder, clinic.clock, who=Credentials(1, PASSWORD))
    with qtbot.waitSignal(program.entered):
        program.enter(clinic)
    work, lane = program.work, program.desk
    assert work is not None
    added: list[int] = []
    work.write(
        lambda: clinic.clients.add(ClientDetails(given="Nadia"), by=1),
        lambda saved: added.append(saved.id),
    )
    program.window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    qtbot.waitUntil(lambda: lane.pending == 0)
    work.announce("Saved")
    work.show_page("clients")
    assert clinic.clients.open(*added, by=1).details.given == "Nadia"
    lane.close()
    program.background.close()
    clinic.close()
    program.deleteLater()


def test_nothing_listens_to_the_desk_by_a_lambda() -> None:
    """What such a one holds, the search for garbage cannot see: it would keep a page for good."""
    told = re.compile(r"\.(person_changed|privacy_changed|seat\.changed)\.connect\(\s*lambda")
    sources = Path(ui.__file__).parent.rglob("*.py")
    assert [path.name for path in sources if told.search(path.read_text(encoding="utf-8"))] == []
