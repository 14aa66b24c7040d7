"""Qt's own settings, in which its file dialogs keep the folders that were chosen."""

from __future__ import annotations

import os

from PySide6.QtCore import QSettings


def let_qt_remember_nothing() -> None:
    """Have no folder that somebody chooses written into Qt's settings, in plain and for good.

    A folder of papers is named after a client as often as not. While the program runs its
    dialogs begin where the last one ended, all the same.
    """
    nowhere = os.path.join(os.devnull, "settings")
    for scope in (QSettings.Scope.UserScope, QSettings.Scope.SystemScope):
        for kind in (QSettings.Format.NativeFormat, QSettings.Format.IniFormat):
            QSettings.setPath(kind, scope, nowhere)
