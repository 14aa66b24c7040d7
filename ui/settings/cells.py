"""A field inside a table: its sentence of trouble stands below the whole row."""

from __future__ import annotations

from ui.kit.fields import LineField
from ui.kit.labels import PlainLabel, restyle
from ui.kit.layout import reveal


class RowTrouble(PlainLabel):
    """The sentence below a row; out of sight while nothing is wrong."""

    def __init__(self) -> None:
        """Nothing is wrong."""
        super().__init__(size="label", tone="block", wrap=True)
        self.hide()

    def say(self, sentence: str) -> None:
        """Show a sentence, or nothing."""
        self.setText(sentence)
        reveal(self, bool(sentence))


class CellField(LineField):
    """One line without a label of its own; `name` is spoken."""

    def __init__(self, name: str, teller: RowTrouble, placeholder: str = "") -> None:
        """`teller` says what is wrong with any cell of the row."""
        self._teller = teller
        super().__init__("", placeholder, name=name)

    def show_trouble(self, sentence: str) -> None:
        """Mark the cell, and say it below the row."""
        if sentence or self.control.property("wrong"):
            self._teller.say(sentence)
        self.control.setProperty("wrong", bool(sentence))
        self.control.setAccessibleDescription(sentence)
        restyle(self.control)

    def trouble(self) -> str:
        """The sentence shown for this cell, or nothing."""
        return self._teller.text() if self.control.property("wrong") else ""
