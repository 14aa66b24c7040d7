"""The Settings page in a window, over a real clinic."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from clinic_desk.base.changes import Changes
from clinic_desk.clinic import Clinic
from ui.kit.workplace import Workplace
from ui.settings.page import SettingsPage
from ui.settings.section import Section

GRACE = 3
CTRL = Qt.KeyboardModifier.ControlModifier


@dataclass
class Settings:
    """The page, and what it told the frame."""

    page: SettingsPage
    work: Workplace
    bot: QtBot
    changes: list[Changes] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    @property
    def clinic(self) -> Clinic:
        """The clinic that is set up."""
        return self.work.clinic

    @property
    def section(self) -> Section:
        """The section in sight."""
        return self.page.section

    def show(self, name: str) -> Section:
        """Bring a section into sight, read."""
        self.page.receive(section=name)
        self.settle()
        return self.section

    def settle(self) -> None:
        """Wait until all that was asked for is answered."""
        self.bot.waitUntil(lambda: self.work.desk.pending == 0)
        self.bot.waitUntil(lambda: self.work.background.pending == 0)
        QApplication.processEvents()

    def type_into(self, control: QWidget, text: str) -> None:
        """Replace what stands in a line, with keys."""
        control.setFocus()
        self.bot.keyClick(control, Qt.Key.Key_A, CTRL)
        self.bot.keyClick(control, Qt.Key.Key_Delete)
        self.bot.keyClicks(control, text)

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
        """Press a key where the keyboard is, and wait for what comes of it."""
        at = QApplication.focusWidget() or self.page
        self.bot.keyClick(at, key, modifier or Qt.KeyboardModifier.NoModifier)
        self.settle()

    def save(self) -> None:
        """Ctrl Enter."""
        self.press(Qt.Key.Key_Return, CTRL)


@pytest.fixture
def settings(workplace: Workplace, qtbot: QtBot) -> Settings:
    """The page as the frame shows it, the manager at the desk."""
    workplace.seat.sit_down(workplace.clinic.staff.people()[-1])
    page = SettingsPage(workplace)
    qtbot.addWidget(page)
    page.resize(1364, 800)
    shown = Settings(page, workplace, qtbot)
    workplace.changed.connect(lambda changes, _: shown.changes.append(changes))
    workplace.seat.announced.connect(lambda text, _: shown.said.append(text))
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    shown.show("clinic")
    return shown
