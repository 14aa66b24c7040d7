"""What lies under the pointer. No Qt here."""

from __future__ import annotations

from typing import Literal, NamedTuple

from ui.calendar.grid.axis import Stretch
from ui.calendar.grid.layout import Block, Box, Layout

EDGE = 6
"""Pixels from a block's top or bottom within which its edge is taken hold of."""

Part = Literal["whole", "top", "bottom"]


class Hit(NamedTuple):
    """A column and minute under the pointer, and what stands there."""

    column: int
    minute: float
    part: Part = "whole"
    block: Block | None = None
    draft: bool = False
    """Whether it is the visit being booked, which lies over the others."""


def part_of(box: Box, y: float) -> Part:
    """Which part of a block a pixel takes hold of; a low block keeps a middle to be moved by."""
    edge = min(EDGE, box.h // 4)
    if y < box.y + edge:
        return "top"
    return "bottom" if y >= box.bottom - edge else "whole"


def hit(layout: Layout, x: float, y: float, draft: Box | None = None) -> Hit | None:
    """What is at a pixel of the laid-out body; None outside the columns."""
    column = layout.strip_at(x)
    if column is None:
        return None
    minute = layout.axis.minute(y)
    if draft is not None and draft.holds(x, y):
        return Hit(column, minute, part_of(draft, y), None, True)
    for block in reversed(layout.blocks):
        if block.column == column and block.box.holds(x, y):
            return Hit(column, minute, part_of(block.box, y), block)
    return Hit(column, minute)


def visit_in(layout: Layout, column: int, stretch: Stretch) -> Block | None:
    """The first visit that is going on when a stretch of a column begins."""
    return next(
        (
            b
            for b in layout.blocks
            if b.column == column and b.stretch.first <= stretch.first < b.stretch.last
        ),
        None,
    )
