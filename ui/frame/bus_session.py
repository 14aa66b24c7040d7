"""Linux: what logind and the screen saver say, over D-Bus."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import SLOT, QObject, Slot
from PySide6.QtDBus import QDBusConnection, QDBusInterface, QDBusMessage

LOGIN = "org.freedesktop.login1"
MANAGER, MANAGER_PATH = f"{LOGIN}.Manager", "/org/freedesktop/login1"
SESSION = f"{LOGIN}.Session"
SAVERS = (
    ("org.freedesktop.ScreenSaver", "/org/freedesktop/ScreenSaver"),
    ("org.freedesktop.ScreenSaver", "/ScreenSaver"),
    ("org.gnome.ScreenSaver", "/org/gnome/ScreenSaver"),
)


# Qt wants its own notation for a slot; PySide's own annotation of `connect` does not know it.
CAME_ON: Any = SLOT("came_on(bool)")
WAS_LOCKED: Any = SLOT("was_locked()")


class BusSession(QObject):
    """Listens for a locked session, a screen saver that comes on, and sleep that is prepared.

    Where there is no bus, or nobody answers on it, nothing is heard and nothing goes wrong.
    """

    def __init__(self, locked: Callable[[], object], parent: QObject) -> None:
        """`locked` is called at each of them."""
        super().__init__(parent)
        self._locked = locked
        system, own = QDBusConnection.systemBus(), QDBusConnection.sessionBus()
        if system.isConnected():
            self._listen_to_logind(system)
        if own.isConnected():
            for interface, path in SAVERS:
                own.connect("", path, interface, "ActiveChanged", self, CAME_ON)

    def _listen_to_logind(self, bus: QDBusConnection) -> None:
        bus.connect(LOGIN, MANAGER_PATH, MANAGER, "PrepareForSleep", self, CAME_ON)
        path = _session_path(bus)
        if path:
            bus.connect(LOGIN, path, SESSION, "Lock", self, WAS_LOCKED)

    @Slot(bool)
    def came_on(self, on: bool) -> None:
        """The screen saver has come on, or sleep is being prepared; going off says nothing."""
        if on:
            self._locked()

    @Slot()
    def was_locked(self) -> None:
        """The session has been locked."""
        self._locked()


def _session_path(bus: QDBusConnection) -> str:
    """The object of the session this program runs in; empty where logind knows none."""
    manager = QDBusInterface(LOGIN, MANAGER_PATH, MANAGER, bus)
    if not manager.isValid():
        return ""
    answer: QDBusMessage = manager.call("GetSessionByPID", os.getpid())
    found = answer.arguments()
    is_told = answer.type() == QDBusMessage.MessageType.ReplyMessage
    path: Any = found[0] if is_told and found else None
    return str(path.path()) if hasattr(path, "path") else ""
