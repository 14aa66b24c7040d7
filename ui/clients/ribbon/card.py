"""The ribbon in its card: title, what is next due, legend, lanes, and what is chosen in words."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent

from clinic_desk.calendar.ribboning import Ribbon
from ui.clients.ribbon.canvas import RibbonCanvas
from ui.clients.ribbon.legend import Legend
from ui.clients.ribbon.spoken import give_voice
from ui.clients.ribbon.wording import TITLE, due_words
from ui.kit.labels import ElidedLabel, PlainLabel, SectionTitle
from ui.kit.layout import Card, Column, Row
from ui.kit.theme import theme

HINT = "Point at a mark or a stretch, or walk with the arrow keys: what it means stands here."


class RibbonCard(Card):
    """The card on top of the treatment history."""

    def __init__(self) -> None:
        """Empty until `show_ribbon`."""
        super().__init__(gap=0.5, margins=(2, 1.5, 2, 1.25))
        self.title = SectionTitle(TITLE)
        self.due = ElidedLabel(size="small", tone="quiet")
        self.due_below = PlainLabel(size="small", tone="quiet", wrap=True)
        self.legend = Legend()
        self.canvas = RibbonCanvas()
        self.words = Explanation()
        give_voice(self.canvas)
        self._head = Column(gap=0.5)
        self._line = Row(gap=2)
        self._line.addWidget(self.title)
        self._line.addStretch(1)
        self._line.addWidget(self.due)
        self._line.addWidget(self.legend)
        self._head.addLayout(self._line)
        self._head.addWidget(self.due_below)
        self.due.hide()
        self.due_below.hide()
        self.body.addLayout(self._head)
        self.body.addWidget(self.canvas)
        self.body.addWidget(self.words)
        self._is_narrow = False
        self.canvas.chosen_changed.connect(self._explain)
        theme().changed.connect(self._fit)

    def show_ribbon(self, ribbon: Ribbon | None) -> None:
        """Show a client's ribbon; none while it is being read."""
        self.canvas.show_ribbon(ribbon)
        for line in (self.due, self.due_below):
            line.setText(due_words(ribbon) if ribbon is not None else "")
        self.words.expect(map(self.canvas.sentence, self.canvas.places()))
        self._fit()
        self._explain()

    def minimumSizeHint(self) -> QSize:
        """Any width, as Qt would else reckon its height for a width that it is not given."""
        return QSize(0, max(0, self.heightForWidth(self.width())))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where it is narrow, what is due and the legend stand on lines of their own."""
        super().resizeEvent(event)
        self._fit()

    def _explain(self) -> None:
        place = self.canvas.explained
        self.words.setText(self.canvas.sentence(place) if place is not None else HINT)
        self.words.set_tone("ink" if place is not None else "quiet")

    def _fit(self) -> None:
        room = self.width() - self.title.sizeHint().width() - theme().grid(8)
        narrow = room < self.legend.sizeHint().width() + self.due.sizeHint().width()
        if narrow != self._is_narrow:
            self._is_narrow = narrow
            before, after = (self._line, self._head) if narrow else (self._head, self._line)
            before.removeWidget(self.legend)
            after.addWidget(self.legend)
        self.due.setVisible(not narrow and bool(self.due.text()))
        self.due_below.setVisible(narrow and bool(self.due_below.text()))


class Explanation(PlainLabel):
    """What is chosen on the ribbon, in a room as high as the longest sentence takes there.

    So nothing below it moves while the ribbon is walked.
    """

    def __init__(self) -> None:
        """The hint, until something is chosen."""
        super().__init__(HINT, size="small", tone="quiet", wrap=True)
        self._expected: tuple[str, ...] = (HINT,)
        self.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._ruler = PlainLabel(size="small", wrap=True)
        self._ruler.setParent(self)
        self._ruler.hide()

    def expect(self, sentences: Iterable[str]) -> None:
        """The sentences that may come to stand here."""
        # Of two sentences the longer one takes no fewer lines, but for a word's breadth.
        self._expected = tuple(sorted({HINT, *sentences}, key=len)[-3:])
        self.updateGeometry()

    def heightForWidth(self, width: int) -> int:
        """The height of the longest."""
        return max(map(lambda text: self._high(text, width), self._expected))

    def _high(self, text: str, width: int) -> int:
        self._ruler.setText(text)
        return self._ruler.heightForWidth(width)
