"""Nothing of a window is left once it is closed: its texts were somebody's record."""

from __future__ import annotations

import gc
import re
import weakref
from pathlib import Path
from typing import Any

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


def tidy_up() -> None:
    """Collect also among what a program that has run for seconds looks at no more."""
    gc.unfreeze()
    gc.collect()


def there() -> list[weakref.ref[Any]]:
    """Each of these that is there, whoever holds it."""
    tidy_up()
    return [weakref.ref(each) for each in gc.get_objects() if type(each).__name__ in HEADS]


def test_a_closed_program_leaves_no_page_behind(
    qapp: QApplication, qtbot: QtBot, clinic: Clinic
) -> None:
    before = there()
    program = ClinicDesk(qapp, clinic.folder, clinic.clock, who=Credentials(1, PASSWORD))
    with qtbot.waitSignal(program.entered):
        program.enter(clinic)
    while program.window.stack.make_next():
        pass
    lane = program.desk
    qtbot.waitUntil(lambda lane=lane: lane.pending == 0)
    # Its own: what an earlier test left may go at any moment.
    older = {id(each()) for each in before}
    made = [each for each in there() if id(each()) not in older]
    assert {type(each()).__name__ for each in made} == set(HEADS)
    program.close()
    program.window.deleteLater()
    program.deleteLater()
    del program, lane

    def is_gone() -> bool:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        tidy_up()
        return all(each() is None for each in made)

    # What was asked for by a timer of no time at all still has its turn.
    qtbot.waitUntil(is_gone)


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
