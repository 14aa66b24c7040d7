"""A rounded ground in the colour of what stands on it: a treatment's, a warning's."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.kit.labels import PlainLabel
from ui.kit.layout import Column, Margins, reveal
from ui.kit.paint import box
from ui.kit.theme import theme


class Wash(QWidget):
    """A ground with a column on it."""

    def __init__(self, family: str, *, gap: float = 0.5, margins: Margins = 1.25) -> None:
        """`family` names three colours of the token file: toxin, warn, block, …"""
        super().__init__()
        self._family = family
        self.body = Column(self, gap=gap, margins=margins)

    def set_family(self, family: str) -> None:
        """Another colour."""
        self._family = family
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground and its hairline."""
        look, painter = theme(), QPainter(self)
        _, wash, edge = look.family(self._family)
        box(painter, QRectF(self.rect()), look.shape("radius"), wash, edge)


class Notice(Wash):
    """One or two sentences on such a ground; hidden while there are none."""

    def __init__(self, family: str, *, tone: str = "ink") -> None:
        """Without words yet."""
        super().__init__(family)
        self.words = PlainLabel(wrap=True, tone=tone, weight="medium")
        self.body.addWidget(self.words)
        reveal(self, False)

    def say(self, words: str) -> None:
        """Show these words; none hides it."""
        self.words.setText(words)
        self.setAccessibleName(words)
        reveal(self, bool(words))
