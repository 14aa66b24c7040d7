"""What the system says of its own lock, and what the clock gives away."""

from __future__ import annotations

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from clinic_desk.base.clock import FixedClock
from ui.frame.bus_session import BusSession
from ui.frame.system_lock import GAP, SystemLock


def test_a_screen_saver_that_comes_on_locks_and_one_that_goes_off_does_not(qtbot: QtBot) -> None:
    heard: list[str] = []
    parent = QObject()
    session = BusSession(lambda: heard.append("locked"), parent)
    session.came_on(False)
    assert heard == []
    session.came_on(True)
    session.was_locked()
    assert heard == ["locked", "locked"]


def test_a_leap_of_the_clock_is_a_sleep_and_a_minute_s_waiting_is_none(
    qtbot: QtBot, clock: FixedClock
) -> None:
    parent, heard = QObject(), list[str]()
    system = SystemLock(clock, parent)
    system.locked.connect(lambda: heard.append("locked"))
    clock.advance(seconds=GAP.total_seconds())
    system.look()
    assert heard == []
    clock.advance(seconds=GAP.total_seconds() + 1)
    system.look()
    assert heard == ["locked"]
    system.stop()
