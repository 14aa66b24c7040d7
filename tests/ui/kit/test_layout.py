"""Rows that turn where it is narrow."""

from __future__ import annotations

from PySide6.QtWidgets import QBoxLayout
from pytestqt.qtbot import QtBot

from ui.kit.buttons import QuietButton
from ui.kit.layout import Card, Column, Row, Surface


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
