"""Painting a chart: its lines, the client's R and L, guides, marks and last visit's ghost."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from clinic_desk.records.chart_paths import THICKNESS, Curve, Line, Move, Stroke, placed
from clinic_desk.records.charts import Chart
from clinic_desk.records.map_marks import Mark, Place, Sheet
from clinic_desk.records.map_words import NOT_GIVEN
from ui.kit.theme import Theme, theme

_INKS = {"skin": "quiet_ink", "line": "quiet_ink", "fine": "control_edge"}
_LEAST, _MOST, _SHARE = 8.5, 12.0, 0.032
"""The radius of a mark: a share of the chart's width, held between pixels at 100 % text."""


class Spec(NamedTuple):
    """A mark to paint: where, with what in it, and whether it is the chosen one."""

    mark: Mark
    words: str
    chosen: bool


def mark_radius(sheet: Sheet) -> float:
    """Of a mark on a sheet: smaller on a small chart, as far as its figures stay readable."""
    scale = theme().scale
    return min(max(sheet.width * _SHARE, _LEAST * scale), _MOST * scale)


def mark_width(words: str, radius: float) -> float:
    """Of a mark with these words in it: a circle, or longer where they need it."""
    wide = QFontMetricsF(_mark_font()).horizontalAdvance(words)
    return max(2 * radius, wide + theme().scaled(7))


def ghost_width(words: str, radius: float) -> float:
    """Of another visit's ring with these words in it."""
    wide = QFontMetricsF(_ghost_font()).horizontalAdvance(words)
    return max(2 * radius, wide + theme().scaled(7))


