"""The card with the history: the list, what it is narrowed down to, and the way to the calendar."""

from __future__ import annotations

from PySide6.QtCore import Signal

from ui.clients.history.lines import Line, Reckoned, kinds
from ui.clients.history.list import HistoryList
from ui.kit.combo import PlainCombo
from ui.kit.labels import SectionTitle
from ui.kit.layout import Card, Row, reveal
from ui.kit.surfaces import EmptyState

ALL = ""
ALL_WORDS = "All treatments"
NOTHING = "No treatment is on file yet, here or elsewhere."
A_PAGE = 40
"""Lines that are shown at first, and that come with each further page."""


class HistoryCard(Card):
    """Shows a page of lines; the next as somebody scrolls."""

    marked_changed = Signal()
    opened = Signal(str)
    """The key of a line that was opened."""
    more_wanted = Signal()
    """All that has been read is shown, and there is more."""

    def __init__(self) -> None:
        """Empty."""
        super().__init__(gap=0.5, margins=(2, 1.5, 1, 1))
        self._reckoned = Reckoned((), True)
        self._most = A_PAGE
        head = Row(gap=1, margins=(0, 0, 1, 0))
        head.addWidget(SectionTitle("History"))
        head.addStretch(1)
        self.filter = PlainCombo("Which treatments")
        self.filter.set_choices([(ALL, ALL_WORDS)])
        self.filter.setMinimumContentsLength(len(ALL_WORDS) + 2)
        head.addWidget(self.filter)
        self.list = HistoryList()
        self.nothing = EmptyState(NOTHING)
        self.body.addLayout(head)
        self.body.addWidget(self.list, 1)
        self.body.addWidget(self.nothing, 1)
        self.filter.activated.connect(lambda _: self._narrow())
        self.list.near_end.connect(self._grow)
        self.list.marked_changed.connect(self.marked_changed)
        self.list.opened.connect(self.opened)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to go to."""
        return not self.list.lines()

    def begin(self) -> None:
        """Another client: from the top, with all treatments."""
        self._most = A_PAGE
        self.filter.set_value(ALL)

    def show_reckoned(self, reckoned: Reckoned) -> None:
        """Show the history as far as it has been read."""
        self._reckoned = reckoned
        chosen = self.filter.currentData()
        found = kinds(reckoned.lines)
        self.filter.set_choices([(ALL, ALL_WORDS), *found])
        if chosen not in {ALL, *(code for code, _ in found)}:
            self.filter.set_value(ALL)
        reveal(self.filter, len(found) > 1)
        self._show()

    def marked(self) -> Line | None:
        """The line that is shown beside the list."""
        return self.list.marked()

    def mark(self, key: str) -> bool:
        """Mark a line that is shown; False where it is not."""
        return self.list.mark(key)

    def mark_visit(self, visit_id: int) -> bool:
        """Mark the line of a visit, on all treatments; False where none has been read."""
        lines = self._reckoned.lines
        at = next((at for at, line in enumerate(lines) if line.visit_id == visit_id), None)
        if at is None:
            return False
        self.filter.set_value(ALL)
        self._most = max(self._most, at + 1)
        self._show()
        return self.list.mark(lines[at].key)

    def _narrow(self) -> None:
        self._most = A_PAGE
        self._show()

    def _grow(self) -> None:
        if self._most < len(self._chosen()):
            self._most += A_PAGE
            self._show()
        elif not self._reckoned.whole:
            self.more_wanted.emit()

    def _show(self) -> None:
        chosen = self._chosen()
        self.list.show_lines(chosen[: self._most])
        reveal(self.list, bool(chosen))
        reveal(self.nothing, not chosen)
        if len(chosen) < A_PAGE and not self._reckoned.whole:
            self.more_wanted.emit()

    def _chosen(self) -> tuple[Line, ...]:
        code = self.filter.currentData()
        if not code:
            return self._reckoned.lines
        return tuple(line for line in self._reckoned.lines if line.kind == code)
