"""Needled areas as points of a map, and points as areas: the amount is the depth. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from clinic_desk.records.contents import NeedledArea, Point


def marked_points(areas: Iterable[NeedledArea]) -> tuple[Point, ...]:
    """The areas that stand on a chart, in order, as points."""
    return tuple(
        Point(area.chart, area.x, area.y, area.depth_hundredths_mm, area.area)
        for area in areas
        if area.chart and area.x is not None and area.y is not None
    )


def areas_of(points: Sequence[Point], before: Sequence[NeedledArea]) -> tuple[NeedledArea, ...]:
    """The areas once the points are these: what was typed of an area stays with its point.

    A new point takes the first line of its place that has no mark yet, else it is a new line.
    """
    left = list(points)
    found: list[NeedledArea | None] = []
    for area in before:
        same = next((point for point in left if _is_of(point, area)), None)
        if same is not None:
            left.remove(same)
        found.append(area if same is not None or not area.chart else None)
    for at, kept in enumerate(found):
        if kept is None and left:
            # Moved, or given another depth: the points keep their order.
            found[at] = _marked(before[at], left.pop(0))
    for point in left:
        _enter(found, point)
    return tuple(area for area in found if area is not None)


def _enter(found: list[NeedledArea | None], point: Point) -> None:
    for at, area in enumerate(found):
        if area is not None and not area.chart and area.area == point.area:
            depth = point.hundredths or area.depth_hundredths_mm
            found[at] = replace(_marked(area, point), depth_hundredths_mm=depth)
            return
    found.append(_marked(NeedledArea("", 0, 0), point))


def _is_of(point: Point, area: NeedledArea) -> bool:
    return marked_points((area,)) == (replace(point, vial_id=None, off_label=False),)


def _marked(area: NeedledArea, point: Point) -> NeedledArea:
    return NeedledArea(point.area, point.hundredths, area.passes, point.chart, point.x, point.y)
