"""Begins something when a window has come into sight."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

PATIENCE_MS = 1000
"""A window that is started minimised is never painted; it begins all the same."""


class FirstSight(QObject):
    """Calls once, after a window's first picture is complete.

    What begins earlier has to share the processor with the painting, so that the window
    would be seen later and not be of use sooner.
    """

    def __init__(self, window: QWidget, then: Callable[[], None]) -> None:
        """Watch a window that is not shown yet."""
        super().__init__(window)
        self._window, self._then = window, then
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._begin)
        self._timer.start(PATIENCE_MS)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The painting itself comes after this, and what waits for no time at all after that."""
        if event.type() == QEvent.Type.Paint:
            self._window.removeEventFilter(self)
            self._timer.start(0)
        return False

    def _begin(self) -> None:
        self._window.removeEventFilter(self)
        self._then()
