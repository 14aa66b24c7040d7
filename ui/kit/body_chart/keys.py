"""What a key means on a chart, and the acts of a map as data. Letters are for typing: none acts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from ui.kit.commands import Command, KeyNote

Act = Literal["step", "walk", "place", "leave", "remove", "units", "type", "undo", "redo"]
GROUP = "Injection map"
WHOLE_UNIT, HALF_UNIT = 100, 50
"""Hundredths of a unit."""

Key = Qt.Key
Held = Qt.KeyboardModifier
_ARROWS = {
    Key.Key_Left: (-1, 0),
    Key.Key_Right: (1, 0),
    Key.Key_Up: (0, -1),
    Key.Key_Down: (0, 1),
}
_PLAIN: dict[int, Act] = {
    Key.Key_Return: "place",
    Key.Key_Enter: "place",
    Key.Key_Insert: "place",
    Key.Key_Escape: "leave",
    Key.Key_Delete: "remove",
    Key.Key_Backspace: "remove",
}
_MORE: dict[str, int] = {"+": WHOLE_UNIT, "=": WHOLE_UNIT, "-": -WHOLE_UNIT}
_COARSE = 5

MAP_KEYS = (
    KeyNote(GROUP, "Tab", "From point to point"),
    KeyNote(GROUP, "Ctrl ↑ ↓ ← →", "To the nearest point that way"),
    KeyNote(GROUP, "↑ ↓ ← →", "Move the chosen point, or the cross; with Shift further"),
    KeyNote(GROUP, "↵", "Place a point at the cross"),
    KeyNote(GROUP, "0–9 and .", "Units of the chosen point: 4, 2.5"),
    KeyNote(GROUP, "+ −", "One unit more, one fewer"),
    KeyNote(GROUP, "wheel", "The same, over the chosen point; with Shift by halves"),
    KeyNote(GROUP, "Delete", "Take the chosen point away"),
    KeyNote(GROUP, "Ctrl Z, Ctrl Y", "Undo on the map, and do again"),
    KeyNote(GROUP, "Esc", "Let go of the point: the cross stands there"),
)
"""Keys that a chart reads itself, for the key sheet."""


@dataclass(frozen=True)
class Pressed:
    """A key as a chart understands it."""

    act: Act
    across: int = 0
    down: int = 0
    text: str = ""
    hundredths: int = 0


class Mappable(Protocol):
    """What the acts are done to: a chart, or whatever holds one."""

    def mirror(self) -> int:
        """Put the chosen point, or all, on the other side too; how many that changed."""

    def can_mirror(self) -> bool:
        """Whether there is something to mirror."""

    def toggle_guides(self) -> None:
        """Show or hide midline and thirds."""

    def toggle_ghost(self) -> None:
        """Show or hide the last visit's points."""

    def has_ghost(self) -> bool:
        """Whether there is a last visit to show."""


def read_key(event: QKeyEvent) -> Pressed | None:
    """The meaning of a key, or None where it is none of the chart's."""
    if event.matches(QKeySequence.StandardKey.Undo):
        return Pressed("undo")
    if event.matches(QKeySequence.StandardKey.Redo) or _is_ctrl_y(event):
        return Pressed("redo")
    held = event.modifiers() & ~Held.KeypadModifier
    way = _ARROWS.get(Key(event.key()))
    if way is not None:
        return _arrow(held, *way)
    if event.key() in _PLAIN and held == Held.NoModifier:
        return Pressed(_PLAIN[event.key()])
    return _typed(event.text()) if held in (Held.NoModifier, Held.ShiftModifier) else None


def typed_units(text: str) -> int | None:
    """Hundredths of a unit as typed so far: `2.5` is 250; None for what is no number."""
    whole, _, rest = text.partition(".")
    if not (whole + rest).isascii() or not (whole + rest).isdigit() or len(rest) > 2:
        return None
    return int(whole or 0) * 100 + int(rest.ljust(2, "0") or 0)


def map_commands(of: Mappable, scope: str) -> tuple[Command, ...]:
    """The acts that have a button, each under `scope`, to be added by the page that has the map."""
    acts: tuple[tuple[str, str, str, Callable[[], object], Callable[[], bool]], ...] = (
        ("mirror", "Mirror to the other side", "Ctrl+M", of.mirror, of.can_mirror),
        ("guides", "Midline and thirds", "Ctrl+G", of.toggle_guides, _always),
        ("ghost", "Last visit", "Alt+V", of.toggle_ghost, of.has_ghost),
    )
    return tuple(
        Command(f"{scope}.{act}", text, key, GROUP, run, when=when, scope=scope)
        for act, text, key, run, when in acts
    )


def _always() -> bool:
    return True


def _is_ctrl_y(event: QKeyEvent) -> bool:
    """Redo on Windows alone is Ctrl Y; here it is so everywhere, beside the system's own."""
    return event.key() == Key.Key_Y and event.modifiers() == Held.ControlModifier


def _arrow(held: Qt.KeyboardModifier, across: int, down: int) -> Pressed | None:
    if held == Held.NoModifier:
        return Pressed("step", across, down)
    if held == Held.ShiftModifier:
        return Pressed("step", across * _COARSE, down * _COARSE)
    return Pressed("walk", across, down) if held == Held.ControlModifier else None


def _typed(text: str) -> Pressed | None:
    if text in _MORE:
        return Pressed("units", hundredths=_MORE[text])
    if text == ",":
        text = "."
    if len(text) == 1 and (text == "." or (text.isascii() and text.isdigit())):
        return Pressed("type", text=text)
    return None
