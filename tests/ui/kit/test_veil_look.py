"""A look that changes while a veil is drawn, and is the old one again when it is lifted."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.kit.labels import PlainLabel
from ui.kit.layout import Column, Surface
from ui.kit.theme import Theme
from ui.kit.veil import Veil


def test_whoever_measured_without_words_is_told_to_measure_again(
    qtbot: QtBot, theme: Theme
) -> None:
    window, apart = Surface(), QWidget()
    body = Column(window)
    body.addWidget(PlainLabel("Nadia Clarke"))
    body.addWidget(apart)
    qtbot.addWidget(window)
    veil = Veil(window, apart)
    for again in (True, False):
        veil.draw()
        if again:
            theme.choose("dark")
            theme.choose("light")
        told: list[bool] = []
        heard = theme.changed.connect(lambda told=told: told.append(True))
        veil.lift()
        theme.changed.disconnect(heard)
        assert bool(told) == again
