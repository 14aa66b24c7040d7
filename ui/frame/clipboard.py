"""What this program put on the clipboard does not stay there."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit, QTextEdit

STAYS_MS = 2 * 60_000
"""Long enough to paste it where it was copied for."""


class OwnCopies(QObject):
    """Clears what was copied here after two minutes and when told; never another program's."""

    def __init__(self, parent: QObject) -> None:
        """Watches from now on."""
        super().__init__(parent)
        self._board = QGuiApplication.clipboard()
        self._ours: str | None = None
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.clear)
        self._board.dataChanged.connect(self._changed)

    def clear(self) -> None:
        """Take away what this program put there and nothing has taken the place of."""
        self._timer.stop()
        ours, self._ours = self._ours, None
        if self._board.ownsClipboard() or (ours and self._board.text() == ours):
            self._board.clear()
        if self._board.supportsSelection() and self._board.ownsSelection():
            self._board.clear(QClipboard.Mode.Selection)

    def _changed(self) -> None:
        """Ours where the system says so, or where it is what is chosen in one of our fields."""
        text = self._board.text()
        if text and (self._board.ownsClipboard() or text == chosen_text()):
            self._ours = text
            self._timer.start(STAYS_MS)
        else:
            self._ours = None
            self._timer.stop()


def chosen_text() -> str:
    """The words that are chosen where the keyboard is."""
    control = QApplication.focusWidget()
    if isinstance(control, QLineEdit | QLabel):
        return control.selectedText()
    if isinstance(control, QPlainTextEdit | QTextEdit):
        return control.textCursor().selection().toPlainText()
    return ""
