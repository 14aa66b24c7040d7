"""A clinic with a client, and the clients page in a window, for the tests of the page."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from clinic_desk.base.clock import FixedClock
from clinic_desk.clinic import Clinic, open_clinic
from clinic_desk.staff.people import PersonDraft, PersonRecord
from tests.factories import new_clinic
from tests.kept import copy_kept
from ui.clients.page import ClientsPage
from ui.clients.record import TABS
from ui.kit.commands import Commands
from ui.kit.tasks import Background, Desk
from ui.kit.theme import theme
from ui.kit.workplace import Workplace


@dataclass
class Shown:
    """The page with all that it stands on, and what it told the frame."""

    clinic: Clinic
    work: Workplace
    page: ClientsPage
    bot: QtBot
    reception: PersonRecord
    nurse: PersonRecord
    pages: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    undo: list[Any] = field(default_factory=list)

    def settle(self) -> None:
        """Wait until everything asked for has been answered and shown."""
        QApplication.processEvents()
        self.bot.waitUntil(lambda: self._is_still())
        QApplication.processEvents()

    def _is_still(self) -> bool:
        throttles = (self.page.finding._soon, self.page.details._seek)
        return self.work.desk.pending == 0 and not any(each.waiting for each in throttles)

    def sit(self, person: PersonRecord) -> None:
        """Put someone at the desk."""
        self.work.seat.sit_down(person)
        self.settle()


def tab_key(id: str) -> Qt.Key:
    """The number that, with Ctrl, shows a tab of the client's page."""
    return Qt.Key(Qt.Key.Key_1 + [each for each, _words in TABS].index(id))


def open_clinic_with_staff(folder: Path, clock: FixedClock) -> Clinic:
    """A clinic of a receptionist and a nurse prescriber."""
    copy_kept(_made, folder)
    return open_clinic(folder, clock=clock)


def _made(folder: Path) -> None:
    clinic = new_clinic(folder)
    clinic.staff.save(PersonDraft("Maya Patel", "reception"), by=0)
    nurse = PersonDraft(
        "Ruth Holt",
        "nurse_prescriber",
        registration="12A3456E",
        prescriber=True,
        treats=True,
        position=1,
    )
    clinic.staff.save(nurse, by=0)
    clinic.database.close()


def show_page(clinic: Clinic, bot: QtBot) -> Shown:
    """The page in sight, with the receptionist at the desk."""
    desk, background = Desk(), Background()
    work = Workplace(clinic, desk, background, theme(), Commands())
    reception, nurse, *_ = clinic.staff.people()
    work.seat.sit_down(reception)
    page = ClientsPage(work)
    shown = Shown(clinic, work, page, bot, reception, nurse)
    work.seat.page_wanted.connect(lambda name, what: shown.pages.append((name, what)))
    work.seat.announced.connect(lambda text, _undo: shown.said.append(text))
    work.seat.announced.connect(lambda _text, undo: shown.undo.append(undo))
    bot.addWidget(page)
    with bot.waitExposed(page):
        page.resize(1290, 760)
        page.show()
    page.activateWindow()
    return shown
