"""What a start shows first: the window with a word in it, before what serves a clinic is read."""

from __future__ import annotations

import sys

from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication

from ui.frame.first_sight import FirstSight
from ui.kit.fonts import FIRST, register_fonts
from ui.kit.theme import dress
from ui.main_window import MainWindow


def application() -> QApplication:
    """Qt's application under the program's name; RuntimeError where another kind of one runs."""
    app = QApplication.instance() or QApplication(sys.argv[:1])
    if not isinstance(app, QApplication):
        raise RuntimeError("another kind of Qt application runs already")
    app.setApplicationName("Clinic Desk")
    return app


def dress_up(app: QApplication) -> None:
    """The letters of the program, and its colours and measures."""
    register_fonts(FIRST)
    dress(app)


def first_frame(app: QApplication) -> MainWindow:
    """The window, once it has been painted, or after a second where it cannot be."""
    dress_up(app)
    window, painting = MainWindow(), QEventLoop()
    FirstSight(window, painting.quit)
    window.show()
    painting.exec()
    return window
