"""From stop to stop by keys. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ui.clients.ribbon.layout import Box, Layout


class Place(NamedTuple):
    """A stop, by its lane and its number on it."""

    lane: int
    number: int


def first_place(numbers: Sequence[int], layout: Layout) -> Place | None:
    """Where the keys begin: the stop of the first lane that is nearest to today."""
    lane = next((at for at, number in enumerate(numbers) if number), None)
    if lane is None:
        return None
    here = layout.today if layout.today is not None else layout.axis.left
    return Place(lane, _nearest(layout, lane, here))


def beside(place: Place, down: int, along: int, layout: Layout) -> Place:
    """The stop beside on the lane, or the nearest one on the next lane that has any."""
    if along:
        last = len(layout.lanes[place.lane].placed) - 1
        return Place(place.lane, min(max(place.number + along, 0), last))
    here = _anchor(layout.lanes[place.lane].placed[place.number].box)
    lane = place.lane + down
    while 0 <= lane < len(layout.lanes):
        if layout.lanes[lane].placed:
            return Place(lane, _nearest(layout, lane, here))
        lane += down
    return place


def _nearest(layout: Layout, lane: int, x: float) -> int:
    """The stop at a place, else the one that begins nearest to it."""
    placed = layout.lanes[lane].placed
    return min(range(len(placed)), key=lambda at: _off(placed[at].box, x))


def _off(box: Box, x: float) -> float:
    return max(box.left - x, x - box.right, 0.0)


def _anchor(box: Box) -> float:
    return min((box.left + box.right) / 2, box.left + (box.bottom - box.top))
