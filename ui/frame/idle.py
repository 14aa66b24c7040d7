"""Notices that nobody has touched the window for a while."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

TOUCHES = frozenset(
    (
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
    )
)
LOOK_EVERY_MS = 10_000


class Idle(QObject):
    """Emits once the window has not been touched for the minutes asked.

    It listens at the window's door rather than to every widget, and only marks
    that there was a touch, so that dragging costs nothing.
    """

    fell_idle = Signal()

    def __init__(self, window: QWidget) -> None:
        """Asleep until given minutes."""
        super().__init__(window)
        self._touched = False
        self._still_ms = 0
        self._limit_ms = 0
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._look)
        self._window = window

    def watch(self, minutes: int) -> None:
        """Fall idle after so many minutes without a touch; 0 never does."""
        self._limit_ms = minutes * 60_000
        self._still_ms = 0
        door = self._window.windowHandle()
        if door is not None:
            door.installEventFilter(self)
        if minutes > 0:
            self._timer.start(LOOK_EVERY_MS)
        else:
            self._timer.stop()

    def begin_again(self) -> None:
        """Count from now."""
        self._still_ms = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Mark a touch, and let it through."""
        if event.type() in TOUCHES:
            self._touched = True
        return False

    def _look(self) -> None:
        self._still_ms = 0 if self._touched else self._still_ms + LOOK_EVERY_MS
        self._touched = False
        if self._limit_ms and self._still_ms == self._limit_ms:
            self.fell_idle.emit()
