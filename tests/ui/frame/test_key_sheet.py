"""The sheet of keys, left open while the letters become larger."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.ui.frame.marked import AtDoor
from ui.frame.key_sheet import KeySheet
from ui.kit.buttons import KeyBadge
from ui.kit.commands import key_words
from ui.kit.health_change import KEY, WORDS
from ui.records.map_part import MapPart


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


def test_the_key_that_tells_of_health_does_nothing_else_anywhere(at_door: AtDoor) -> None:
    every = tuple(at_door.program.commands)
    assert {"records.ghost", "clients.health_change"} <= {each.id for each in every}
    assert {each.text for each in every if each.key == KEY} == {WORDS}


def test_beside_each_act_on_the_map_stands_its_own_key(at_door: AtDoor, qtbot: QtBot) -> None:
    part = MapPart()
    qtbot.addWidget(part)
    drawn = {badge.accessibleName() for badge in part.findChildren(KeyBadge)}
    acts = ("copy", "ghost", "mirror", "guides")
    keys = [at_door.program.commands[f"records.{act}"].key for act in acts]
    assert drawn == {f"Key {key_words(key)}" for key in keys}
