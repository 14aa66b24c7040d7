"""A whole text to be read, by eye or by a screen reader: walked through, never changed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor, QTextOption
from PySide6.QtWidgets import QFrame, QPlainTextEdit

from ui.kit.theme import theme


class ReadingText(QPlainTextEdit):
    """Plain text on a white ground, with a cursor that the arrow keys move."""

    def __init__(self, name: str) -> None:
        """Empty; `name` is spoken."""
        super().__init__()
        self.setReadOnly(True)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWordWrapMode(QTextOption.WrapMode.WordWrap)
        self.setTabChangesFocus(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByKeyboard
            | Qt.TextInteractionFlag.TextSelectableByMouse
        )
        self._measure()
        theme().changed.connect(self._measure)

    def show_text(self, text: str) -> None:
        """Show a text from its beginning; the same text stays where it was read."""
        if text != self.toPlainText():
            self.setPlainText(text)
            self.moveCursor(QTextCursor.MoveOperation.Start)

    def _measure(self) -> None:
        self.document().setDocumentMargin(theme().grid(3))
        self.setFont(theme().font("lead"))
