"""The people who may sign in, to go through with arrows or by typing the beginning of a name."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from ui.kit.layout import Column, clear
from ui.kit.rows import ChoiceRow

if TYPE_CHECKING:
    from clinic_desk.staff.people import PersonRecord

PAUSE_MS = 900
"""A letter typed later than this begins another name."""
MOST_SHOWN = 6


class PeopleList(QWidget):
    """Rows of which one is marked; the keyboard is on the list, not on a row."""

    marked = Signal()
    """Another person is marked, by the person before the screen."""
    taken = Signal()
    """Enter, or a click on a row."""

    def __init__(self) -> None:
        """Nobody."""
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Who is at the desk")
        self._body = Column(self, gap=0.5)
        self._people: tuple[PersonRecord, ...] = ()
        self._rows: list[ChoiceRow] = []
        self._at = 0
        self._typed = ""
        self._since = QElapsedTimer()
        self.stands = False
        """Whether the mark stays where it is, as while the marked person's password is proven."""

    @property
    def person(self) -> PersonRecord | None:
        """Who is marked."""
        return self._people[self._at] if self._people else None

    def show_people(self, people: Sequence[PersonRecord], tags: dict[int, str], at: int) -> None:
        """Show these with a word at the right of some, and mark the person of an id."""
        clear(self._body)
        self._people = tuple(people)
        self._rows = [self._row(place, tags) for place in range(len(people))]
        for row in self._rows:
            self._body.addWidget(row)
            # Reckoned with at once, also where the page is in sight already.
            row.show()
        ids = [person.id for person in people]
        self._mark(ids.index(at) if at in ids else 0)

    def step(self, by: int) -> None:
        """Mark the next or the one before; past the end it goes round."""
        if self._people and not self.stands:
            self._mark((self._at + by) % len(self._people))
            self.marked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows, Home and End, letters of a name, Enter."""
        key = Qt.Key(event.key())
        if self.stands:
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.step(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End) and self._people:
            self._mark(0 if key == Qt.Key.Key_Home else len(self._people) - 1)
            self.marked.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.taken.emit()
        elif event.text().strip() and event.text().isprintable():
            self._type(event.text())
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The marked row shows that the keys go to it."""
        super().focusInEvent(event)
        self._show_marked()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """What was typed of a name is over."""
        super().focusOutEvent(event)
        self._typed = ""
        self._show_marked()

    def _type(self, letters: str) -> None:
        late = self._since.isValid() and self._since.elapsed() > PAUSE_MS
        self._typed = letters if late else self._typed + letters
        self._since.start()
        wanted = self._typed.casefold()
        for place, person in enumerate(self._people):
            parts = [person.name, *person.name.split()]
            if any(part.casefold().startswith(wanted) for part in parts):
                self._mark(place)
                self.marked.emit()
                return

    def _row(self, place: int, tags: dict[int, str]) -> ChoiceRow:
        person = self._people[place]
        row = ChoiceRow(
            person.name,
            person.shown_role,
            tag=tags.get(person.id, ""),
            on_choose=partial(self._choose, place),
        )
        row.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return row

    def _choose(self, place: int) -> None:
        if self.stands:
            return
        self._mark(place)
        self.marked.emit()
        self.taken.emit()

    def _mark(self, place: int) -> None:
        self._at = place
        self._show_marked()

    def _show_marked(self) -> None:
        for place, row in enumerate(self._rows):
            row.mark(place == self._at)
            row.ring(place == self._at and self.hasFocus())
        spoken = self._rows[self._at].accessibleName() if self._rows else ""
        self.setAccessibleDescription(spoken)

    def wanted_height(self) -> int:
        """Pixels that all rows take."""
        return self._body.sizeHint().height()

    def marked_row(self) -> QWidget | None:
        """The row of the marked person, to be scrolled to."""
        return self._rows[self._at] if self._rows else None
