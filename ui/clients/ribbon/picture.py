"""Painting the ribbon: bars, marks and words from the theme; never by colour alone."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from ui.clients.ribbon.layout import Bar, Box, LaneLayout, Layout, Measures, Placed, Words
from ui.kit.paint import box, focus_ring
from ui.kit.theme import Family, Theme, theme

_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


def small_font() -> QFont:
    """The letters on the ribbon."""
    return theme().font("label", "semibold", tabular=True)


def name_font() -> QFont:
    """The letters of the treatments' names."""
    return theme().font("body", "semibold")


def measures(names: list[str]) -> Measures:
    """The ribbon's measures at the present text size, for lanes of these names."""
    look = theme()
    letters = QFontMetricsF(name_font())
    small = QFontMetricsF(small_font()).height()
    widest = max((letters.horizontalAdvance(name) for name in names), default=0)
    return Measures(
        names=widest + look.grid(3),
        head=small + look.grid(1),
        row=max(look.grid(3.25), small + look.grid(1)),
        bar=max(look.grid(2.25), small + look.grid(0.25)),
        mark=look.grid(2.25),
        gap=look.grid(1),
    )


def paint(painter: QPainter, layout: Layout, chosen: tuple[int, int] | None, focused: bool) -> None:
    """The whole ribbon, the chosen stop ringed while it has the keyboard."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _paint_grid(painter, layout)
    for lane in layout.lanes:
        _paint_name(painter, layout, lane)
        for bar in lane.bars:
            _paint_bar(painter, bar, lane)
        for placed in lane.placed:
            _paint_words(painter, placed, lane)
    _paint_today(painter, layout)
    for at, lane in enumerate(layout.lanes):
        for number, placed in enumerate(lane.placed):
            if placed.stop.is_visit:
                _paint_mark(painter, placed, theme().family(lane.lane.colour))
            if chosen == (at, number):
                _paint_choice(painter, placed, focused)


def _paint_grid(painter: QPainter, layout: Layout) -> None:
    look, axis = theme(), layout.axis
    painter.setPen(QPen(look.colour("faint_line"), look.shape("hairline")))
    top = layout.lanes[0].box.top if layout.lanes else 0
    for x, _ in layout.months:
        painter.drawLine(QLineF(x, top, x, layout.height))
    for lane in layout.lanes:
        painter.drawLine(QLineF(axis.left, lane.box.bottom, axis.right, lane.box.bottom))
    painter.setFont(theme().font("label"))
    painter.setPen(look.colour("quiet_ink"))
    for _, words in layout.months:
        if words is not None:
            painter.drawText(_rect(words.box), _LEFT, words.text)


def _paint_today(painter: QPainter, layout: Layout) -> None:
    if layout.today is None or layout.today_words is None:
        return
    look = theme()
    ink = look.colour("now_line")
    painter.setPen(QPen(ink, look.shape("ring")))
    top = layout.today_words.box.bottom - look.grid(0.5)
    for upper, lower in free_of_words(layout, layout.today, top):
        painter.drawLine(QLineF(layout.today, upper, layout.today, lower))
    painter.setFont(small_font())
    painter.drawText(_rect(layout.today_words.box), _LEFT, layout.today_words.text)


def free_of_words(layout: Layout, x: float, top: float) -> Iterator[tuple[float, float]]:
    """The stretches of an upright line at `x`, from `top` down, that cross no words."""
    boxes = [placed.words.box for lane in layout.lanes for placed in lane.placed if placed.words]
    for each in sorted(boxes, key=lambda each: each.top):
        if each.left <= x <= each.right:
            if each.top > top:
                yield top, each.top
            top = max(top, each.bottom)
    if top < layout.height:
        yield top, layout.height


def _paint_name(painter: QPainter, layout: Layout, lane: LaneLayout) -> None:
    look = theme()
    room = layout.axis.left - look.grid(1)
    painter.setFont(name_font())
    painter.setPen(look.colour("ink"))
    shown = painter.fontMetrics().elidedText(
        lane.lane.name, Qt.TextElideMode.ElideRight, max(0, round(room))
    )
    painter.drawText(QRectF(0, lane.box.top, room, lane.box.bottom - lane.box.top), _LEFT, shown)


def _paint_bar(painter: QPainter, bar: Bar, lane: LaneLayout) -> None:
    look, place = theme(), _rect(bar.box)
    paint_swatch(painter, look, bar.kind, place, look.family(lane.lane.colour))


def paint_swatch(painter: QPainter, look: Theme, kind: str, place: QRectF, family: Family) -> None:
    """A bar: plain for working, hatched apart, dotted where a nurse looks first, dashed open."""
    radius, line = look.shape("badge_radius"), look.shape("hairline")
    if kind == "working":
        box(painter, place, radius, family.wash, family.edge, line)
    elif kind in ("apart", "refused"):
        _paint_hatch(painter, look, place, family.ink)
    elif kind == "look":
        warn = look.family("warn")
        box(painter, place, radius, warn.wash, warn.edge, line)
        _paint_dots(painter, look, place, warn.edge)
    else:
        good = look.family("good")
        box(painter, place, radius, good.wash)
        pen = QPen(good.edge, line, Qt.PenStyle.CustomDashLine)
        pen.setDashPattern([4, 3])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(place.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)


def _paint_hatch(painter: QPainter, look: Theme, place: QRectF, ink: QColor) -> None:
    """Slanted lines between an upper and a lower edge, over whatever works there."""
    painter.save()
    painter.setClipRect(place)
    colour = QColor(ink)
    colour.setAlphaF(0.75)
    painter.setPen(QPen(colour, look.scaled(1.25)))
    step, high = look.scaled(7), place.height()
    # From one place for the whole lane, so that stretches side by side go on in one pattern.
    at = place.left() - high - (place.left() - high) % step
    while at < place.right():
        painter.drawLine(QLineF(at, place.bottom(), at + high, place.top()))
        at += step
    painter.restore()
    painter.setPen(QPen(colour, look.shape("hairline")))
    for y in (place.top() + 0.5, place.bottom() - 0.5):
        painter.drawLine(QLineF(place.left(), y, place.right(), y))


def _paint_dots(painter: QPainter, look: Theme, place: QRectF, ink: QColor) -> None:
    painter.save()
    painter.setClipRect(place)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    step, size = look.scaled(6), look.scaled(1.25)
    row, y = 0, place.top() + step / 2
    while y < place.bottom():
        x = place.left() + (step / 2 if row % 2 else step)
        while x < place.right():
            painter.drawEllipse(QPointF(x, y), size, size)
            x += step
        row, y = row + 1, y + step / 1.5
    painter.restore()


def _paint_words(painter: QPainter, placed: Placed, lane: LaneLayout) -> None:
    words = placed.words
    if words is None:
        return
    look, kind = theme(), placed.stop.kind
    family = look.family({"open": "good", "look": "warn"}.get(kind, lane.lane.colour))
    if kind != "open":
        ground = family.wash if kind == "look" else look.colour("surface")
        box(painter, _rect(words.box).adjusted(0, 1, 0, -1), look.shape("badge_radius"), ground)
    _text(painter, words, family.ink)


def _text(painter: QPainter, words: Words, ink: QColor) -> None:
    painter.setFont(small_font())
    painter.setPen(ink)
    half = theme().grid(1) / 2
    painter.drawText(_rect(words.box).adjusted(half, 0, half, 0), _LEFT, words.text)


def _paint_mark(painter: QPainter, placed: Placed, family: Family) -> None:
    """A disc for what was done; a ring for what is booked, dashed while it is pencilled in."""
    look, place, event = theme(), _rect(placed.box), placed.stop.event
    if placed.stop.kind == "done":
        paint_disc(painter, look, place, family)
        return
    paint_ring(painter, look, place, family, event is not None and event.status == "pencilled")
    if placed.stop.kind == "unclosed":
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(family.ink)
        painter.drawEllipse(place.center(), look.scaled(2), look.scaled(2))


def paint_disc(painter: QPainter, look: Theme, place: QRectF, family: Family) -> None:
    """What was done: filled, in a thin ring of its own that sets it off any ground."""
    centre, radius = place.center(), place.width() / 2
    painter.setPen(QPen(family.ink, look.shape("hairline")))
    painter.setBrush(look.colour("surface"))
    painter.drawEllipse(centre, radius - 0.5, radius - 0.5)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(family.ink)
    painter.drawEllipse(centre, radius - look.scaled(2), radius - look.scaled(2))


def paint_ring(
    painter: QPainter, look: Theme, place: QRectF, family: Family, dashed: bool = False
) -> None:
    """What is in the diary: a ring, broken while it is pencilled in."""
    line = look.scaled(3) if place.width() > look.grid(2) else look.scaled(2)
    pen = QPen(family.ink, line)
    if dashed:
        pen.setDashPattern([1.2, 0.8])
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.setPen(pen)
    painter.setBrush(look.colour("surface"))
    radius = (place.width() - line) / 2
    painter.drawEllipse(place.center(), radius, radius)


def _paint_choice(painter: QPainter, placed: Placed, focused: bool) -> None:
    look, air = theme(), theme().scaled(3)
    place = _rect(placed.box).adjusted(-air, -air, air, air)
    radius = place.height() / 2 if placed.stop.is_visit else look.shape("badge_radius") + air
    if focused:
        focus_ring(painter, look, place, radius, "accent")


def _rect(place: Box) -> QRectF:
    return QRectF(place.left, place.top, place.right - place.left, place.bottom - place.top)
