"""Cards above the page: where they stand, what closes them, where the keyboard goes."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
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


def test_tab_goes_round_inside_a_card_that_has_the_keyboard(window: Surface, qtbot: QtBot) -> None:
    other = QuietButton("Other")
    window.card.body.addWidget(other)
    window.card.open_below(window.anchor)
    for expected in (other, window.inside, other):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        assert expected.hasFocus()
    qtbot.keyClick(other, Qt.Key.Key_Backtab)
    assert window.inside.hasFocus()


def test_a_card_closes_when_the_keyboard_is_taken_elsewhere(window: Surface) -> None:
    window.card.open_centred()
    window.anchor.setFocus()
    assert not window.card.isVisible()
    assert window.anchor.hasFocus()


def test_a_card_that_never_had_the_keyboard_stays(window: Surface) -> None:
    window.card.open_below(window.anchor, take_focus=False)
    window.anchor.setFocus()
    assert window.card.isVisible()


@pytest.mark.parametrize("high", [400, 250, 150])
def test_a_card_near_the_foot_is_shown_whole(window: Surface, qtbot: QtBot, high: int) -> None:
    window.resize(600, high)
    low = QuietButton("Low")
    low.setParent(window)
    low.setGeometry(20, high - 60, 120, 34)
    low.show()
    window.card.open_below(low)
    place = window.card.geometry()
    assert window.rect().contains(place)
    assert window.inside.height() >= window.inside.minimumSizeHint().height()
    assert not place.intersects(low.geometry())
    window.resize(600, high + 200)
    assert window.card.geometry().top() > low.geometry().bottom()


def test_a_card_that_leaves_the_keyboard_never_covers_what_is_typed_into(window: Surface) -> None:
    window.card.body.addWidget(QuietButton("Another"))
    window.resize(600, 90)
    window.card.open_below(window.anchor, take_focus=False)
    assert not window.card.geometry().intersects(window.anchor.geometry())
