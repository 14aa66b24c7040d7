"""An icon on its own, in a tone of the token file; a picture beside words that say the same."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.kit.icons import paint_icon
from ui.kit.theme import theme


class IconLabel(QWidget):
    """One small icon; nothing is spoken for it."""

    def __init__(self, icon: str, tone: str = "quiet") -> None:
        """`tone` is a colour token; "quiet" is quiet ink."""
        super().__init__()
        self._icon, self._tone = icon, tone
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self.updateGeometry)

    def show_icon(self, icon: str, tone: str) -> None:
        """Show another icon."""
        self._icon, self._tone = icon, tone
        self.update()

    def sizeHint(self) -> QSize:
        """A square of the small icon's side."""
        side = theme().shape("small_icon")
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The icon."""
        tone = "quiet_ink" if self._tone == "quiet" else self._tone
        paint_icon(QPainter(self), self._icon, QRectF(self.rect()), theme().colour(tone))
