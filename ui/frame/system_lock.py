"""Notices that the system locks its screen, goes to sleep, or has been asleep.

Linux: logind and the screen saver, over D-Bus. Windows: the session's own notices. On macOS the
notice of a locked screen cannot be had with what this program is built on; there the minutes
without a touch and the gap that sleep leaves in the clock lock the desk.
"""

from __future__ import annotations

import sys
from datetime import datetime, timedelta

from PySide6.QtCore import QObject, QTimer, Signal

from clinic_desk.base.clock import Clock

LOOK_EVERY_MS = 5_000
GAP = timedelta(seconds=45)
"""The clock went on by more than this between two looks: the computer slept."""
LISTEN_AFTER_MS = 1_500
"""The first page is painted before the system is asked for its notices."""


class SystemLock(QObject):
    """Emits when the desk is to be locked because the system is, or was."""

    locked = Signal()

    def __init__(self, clock: Clock, parent: QObject) -> None:
        """Listens soon."""
        super().__init__(parent)
        self._clock = clock
        self._seen: datetime = clock.now()
        self._session: QObject | None = None
        self._looking = QTimer(self)
        self._looking.timeout.connect(self.look)
        self._looking.start(LOOK_EVERY_MS)
        QTimer.singleShot(LISTEN_AFTER_MS, self, self.listen)

    def stop(self) -> None:
        """Listen no more."""
        self._looking.stop()
        if self._session is not None:
            self._session.deleteLater()
            self._session = None

    def look(self) -> None:
        """Whether the clock has leapt since the last look."""
        now, before = self._clock.now(), self._seen
        self._seen = now
        if now - before > GAP:
            self.locked.emit()

    def listen(self) -> None:
        """Ask the system for its notices, where it gives any."""
        if self._session is not None or not self._looking.isActive():
            return
        if sys.platform.startswith("linux"):
            from ui.frame.bus_session import BusSession

            self._session = BusSession(self.locked.emit, self)
        elif sys.platform == "win32":
            from ui.frame.windows_session import WindowsSession

            self._session = WindowsSession(self.locked.emit, self)
