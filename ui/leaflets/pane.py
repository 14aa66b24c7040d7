"""The middle of the page: the bar with the size, the pages, and what stands there without them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QImage, QShowEvent
from PySide6.QtWidgets import QStackedWidget

from ui.kit.buttons import IconButton, LinkButton
from ui.kit.labels import PlainLabel
from ui.kit.layout import Column, Row, Surface, reveal
from ui.kit.surfaces import Busy, EmptyState
from ui.kit.tasks import Throttle
from ui.leaflets.sheets import Sheets

HIDDEN = "Names are hidden. F9 shows the pages again."


class Pane(Surface):
    """One of three: the pages, a wait, or a sentence."""

    resolution_wanted = Signal(float)
    """Dots an inch that the pictures should have now."""

    def __init__(self) -> None:
        """Waiting."""
        super().__init__("canvas")
        whole = Column(self, gap=1, margins=(0, 1.5, 0, 0))
        self.smaller = IconButton("minus", "Smaller pages", on_click=self._smaller)
        self.larger = IconButton("plus", "Larger pages", on_click=self._larger)
        self.percent = PlainLabel(tone="quiet")
        self.fit = LinkButton("Fit the width", on_click=self._fit)
        self.count = PlainLabel(tone="quiet")
        bar = Row(gap=1, margins=(1.5, 0, 1.5, 0))
        for part in (self.smaller, self.percent, self.larger, self.fit):
            bar.addWidget(part)
        bar.addStretch(1)
        bar.addWidget(self.count)
        whole.addLayout(bar)
        self.sheets = Sheets()
        self.wait, self.empty = Busy("Drawing the pages…"), EmptyState("")
        self._stack = QStackedWidget()
        for shown in (self.sheets, self.wait, self.empty):
            self._stack.addWidget(shown)
        whole.addWidget(self._stack, 1)
        self._private = False
        self._asked = 0.0
        self._ask = Throttle(120, self._want, self)
        self.sheets.zoomed.connect(self._tell)
        self._show(self.wait)

    def showEvent(self, event: QShowEvent) -> None:
        """The size may have become another while nobody saw it."""
        super().showEvent(event)
        self._tell()

    def show_wait(self) -> None:
        """Pages are being drawn; those that stand there stay until the new ones come."""
        if self._stack.currentWidget() is not self.sheets:
            self._show(self.wait)

    def show_pages(self, pictures: Sequence[QImage], dots: float) -> None:
        """Show the pages, whose pictures have `dots` an inch."""
        self._asked = dots
        fresh = self._stack.currentWidget() is not self.sheets
        self.sheets.show_pages(pictures)
        self._show(self.sheets)
        if fresh:
            self.sheets.verticalScrollBar().setValue(0)

    def show_first(self) -> None:
        """From the first page on."""
        self.sheets.verticalScrollBar().setValue(0)

    def say(self, sentence: str) -> None:
        """A sentence in place of the pages."""
        self.empty.say(sentence)
        self._show(self.empty)

    def hide_pages(self, hidden: bool) -> None:
        """Cover the pages, as a client's name stands on them."""
        self._private = hidden
        self._show(self._wanted)

    def _show(self, part: Sheets | Busy | EmptyState) -> None:
        self._wanted = part
        covered = self._private and part is not self.empty
        if covered:
            self.empty.say(HIDDEN)
        self._stack.setCurrentWidget(self.empty if covered else part)
        self._tell()

    def _smaller(self) -> None:
        self.sheets.zoom_by(-1)

    def _larger(self) -> None:
        self.sheets.zoom_by(1)

    def _fit(self) -> None:
        self.sheets.fit()

    def _tell(self) -> None:
        shown = self._stack.currentWidget() is self.sheets
        percent = round(self.sheets.zoom * 100)
        self.percent.setText(f"{percent}%")
        self.percent.setAccessibleName(f"Size {percent}%")
        for control in (self.smaller, self.larger):
            control.setEnabled(shown)
        reveal(self.fit, shown and not self.sheets.fits)
        self.count.setText(self._pages_in_sight() if shown else "")
        if shown and abs(self.sheets.dots - self._asked) > 0.5:
            self._ask()

    def _pages_in_sight(self) -> str:
        """`Pages 1–2 of 3`."""
        first, last = self.sheets.in_sight()
        of = len(self.sheets.sheets)
        if first == last:
            return f"Page {first} of {of}"
        return f"Pages {first}–{last} of {of}"

    def _want(self) -> None:
        """Ask for pictures of this size; out of sight, or behind the lock, nobody would draw them
        and the ones that are there would pass for them."""
        if self.isVisible():
            self._asked = self.sheets.dots
            self.resolution_wanted.emit(self._asked)
