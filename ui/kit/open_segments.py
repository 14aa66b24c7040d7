"""Segments of which none is chosen yet: a question that waits for its answer."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from ui.kit.choices import Segments

OPEN = "not answered yet"
NOTHING = -1
_TAKES_AWAY = (Qt.Key.Key_Backspace, Qt.Key.Key_Delete)


class OpenSegments(Segments):
    """As Segments, but it may stand open. Left and Right choose, Space goes on to the next
    choice, Backspace takes the answer away."""

    def __init__(self, name: str, choices: tuple[tuple[Any, str], ...]) -> None:
        """Open; `name` is spoken."""
        super().__init__(name, choices)
        self.set_value(None)

    def value(self) -> Any:
        """The chosen value; None while it stands open."""
        return None if self._at == NOTHING else super().value()

    def set_value(self, value: Any) -> None:
        """Choose a value without emitting; None opens it again."""
        if value is not None:
            super().set_value(value)
            return
        self._at = NOTHING
        self._describe()
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space and Backspace as well as the arrows."""
        if event.key() == Qt.Key.Key_Space and not self.folded:
            self._choose((self._at + 1) % len(self._choices))
        elif event.key() in _TAKES_AWAY:
            if self._at != NOTHING:
                self.set_value(None)
                self.chosen.emit(None)
        else:
            super().keyPressEvent(event)

    def _shown_words(self) -> str:
        return OPEN if self._at == NOTHING else super()._shown_words()
