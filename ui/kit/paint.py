"""Small shapes that several widgets paint the same way."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from ui.kit.theme import Theme, mixed


def box(
    painter: QPainter,
    place: QRectF,
    radius: float,
    fill: QColor | None,
    edge: QColor | None = None,
    width: float = 1.0,
) -> None:
    """A rounded box whose edge lies wholly inside `place`."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(fill if fill is not None else Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(edge, width) if edge is not None else Qt.PenStyle.NoPen)
    inset = width / 2 if edge is not None else 0.0
    painter.drawRoundedRect(
        place.adjusted(inset, inset, -inset, -inset), radius - inset, radius - inset
    )


def focus_ring(painter: QPainter, look: Theme, place: QRectF, radius: float, colour: str) -> None:
    """The ring round what has the keyboard, inside `place`."""
    box(painter, place, radius, None, look.colour(colour), look.shape("ring"))


def badge_width(look: Theme, words: str) -> int:
    """How wide the key badge of these words is, in pixels; none for no words."""
    if not words:
        return 0
    metrics = QFontMetricsF(look.font("badge"))
    return round(metrics.horizontalAdvance(words)) + look.scaled(10)


def paint_badge(
    painter: QPainter, look: Theme, place: QRectF, words: str, ink: QColor, ground: QColor
) -> None:
    """A key badge at the right end of `place`, centred in its height."""
    wide, high = badge_width(look, words), look.shape("badge")
    spot = QRectF(place.right() - wide, place.center().y() - high / 2, wide, high)
    edge = mixed(ink, ground, 0.45)
    box(painter, spot, look.shape("badge_radius"), None, edge, look.shape("hairline"))
    painter.setFont(look.font("badge"))
    painter.setPen(ink)
    painter.drawText(spot, Qt.AlignmentFlag.AlignCenter, words)
