"""Windows: the notices of the session and of power."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from ctypes import wintypes
from typing import Any

from PySide6.QtCore import QAbstractNativeEventFilter, QByteArray, QCoreApplication, QObject
from PySide6.QtWidgets import QWidget

SESSION_CHANGE, SESSION_LOCK = 0x02B1, 0x7
POWER_BROADCAST, SUSPEND = 0x0218, 0x4
THIS_SESSION = 0


class WindowsSession(QObject):
    """Calls when the session is locked or the computer is about to sleep."""

    def __init__(self, locked: Callable[[], object], parent: QObject) -> None:
        """The notices go to a window that is never shown."""
        super().__init__(parent)
        self._ear = QWidget()
        self._filter = _Filter(locked)
        session: Any = ctypes.WinDLL("wtsapi32")  # type: ignore[attr-defined,unused-ignore]
        session.WTSRegisterSessionNotification(wintypes.HWND(int(self._ear.winId())), THIS_SESSION)
        app = QCoreApplication.instance()
        if app is not None:
            app.installNativeEventFilter(self._filter)


class _Filter(QAbstractNativeEventFilter):
    def __init__(self, locked: Callable[[], object]) -> None:
        super().__init__()
        self._locked = locked

    def nativeEventFilter(
        self, kind: QByteArray | bytes | bytearray | memoryview, message: int
    ) -> object:
        """Look at the message, and let it go on."""
        if kind == b"windows_generic_MSG":
            heard = wintypes.MSG.from_address(int(message))
            if (heard.message, heard.wParam) in (
                (SESSION_CHANGE, SESSION_LOCK),
                (POWER_BROADCAST, SUSPEND),
            ):
                self._locked()
        return False, 0
