"""The start pages in a window of their own, with real lanes and a computer without a clinic."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from clinic_desk.base.clock import FixedClock
from clinic_desk.clinic import Clinic
from ui.kit.commands import Commands
from ui.kit.doorstep import Doorstep
from ui.kit.layout import Column, Surface
from ui.kit.tasks import Background, Desk
from ui.start.pages import StartPages

CTRL = Qt.KeyboardModifier.ControlModifier
SECRET = "four or five words"


@dataclass
class Start:
    """The pages, and the clinics that they went in with."""

    pages: StartPages
    desk: Desk
    home: Path
    bot: QtBot
    entered: list[Clinic] = field(default_factory=list)

    def settle(self) -> None:
        """Wait until all that was asked for is answered."""
        QApplication.processEvents()
        self.bot.waitUntil(lambda: self.desk.pending == 0)
        QApplication.processEvents()

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
        """Press a key where the keyboard is, and wait for what comes of it."""
        at = QApplication.focusWidget() or self.pages
        self.bot.keyClick(at, key, modifier or Qt.KeyboardModifier.NoModifier)
        self.settle()

    def enter(self) -> None:
        """Press Enter."""
        self.press(Qt.Key.Key_Return)

    def type(self, text: str) -> None:
        """Type where the keyboard is."""
        at = QApplication.focusWidget()
        assert at is not None
        self.bot.keyClicks(at, text)

    def type_over(self, control: QWidget, text: str) -> None:
        """Replace what stands in a line."""
        control.setFocus()
        self.bot.keyClick(control, Qt.Key.Key_A, CTRL)
        self.bot.keyClick(control, Qt.Key.Key_Delete)
        self.bot.keyClicks(control, text)


@pytest.fixture
def start(
    qapp: QApplication,
    qtbot: QtBot,
    tmp_path: Path,
    clock: FixedClock,
    monkeypatch: pytest.MonkeyPatch,
    quick_hashing: None,
    quick_passphrases: None,
) -> Iterator[Start]:
    """The first page of a computer whose home for data is empty."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))
    entered: list[Clinic] = []
    home = tmp_path / "Clinic Desk"
    desk, background = Desk(), Background()
    step = Doorstep(
        desk,
        background,
        Commands(),
        clock,
        home / "clinic",
        lambda folder: None,
        entered.append,
    )
    pages = StartPages(step)
    window = Surface("canvas")
    Column(window).addWidget(pages)
    qtbot.addWidget(window)
    window.resize(1364, 800)
    shown = Start(pages, desk, home, qtbot, entered)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    shown.settle()
    yield shown
    pages.close_clinic()
    for clinic in entered:
        desk.write(clinic.close)
    background.close()
    desk.close()
