"""What moves over the picture: the choice, the thing being pulled, the present."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from clinic_desk.base.clock import local_day, minute_of_day
from clinic_desk.base.spans import Span
from ui.calendar.grid.compose import Run
from ui.calendar.grid.layout import Block, Box, Layout
from ui.calendar.grid.looks import Hint, Looks
from ui.calendar.grid.outlines import paint_outlined, write
from ui.calendar.grid.pull import Pulled
from ui.calendar.grid.texts import Texts
from ui.calendar.grid.walk import Chosen
from ui.calendar.grid.wording import times

NOW_DOT = 4
"""Radius of the mark at the left of the now line, in pixels at 100 %."""
OUTSET = 3
"""Pixels by which the ring round a chosen visit stands out of its block where it may."""


class Ghost(NamedTuple):
    """What is being pulled, where it would come to stand."""

    at: Pulled
    span: Span
    name: str
    why: str = ""
    """Why that day would be refused; empty where it would not, or is not known."""


def chosen_box(layout: Layout, chosen: Chosen) -> Box:
    """The ring round the choice, in pixels of the laid-out body."""
    block = layout.block(chosen.visit_id)
    if block is None or block.column != chosen.column:
        return layout.box(chosen.column, chosen.stretch)
    x, y, right, bottom = _room_around(block, layout)
    return Box(x, y, right - x, bottom - y)


def _room_around(block: Block, layout: Layout) -> tuple[int, int, int, int]:
    """Left, top, right and bottom of the ring: further out than its block where no other visit
    stands, so that it lies on nobody's name."""
    box = block.box
    x, y, right, bottom = (
        box.x - OUTSET, box.y - OUTSET, box.right + OUTSET, box.bottom + OUTSET,
    )  # fmt: skip
    reach = Box(x, y, right - x, bottom - y)
    for other in (each.box for each in layout.blocks if each is not block):
        if not other.meets(reach):
            continue
        if other.bottom <= box.y:
            y = max(y, other.bottom)
        elif other.y >= box.bottom:
            bottom = min(bottom, other.y)
        elif other.right <= box.x:
            x = max(x, other.right)
        elif other.x >= box.right:
            right = min(right, other.x)
    return x, y, right, bottom


def paint_chosen(
    painter: QPainter,
    box: Box,
    span: Span | None,
    focused: bool,
    looks: Looks,
    texts: Texts,
) -> None:
    """The choice: a wash and its times for empty time (`span`), a ring alone round a visit."""
    accent = looks.colour("accent")
    painter.setRenderHint(Hint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if span is not None:
        wash = QColor(looks.colour("accent_wash"))
        wash.setAlphaF(0.8)
        painter.setBrush(wash)
    pen_width = looks.theme.shape("ring") if focused else looks.theme.shape("hairline")
    painter.setPen(QPen(accent, pen_width))
    radius = min(looks.radius + (0 if span else OUTSET), box.h / 2)
    inset = pen_width / 2
    painter.drawRoundedRect(QRectF(*box).adjusted(inset, inset, -inset, -inset), radius, radius)
    painter.setRenderHint(Hint.Antialiasing, False)
    if span is not None:
        _times(painter, box, span, looks, texts)


def _times(painter: QPainter, box: Box, span: Span, looks: Looks, texts: Texts) -> None:
    pad = looks.px(9)
    size = "label" if box.h > looks.small_line else "badge"
    words = texts.words(times(span), size, "semibold", box.w - 2 * pad)
    roomy = box.h > looks.small_line + looks.px(12)
    top = box.y + (looks.px(6) if roomy else (box.h - words.height) // 2)
    write(painter, Run(box.x + pad, top, words, looks.colour("accent")))


def ghost_box(layout: Layout, ghost: Ghost) -> Box:
    """Where the thing being pulled is painted, in pixels of the laid-out body."""
    return layout.box(ghost.at.column, ghost.at.stretch)


def paint_ghost(painter: QPainter, box: Box, ghost: Ghost, looks: Looks, texts: Texts) -> None:
    """The thing being pulled with its new times, or why that day would be refused."""
    second = f"× {ghost.why}" if ghost.why else times(ghost.span)
    colour = "block" if ghost.why else "accent"
    paint_outlined(painter, box, (ghost.name, "", second), colour, looks, texts)


def now_boxes(layout: Layout, looks: Looks, now: datetime) -> tuple[Box, ...]:
    """The strips that the now line takes: the columns of today, while it is within the hours."""
    minute = minute_of_day(now)
    if not layout.axis.first <= minute < layout.axis.last:
        return ()
    today, dot = local_day(now), looks.px(NOW_DOT)
    y = layout.axis.y(minute)
    return tuple(
        Box(strip.x - dot, y - dot, strip.w + dot, 2 * dot + 1)
        for strip in layout.strips
        if strip.column.day == today
    )


def paint_now(painter: QPainter, boxes: tuple[Box, ...], layout: Layout, looks: Looks) -> None:
    """A line across today at the present minute, with a dot at its left.

    Over a visit it is only a shade, so that no name is struck through.
    """
    colour, dot = looks.colour("now_line"), looks.px(NOW_DOT)
    shade = QColor(colour)
    shade.setAlphaF(0.25)
    for index, box in enumerate(boxes):
        middle, left = box.y + dot, box.x + dot
        high = looks.px(1.5)
        line = Box(left, middle, box.right - left, high)
        under = sorted(block.box for block in layout.blocks if block.box.meets(line))
        for block in under:
            painter.fillRect(QRect(left, middle, block.x - left, high), colour)
            painter.fillRect(QRect(block.x, middle, block.w, high), shade)
            left = block.right
        painter.fillRect(QRect(left, middle, box.right - left, high), colour)
        if index == 0 or box.x > boxes[index - 1].right:
            painter.setRenderHint(Hint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour)
            painter.drawEllipse(QRectF(box.x, middle - dot + 1, 2 * dot, 2 * dot))
            painter.setRenderHint(Hint.Antialiasing, False)
