"""Garbage of the window ends on the window's thread."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.kit.tasks import Background
from ui.tidying import Tidying


class Panel(QWidget):
    """One of ours, which holds itself as a panel and its parts hold each other."""

    def __init__(self) -> None:
        super().__init__()
        self.itself = self


class Ends(QObject):
    """Hears on which thread a panel ended."""

    def __init__(self) -> None:
        super().__init__()
        self.threads: list[int] = []

    def heard(self) -> None:
        self.threads.append(threading.get_ident())


@pytest.fixture
def background() -> Iterator[Background]:
    lane = Background()
    yield lane
    lane.close()


@pytest.fixture
def looked_for_as_by_python() -> Iterator[None]:
    """As in a program that has just been started, whatever the other tests agreed on."""
    gc.enable()
    yield
    gc.disable()


def test_a_panel_that_is_left_ends_on_the_windows_thread_however_busy_a_worker_is(
    qtbot: QtBot, background: Background, looked_for_as_by_python: None
) -> None:
    tidying, ends = Tidying(background), Ends()
    tidying.begin()
    panel = Panel()
    panel.destroyed.connect(ends.heard, Qt.ConnectionType.DirectConnection)
    del panel
    background.run(lambda: len([[each] for each in range(200_000)]))
    qtbot.waitUntil(lambda: background.pending == 0)
    assert ends.threads == []
    kept = [[each] for each in range(2_000)]
    qtbot.waitUntil(lambda: bool(ends.threads))
    assert ends.threads == [threading.get_ident()]
    assert kept
