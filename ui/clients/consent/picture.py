"""A picture of a signed form, as large as there is room for."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.kit.layout import reveal
from ui.kit.paint import box
from ui.kit.theme import theme


class Picture(QWidget):
    """Hidden while there is none."""

    def __init__(self, name: str, measure: str = "history") -> None:
        """`name` is spoken; `measure`, a named one of the token file, is how high it may be."""
        super().__init__()
        self.setAccessibleName(name)
        self._measure, self._image = measure, QImage()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        reveal(self, False)
        theme().changed.connect(self.updateGeometry)

    def show_image(self, image: QImage | None) -> None:
        """Show a picture, or none."""
        self._image = QImage() if image is None else image
        reveal(self, not self._image.isNull())
        self.update()

    def sizeHint(self) -> QSize:
        """As high as it may be."""
        high = theme().shape(self._measure)
        return QSize(high, high)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The whole picture, in its own shape."""
        if self._image.isNull():
            return
        painter, place = QPainter(self), QRectF(self.rect())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        scale = min(place.width() / self._image.width(), place.height() / self._image.height(), 1.0)
        spot = QRectF(0, 0, self._image.width() * scale, self._image.height() * scale)
        spot.moveLeft(place.left())
        painter.drawImage(spot, self._image)
        box(painter, spot, 0, None, theme().colour("line"))
