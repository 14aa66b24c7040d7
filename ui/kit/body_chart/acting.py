"""What can be done to a map on its chart, whatever mouse or key asks for it."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QPointF, QTimer, Signal

from clinic_desk.records.charts import Spot, area_at, charts
from clinic_desk.records.contents import Point
from ui.kit.body_chart.canvas import ChartCanvas
from ui.kit.body_chart.editing import MOST_HUNDREDTHS
from ui.kit.body_chart.keys import Pressed, typed_units
from ui.kit.body_chart.walking import nearest_that_way

FINE_STEP = 0.004
"""Of an arrow key, as a fraction of the chart's width."""
CROSS_STEP = 0.02
TYPING_MS = 1500
"""After so long without a figure the next one begins a new number."""


class ActingChart(ChartCanvas):
    """A canvas whose points can be changed, unless it is for reading only."""

    edited = Signal()
    """A point was placed, moved, removed or given other units, or that was undone."""

    def __init__(
        self, chart: str = "face_front", *, name: str = "Injection map", tone: str = "toxin"
    ) -> None:
        """Editable until told otherwise; the rest as for every canvas."""
        super().__init__(chart, name=name, tone=tone)
        self._read_only = False
        self._typed = ""
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(TYPING_MS)
        self._pause.timeout.connect(self.end_typing)

    @property
    def read_only(self) -> bool:
        """Whether points can only be looked at."""
        return self._read_only

    def set_read_only(self, read_only: bool) -> None:
        """Allow changes, or looking only."""
        self._read_only = read_only
        self._cross = None
        self.update()

    def set_vial(self, vial_id: int | None) -> None:
        """From which vial the points placed from now on are given."""
        self.editing.vial_id = vial_id

    def can_mirror(self) -> bool:
        """Whether there is a point to mirror."""
        return not self._read_only and bool(self.points())

    def mirror(self) -> int:
        """Put the chosen point, or all where none is, on the client's other side too.

        Gives how many points that added or changed.
        """
        count = self.editing.mirror() if self.can_mirror() else 0
        self._changed(count > 0)
        return count

    def take_points(self, points: Iterable[Point]) -> bool:
        """Have these points instead, such as the last visit's, as an act that can be undone."""
        return self._changed(not self._read_only and self.editing.take(points))

    def undo(self) -> bool:
        """Take the last act back; False where there is none."""
        return self._changed(not self._read_only and self.editing.undo())

    def redo(self) -> bool:
        """Do again what was undone; False where nothing was."""
        return self._changed(not self._read_only and self.editing.redo())

    def remove(self) -> bool:
        """Take the chosen point away; False where none is."""
        return self._changed(not self._read_only and self.editing.remove())

    def place_at(self, spot: QPointF) -> bool:
        """A new point at a pixel of the widget; False beside the body."""
        if self._read_only:
            return False
        placed = self.editing.place(self._chart.id, *self.sheet().fraction(spot.x(), spot.y()))
        return self._changed(placed)

    def place_at_cross(self) -> bool:
        """A new point where the cross stands."""
        if self._read_only:
            return False
        return self._changed(self.editing.place(self._chart.id, *self.cross()))

    def move_to(self, spot: QPointF, step: str) -> bool:
        """The chosen point to a pixel of the widget; False beside the body."""
        if self._read_only:
            return False
        x, y = self.sheet().fraction(spot.x(), spot.y())
        return self._changed(self.editing.move(x, y, step=step))

    def add_units(self, hundredths: int, step: str) -> bool:
        """So many hundredths of a unit more, or fewer, for the chosen point."""
        point = self.editing.chosen_point
        if self._read_only or point is None:
            return False
        self._changed(self.editing.set_units(point.hundredths + hundredths, step=step))
        return True

    def type_figure(self, figure: str) -> bool:
        """A figure or a point: with those typed just before it, the units of the chosen one.

        What would be too much to be meant begins a new number.
        """
        if self._read_only or self.editing.chosen is None:
            return False
        self._typed += figure
        if (typed_units(self._typed) or 0) > MOST_HUNDREDTHS or self._typed.count(".") > 1:
            self._typed = figure
        self._pause.start()
        hundredths = typed_units(self._typed)
        if hundredths is not None:
            self._changed(self.editing.set_units(hundredths, step="typing"))
        return True

    def end_typing(self) -> None:
        """Let the next figure begin a new number."""
        self._pause.stop()
        if self._typed:
            self._typed = ""
            self.editing.settle()

    def step(self, key: Pressed) -> bool:
        """An arrow: the chosen point a little that way, or the cross."""
        if self._read_only:
            return False
        point, aspect = self.editing.chosen_point, self._chart.aspect
        if point is not None:
            x, y = point.x + key.across * FINE_STEP, point.y + key.down * FINE_STEP / aspect
            self._changed(self.editing.move(x, y, step="arrows"))
            return True
        cross = self.cross()
        x, y = cross.x + key.across * CROSS_STEP, cross.y + key.down * CROSS_STEP / aspect
        self._put_cross(Spot(min(max(x, 0.0), 1.0), min(max(y, 0.0), 1.0)))
        return True

    def walk(self, key: Pressed) -> bool:
        """An arrow with Ctrl: to the nearest point that way."""
        chosen, points = self.editing.chosen, self.points()
        start = self.cross() if chosen is None else Spot(points[chosen].x, points[chosen].y)
        spots = {at: Spot(points[at].x, points[at].y) for at in self.shown() if at != chosen}
        found = nearest_that_way(start, spots, key.across, key.down, self._chart.aspect)
        if found is not None:
            self.choose(found)
        return True

    def let_go(self) -> bool:
        """Leave the chosen point; the cross stands beside it, for the next one."""
        point = self.editing.chosen_point
        if point is None:
            return False
        self.editing.choose(None)
        self._put_cross(Spot(min(point.x + 2 * CROSS_STEP, 1.0), point.y))
        return True

    def cross(self) -> Spot:
        """Where the cross for the keys stands; where it would, if it is not shown."""
        if self._cross is not None:
            return self._cross
        middles = (Spot(x, y) for y in (0.3, 0.4, 0.5, 0.6) for x in (0.5, 0.3))
        return next((each for each in middles if area_at(self._chart, *each)), Spot(0.5, 0.5))

    def _put_cross(self, spot: Spot) -> None:
        self._cross = None if self._read_only else spot
        self._chosen_anew()

    def _changed(self, changed: bool) -> bool:
        """Show what has changed, if it has, and say so."""
        if changed:
            self._cross = None
            self._follow_chosen()
            self._chosen_anew()
            self.edited.emit()
        return changed

    def _follow_chosen(self) -> None:
        """Show the chart of the chosen point: what is undone may lie on another."""
        point = self.editing.chosen_point
        if point is not None and point.chart != self._chart.id:
            self._chart, self._drawing = charts()[point.chart], None
            self.chart_changed.emit(point.chart)