def drawing_of(chart: Chart, sheet: Sheet, ratio: float) -> QPixmap:
    """The chart's lines as a picture the size of its sheet, for a screen of that pixel ratio.

    Kept by the widget, for the lines are the same while points are dragged over them.
    """
    picture = QPixmap(round(sheet.width * ratio), round(sheet.height * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for stroke in chart.strokes:
        _paint_stroke(painter, stroke, sheet)
    painter.end()
    return picture


def path_of(stroke: Stroke, sheet: Sheet) -> QPainterPath:
    """A stroke as Qt draws it, on a sheet whose upper left corner is the origin."""
    path = QPainterPath()
    for step in placed(stroke.steps, 0, 0, sheet.width, sheet.height):
        if isinstance(step, Move):
            path.moveTo(*step)
        elif isinstance(step, Line):
            path.lineTo(*step)
        elif isinstance(step, Curve):
            path.cubicTo(*step)
        else:
            path.closeSubpath()
    return path


def paint_guides(painter: QPainter, chart: Chart, sheet: Sheet) -> None:
    """Midline and thirds, dashed."""
    look = theme()
    pen = QPen(look.colour("accent"), look.shape("hairline"), Qt.PenStyle.CustomDashLine)
    pen.setDashPattern([3, 5])
    painter.setPen(pen)
    for start, end in chart.guides:
        painter.drawLine(_qt(sheet.at(*start)), _qt(sheet.at(*end)))


def paint_letters(painter: QPainter, chart: Chart, sheet: Sheet) -> None:
    """The client's own R and L."""
    look = theme()
    painter.setFont(look.font("panel", "bold"))
    painter.setPen(look.colour("quiet_ink"))
    side = look.grid(4)
    for text, at in chart.letters:
        x, y = sheet.at(*at)
        painter.drawText(
            QRectF(x - side / 2, y - side / 2, side, side), Qt.AlignmentFlag.AlignCenter, text
        )


def paint_ghost(painter: QPainter, ghosts: Sequence[tuple[Mark, str]], radius: float) -> None:
    """Another visit's points: dashed rings with their units in them, under everything else.

    They make way for each other as the marks do.
    """
    look = theme()
    ink = look.colour("neutral")
    pen = QPen(ink, look.scaled(1.5), Qt.PenStyle.CustomDashLine)
    pen.setDashPattern([2, 2])
    painter.setFont(_ghost_font())
    for mark, _words in ghosts:
        if mark.aside:
            _paint_lead(painter, mark, ink)
    for mark, words in ghosts:
        place = _about(mark.drawn, ghost_width(words, radius) / 2, radius)
        painter.setPen(pen)
        painter.setBrush(look.colour("neutral_wash"))
        painter.drawRoundedRect(place, radius, radius)
        painter.setPen(ink)
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, words)


def paint_marks(painter: QPainter, specs: Sequence[Spec], radius: float, tone: str) -> None:
    """Filled circles with units in them, the chosen one last and ringed.

    One that made way for others is led back to its exact position by a line and a dot.
    """
    ordered = sorted(specs, key=lambda spec: spec.chosen)
    for spec in ordered:
        if spec.mark.aside:
            _paint_lead(painter, spec.mark, theme().colour(tone))
    for spec in ordered:
        _paint_mark(painter, spec, radius, tone)


def paint_cross(painter: QPainter, spot: Place, radius: float) -> None:
    """Where the keys would place a point."""
    look, arm = theme(), radius * 1.2
    for colour, wide in (("surface", look.scaled(5)), ("accent", look.shape("ring"))):
        painter.setPen(QPen(look.colour(colour), wide))
        painter.drawLine(QPointF(spot.x - arm, spot.y), QPointF(spot.x + arm, spot.y))
        painter.drawLine(QPointF(spot.x, spot.y - arm), QPointF(spot.x, spot.y + arm))


def caption_height() -> int:
    """Of the line of words below a chart."""
    return theme().grid(3)


def paint_caption(painter: QPainter, widget: QWidget, words: str) -> None:
    """One line of words at the foot of the widget, elided where it is too long."""
    look = theme()
    high = caption_height()
    place = QRectF(0, widget.height() - high - look.grid(0.5), widget.width(), high)
    painter.setFont(look.font("small", "semibold", tabular=True))
    painter.setPen(look.colour("ink"))
    shown = painter.fontMetrics().elidedText(
        words, Qt.TextElideMode.ElideRight, widget.width() - look.grid(2)
    )
    painter.drawText(place, Qt.AlignmentFlag.AlignCenter, shown)


def _paint_stroke(painter: QPainter, stroke: Stroke, sheet: Sheet) -> None:
    look = theme()
    filled = look.colour("sunken") if stroke.weight == "skin" else Qt.BrushStyle.NoBrush
    painter.setBrush(filled)
    thick = max(THICKNESS[stroke.weight] * sheet.width, 0.8)
    pen = QPen(look.colour(_INKS[stroke.weight]), thick)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.drawPath(path_of(stroke, sheet))


def _paint_lead(painter: QPainter, mark: Mark, ink: QColor) -> None:
    look = theme()
    painter.setPen(QPen(ink, look.scaled(1.5)))
    painter.drawLine(_qt(mark.exact), _qt(mark.drawn))
    painter.setPen(QPen(look.colour("surface"), look.shape("hairline")))
    painter.setBrush(ink)
    painter.drawEllipse(_qt(mark.exact), look.scaled(3.5), look.scaled(3.5))


def _paint_mark(painter: QPainter, spec: Spec, radius: float, tone: str) -> None:
    look = theme()
    given = spec.words != NOT_GIVEN
    ink, ground = look.colour(tone), look.colour("surface")
    place = _about(spec.mark.drawn, mark_width(spec.words, radius) / 2, radius)
    painter.setPen(QPen(ground if given else ink, look.scaled(1.5)))
    painter.setBrush(ink if given else ground)
    painter.drawRoundedRect(place, radius, radius)
    painter.setFont(_mark_font())
    painter.setPen(ground if given else ink)
    painter.drawText(place, Qt.AlignmentFlag.AlignCenter, spec.words)
    if spec.chosen:
        _paint_ring(painter, look, place, radius)


def _paint_ring(painter: QPainter, look: Theme, place: QRectF, radius: float) -> None:
    """Round the chosen mark, with a gap, so that it shows on any colour and without it."""
    gap = look.scaled(2.5)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(look.colour("ink"), look.shape("ring")))
    painter.drawRoundedRect(place.adjusted(-gap, -gap, gap, gap), radius + gap, radius + gap)


def _mark_font() -> QFont:
    return theme().font("badge", "bold", tabular=True)


def _ghost_font() -> QFont:
    return theme().font("badge", "medium", tabular=True)


def _about(spot: Place, half_width: float, half_height: float) -> QRectF:
    return QRectF(spot.x - half_width, spot.y - half_height, 2 * half_width, 2 * half_height)


def _qt(spot: Place) -> QPointF:
    return QPointF(spot.x, spot.y)
