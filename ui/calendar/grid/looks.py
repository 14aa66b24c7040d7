"""The theme as the painters need it: fonts, colours and measures made once a look."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QImage,
    QPainter,
    QPainterPath,
    QPen,
    QPixmap,
)

from ui.calendar.grid.layout import Box, Measures
from ui.kit.theme import Family, Theme, mixed

Hint = QPainter.RenderHint
FIGURES = "figures"
"""For hours below each other; its hyphen is as wide as a figure, so it is not for words."""


class Looks:
    """Built again whenever the theme or the screen's pixel ratio changes."""

    def __init__(self, look: Theme, ratio: float) -> None:
        """Read everything once; `ratio` is the screen's device pixels to a logical one."""
        self.theme = look
        self.ratio = ratio
        self._pixels: dict[float, int] = {}
        self._colours: dict[str, QColor] = {}
        self._fonts: dict[tuple[str, str], QFont] = {}
        self._families: dict[str, Family] = {}
        self._stamps: dict[tuple[object, ...], QPixmap] = {}
        self.title_height = QFontMetrics(self.font("lead", "semibold")).height()
        self.line = QFontMetrics(self.font("body", "semibold")).height()
        self.small_line = QFontMetrics(self.font("label")).height()
        self.tiny_line = QFontMetrics(self.font("badge", "semibold")).height()
        self.radius = look.shape("radius")
        self.bar = look.scaled(4)
        self.pad = look.scaled(9)
        self.hatch = self._hatch_tile(self.px(9), 1.25)
        self.closed = self._hatch_tile(self.px(15), 1, self.colour("closed"))

    def px(self, pixels: float) -> int:
        """Pixels at 100 % text as pixels now."""
        if pixels not in self._pixels:
            self._pixels[pixels] = self.theme.scaled(pixels)
        return self._pixels[pixels]

    @property
    def header(self) -> int:
        """Pixels of the strip with the names of people or rooms."""
        return self.title_height + self.small_line + self.px(26)

    @property
    def measures(self) -> Measures:
        """What the layout is told of the fonts."""
        hours = QFontMetrics(self.font("label", FIGURES)).horizontalAdvance("00:00")
        return Measures(
            gutter=max(self.px(55), hours + self.px(18)),
            margin=self.px(6),
            least_hour=self.tiny_line * 4,
            least_block=self.tiny_line - 1,
        )

    def font(self, size: str, weight: str = "regular") -> QFont:
        """An interface font; of the weight FIGURES a regular one whose figures line up."""
        key = (size, weight)
        if key not in self._fonts:
            lined_up = weight == FIGURES
            named = "regular" if lined_up else weight
            self._fonts[key] = self.theme.font(size, named, tabular=lined_up)
        return self._fonts[key]

    def colour(self, name: str) -> QColor:
        """A token's colour; not to be changed."""
        if name not in self._colours:
            self._colours[name] = self.theme.colour(name)
        return self._colours[name]

    def family(self, name: str) -> Family:
        """A treatment's or verdict's colours; the empty name is neutral."""
        if name not in self._families:
            self._families[name] = self.theme.family(name) if name else self._neutral()
        return self._families[name]

    def face(self, colour: str, box: Box, style: str) -> QPixmap:
        """The ground of a block: "plain", "past", "pencilled" or "faint". Kept for its size."""
        key = (colour, box.w, box.h, style)
        if key not in self._stamps:
            self._stamps[key] = self._face(self.family(colour), box.w, box.h, style)
        return self._stamps[key]

    def outlined(self, colour: str, box: Box) -> QPixmap:
        """The ground of a draft or of what is being pulled: a wash in a firm edge."""
        key = (colour, box.w, box.h, "outlined")
        if key not in self._stamps:
            self._stamps[key] = self._outlined(self.family(colour), box.w, box.h)
        return self._stamps[key]

    def faded(self, colour: QColor) -> QColor:
        """A colour half gone into the ground, for what only marks where something was."""
        return mixed(colour, self.colour("surface"), 0.5)

    def sheet(self, width: int, height: int, clear: bool = True) -> QPixmap:
        """A picture of so many logical pixels, sharp on this screen; unless `clear`, what is on
        it is anything, and it can only be opaque."""
        sheet = QPixmap(round(width * self.ratio), round(height * self.ratio))
        sheet.setDevicePixelRatio(self.ratio)
        if clear:
            sheet.fill(Qt.GlobalColor.transparent)
        return sheet

    def _neutral(self) -> Family:
        return Family(
            self.colour("quiet_ink"), self.colour("faint_line"), self.colour("control_edge")
        )

    def _face(self, family: Family, width: int, height: int, style: str) -> QPixmap:
        sheet = self.sheet(width, height)
        painter = QPainter(sheet)
        painter.setRenderHint(Hint.Antialiasing)
        radius = min(self.radius, height / 2)
        whole = QRectF(0, 0, width, height)
        surface = self.colour("surface")
        wash = family.wash if style == "plain" else mixed(family.wash, surface, 0.5)
        if style == "faint":
            painter.setOpacity(0.5)
        if style == "pencilled":
            _dashed_face(painter, whole, radius, family, wash)
        else:
            _barred_face(painter, whole, radius, self.bar, family, wash)
        painter.end()
        return sheet

    def _outlined(self, family: Family, width: int, height: int) -> QPixmap:
        sheet = self.sheet(width, height)
        painter = QPainter(sheet)
        painter.setRenderHint(Hint.Antialiasing)
        painter.setBrush(family.wash)
        low = height < self.tiny_line + self.px(4)
        painter.setPen(QPen(family.ink, self.theme.shape("hairline" if low else "ring")))
        radius = min(self.radius, height / 2)
        painter.drawRoundedRect(QRectF(1, 1, width - 2, height - 2), radius, radius)
        painter.end()
        return sheet

    def _hatch_tile(self, period: int, width: float, ground: QColor | None = None) -> QPixmap:
        """A square of slanted lines that meet at its edges when it is laid side by side."""
        side = max(1, round(period * self.ratio))
        tile = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
        tile.fill(ground or Qt.GlobalColor.transparent)
        painter = QPainter(tile)
        painter.setRenderHint(Hint.Antialiasing)
        painter.setPen(QPen(self.colour("hatch"), width * self.ratio * 0.8))
        for shift in (-side, 0, side):
            painter.drawLine(QLineF(shift - 2, side + 2, shift + side + 2, -2))
        painter.end()
        if ground is not None:
            tile = tile.convertToFormat(QImage.Format.Format_RGB32)
        picture = QPixmap.fromImage(tile)
        picture.setDevicePixelRatio(self.ratio)
        return picture


