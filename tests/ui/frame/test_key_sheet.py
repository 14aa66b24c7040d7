"""The sheet of keys, left open while the letters become larger."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget

from tests.ui.frame.marked import AtDoor
from ui.frame.key_sheet import KeySheet
from ui.kit.buttons import KeyBadge


def places(keys: KeySheet) -> list[QRect]:
    """Where the sheet and each key on it are."""
    badges: list[QWidget] = [each for each in keys.findChildren(KeyBadge) if each.isVisible()]
    return [keys.geometry(), *(each.geometry() for each in badges)]


def test_a_sheet_left_open_follows_the_letters(at_door: AtDoor) -> None:
    at_door.hand.press("F1")
    keys = at_door.program.window.keys
    assert isinstance(keys, KeySheet)
    for key in ("Ctrl++", "Ctrl+-"):
        at_door.hand.press(*[key] * 5)
        assert keys.isVisible()
        followed = places(keys)
        at_door.hand.press("Esc", "F1")
        assert places(keys) == followed
