"""The points of a map as they are edited, each state a value, so that undoing is going back.

Knows nothing of the screen. A point always lies in a named area of its chart: what would put
it beside the body is refused.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from math import hypot

from clinic_desk.records.charts import area_at, charts, mirrored
from clinic_desk.records.contents import Point

MOST_HUNDREDTHS = 99_950
"""No single point has more; three figures and a half."""
SAME_PLACE = 0.03
"""Two points nearer than this fraction of the chart's width stand for each other when mirrored."""


@dataclass(frozen=True)
class MapState:
    """All points of all charts, and which one is chosen."""

    points: tuple[Point, ...] = ()
    chosen: int | None = None


class MapEditing:
    """The present state of a map, those before it, and those that were undone."""

    def __init__(self, points: Iterable[Point] = ()) -> None:
        """Begin with these points, none chosen."""
        self.vial_id: int | None = None
        """The vial that new points are given from."""
        self.load(points)

    def load(self, points: Iterable[Point]) -> None:
        """Take these points instead, and forget what was before."""
        self._now = MapState(tuple(points))
        self._past: list[MapState] = []
        self._future: list[MapState] = []
        self._last = ""

    @property
    def points(self) -> tuple[Point, ...]:
        """All points, in the order in which they were placed."""
        return self._now.points

    @property
    def chosen(self) -> int | None:
        """The place of the chosen point among them."""
        return self._now.chosen

    @property
    def chosen_point(self) -> Point | None:
        """The chosen point itself."""
        return None if self._now.chosen is None else self._now.points[self._now.chosen]

    @property
    def can_undo(self) -> bool:
        """Whether there is something to take back."""
        return bool(self._past)

    @property
    def can_redo(self) -> bool:
        """Whether something was taken back that may be done again."""
        return bool(self._future)

    def choose(self, index: int | None) -> None:
        """Choose a point, or none; nothing that is undone."""
        self._now = replace(self._now, chosen=index)
        self.settle()

    def settle(self) -> None:
        """Let what follows be undone by itself, not with what went before."""
        self._last = ""

    def place(self, chart: str, x: float, y: float) -> bool:
        """A new point, chosen, with the units given last in its area; False beside the body."""
        area = area_at(charts()[chart], x, y)
        if area is None:
            return False
        point = Point(chart, x, y, self._usual(area.zone), area.zone, self.vial_id)
        self._enter(MapState((*self.points, point), len(self.points)))
        return True

    def move(self, x: float, y: float, *, step: str = "") -> bool:
        """Put the chosen point there; False, and nothing moved, beside the body.

        Moves of the same `step` are undone together: a drag, or a run of arrow keys.
        """
        point = self.chosen_point
        area = point and area_at(charts()[point.chart], x, y)
        if point is None or not area:
            return False
        return self._change(replace(point, x=x, y=y, area=area.zone), step)

    def set_units(self, hundredths: int, *, step: str = "") -> bool:
        """Give the chosen point so many hundredths of a unit, held between none and the most."""
        point = self.chosen_point
        if point is None:
            return False
        held = min(max(hundredths, 0), MOST_HUNDREDTHS)
        return self._change(replace(point, hundredths=held), step)

    def remove(self) -> bool:
        """Take the chosen point away, and choose the one after it on the same chart, if any."""
        point, chosen = self.chosen_point, self.chosen
        if point is None or chosen is None:
            return False
        left = self.points[:chosen] + self.points[chosen + 1 :]
        others = [at for at, each in enumerate(left) if each.chart == point.chart]
        after = next((at for at in others if at >= chosen), others[-1] if others else None)
        self._enter(MapState(left, after))
        return True

    def mirror(self) -> int:
        """Put the chosen point, or all, on the other side too; how many points that changed.

        All: a point that has its counterpart is left as it is. The chosen one: its
        counterpart takes its units. What lies on the midline has no other side.
        """
        if self.chosen_point is not None:
            return self._mirror_chosen(self.chosen_point)
        added: list[Point] = []
        for point in self.points:
            other = _across(point)
            if other is not None and _nearest(other, (*self.points, *added)) is None:
                added.append(other)
        if added:
            self._enter(MapState((*self.points, *added), None))
        return len(added)

    def take(self, points: Iterable[Point]) -> bool:
        """Have these points instead, as an act like any other; False where they are the same."""
        taken = tuple(points)
        if taken == self.points:
            return False
        self._enter(MapState(taken))
        return True

    def undo(self) -> bool:
        """Go back by one act."""
        if not self._past:
            return False
        self._future.append(self._now)
        self._now = self._past.pop()
        self.settle()
        return True

    def redo(self) -> bool:
        """Do again what was undone last."""
        if not self._future:
            return False
        self._past.append(self._now)
        self._now = self._future.pop()
        self.settle()
        return True

    def _mirror_chosen(self, point: Point) -> int:
        other = _across(point)
        if other is None:
            return 0
        at = _nearest(other, self.points)
        points = list(self.points)
        if at is None:
            points.append(other)
        elif points[at].hundredths != point.hundredths:
            points[at] = replace(points[at], hundredths=point.hundredths)
        else:
            return 0
        self._enter(MapState(tuple(points), self.chosen))
        return 1

    def _change(self, point: Point, step: str) -> bool:
        chosen = self.chosen
        if chosen is None or point == self.points[chosen]:
            return False
        points = (*self.points[:chosen], point, *self.points[chosen + 1 :])
        self._enter(MapState(points, chosen), step)
        return True

    def _enter(self, state: MapState, step: str = "") -> None:
        """Take on a state; one act with the last where both are the same named step."""
        if not step or step != self._last:
            self._past.append(self._now)
        self._now, self._last = state, step
        self._future.clear()

    def _usual(self, zone: str) -> int:
        """What the last point of that area has; none for the first, as no dose is invented."""
        same = (point.hundredths for point in reversed(self.points) if point.area == zone)
        return next(same, 0)


def _across(point: Point) -> Point | None:
    """The same point on the client's other side; None on the midline, which has none."""
    chart = charts().get(point.chart)
    if chart is None or chart.side_at(point.x) == "middle":
        return None
    twin, x, y = mirrored(chart, point.x, point.y)
    return replace(point, chart=twin, x=x, y=y)


def _nearest(point: Point, among: Iterable[Point]) -> int | None:
    """The place of the nearest point on the same side, if it is near enough to stand for one."""
    chart = charts()[point.chart]
    far = (
        (hypot(each.x - point.x, (each.y - point.y) * chart.aspect), at)
        for at, each in enumerate(among)
        if each.chart == point.chart and chart.side_at(each.x) == chart.side_at(point.x)
    )
    distance, at = min(far, default=(1.0, -1))
    return at if distance < SAME_PLACE else None
