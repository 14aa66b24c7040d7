"""A map with its choice of charts, and two maps side by side."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from PySide6.QtWidgets import QWidget

from clinic_desk.records.charts import CHARTS, charts
from clinic_desk.records.contents import Point
from ui.kit.body_chart.chart import BodyChart
from ui.kit.choices import Segments
from ui.kit.labels import ElidedLabel
from ui.kit.layout import Column, Row, reveal


class Shown(NamedTuple):
    """One visit's map: `10 October 2026 · Bocouture`, and its points."""

    title: str
    points: tuple[Point, ...]


class MapView(QWidget):
    """A chart to work on, and above it which one of several; each says how many points it has."""

    def __init__(
        self,
        offered: Sequence[str] = CHARTS,
        *,
        name: str = "Injection map",
        tone: str = "toxin",
    ) -> None:
        """Offer these charts, the first one shown; `name` is spoken, `tone` a colour's token."""
        super().__init__()
        self._offered = tuple(offered)
        self.chart = BodyChart(self._offered[0], name=name, tone=tone)
        self.choice = Segments("Chart", self._choices())
        column = Column(self, gap=1)
        column.addWidget(self.choice)
        column.addWidget(self.chart, 1)
        self.choice.chosen.connect(self.chart.show_chart)
        self.chart.chart_changed.connect(self._follow)
        self.chart.edited.connect(self._count)

    def set_points(self, points: Iterable[Point]) -> None:
        """Show these points, on the first chart that has one if the present one has none."""
        self.chart.set_points(points)
        used = [point.chart for point in self.chart.points()]
        if used and self.chart.chart.id not in used:
            self.chart.show_chart(min(used, key=self._offered.index))
        self._count()

    def _choices(self) -> list[tuple[str, str]]:
        used = [point.chart for point in self.chart.points()]
        return [(name, _words(name, used.count(name))) for name in self._offered]

    def _count(self) -> None:
        self.choice.set_choices(self._choices())

    def _follow(self, chart: str) -> None:
        self.choice.set_value(chart)


class TwoMaps(QWidget):
    """Two visits side by side on the same chart, to look at."""

    def __init__(self, *, name: str = "Injection map", tone: str = "toxin") -> None:
        """Empty until `set_maps`."""
        super().__init__()
        self._name = name
        self.left, self.right = (BodyChart(name=name, tone=tone) for _ in range(2))
        self.titles = ElidedLabel(weight="semibold"), ElidedLabel(weight="semibold")
        self.choice = Segments("Chart", [(CHARTS[0], charts()[CHARTS[0]].title)])
        column = Column(self, gap=1)
        column.addWidget(self.choice)
        row = Row(gap=2)
        column.addLayout(row, 1)
        for chart, title in zip((self.left, self.right), self.titles, strict=True):
            chart.set_read_only(True)
            side = Column(gap=0.5)
            side.addWidget(title)
            side.addWidget(chart, 1)
            row.addLayout(side, 1)
        self.choice.chosen.connect(self.show_chart)

    def set_maps(self, left: Shown, right: Shown) -> None:
        """Show these two, on the first chart that either has a point on."""
        used = {point.chart for point in (*left.points, *right.points)} or {CHARTS[0]}
        offered = [name for name in CHARTS if name in used]
        self.choice.set_choices([(name, charts()[name].title) for name in offered])
        reveal(self.choice, len(offered) > 1)
        for chart, title, shown in zip(
            (self.left, self.right), self.titles, (left, right), strict=True
        ):
            title.setText(shown.title)
            chart.set_name(f"{self._name}, {shown.title}")
            chart.set_points(shown.points)
        self.show_chart(offered[0])

    def show_chart(self, chart: str) -> None:
        """Show that chart of both visits."""
        self.choice.set_value(chart)
        self.left.show_chart(chart)
        self.right.show_chart(chart)


def _words(chart: str, count: int) -> str:
    title = charts()[chart].title
    return f"{title} · {count}" if count else title
