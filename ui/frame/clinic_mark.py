"""The clinic's sign: its first letter on the accent's ground."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.kit.paint import box
from ui.kit.theme import theme

_OWN = "C"
"""Of Clinic Desk, while there is no clinic."""


class ClinicMark(QWidget):
    """The clinic's first letter on the accent's ground."""

    def __init__(self) -> None:
        """No clinic yet: the program's own letter."""
        super().__init__()
        self.letter = _OWN
        self.setAccessibleName("Clinic Desk")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self.updateGeometry)

    def show_clinic(self, name: str) -> None:
        """The first letter of the name that is not its article."""
        words = [word for word in name.split() if word.lower() != "the"]
        self.letter = words[0][0].upper() if words else _OWN
        self.update()

    def sizeHint(self) -> QSize:
        """A control high and wide."""
        side = theme().shape("control")
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The mark."""
        look, painter = theme(), QPainter(self)
        box(painter, QRectF(self.rect()), look.scaled(9), look.colour("accent"))
        painter.setFont(look.font("card", "bold"))
        painter.setPen(look.colour("on_accent"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.letter)
