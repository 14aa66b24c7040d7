"""Paints everything that stands still, once, into a picture that is then only copied."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPixmap

from clinic_desk.base.words import clock_time
from ui.calendar.grid.axis import Stretch, stretch_on
from ui.calendar.grid.compose import Composed, Run
from ui.calendar.grid.layout import Box, Layout, Strip
from ui.calendar.grid.looks import FIGURES, Hint, Looks
from ui.calendar.grid.outlines import (
    draft_box,
    offer_box,
    paint_draft,
    paint_offer,
    write,
    write_all,
)
from ui.calendar.grid.scene import Scene
from ui.calendar.grid.texts import Texts


class Picture:
    """One painting of a scene in a layout, scrolled by so many pixels."""

    def __init__(
        self,
        scene: Scene,
        layout: Layout,
        blocks: Sequence[Composed],
        looks: Looks,
        texts: Texts,
    ) -> None:
        """What is to be painted, with what."""
        self.scene, self.layout, self.blocks = scene, layout, blocks
        self.looks, self.texts = looks, texts

    def painted(self, width: int, height: int, scroll: int) -> QPixmap:
        """The whole widget as a picture, at the sharpness of the screen."""
        sheet = self.looks.sheet(width, height, clear=False)
        painter = QPainter(sheet)
        self.paint(painter, width, height, scroll)
        painter.end()
        return sheet

    def paint(self, painter: QPainter, width: int, height: int, scroll: int) -> None:
        """Paint onto anything."""
        looks, head = self.looks, self.looks.header
        painter.fillRect(0, 0, width, height, looks.colour("surface"))
        painter.save()
        painter.setClipRect(0, head, width, height - head)
        painter.translate(0, head - scroll)
        # Before the first day has been read there are no columns, and hours alone say nothing.
        if self.layout.strips:
            self._body(painter, width)
        painter.restore()
        self._head(painter, width)
        _card_edge(painter, width, height, looks)

    def _body(self, painter: QPainter, width: int) -> None:
        self._hours(painter, width)
        for strip in self.layout.strips:
            self._closed(painter, strip)
            self._refused(painter, strip)
        self._column_lines(painter)
        self._shoulders(painter)
        self._offers(painter)
        self._blocks(painter)
        self._draft(painter)
        for strip in self.layout.strips:
            self._why_closed(painter, strip)

    def _hours(self, painter: QPainter, width: int) -> None:
        axis, looks = self.layout.axis, self.looks
        gutter = looks.measures.gutter
        for minute in range(-(-axis.first // 30) * 30, axis.last + 1, 30):
            whole = minute % 60 == 0
            y = axis.y(minute)
            if y > 0:
                colour = looks.colour("line" if whole else "faint_line")
                painter.fillRect(gutter, y, width - gutter, 1, colour)
            if whole and minute < axis.last:
                words = self.texts.words(f"{minute // 60:02}:00", "label", FIGURES)
                top = max(y - words.height // 2, looks.px(1))
                place = (gutter - looks.px(8) - words.width, top)
                write(painter, Run(*place, words, looks.colour("quiet_ink")))

    def _column_lines(self, painter: QPainter) -> None:
        for strip in self.layout.strips:
            colour = self.looks.colour("line")
            painter.fillRect(strip.x, 0, 1, self.layout.axis.height + 1, colour)

    def _closed(self, painter: QPainter, strip: Strip) -> None:
        for stretch in strip.closed:
            box = _across(self.layout, strip, stretch)
            if box.h > 0:
                painter.drawTiledPixmap(QRect(*box), self.looks.closed, QPoint(box.x, box.y))

    def _why_closed(self, painter: QPainter, strip: Strip) -> None:
        reason = strip.column.closed_because
        if not reason:
            return
        looks = self.looks
        words = self.texts.words(reason, "small", "semibold", strip.w - looks.px(32))
        wide, high = words.width + looks.px(20), words.height + looks.px(10)
        x, y = strip.x + (strip.w - wide) // 2, looks.px(24)
        _rounded(painter, QRectF(x, y, wide, high), looks, "surface", "line")
        write(painter, Run(x + looks.px(10), y + looks.px(5), words, looks.colour("quiet_ink")))

    def _refused(self, painter: QPainter, strip: Strip) -> None:
        """The open time of a day on which the visit would be refused."""
        if strip.column.day not in self.scene.refused:
            return
        wash = QColor(self.looks.family("block").wash)
        wash.setAlphaF(0.55)
        for span in strip.column.open:
            if stretch := stretch_on(span, strip.column.day):
                painter.fillRect(QRect(*_across(self.layout, strip, stretch)), wash)

    def _offers(self, painter: QPainter) -> None:
        draft = self.scene.draft
        drafted = draft_box(draft, self.layout) if draft is not None else None
        for offer in self.scene.offers:
            box = offer_box(offer, self.layout, drafted)
            # Half a line of words says less than none: the list has the time as well.
            if box is not None and box.h >= self.looks.tiny_line - 1:
                said = f"{clock_time(offer.span.starts_at)} free", f"{offer.span.minutes} min"
                paint_offer(painter, box, said, self.looks, self.texts)

    def _shoulders(self, painter: QPainter) -> None:
        """Before any visit, so that none is hatched by the one after it."""
        for block, _, _, _ in self.blocks:
            for shoulder in (block.before, block.after):
                if shoulder is not None:
                    painter.drawTiledPixmap(QRect(*shoulder), self.looks.hatch)

    def _blocks(self, painter: QPainter) -> None:
        for block, ground, _, _ in self.blocks:
            painter.drawPixmap(block.box.x, block.box.y, ground)
        # Grouped by font and colour: to change either costs as much as to write a name.
        runs = [run for one in self.blocks for run in one.runs]
        write_all(painter, sorted(runs, key=lambda run: (id(run.words.font), id(run.colour))))

    def _draft(self, painter: QPainter) -> None:
        draft = self.scene.draft
        if draft is None or self.scene.draft_lifted:
            return
        box = draft_box(draft, self.layout)
        if box is not None:
            paint_draft(painter, box, draft, self.scene.private, self.looks, self.texts)

    def _head(self, painter: QPainter, width: int) -> None:
        looks, head = self.looks, self.looks.header
        painter.fillRect(0, 0, width, head, looks.colour("surface"))
        for strip in self.layout.strips:
            painter.fillRect(strip.x, 0, 1, head, looks.colour("line"))
            self._column_head(painter, strip)
        painter.fillRect(0, head - 1, width, 1, looks.colour("line"))

    def _column_head(self, painter: QPainter, strip: Strip) -> None:
        looks = self.looks
        left = strip.x + min(looks.px(13), strip.w // 10)
        most = strip.right - left - looks.px(6)
        title = self.texts.words(strip.column.title, "body", "semibold", most)
        subtitle, colour = strip.column.subtitle, "quiet_ink"
        if why := self.scene.why_refused(strip.column.day):
            subtitle, colour = f"× {why}", "block"
        below = self.texts.words(subtitle, "label", "regular", most)
        top = (looks.header - title.height - below.height - looks.px(4)) // 2
        write(painter, Run(left, top, title, looks.colour("ink")))
        under = top + title.height + looks.px(4)
        write(painter, Run(left, under, below, looks.colour(colour)))


def _across(layout: Layout, strip: Strip, stretch: Stretch) -> Box:
    """A stretch over a column's whole width, cut to the shown hours."""
    first = max(stretch.first, layout.axis.first)
    last = min(stretch.last, layout.axis.last)
    top = layout.axis.y(first)
    return Box(strip.x + 1, top, strip.w - 1, layout.axis.y(last) - top)


def _rounded(painter: QPainter, place: QRectF, looks: Looks, ground: str, edge: str) -> None:
    painter.setRenderHint(Hint.Antialiasing)
    painter.setBrush(looks.colour(ground))
    painter.setPen(QPen(looks.colour(edge), 1))
    painter.drawRoundedRect(place.adjusted(0.5, 0.5, -0.5, -0.5), looks.radius, looks.radius)
    painter.setRenderHint(Hint.Antialiasing, False)


def _card_edge(painter: QPainter, width: int, height: int, looks: Looks) -> None:
    """The card's rounded corners: the page's ground over what sticks out, then the hairline."""
    radius = looks.theme.shape("card_radius")
    outline = QRectF(0.5, 0.5, width - 1, height - 1)
    card, whole = QPainterPath(), QPainterPath()
    card.addRoundedRect(outline, radius, radius)
    whole.addRect(QRectF(0, 0, width, height))
    painter.setRenderHint(Hint.Antialiasing)
    painter.fillPath(whole.subtracted(card), looks.colour("canvas"))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(looks.colour("line"), 1))
    painter.drawPath(card)
    painter.setRenderHint(Hint.Antialiasing, False)
