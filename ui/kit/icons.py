"""Our own stroked icons, drawn in the text colour at any size."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from clinic_desk.base.folders import RESOURCES

ICONS = RESOURCES / "icons"


@cache
def _renderer(name: str, colour: str) -> QSvgRenderer:
    drawing = (ICONS / f"{name}.svg").read_text(encoding="utf-8")
    return QSvgRenderer(QByteArray(drawing.replace("currentColor", colour).encode()))


def paint_icon(painter: QPainter, name: str, place: QRectF, colour: QColor) -> None:
    """Draw an icon into a square place; FileNotFoundError for a name there is no drawing of."""
    _renderer(name, colour.name()).render(painter, place)


def icon_picture(name: str, size: int, colour: QColor, ratio: float = 1.0) -> QPixmap:
    """An icon of `size` logical pixels as a picture for a screen of that pixel ratio."""
    picture = QPixmap(QSize(round(size * ratio), round(size * ratio)))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    paint_icon(painter, name, QRectF(0, 0, size, size), colour)
    painter.end()
    return picture
