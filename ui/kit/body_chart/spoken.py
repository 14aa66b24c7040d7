"""A chart for a screen reader: a child for each of its points, told as it changes.

As on the calendar's grid, Qt owns an interface once it has been asked for; the lists here keep
Python's side of it alive until the widget goes. A child stands for a place in the order.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, QRect, QSize
from PySide6.QtGui import QAccessible, QAccessibleEvent, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget

from ui.kit.body_chart.canvas import ChartCanvas
from ui.kit.body_chart.picture import mark_radius


class SpokenPoint(QAccessibleInterface):
    """The point at one place in the order of those that are shown."""

    def __init__(self, chart: ChartCanvas, place: int) -> None:
        """For the child at a place, counted from 0."""
        super().__init__()
        self._chart, self._place = chart, place

    @property
    def index(self) -> int | None:
        """Which of the map's points it is; None where there is none now."""
        shown = self._chart.shown()
        return shown[self._place] if self._place < len(shown) else None

    def isValid(self) -> bool:
        """Whether there is such a point now."""
        return self.index is not None

    def object(self) -> QObject | None:  # type: ignore[override]
        """No QObject: it is only painted."""
        return None

    def window(self) -> None:  # type: ignore[override]
        """No window of its own."""
        return None

    def parent(self) -> QAccessibleInterface:
        """The chart."""
        return QAccessible.queryAccessibleInterface(self._chart)

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]
        """It has none."""
        return None

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:  # type: ignore[override]
        """It has none."""
        return None

    def childCount(self) -> int:
        """It has none."""
        return 0

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        """It has none."""
        return -1

    def text(self, kind: QAccessible.Text) -> str:
        """`Forehead, right, 4 units`, as its name."""
        if kind != QAccessible.Text.Name or self.index is None:
            return ""
        return self._chart.sentence(self.index)

    def setText(self, kind: QAccessible.Text, text: str) -> None:
        """It cannot be renamed."""

    def rect(self) -> QRect:
        """Where its circle is on the screen."""
        if not self.isValid():
            return QRect()
        centre = self._chart.marks_now()[self._place].drawn
        radius = round(mark_radius(self._chart.sheet()))
        corner = QPoint(round(centre.x) - radius, round(centre.y) - radius)
        return QRect(self._chart.mapToGlobal(corner), QSize(2 * radius, 2 * radius))

    def role(self) -> QAccessible.Role:
        """One of a list."""
        return QAccessible.Role.ListItem

    def state(self) -> QAccessible.State:
        """Whether it is the chosen one, and has the keys."""
        state = QAccessible.State()
        state.focusable = state.selectable = True
        here = self.index is not None and self._chart.editing.chosen == self.index
        state.selected, state.focused = here, here and self._chart.hasFocus()
        return state


class SpokenChart(QAccessibleWidget):
    """The chart itself."""

    def __init__(self, chart: ChartCanvas) -> None:
        """For a chart; children are made as they are asked for."""
        super().__init__(chart, QAccessible.Role.List, "")
        self._chart = chart
        self._children: list[SpokenPoint] = []

    def childCount(self) -> int:
        """The points that are shown."""
        return len(self._chart.shown())

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]
        """The point at a place in the order."""
        if not 0 <= index < self.childCount():
            return None
        while len(self._children) <= index:
            self._children.append(SpokenPoint(self._chart, len(self._children)))
        return self._children[index]

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        """The place of a child, or -1."""
        return self._children.index(child) if child in self._children else -1

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:  # type: ignore[override]
        """The point under a pixel of the screen."""
        for index in range(self.childCount()):
            child = self.child(index)
            if child is not None and child.rect().contains(x, y):
                return child
        return None

    def focusChild(self) -> QAccessibleInterface | None:  # type: ignore[override]
        """The chosen point, while the chart has the keys."""
        place = _chosen_place(self._chart)
        return self.child(place) if place is not None and self._chart.hasFocus() else None


_spoken: dict[int, SpokenChart] = {}
_installed: list[bool] = []


def give_voice(chart: ChartCanvas) -> None:
    """Let a chart be read out, and its chosen point be spoken as it changes."""
    if not _installed:
        QAccessible.installFactory(_made)
        _installed.append(True)
    key = id(chart)
    chart.destroyed.connect(lambda: _spoken.pop(key, None))
    chart.chosen_changed.connect(lambda: _speak(chart))


def _made(_: str, thing: QObject) -> QAccessibleInterface | None:
    if not isinstance(thing, ChartCanvas):
        return None
    return _spoken.setdefault(id(thing), SpokenChart(thing))


def _chosen_place(chart: ChartCanvas) -> int | None:
    chosen, shown = chart.editing.chosen, chart.shown()
    return shown.index(chosen) if chosen in shown else None


def _speak(chart: ChartCanvas) -> None:
    """Tell a reader that listens where the keys are now, and what the point has become."""
    if not QAccessible.isActive() or not chart.hasFocus():
        return
    spoken, place = QAccessible.queryAccessibleInterface(chart), _chosen_place(chart)
    child = spoken.child(place) if spoken is not None and place is not None else None
    if child is not None:
        for told in (QAccessible.Event.NameChanged, QAccessible.Event.Focus):
            QAccessible.updateAccessibility(QAccessibleEvent(child, told))
