"""Where the keyboard's choice goes: over empty time and from visit to visit. No Qt here."""

from __future__ import annotations

from typing import NamedTuple

from ui.calendar.grid.axis import DAY, Stretch, stretch_on
from ui.calendar.grid.hit import visit_in
from ui.calendar.grid.layout import Block, Layout
from ui.calendar.grid.pull import LONGEST, STEP


class Chosen(NamedTuple):
    """A stretch of a column, or the visit that stands there."""

    column: int
    stretch: Stretch
    visit_id: int | None = None


def chosen_block(block: Block) -> Chosen:
    """The choice of a visit."""
    return Chosen(block.column, block.stretch, block.visit.id)


def first_choice(layout: Layout, minutes: int, at: tuple[int, int] | None = None) -> Chosen | None:
    """Where a choice begins: the first free open time, from a (column, minute) where one is given.

    None where there is no column at all.
    """
    if not layout.strips:
        return None
    column, earliest = at or (0, 0)
    for stretch in _quarters(layout, column, minutes):
        if stretch.first >= earliest and not layout.taken(column, stretch):
            return Chosen(column, stretch)
    first = max(layout.axis.first, min(-(-earliest // STEP) * STEP, DAY - minutes))
    return Chosen(column, Stretch(first, first + minutes))


def _quarters(layout: Layout, column: int, minutes: int) -> list[Stretch]:
    """Every quarter of an hour in a column's open time that has so many open minutes after it."""
    place = layout.strips[column].column
    opened = [s for span in place.open if (s := stretch_on(span, place.day))]
    return [
        Stretch(first, first + minutes)
        for stretch in opened
        for first in range(-(-stretch.first // STEP) * STEP, stretch.last - minutes + 1, STEP)
    ]


def stepped(layout: Layout, chosen: Chosen, rows: int, columns: int, minutes: int) -> Chosen:
    """One arrow key: a quarter of an hour up or down, or a column left or right.

    From a visit it goes on at the visit's end, or `minutes` before its start; on reaching time
    in which a visit is going on, that visit is chosen.
    """
    column = max(0, min(chosen.column + columns, len(layout.strips) - 1))
    length = minutes if chosen.visit_id is not None else chosen.stretch.minutes
    first = _row(chosen, rows, length)
    return _landed(layout, column, Stretch(first, first + length).moved(first))


def _row(chosen: Chosen, rows: int, length: int) -> int:
    first = chosen.stretch.first
    if rows and chosen.visit_id is not None:
        return chosen.stretch.last if rows > 0 else first - length
    if rows > 0:
        return (first // STEP + rows) * STEP
    return -(-first // STEP) * STEP + rows * STEP if rows else first


def _landed(layout: Layout, column: int, stretch: Stretch) -> Chosen:
    block = visit_in(layout, column, stretch)
    return chosen_block(block) if block else Chosen(column, stretch)


def stretched(chosen: Chosen, steps: int) -> Chosen:
    """Shift with an arrow: the end of the chosen time a quarter of an hour later or earlier."""
    first, last = chosen.stretch
    end = max(first + STEP, min(last + steps * STEP, first + LONGEST, DAY))
    return Chosen(chosen.column, Stretch(first, end))


def next_visit(layout: Layout, chosen: Chosen | None, back: bool) -> Chosen | None:
    """The visit after the choice, or before it; None where there is no more."""
    blocks = layout.blocks
    ids = [block.visit.id for block in blocks]
    if chosen is not None and chosen.visit_id in ids:
        index = ids.index(chosen.visit_id) + (-1 if back else 1)
    else:
        here = (chosen.column, chosen.stretch.first) if chosen else (-1, 0)
        before = sum((b.column, b.stretch.first) < here for b in blocks)
        index = before - 1 if back and chosen else len(blocks) - 1 if back else before
    return chosen_block(blocks[index]) if 0 <= index < len(blocks) else None


def kept(layout: Layout, chosen: Chosen | None) -> Chosen | None:
    """The same choice in a new layout: a visit where it now stands, else the time of it."""
    if chosen is None or not layout.strips:
        return None
    block = layout.block(chosen.visit_id)
    if block is not None:
        return chosen_block(block)
    return Chosen(min(chosen.column, len(layout.strips) - 1), chosen.stretch)


def at_edge(layout: Layout, chosen: Chosen, last: bool) -> Chosen:
    """Home and End: the same length of time at the first or last open minute of the column."""
    place = layout.strips[chosen.column].column
    opened = [s for span in place.open if (s := stretch_on(span, place.day))]
    if not opened:
        return chosen
    length = chosen.stretch.minutes
    first = max(s.last for s in opened) - length if last else min(s.first for s in opened)
    return _landed(layout, chosen.column, Stretch(first, first + length).moved(first))


def room_at(layout: Layout, column: int, first: int, minutes: int) -> Stretch:
    """So many minutes from a start, or up to the next visit where that comes sooner."""
    starts = [
        block.stretch.first
        for block in layout.blocks
        if block.column == column and block.stretch.first > first
    ]
    last = min([first + minutes, DAY, *starts])
    return Stretch(first, max(last, first + STEP))
