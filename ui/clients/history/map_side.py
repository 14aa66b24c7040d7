"""A map beside its totals: the chart, units by place and product, and who signed it."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QWidget

from clinic_desk.records.charts import CHARTS, charts
from clinic_desk.records.contents import ToxinContent
from clinic_desk.records.record import Record
from ui.kit.body_chart.chart import BodyChart
from ui.kit.choices import Segments
from ui.kit.labels import PlainLabel
from ui.kit.layout import Column, Row, reveal
from ui.kit.theme import theme
from ui.kit.wash import Notice
from ui.records.telling import product_rows, signature, signed_when, unit_sentence
from ui.records.totals_table import TotalsTable


class MapSide(QWidget):
    """The map of one record, to look at; the chart above the table where it is narrow."""

    def __init__(self) -> None:
        """Without a record yet."""
        super().__init__()
        self.chart = ReadChart()
        self.choice = Segments("Chart", [(CHARTS[0], charts()[CHARTS[0]].title)])
        self.table, self.units = TotalsTable(), Notice("toxin")
        self.signature = PlainLabel(tone="quiet", wrap=True)
        self.signed_when = PlainLabel(tone="quiet", wrap=True)
        self.acts = Row(gap=1)
        """For what can be done with the record."""
        self._line = Row(self, gap=2)
        left, right = Column(gap=1), Column(gap=1.5)
        left.addWidget(self.choice)
        left.addWidget(self.chart)
        left.addStretch(1)
        for part in (self.table, self.units):
            right.addWidget(part)
        signed = Column(gap=0.25)
        signed.addWidget(self.signature)
        signed.addWidget(self.signed_when)
        right.addLayout(signed)
        right.addLayout(self.acts)
        right.addStretch(1)
        self._line.addLayout(left, 4)
        self._line.addLayout(right, 5)
        self.choice.chosen.connect(self.chart.show_chart)

    def show_record(self, record: Record) -> None:
        """Show the map of a record, on the first chart that has a point on it."""
        content = record.content
        points = content.points if isinstance(content, ToxinContent) else ()
        used = [name for name in CHARTS if any(point.chart == name for point in points)]
        offered = used or [CHARTS[0]]
        self.choice.set_choices([(name, charts()[name].title) for name in offered])
        reveal(self.choice, len(offered) > 1)
        self.chart.set_points(points)
        if self.chart.chart.id not in offered:
            self.chart.show_chart(offered[0])
        self.choice.set_value(self.chart.chart.id)
        self.chart.updateGeometry()
        rows = product_rows(content) if isinstance(content, ToxinContent) else ()
        self.table.show_rows(rows)
        self.units.say(unit_sentence(rows))
        self.signature.setText(signature(record))
        self.signed_when.setText(signed_when(record))
        reveal(self.signed_when, record.signed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The chart beside the table where both have room."""
        wide = self.width() >= theme().scaled(_SIDE_BY_SIDE)
        ways = QBoxLayout.Direction
        way = ways.LeftToRight if wide else ways.TopToBottom
        if self._line.direction() != way:
            self._line.setDirection(way)


_SIDE_BY_SIDE = 470
"""Pixels at 100 % text in which a face and a table stand beside each other."""


class ReadChart(BodyChart):
    """A chart to look at, no higher than its width asks for."""

    def __init__(self) -> None:
        """Read only."""
        super().__init__()
        self.set_read_only(True)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        """Its width decides."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The chart's own shape, within what a screen shows of it."""
        most = theme().shape("largest_chart")
        return min(most, round(width * self.chart.aspect) + theme().grid(4))

    def sizeHint(self) -> QSize:
        """As high as its width at present asks for."""
        wide = max(self.width(), theme().scaled(200))
        return QSize(wide, self.heightForWidth(wide))