def _barred_face(
    painter: QPainter, whole: QRectF, radius: float, bar: int, family: Family, wash: QColor
) -> None:
    """A rounded ground whose left edge is a bar of the treatment's own colour."""
    painter.setPen(Qt.PenStyle.NoPen)
    outer = QPainterPath()
    outer.addRoundedRect(whole, radius, radius)
    painter.fillPath(outer, family.ink)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceAtop)
    painter.fillPath(_inside_the_bar(whole, radius, bar), wash)


def _inside_the_bar(whole: QRectF, radius: float, bar: int) -> QPainterPath:
    """The ground to the right of the bar; its left corners are flatter than the outer ones."""
    inner = QPainterPath(QPointF(whole.right() + 1, whole.top() - 1))
    across = max(radius - bar, 0) * 2
    inner.lineTo(bar + across / 2, whole.top() - 1)
    inner.arcTo(QRectF(bar, whole.top(), across, radius * 2), 90, 90)
    inner.arcTo(QRectF(bar, whole.bottom() - radius * 2, across, radius * 2), 180, 90)
    inner.lineTo(whole.right() + 1, whole.bottom() + 1)
    inner.closeSubpath()
    return inner


def _dashed_face(
    painter: QPainter, whole: QRectF, radius: float, family: Family, wash: QColor
) -> None:
    painter.setBrush(wash)
    pen = QPen(family.ink, 1.25)
    pen.setDashPattern([3, 2.4])
    painter.setPen(pen)
    painter.drawRoundedRect(whole.adjusted(0.75, 0.75, -0.75, -0.75), radius, radius)
