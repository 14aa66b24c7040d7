"""What a pull of the mouse makes of a stretch: chosen, moved or stretched. No Qt here."""

from __future__ import annotations

from typing import Literal, NamedTuple

from ui.calendar.grid.axis import DAY, Stretch, snapped, snapped_down

STEP = 15
FINE_STEP = 5
"""Minutes to which a pull snaps, and with Ctrl held."""
SLACK = 8
"""Pixels the pointer may wander before a press on a block counts as a pull."""
LONGEST = 480
"""Minutes; the longest visit that the clinic books."""

Kind = Literal["choose", "move", "top", "bottom"]


class Grip(NamedTuple):
    """What was taken hold of, and where."""

    kind: Kind
    column: int
    stretch: Stretch
    """Where it stood; for a choice, the step that was pressed on."""
    minute: float
    """The minute under the pointer at the press."""
    visit_id: int | None = None
    """None for a choice of empty time and for the visit being booked."""
    draft: bool = False


class Pulled(NamedTuple):
    """Where it would come to stand."""

    column: int
    stretch: Stretch


def chosen_at(column: int, minute: float) -> Grip:
    """A grip on empty time."""
    first = snapped_down(minute, STEP)
    return Grip("choose", column, Stretch(first, first + STEP), minute)


def pulled(grip: Grip, column: int, minute: float, step: int = STEP) -> Pulled:
    """Where the pointer at a column and minute has pulled it; only a move changes column."""
    if grip.kind == "move":
        first = snapped(grip.stretch.first + minute - grip.minute, step)
        return Pulled(column, grip.stretch.moved(first))
    return Pulled(grip.column, _stretched(grip, minute, step))


def _stretched(grip: Grip, minute: float, step: int) -> Stretch:
    first, last = grip.stretch
    if grip.kind == "top":
        return Stretch(max(min(snapped(minute, step), last - FINE_STEP), last - LONGEST, 0), last)
    if grip.kind == "bottom":
        return Stretch(first, min(max(snapped(minute, step), first + FINE_STEP), first + LONGEST))
    here = snapped_down(minute, STEP)
    start, end = min(first, here), max(last, here + STEP)
    if end - start > LONGEST:
        start, end = (start, start + LONGEST) if here > first else (end - LONGEST, end)
    return Stretch(start, min(end, DAY))
