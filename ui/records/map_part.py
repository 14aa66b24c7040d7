"""The injection map of a draft, with the last visit behind it and what is done to it at once."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from clinic_desk.base.words import count
from clinic_desk.records.contents import Point, ToxinContent
from clinic_desk.records.record import Record
from ui.kit.body_chart.views import MapView
from ui.kit.buttons import KeyBadge, LinkButton
from ui.kit.labels import PlainLabel, SectionTitle
from ui.kit.layout import Card, Row, reveal
from ui.kit.wash import Notice
from ui.records.telling import day_words

COPY = "Copy the last map"


class MapPart(Card):
    """Charts to place points on; the acts below them."""

    edited = Signal(object)
    """The points as they are now."""
    copy_wanted = Signal()
    clear_units_wanted = Signal()

    def __init__(self, title: str = "Injection map", tone: str = "toxin", unit: str = "") -> None:
        """An empty map; `unit` is how its amounts are called where they are no units."""
        super().__init__(gap=1, margins=2)
        self.view = MapView(name=title, tone=tone)
        self.chart = self.view.chart
        if unit:
            self.chart.unit_words = (unit, unit)
        self._title = title
        self.notice = Notice("warn", tone="warn")
        self.clear_units = LinkButton("Clear the units", on_click=self.clear_units_wanted.emit)
        self.last = PlainLabel(size="small", tone="quiet")
        self._of_last = QWidget()
        self.copy = LinkButton(COPY, on_click=self.copy_wanted.emit)
        self.ghost = LinkButton("Last visit", on_click=self.toggle_ghost)
        self.mirror_act = LinkButton("Mirror", on_click=self.mirror)
        self.guides = LinkButton("Guides", on_click=self.toggle_guides)
        self._lay_out()
        self.chart.edited.connect(lambda: self.edited.emit(self.chart.points()))

    def _lay_out(self) -> None:
        head = Row(gap=1)
        head.addWidget(SectionTitle(self._title))
        head.addStretch(1)
        head.addWidget(self.last)
        self.body.addLayout(head)
        self.body.addWidget(self.notice)
        self.body.addWidget(self.clear_units, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self.view, 1)
        of_last, of_this = Row(self._of_last, gap=1.5), Row(gap=1.5)
        for line, act, key in (
            (of_last, self.copy, "F6"),
            (of_last, self.ghost, "Alt+V"),
            (of_this, self.mirror_act, "Ctrl+M"),
            (of_this, self.guides, "Ctrl+G"),
        ):
            with_key = Row(gap=0)
            with_key.addWidget(act)
            with_key.addWidget(KeyBadge(key))
            line.addLayout(with_key)
        for line in (of_last, of_this):
            line.addStretch(1)
        self.body.addWidget(self._of_last)
        self.body.addLayout(of_this)
        reveal(self.clear_units, False)

    def show_points(self, points: Iterable[Point]) -> None:
        """Show a map; what could be undone on the one before is forgotten."""
        self.view.set_points(points)

    def change_points(self, points: tuple[Point, ...]) -> None:
        """Other points, as one act that can be undone on the map; a chosen one stays chosen."""
        chosen = self.chart.editing.chosen
        taken = points != self.chart.points() and self.chart.take_points(points)
        if taken and chosen is not None and chosen in self.chart.shown():
            self.chart.choose(chosen)

    def show_last(self, record: Record | None) -> None:
        """The last visit's map, to be copied and to stand behind this one."""
        content = record.content if record is not None else None
        points = content.points if isinstance(content, ToxinContent) else ()
        words = ""
        if record is not None and points:
            words = f"Last: {day_words(record.treated_on)}, {count(len(points), 'point')}"
        self.last.setText(words)
        reveal(self._of_last, bool(points))
        self.chart.set_ghost(points)
        self._word_ghost()

    def tell(self, words: str, *, clears_units: bool = False) -> None:
        """Say something about the map, above it; nothing takes it away."""
        self.notice.say(words)
        reveal(self.clear_units, bool(words) and clears_units)

    # ---- what is done to it

    def mirror(self) -> int:
        """Put the chosen point, or all, on the other side too; how many that changed."""
        return self.chart.mirror()

    def can_mirror(self) -> bool:
        """Whether there is something to mirror."""
        return self.chart.can_mirror()

    def toggle_guides(self) -> None:
        """Show or hide midline and thirds."""
        self.chart.toggle_guides()

    def toggle_ghost(self) -> None:
        """Show or hide the last visit's points."""
        self.chart.toggle_ghost()
        self._word_ghost()

    def has_ghost(self) -> bool:
        """Whether there is a last visit to show."""
        return self.chart.has_ghost()

    def _word_ghost(self) -> None:
        self.ghost.set_words("Hide last visit" if self.chart.ghost_shown else "Last visit")
