"""A question with a few answers side by side, none of them given until the person gives one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from ui.kit.choices import Segments
from ui.kit.fields import Field
from ui.kit.layout import Row

NOT_YET = "Not said yet"
_CLEARS = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)


class Answers(Segments):
    """Segments of which none need be chosen. Left and Right choose, Space goes on to the next
    choice, Delete takes the answer away."""

    def __init__(
        self, name: str, choices: Sequence[tuple[Any, str]], open_words: str = NOT_YET
    ) -> None:
        """(value, words) pairs; `name` is spoken, `open_words` while there is no answer."""
        self._open_words = open_words
        super().__init__(name, choices)
        self.set_value(None)

    def value(self) -> Any:
        """The value of the answer; None where there is none."""
        return self._choices[self._at][0] if self._at >= 0 else None

    def set_value(self, value: Any) -> None:
        """Show an answer without emitting; a value that is not offered is none."""
        offered = [each for each, _ in self._choices]
        self._at = offered.index(value) if value in offered else -1
        self._describe()
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete clears, Space goes on; the rest as for segments, Left beginning at the last."""
        if event.key() in _CLEARS:
            if self._at >= 0:
                self.set_value(None)
                self.chosen.emit(None)
        elif event.key() == Qt.Key.Key_Space and not self.folded:
            self._choose((self._at + 1) % len(self._choices))
        elif event.key() == Qt.Key.Key_Left and self._at < 0:
            self._choose(len(self._choices) - 1)
        else:
            super().keyPressEvent(event)

    def _shown_words(self) -> str:
        return self._choices[self._at][1] if self._at >= 0 else self._open_words


class AnswerField(Field):
    """Such a question with its label above."""

    def __init__(
        self, label: str, choices: Sequence[tuple[Any, str]], *, empty: Any = None
    ) -> None:
        """`empty` is the value that stands for no answer."""
        self.answers = Answers(label, choices)
        self._empty = empty
        super().__init__(label, self.answers)
        self.answers.chosen.connect(self._was_edited)

    def value(self) -> Any:
        """The answer's value; the empty one where none was given."""
        return self._empty if self.answers.value() is None else self.answers.value()

    def set_value(self, value: Any) -> None:
        """Show an answer; `edited` is not emitted."""
        self.answers.set_value(value)
        self.show_trouble("")

    def _was_edited(self) -> None:
        self.show_trouble("")
        self.edited.emit()


def side_by_side(*fields: Field) -> Row:
    """Fields in one line, each as wide as the others."""
    line = Row(gap=1.5)
    for field in fields:
        line.addWidget(field, 1)
    return line
