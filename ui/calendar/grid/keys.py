"""What a key means on the grid. Letters are for typing: none of them is a command."""

from __future__ import annotations

from typing import Literal, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

Act = Literal["step", "stretch", "move", "resize", "day", "book", "open", "type", "menu", "edge"]
Key = Qt.Key
Held = Qt.KeyboardModifier
_ARROWS: dict[int, tuple[int, int]] = {
    Key.Key_Up: (-1, 0),
    Key.Key_Down: (1, 0),
    Key.Key_Left: (0, -1),
    Key.Key_Right: (0, 1),
}
_BY_HOLD: dict[Qt.KeyboardModifier, Act] = {
    Held.NoModifier: "step",
    Held.ShiftModifier: "stretch",
    Held.AltModifier: "move",
    Held.AltModifier | Held.ShiftModifier: "resize",
}
_PLAIN: dict[int, tuple[Act, int]] = {
    Key.Key_PageUp: ("day", -1),
    Key.Key_PageDown: ("day", 1),
    Key.Key_Home: ("edge", -1),
    Key.Key_End: ("edge", 1),
    Key.Key_Return: ("open", 0),
    Key.Key_Enter: ("open", 0),
    Key.Key_F4: ("book", 0),
}


class Pressed(NamedTuple):
    """A key as the grid understands it."""

    act: Act
    rows: int = 0
    columns: int = 0
    text: str = ""


def read_key(event: QKeyEvent) -> Pressed | None:
    """The meaning of a key, or None where it is none of the grid's."""
    held = event.modifiers() & ~(Held.KeypadModifier | Held.GroupSwitchModifier)
    key = event.key()
    if key in _ARROWS and held in _BY_HOLD:
        return Pressed(_BY_HOLD[held], *_ARROWS[key])
    if key in _PLAIN and held == Held.NoModifier:
        act, rows = _PLAIN[key]
        return Pressed(act, rows)
    return _typed(event.text(), held)


def _typed(text: str, held: Qt.KeyboardModifier) -> Pressed | None:
    """A letter or sign; Ctrl with Alt is how many keyboards spell AltGr."""
    command = held & (Held.ControlModifier | Held.AltModifier | Held.MetaModifier)
    alt_gr = command == (Held.ControlModifier | Held.AltModifier)
    if (command and not alt_gr) or not text.strip() or not text.isprintable():
        return None
    return Pressed("type", text=text)
