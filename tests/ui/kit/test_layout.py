"""Rows that turn where it is narrow, and what scrolls."""

from __future__ import annotations

from PySide6.QtWidgets import QBoxLayout, QStackedWidget, QWidget
from pytestqt.qtbot import QtBot

from ui.kit.buttons import QuietButton
from ui.kit.labels import PlainLabel
from ui.kit.layout import Card, Column, Row, Surface
from ui.kit.surfaces import Scroll
from ui.kit.theme import Theme


def test_what_a_row_stands_in_knows_its_new_height_at_once_also_out_of_sight(qtbot: QtBot) -> None:
    page, card, line = Surface(), Card(), Row()
    qtbot.addWidget(page)
    for words in ("One", "Two"):
        line.addWidget(QuietButton(words))
    card.body.addLayout(line)
    whole = Column(page)
    whole.addWidget(card)
    beside = whole.sizeHint().height()
    line.setDirection(QBoxLayout.Direction.TopToBottom)
    assert whole.sizeHint().height() > beside
    line.setDirection(QBoxLayout.Direction.LeftToRight)
    assert whole.sizeHint().height() == beside


def test_what_scrolls_and_grew_out_of_sight_is_as_high_as_its_letters_when_it_is_seen(
    qtbot: QtBot, theme: Theme
) -> None:
    window, stack, scroll = Surface(), QStackedWidget(), Scroll()
    Column(window).addWidget(stack)
    words = PlainLabel("One word after another, and then some more of them. " * 30, wrap=True)
    scroll.body.addWidget(words)
    other = QWidget()
    for page in (scroll, other):
        stack.addWidget(page)
    qtbot.addWidget(window)
    window.resize(400, 200)
    with qtbot.waitExposed(window):
        window.show()
    before = words.height()
    stack.setCurrentWidget(other)
    theme.set_percent(150)
    stack.setCurrentWidget(scroll)
    window.grab()
    assert words.height() > before
    assert words.height() >= words.heightForWidth(words.width())
    assert scroll.verticalScrollBar().maximum() >= words.height() - 200
