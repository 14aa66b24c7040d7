"""The middle of the page: the bar with the size, the pages, and what stands there without them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QShowEvent
from PySide6.QtWidgets import QStackedWidget

from ui.kit.buttons import IconButton, LinkButton
from ui.kit.labels import PlainLabel, set_plain_tip
from ui.kit.layout import Column, Row, Surface, reveal
from ui.kit.reading_text import ReadingText
from ui.kit.surfaces import Busy, EmptyState
from ui.kit.tasks import Throttle
from ui.leaflets.notices import Notices
from ui.leaflets.searching import SearchBar
from ui.leaflets.sheets import Sheets

HIDDEN = "Names are hidden. F9 shows the pages again."
AS_TEXT, AS_PAGES = "Read as text, Alt T", "Show the pages, Alt T"


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
        self.find_button = IconButton("search", "Find in the leaflet, Ctrl F")
        self.as_text = IconButton("list", AS_TEXT, on_click=self.turn_text)
        left = (self.smaller, self.percent, self.larger, self.fit)
        right = (self.count, self.as_text, self.find_button)
        for part in left:
            bar.addWidget(part)
        bar.addStretch(1)
        for control in right:
            bar.addWidget(control)
        whole.addLayout(bar)
        self.search, self.notices = SearchBar(), Notices()
        whole.addWidget(self.search)
        whole.addWidget(self.notices)
        self.sheets, self.text = Sheets(), ReadingText("The whole leaflet in words")
        self.wait, self.empty = Busy("Drawing the pages…"), EmptyState("")
        self._stack = QStackedWidget()
        for shown in (self.sheets, self.text, self.wait, self.empty):
            self._stack.addWidget(shown)
        whole.addWidget(self._stack, 1)
        self._private = self._in_words = False
        self._asked = 0.0
        self._ask = Throttle(120, self._want, self)
        self.sheets.zoomed.connect(self._tell)
        self.search.stepped.connect(self._go_to_hit)
        self.search.closed.connect(self._take_keyboard)
        self.find_button.clicked.connect(self.search.begin)
        self._show(self.wait)

    def showEvent(self, event: QShowEvent) -> None:
        """The size may have become another while nobody saw it."""
        super().showEvent(event)
        self._tell()

    def show_wait(self) -> None:
        """Pages are being drawn; those that stand there stay until the new ones come."""
        if self._wanted is not self.sheets:
            self._show(self.wait)

    def show_pages(self, pictures: Sequence[QImage], dots: float, of: int | None = None) -> None:
        """Show the pages, whose pictures have `dots` an inch; `of` how many there are, where
        not all are drawn yet."""
        self._asked = dots
        fresh = self._wanted is not self.sheets
        self.sheets.show_pages(pictures, of)
        self._show(self.sheets)
        self._mark()
        if fresh:
            self.sheets.verticalScrollBar().setValue(0)

    def forget(self) -> None:
        """Nothing of what was shown is left, in pictures or in words."""
        self.sheets.show_pages(())
        self.show_text("")
        self.search.show_hits(())
        self._show(self.wait)

    def show_text(self, text: str) -> None:
        """The whole leaflet in words, for whoever has it read out, or reads it out."""
        self.text.show_text(text)
        self.sheets.setAccessibleDescription(text)

    def turn_text(self) -> None:
        """The words in place of the pages, or the pages again."""
        self._in_words = not self._in_words
        words = AS_PAGES if self._in_words else AS_TEXT
        self.as_text.set_words("", words)
        set_plain_tip(self.as_text, words)
        self._show(self._wanted)
        self._take_keyboard()

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
        shown = self.text if self._in_words and part is self.sheets else part
        self._stack.setCurrentWidget(self.empty if covered else shown)
        self._tell()

    def _mark(self) -> None:
        self.sheets.show_marks(self.search.hits, self.search.at)

    def _go_to_hit(self) -> None:
        self._mark()
        if self.search.at >= 0:
            self.sheets.go_to(self.search.hits[self.search.at])

    def _take_keyboard(self) -> None:
        if (shown := self._stack.currentWidget()) is not None:
            shown.setFocus(Qt.FocusReason.OtherFocusReason)

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
        reveal(self.as_text, shown or self._stack.currentWidget() is self.text)
        self.find_button.setEnabled(shown)
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
