"""Cards above the page: where they stand, what closes them, where the keyboard goes."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from ui.kit.buttons import QuietButton
from ui.kit.layout import Column, Surface
from ui.kit.popover import Popover


@pytest.fixture
def window(qtbot: QtBot) -> Surface:
    made = Surface()
    made.anchor = QuietButton("Open")
    Column(made, margins=4).addWidget(made.anchor)
    made.card = Popover(made, "Choices")
    made.inside = QuietButton("Inside")
    made.card.body.addWidget(made.inside)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.resize(600, 400)
        made.show()
    return made


def test_a_card_takes_the_keyboard_and_gives_it_back(window: Surface, qtbot: QtBot) -> None:
    window.anchor.setFocus()
    window.card.open_below(window.anchor)
    assert window.inside.hasFocus()
    with qtbot.waitSignal(window.card.closed):
        qtbot.keyClick(window.inside, Qt.Key.Key_Escape)
    assert window.anchor.hasFocus()


def test_a_card_leaves_the_keyboard_where_asked(window: Surface) -> None:
    window.anchor.setFocus()
    window.card.open_below(window.anchor, take_focus=False)
    assert window.anchor.hasFocus()


def test_a_card_stays_inside_the_window(window: Surface) -> None:
    window.card.open_below(window.anchor)
    assert window.rect().contains(window.card.geometry())
    window.resize(300, 200)
    assert window.rect().contains(window.card.geometry())
    window.card.open_centred()
    assert window.rect().contains(window.card.geometry())


def test_a_press_elsewhere_closes_and_one_inside_does_not(window: Surface, qtbot: QtBot) -> None:
    window.card.open_centred()
    qtbot.mouseClick(window.inside, Qt.MouseButton.LeftButton)
    assert window.card.isVisible()
    qtbot.mouseClick(window, Qt.MouseButton.LeftButton, pos=QPoint(3, 3))
    assert not window.card.isVisible()
