"""A record to be read: what was done, its map with the totals, who signed it, what was added since.

A client's history shows records with it, so it knows nothing of the page around it.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QWidget

from clinic_desk.records.contents import NeedlingContent, Point, ToxinContent
from clinic_desk.records.record import Record
from clinic_desk.records.summary import Names
from ui.kit.body_chart.views import MapView
from ui.kit.labels import FieldLabel, PlainLabel
from ui.kit.layout import Column, Row, clear, reveal
from ui.kit.theme import theme
from ui.kit.wash import Notice, Wash
from ui.records.marking import marked_points
from ui.records.telling import (
    KIND_COLOURS,
    Fact,
    amendment_head,
    facts,
    headline,
    product_rows,
    sentences,
    signature,
    signed_when,
    title,
    unit_sentence,
)
from ui.records.title_chip import TitleChip
from ui.records.totals_table import TotalsTable

MAPS = {"toxin": "Injection map", "needling": "Needling map"}


class ShownRecord(QWidget):
    """One record, read only; with its map at the left where it has one and there is room."""

    def __init__(self, *, with_map: bool = True) -> None:
        """`with_map` is False where the map stands elsewhere."""
        super().__init__()
        self._with_map = with_map
        self.record: Record | None = None
        self.warning = Notice("block", tone="block")
        self.late = Notice("warn", tone="warn")
        self.chip, self.headline = TitleChip(), PlainLabel(weight="medium", wrap=True)
        self._maps = {tone: _read_only(name, tone) for tone, name in MAPS.items()}
        self.map = self._maps["toxin"]
        self.table, self.units = TotalsTable(), Notice("toxin")
        self.signature = PlainLabel(tone="quiet")
        self.signed_when = PlainLabel(tone="quiet")
        self._facts, self._said, self._added = QWidget(), Column(gap=1), Column(gap=1)
        self._fact_lines = Column(self._facts, gap=0.5)
        self._lay_out()

    def _lay_out(self) -> None:
        whole = Column(self, gap=1.5)
        for notice in (self.warning, self.late):
            whole.addWidget(notice)
        head = Row(gap=1.25)
        head.addWidget(self.chip)
        head.addWidget(self.headline, 1)
        whole.addLayout(head)
        self._halves = Row(gap=2.5)
        words = Column(gap=1.5)
        for part in (self._facts, self.table, self.units):
            words.addWidget(part)
        words.addLayout(self._said)
        signed = Column(gap=0.25)
        signed.addWidget(self.signature)
        signed.addWidget(self.signed_when)
        words.addLayout(signed)
        words.addLayout(self._added)
        words.addStretch(1)
        maps = Column(gap=0)
        for each in self._maps.values():
            maps.addWidget(each, 1)
        self._halves.addLayout(maps, 0)
        self._halves.addLayout(words, 5)
        whole.addLayout(self._halves, 1)

    def show_record(self, record: Record, names: Names) -> None:
        """Show this record as it stands."""
        self.record = record
        self.warning.say(record.warning)
        self.late.say(record.written_late)
        self.chip.show_title(title(record, names), KIND_COLOURS[record.kind])
        self.headline.setText(headline(record, names))
        self._show_facts(facts(record, names))
        self._show_map(record)
        self._show_said(sentences(record, names))
        self.signature.setText(signature(record))
        self.signed_when.setText(signed_when(record))
        reveal(self.signed_when, record.signed)
        self._show_added(record)

    def _show_facts(self, found: tuple[Fact, ...]) -> None:
        clear(self._fact_lines)
        lines = QWidget()
        grid = QGridLayout(lines)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme().grid(2))
        grid.setVerticalSpacing(theme().grid(0.75))
        grid.setColumnStretch(1, 1)
        for at, (label, value) in enumerate(found):
            name = PlainLabel(label, tone="quiet")
            grid.addWidget(name, at, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(PlainLabel(value, weight="semibold", wrap=True), at, 1)
        self._fact_lines.addWidget(lines)
        reveal(self._facts, bool(found))

    def _show_map(self, record: Record) -> None:
        content = record.content
        points: tuple[Point, ...] = ()
        is_toxin = isinstance(content, ToxinContent)
        if isinstance(content, ToxinContent):
            rows, points = product_rows(content), content.points
            self.table.show_rows(rows)
            self.units.say(unit_sentence(rows))
        elif isinstance(content, NeedlingContent):
            points = marked_points(content.areas)
        if not is_toxin:
            self.units.say("")
        reveal(self.table, is_toxin)
        self.map = self._maps["toxin" if is_toxin else "needling"]
        self.map.set_points(points)
        has_map = self._with_map and (is_toxin or bool(points))
        for each in self._maps.values():
            reveal(each, has_map and each is self.map)
        self._halves.setStretch(0, 4 if has_map else 0)

    def _show_said(self, said: tuple[Fact, ...]) -> None:
        clear(self._said)
        for label, words in said:
            part = QWidget()
            lines = Column(part, gap=0.25)
            if label:
                lines.addWidget(FieldLabel(label))
            lines.addWidget(PlainLabel(words, wrap=True))
            self._said.addWidget(part)

    def _show_added(self, record: Record) -> None:
        clear(self._added)
        for each in record.amendments:
            in_error = each.kind == "entered_in_error"
            box = Wash("block" if in_error else "neutral", gap=0.25)
            head = amendment_head(each)
            box.body.addWidget(
                PlainLabel(head, size="small", weight="semibold", wrap=True,
                           tone="block" if in_error else "quiet")
            )  # fmt: skip
            box.body.addWidget(PlainLabel(each.words, wrap=True))
            box.setAccessibleName(f"{head}. {each.words}")
            self._added.addWidget(box)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The map above the words where it is narrow."""
        wide = self.width() >= theme().shape("half_sheet")
        way = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        if self._halves.direction() != way:
            self._halves.setDirection(way)


def _read_only(name: str, tone: str) -> MapView:
    made = MapView(name=name, tone=tone)
    made.chart.set_read_only(True)
    if tone == "needling":
        made.chart.unit_words = ("mm", "mm")
    return made
