"""The line to type in, under every field of one line and in the search box."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit

EDITING_KEYS = tuple(
    QKeySequence(key)
    for key in ("Ctrl+A", "Ctrl+C", "Ctrl+V", "Ctrl+X", "Ctrl+Y", "Ctrl+Shift+Z", "Ctrl+Left",
                "Ctrl+Right", "Ctrl+Shift+Left", "Ctrl+Shift+Right", "Ctrl+Backspace", "Ctrl+Del")
)  # fmt: skip
LONGEST_LINE = 20_000


class LineEdit(QLineEdit):
    """A line to type in that leaves the window's keys to the window.

    Qt's own would take Ctrl K and Ctrl E for editing, and Ctrl Z even with nothing
    of its own to undo.
    """

    def __init__(self, name: str = "", placeholder: str = "") -> None:
        """`name` is spoken."""
        super().__init__()
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.setMaxLength(LONGEST_LINE)

    def event(self, event: QEvent) -> bool:
        """Say which chords are for editing; every other is a command's."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            chord = event.modifiers() & (
                Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
            )
            if chord and not self._edits(event):
                event.ignore()
                return False
        return super().event(event)

    def _edits(self, event: QKeyEvent) -> bool:
        pressed = QKeySequence(event.keyCombination())
        if pressed == QKeySequence("Ctrl+Z"):
            return self.isUndoAvailable()
        return pressed in EDITING_KEYS or event.matches(QKeySequence.StandardKey.Paste)
